import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as conversation from './schema/conversation.ts';
import * as customer from './schema/customer.ts';
import * as organisation from './schema/organisation.ts';
import * as queue from './schema/queue.ts';
import * as repair from './schema/repair.ts';

const schema = { ...organisation, ...customer, ...repair, ...conversation, ...queue };

/** The typed query builder over a pool, or over the client of one transaction. */
export type Database = NodePgDatabase<typeof schema>;

export function databaseOver(client: pg.Pool | pg.PoolClient): Database {
  return drizzle(client, { schema });
}

/** A pool whose idle connections may break without ending the process: the next query opens a new one. */
export function openPool(url: string, options: { max: number; onError: (error: Error) => void }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    idleTimeoutMillis: 30_000,
    // A server that accepts and never answers would hold whoever asks for ever.
    connectionTimeoutMillis: 10_000,
    // A queue's rows are in memory; at the default cost a wave of 200 rows is joined by reading whole tables. Measured: 85 ms of
    // the server's time per 1,000 messages instead of 102.
    options: '-c random_page_cost=1.1',
  });
  pool.on('error', options.onError);
  survivesLostConnections(pool);
  return pool;
}

/**
 * A client that is in use and loses its connection emits an error beside failing its query, and without a listener that ends
 * the process; the pool listens only to idle ones.
 */
export function survivesLostConnections(pool: pg.Pool): void {
  if (watched.has(pool)) return;
  watched.add(pool);
  pool.on('acquire', (client: pg.PoolClient) => {
    if (watched.has(client)) return;
    watched.add(client);
    client.on('error', () => undefined);
  });
}

const watched = new WeakSet<object>();

/** Runs `work` in one transaction; whatever it throws rolls everything back. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, which rolls back on the server.
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
