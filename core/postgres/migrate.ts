import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { Pool } from 'pg';

/** The folder of the forward-only migrations. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

const MIGRATION_LOCK = 7_480_003;
const OLDEST_VERSION = 150_000;

/**
 * Brings the database up to this version of the program. Processes that start together wait for each other, because
 * the migrator alone fails when two create the same schema. `pool` must reach PostgreSQL itself: behind a transaction
 * pooler the lock and the work would land on different connections.
 */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(`select current_setting('server_version_num')::int as version`);
    if (rows[0].version < OLDEST_VERSION) {
      throw new Error('The database is older than PostgreSQL 15: point DATABASE_URL at version 15 or later.');
    }
    await client.query('select pg_advisory_lock($1::bigint)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle({ client }), { migrationsFolder: MIGRATIONS_FOLDER });
    await client.query('select pg_advisory_unlock($1::bigint)', [MIGRATION_LOCK]);
    client.release();
  } catch (error) {
    // The lock ends with its connection, and a half-used connection is not given back.
    client.release(true);
    throw error;
  }
}
