import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import { isAlive } from './alive.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './error.ts';

/** An initialised data folder and the password of its only user. */
export type Cluster = {
  readonly data: string;
  readonly logFile: string;
  readonly portFile: string;
  readonly password: string;
};

/** The only database user; it owns everything. */
export const USER = 'pitstop';

const run = promisify(execFile);
const FOLDER = 'postgres';

/** Drafts of processes that died while they made one. */
async function sweepDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

async function initialise(draft: string, { initdb }: Binaries, { prefix, owner }: Account): Promise<void> {
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = join(draft, 'password');
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (owner) for (const path of [draft, passwordFile]) await chown(path, owner.uid, owner.gid);
  const options = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--no-sync', '--no-instructions'];
  const [program = initdb, ...args] = [...prefix, initdb, `--username=${USER}`, `--pwfile=${passwordFile}`, ...options];
  try {
    await run(program, [...args, '-D', join(draft, 'data')], { cwd: '/' });
  } catch (cause) {
    const said =
      String((cause as { stderr?: string }).stderr ?? cause)
        .trim()
        .split('\n')
        .at(0) ?? '';
    throw new EmbeddedDatabaseError('init_failed', `The embedded database could not be made in ${draft}: ${said}.`, {
      cause,
    });
  }
}

/**
 * Each process that finds no cluster makes a draft of its own, and the first rename wins: a lock that a killed process
 * could leave behind is not needed, and a half-made cluster is never seen.
 */
async function make(dataDir: string, binaries: Binaries, account: Account): Promise<void> {
  const draft = join(dataDir, `${FOLDER}.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await initialise(draft, binaries, account);
    await rename(draft, join(dataDir, FOLDER));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

function versionOf(data: string): Promise<string | undefined> {
  return readFile(join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

/** Files made under another account (a namespace before, a plain user now) change hands before the server sees them. */
async function own(folder: string, data: string, { owner }: Account): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = owner ?? { uid: 0, gid: 0 };
  if ((await stat(data)).uid !== uid) await run('chown', ['-R', `${uid}:${gid}`, folder]);
}

/** The cluster under `path`, made when there is none; one of another major version is refused. */
export async function openCluster(path: string, binaries: Binaries, account: Account): Promise<Cluster> {
  const dataDir = await realpath(path);
  const folder = join(dataDir, FOLDER);
  const data = join(folder, 'data');
  await sweepDrafts(dataDir);
  if ((await versionOf(data)) === undefined) await make(dataDir, binaries, account);
  const version = await versionOf(data);
  if (version !== binaries.major) {
    throw new EmbeddedDatabaseError(
      'other_version',
      `The database in ${folder} was made by PostgreSQL ${version ?? '(unknown)'} and this is PostgreSQL ${binaries.major}: move it over with pg_dump of the old version, or set DATABASE_URL.`,
    );
  }
  await own(folder, data, account);
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  return { data, logFile: join(folder, 'server.log'), portFile: join(folder, 'port'), password };
}
