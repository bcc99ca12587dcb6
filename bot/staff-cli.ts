import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { v7 as newUuid } from 'uuid';
import type { Role } from '../core/actor.ts';
import { ensureHome } from '../core/postgres/bootstrap.ts';
import { openPool } from '../core/postgres/database.ts';
import { EmbeddedDatabaseError } from '../core/postgres/embedded/error.ts';
import { startEmbedded } from '../core/postgres/embedded/server.ts';
import { migrate } from '../core/postgres/migrate.ts';
import { inviteStaff, UnknownGarageError } from '../core/postgres/staff-rows.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './config-values.ts';
import { createLog } from './log.ts';

const usage = 'Use: npm run -s staff -- invite --role mechanic --name "Mia" [--garage "Garage De Brug"]';
const roles: readonly Role[] = ['mechanic', 'agent', 'manager', 'administrator'];
const day = 24 * 60 * 60 * 1000;

/** Said to whoever typed the command; ends it with exit code 2. */
class UsageError extends Error {}

// No letters and digits that look alike when they are read aloud.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const newCode = (): string => {
  const part = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${part()}-${part()}-${part()}`;
};

const readCommand = (args: readonly string[]): { role: Role; name: string; garageName: string | undefined } => {
  const { positionals, values } = (() => {
    try {
      return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { role: { type: 'string' }, name: { type: 'string' }, garage: { type: 'string' } },
      });
    } catch {
      throw new UsageError(usage);
    }
  })();
  const role = roles.find((one) => one === values.role);
  const name = values.name?.trim();
  if (positionals[0] !== 'invite' || positionals.length > 1 || !name) throw new UsageError(usage);
  if (!role) throw new UsageError(`--role has to be one of ${roles.join(', ')}. ${usage}`);
  return { role, name, garageName: values.garage };
};

const run = async (): Promise<void> => {
  const command = readCommand(process.argv.slice(2));
  const config = readConfig();
  const log = createLog('silent');
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });
  const pool = openPool(config.databaseUrl ?? embedded?.url ?? '', { max: 2, onError: () => undefined });
  try {
    await migrate(pool);
    const home = await ensureHome(pool, newUuid);
    const text = newCode();
    const madeAt = new Date();
    await inviteStaff(pool, home, command, { text, madeAt, expiresAt: new Date(madeAt.getTime() + 7 * day) }, newUuid);
    process.stdout.write(`${text}\n`);
    process.stderr.write(`${command.name} types this once in the chat with the bot, within 7 days: link ${text}\n`);
  } finally {
    await pool.end();
    await embedded?.stop();
  }
};

run().catch((error: unknown) => {
  const known = [UsageError, ConfigError, EmbeddedDatabaseError, UnknownGarageError].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(`${known && error instanceof Error ? error.message : `It did not work: ${String(error)}`}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
