import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { ConcurrencyError } from '../application/ports.ts';
import { connectionTo } from './connection.ts';
import * as conversation from './schema/conversation.ts';
import * as customer from './schema/customer.ts';
import * as organisation from './schema/organisation.ts';
import * as queue from './schema/queue.ts';
import * as repair from './schema/repair.ts';

const schema = { ...organisation, ...customer, ...repair, ...conversation, ...queue };

/** Opens transactions; a statement that stands alone runs on it directly. */
export type Pool = pg.Pool;

/** The connection of one open transaction. */
export type Tx = pg.PoolClient;

type Builder = NodePgDatabase<typeof schema>;

const builders = new WeakMap<Tx | Pool, Builder>();

/** Returns the typed query builder over a connection; a connection keeps its own. */
export function builder(db: Tx | Pool): Builder {
  const known = builders.get(db);
  if (known) return known;
  const made = drizzle(db, { schema });
  builders.set(db, made);
  return made;
}

/** An idle connection may break without ending the process: the next query opens a new one. */
export function openPool(url: string, options: { max: number; onError: (error: Error) => unknown }): Pool {
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: options.max,
    idleTimeoutMillis: 30_000,
    // A server that accepts a connection and never answers would otherwise block the caller for
    // ever.
    connectionTimeoutMillis: 10_000,
    // The rows of a queue are in memory; at the default cost a wave of 200 rows is joined by
    // reading whole tables. Measured: 85 ms of server time per 1,000 messages instead of 102.
    options: '-c random_page_cost=1.1',
  });
  pool.on('error', options.onError);
  survivesLostConnections(pool);
  return pool;
}

/**
 * A client in use that loses its connection emits an error besides failing its query. Without a
 * listener that ends the process, and the pool listens only to idle clients.
 */
export function survivesLostConnections(pool: Pool): void {
  if (watched.has(pool)) return;
  watched.add(pool);
  pool.on('acquire', (client: Tx) => {
    if (watched.has(client)) return;
    watched.add(client);
    client.on('error', () => undefined);
  });
}

const watched = new WeakSet<object>();

/** Runs `work` in one transaction; an error rolls everything back. */
export async function inTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, which rolls back on the server.
    await tx.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Turns times that JSON stores as text back into dates. Only for data without people's words. */
export function revive<T>(value: unknown): T {
  return reviveAny(value) as T;
}

function reviveAny(value: unknown): unknown {
  if (typeof value === 'string') return isoMoment.test(value) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map(reviveAny);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reviveAny(inner)]));
}

const MAX_TRIES = 5;

/**
 * Runs `work` in a transaction, and repeats all of it when somebody else wrote first. Throws after
 * 5 tries.
 */
export async function retriedTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  survivesLostConnections(pool);
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(pool, work);
    } catch (error) {
      if (tries >= MAX_TRIES || !repeatsTurn(error)) throw error;
    }
  }
}

/**
 * True for a serialization failure, a deadlock or a version clash: the same turn may work next
 * time.
 */
export function repeatsTurn(error: unknown): boolean {
  return error instanceof ConcurrencyError || sqlStateOf(error) === '40001' || sqlStateOf(error) === '40P01';
}

/**
 * True if the database is away or the connection broke: nothing is wrong with the statement itself.
 */
export function isDatabaseAway(error: unknown): boolean {
  const code = sqlStateOf(error) ?? '';
  if (/^(08|57P|53)|^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)/.test(code)) return true;
  // node-postgres gives no code to its own errors when a socket closes during a query.
  if (!(error instanceof Error)) return false;
  return (
    /^(connection terminated|client has encountered a connection error|timeout exceeded)/i.test(error.message) ||
    isDatabaseAway(error.cause)
  );
}

/**
 * Returns the SQLSTATE or the code of a system error, also when the driver or query builder wrapped
 * it.
 */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return sqlStateOf(error.cause);
}
