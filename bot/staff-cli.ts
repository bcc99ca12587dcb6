import { openPool } from '../core/postgres/database.ts';
import { EmbeddedDatabaseError } from '../core/postgres/embedded/error.ts';
import { startEmbedded } from '../core/postgres/embedded/server.ts';
import { migrate } from '../core/postgres/migrate.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './config-values.ts';
import { createLog } from './log.ts';
import { readStaffCommand, UsageError } from './staff-command.ts';
import { runStaffCommand, type Said, StaffRefusedError } from './wire-staff.ts';

const run = async (): Promise<Said> => {
  const command = readStaffCommand(process.argv.slice(2));
  const config = readConfig();
  const log = createLog('silent');
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });
  const pool = openPool(config.databaseUrl ?? embedded?.url ?? '', { max: 2, onError: () => undefined });
  try {
    await migrate(pool);
    return await runStaffCommand(pool, command);
  } finally {
    await pool.end();
    await embedded?.stop();
  }
};

const kinds = [UsageError, ConfigError, EmbeddedDatabaseError, StaffRefusedError];

run().then(
  ({ out, hint }) => {
    process.stdout.write(`${out}\n`);
    if (hint) process.stderr.write(`${hint}\n`);
  },
  (error: unknown) => {
    const known = kinds.some((kind) => error instanceof kind);
    process.stderr.write(`${known && error instanceof Error ? error.message : `It did not work: ${String(error)}`}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
