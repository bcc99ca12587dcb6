import type { ClientBase, Pool, PoolClient } from 'pg';
import { ConcurrencyError } from '../../application/errors.ts';
import { inTransaction } from '../database.ts';

/** Whatever runs one statement: a pool, or the client of a transaction. */
export type Db = Pick<ClientBase, 'query'>;

/** Whatever a worker opens transactions on. */
export type DbPool = Pool;

/** A turn that meets somebody else's write is repeated so often, at once. */
const MOST_TURNS = 5;

/** Runs `work` in a transaction and repeats the whole of it when somebody else wrote first; after 5 times it throws. */
export const inTurn = async <T>(pool: DbPool, work: (tx: Db) => Promise<T>): Promise<T> => {
  survivesLostConnections(pool);
  for (let turn = 1; ; turn++) {
    try {
      return await inTransaction(pool, work);
    } catch (error) {
      if (turn >= MOST_TURNS || !repeatsTurn(error)) throw error;
    }
  }
};

/** Serialization failure, deadlock, or a version clash: the same turn may work the next time. */
export const repeatsTurn = (error: unknown): boolean =>
  error instanceof ConcurrencyError || sqlStateOf(error) === '40001' || sqlStateOf(error) === '40P01';

/** The database is away or the connection broke: nothing is wrong with what was asked of it. */
export const isDatabaseAway = (error: unknown): boolean => {
  const code = sqlStateOf(error) ?? '';
  if (/^(08|57P|53)|^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)/.test(code)) return true;
  // What node-postgres says by itself when a socket closes under a query has no code.
  return error instanceof Error && /connection terminated|connection error|timeout exceeded/i.test(error.message);
};

/** The five characters of SQLSTATE, or the code of a system error. */
export const sqlStateOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * A client that is in use and loses its connection emits an error beside failing its query, and without a listener that ends
 * the process; the pool listens only to idle ones.
 */
export const survivesLostConnections = (pool: DbPool): void => {
  if (watched.has(pool)) return;
  watched.add(pool);
  pool.on('acquire', (client: PoolClient) => {
    if (watched.has(client)) return;
    watched.add(client);
    client.on('error', () => undefined);
  });
};

const watched = new WeakSet<object>();
