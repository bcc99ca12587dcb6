import { Client } from 'pg';
import { USER } from './cluster.ts';
import { EmbeddedDatabaseError } from './error.ts';

/** The application's database in the cluster; `postgres` beside it carries only the registrations. */
const DATABASE = 'pitstop';

// Any two numbers do, they only must not change between versions that may share one server.
const USERS_LOCK = 7_480_001;
const CREATE_LOCK = 7_480_002;

/** The address of the application's database. */
export function urlOf(port: number, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}

/**
 * A connection that counts as one user of the server for as long as it lives; undefined while the server cannot take
 * one. Someone who is stopping the server holds the lock alone, so a newcomer waits here until it is cut off.
 */
export async function register(port: number, password: string): Promise<Client | undefined> {
  const client = new Client({ host: '127.0.0.1', port, user: USER, password, database: 'postgres', keepAlive: true });
  // Without a listener a lost connection would end the process; `end` follows and is handled.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1::bigint)', [USERS_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (codeOf(error) !== '28P01') return undefined;
    throw new EmbeddedDatabaseError(
      'start_failed',
      'The embedded database refused the password in its folder: put the file named password back, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

/** Makes the application's database once; a lock, because two `create database` at once disturb each other. */
export async function ensureDatabase(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1::bigint)', [CREATE_LOCK]);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1::text', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.query('select pg_advisory_unlock($1::bigint)', [CREATE_LOCK]);
  }
}

/** Ends this registration and says whether nobody else is left; if so the lock is kept, so that nobody can come in. */
export async function isLastUser(client: Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1::bigint)', [USERS_LOCK]);
    const { rows } = await client.query('select pg_try_advisory_lock($1::bigint) as alone', [USERS_LOCK]);
    return rows[0]?.alone === true;
  } catch {
    // The server is gone already, so there is nothing to stop.
    return false;
  }
}
