import type { ClientBase, Pool } from 'pg';
import { ConcurrencyError } from '../../application/errors.ts';
import { inTransaction, survivesLostConnections } from '../database.ts';

/** Whatever runs one statement: a pool, or the client of a transaction. */
export type Db = Pick<ClientBase, 'query'>;

/** Whatever a worker opens transactions on. */
export type DbPool = Pool;

/** A turn that meets somebody else's write is repeated so often, at once. */
const MOST_TURNS = 5;

/** Runs `work` in a transaction and repeats the whole of it when somebody else wrote first; after 5 times it throws. */
export async function inTurn<T>(pool: DbPool, work: (tx: Db) => Promise<T>): Promise<T> {
  survivesLostConnections(pool);
  for (let turn = 1; ; turn++) {
    try {
      return await inTransaction(pool, work);
    } catch (error) {
      if (turn >= MOST_TURNS || !repeatsTurn(error)) throw error;
    }
  }
}

/** Serialization failure, deadlock, or a version clash: the same turn may work the next time. */
export function repeatsTurn(error: unknown): boolean {
  return error instanceof ConcurrencyError || sqlStateOf(error) === '40001' || sqlStateOf(error) === '40P01';
}

/** The database is away or the connection broke: nothing is wrong with what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  const code = sqlStateOf(error) ?? '';
  if (/^(08|57P|53)|^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)/.test(code)) return true;
  // What node-postgres says by itself when a socket closes under a query has no code.
  if (!(error instanceof Error)) return false;
  return (
    /^(connection terminated|client has encountered a connection error|timeout exceeded)/i.test(error.message) ||
    isDatabaseAway(error.cause)
  );
}

/** The five characters of SQLSTATE, or the code of a system error, wherever the driver or the query builder wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return sqlStateOf(error.cause);
}
