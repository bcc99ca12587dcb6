import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { sqlStateOf } from './queue/db.ts';

/** The database that DATABASE_URL names cannot be used; the message is one sentence that says why. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
  readonly code = 'database_unreachable';
}

const STARTING_UP = '57P03';
const PATIENCE_MS = 10_000;

/** Resolves when the database answers. One that is just starting gets 10 s. Throws DatabaseUnreachableError. */
export async function reachDatabase(pool: Pool): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await pool.query('select 1');
      return;
    } catch (cause) {
      if (sqlStateOf(cause) === STARTING_UP && performance.now() < end) await pause(200);
      else throw unreachable(cause);
    }
  }
}

function unreachable(cause: unknown): DatabaseUnreachableError {
  return new DatabaseUnreachableError(
    `DATABASE_URL names a database that cannot be used: ${reasonOf(cause)}, for example DATABASE_URL=postgres://user:secret@db:5432/pitstop`,
    { cause },
  );
}

/** Never the message of the error: it may hold the address with its password. */
function reasonOf(cause: unknown): string {
  const code = sqlStateOf(cause) ?? '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens at its address';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of its machine is not known';
    case '28P01':
    case '28000':
      return 'it refuses this user or password';
    case '3D000':
      return 'there is no database of this name';
    case '53300':
      return 'it has no connection left';
    case STARTING_UP:
      return 'it is still starting';
    default:
      return code === '' || code === 'ETIMEDOUT' ? 'it does not answer' : `it answers with ${code}`;
  }
}
