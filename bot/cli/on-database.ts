import { openPool, type Pool } from '../../core/postgres/database.ts';
import { EmbeddedDatabaseError } from '../../core/postgres/embedded/cluster.ts';
import { startEmbedded } from '../../core/postgres/embedded/server.ts';
import { migrate } from '../../core/postgres/start.ts';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from '../process/log.ts';

/** Errors whose message is enough for the person at the command line. */
export const databaseErrors = [ConfigError, EmbeddedDatabaseError] as const;

/**
 * Runs a command's work on the installation's database, with or without the product running. Throws
 * `databaseErrors`.
 */
export async function onDatabase<T>(work: (pool: Pool, publicUrl: string) => Promise<T>): Promise<T> {
  const config = readConfig();
  const log = createLog('silent');
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });
  const pool = openPool(config.databaseUrl ?? embedded?.url ?? '', { max: 2, onError: () => undefined });
  try {
    await migrate(pool);
    return await work(pool, config.publicUrl);
  } finally {
    await pool.end();
    await embedded?.stop();
  }
}
