import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import { isDatabaseAway, sqlStateOf } from '../database.ts';
import {
  type Account,
  type Binaries,
  type Cluster,
  EmbeddedDatabaseError,
  isAlive,
  ownEnvironment,
} from './cluster.ts';
import { openClient, prepareServer, registryUrlOf } from './roles.ts';

/** The running server of a cluster, as its own pid file names it. */
export type Postmaster = { readonly pid: number; readonly port: number };

function pidFile({ data }: Cluster): string {
  return join(data, 'postmaster.pid');
}

async function read(file: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 ? { pid, port } : undefined;
}

/**
 * A number alone is not enough: after a restart of the machine or a container the same pid is soon
 * another program.
 */
async function serves(pid: number, cluster: Cluster): Promise<boolean> {
  return isAlive(pid) && (await isServerOf(pid, cluster.data));
}

/** Tells by the folder in which a process works, or else by its command, if it is a folder's server. */
export async function isServerOf(pid: number, data: string, processes = '/proc'): Promise<boolean> {
  const folder = await readlink(join(processes, String(pid), 'cwd')).catch(codeOf);
  if (folder.startsWith('/')) return folder === data;
  if (folder !== 'EACCES' && existsSync(join(processes, 'self'))) return false;
  const command = await commandOf(pid);
  return command === undefined || ` ${command} `.includes(` -D ${data} `);
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}

/** Undefined where commands cannot be looked up at all; empty when that process has ended. */
function commandOf(pid: number): Promise<string | undefined> {
  return promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)], ownEnvironment).then(
    ({ stdout }) => stdout.trim(),
    (error) => (codeOf(error) === 'ENOENT' ? undefined : ''),
  );
}

/**
 * The server that holds this cluster now; its port is 0 for the moment before the server has
 * written it.
 */
export async function runningPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const found = await read(pidFile(cluster));
  return found && (await serves(found.pid, cluster)) ? found : undefined;
}

/**
 * A pid file whose number belongs to another program would stop every start. It is moved away
 * before it is judged, so that two processes never judge the same file, and a server that came up
 * in between keeps its own.
 */
async function clearStale(cluster: Cluster): Promise<void> {
  const found = await read(pidFile(cluster));
  if (!found || (await serves(found.pid, cluster))) return;
  const aside = `${pidFile(cluster)}.${process.pid}`;
  const moved = await rename(pidFile(cluster), aside).then(
    () => read(aside),
    () => undefined,
  );
  if (moved && (await serves(moved.pid, cluster))) await rename(aside, pidFile(cluster));
  else await rm(aside, { force: true });
}

async function isFree(port: number): Promise<number | undefined> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  const free = await once(probe, 'listening').then(
    () => probe.address(),
    () => null,
  );
  probe.close();
  return free && typeof free === 'object' ? free.port : undefined;
}

/** The last port when nobody else has it, so that an address in a colleague's tool stays right. */
async function choosePort({ portFile }: Cluster): Promise<number> {
  const last = Number(await readFile(portFile, 'utf8').catch(() => '0'));
  const port = (last > 0 ? await isFree(last) : undefined) ?? (await isFree(0));
  if (port === undefined) throw new EmbeddedDatabaseError('start_failed', 'No loopback port is free for the database.');
  return port;
}

const MAX_LOG_BYTES = 5_000_000;

async function openLog({ logFile }: Cluster) {
  const { size } = await stat(logFile).catch(() => ({ size: 0 }));
  if (size > MAX_LOG_BYTES) await rename(logFile, `${logFile}.1`).catch(() => undefined);
  return open(logFile, 'a', 0o600);
}

/** Returns the server's last words about a failure, for the person who must repair it. */
export async function lastFailure({ logFile }: Cluster): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line))?.trim() ?? 'it gave no reason';
}

/**
 * Starts a server in a session of its own, so that Ctrl-C and a supervisor's signal to the group
 * reach the application and not the database under it. Of several started at once PostgreSQL's own
 * lock lets one live; the others exit.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  { postgres }: Binaries,
  { prefix }: Account,
  settings: readonly string[],
): Promise<ChildProcess> {
  await clearStale(cluster);
  const port = await choosePort(cluster);
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...settings];
  const words = [...prefix, postgres, '-D', cluster.data, ...options.flatMap((option) => ['-c', option])];
  const [program = postgres, ...args] = words;
  const log = await openLog(cluster);
  try {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', log.fd, log.fd], ...ownEnvironment });
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

// Any number does, it only must not change between versions that may share one server.
const USERS_LOCK = 7_480_001;

/**
 * A connection that counts as one user of the server for as long as it lives; undefined while the
 * server cannot take one. Someone who is stopping the server holds the lock alone, so a newcomer
 * waits here until it is cut off. Throws EmbeddedDatabaseError for a refusal that will not change.
 */
export async function registerProcess(port: number, password: string): Promise<Client | undefined> {
  try {
    await prepareServer(port, password);
    const client = await openClient(registryUrlOf(port, password));
    await client.query('select pg_advisory_lock_shared($1::bigint)', [USERS_LOCK]);
    return client;
  } catch (error) {
    if (isDatabaseAway(error) || isSilent(error)) return undefined;
    throw refusal(error);
  }
}

function isSilent(error: unknown): boolean {
  return error instanceof Error && /^timeout expired/.test(error.message);
}

function refusal(cause: unknown): EmbeddedDatabaseError {
  const sentence =
    sqlStateOf(cause) === '28P01'
      ? 'The embedded database refused the password in its folder: put the file named password back, or set DATABASE_URL.'
      : `The embedded database cannot be used: ${cause instanceof Error ? cause.message : 'it gave no reason'}.`;
  return new EmbeddedDatabaseError('start_failed', sentence, { cause });
}

/**
 * Ends this registration and says whether nobody else is left; if so the lock is kept, so that
 * nobody can come in.
 */
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
