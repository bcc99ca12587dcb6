import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { EmbeddedDatabaseError } from './error.ts';

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

/** A number alone is not enough: after a restart of a container the same pid is soon another program. */
async function serves(pid: number, { data }: Cluster): Promise<boolean> {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return (await readlink(`/proc/${pid}/cwd`)) === data;
  } catch {
    return false;
  }
}

/** The server that holds this cluster now; its port is 0 for the moment before the server has written it. */
export async function runningPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const found = await read(pidFile(cluster));
  return found && (await serves(found.pid, cluster)) ? found : undefined;
}

/**
 * A pid file whose number belongs to another program would stop every start. It is moved away before it is judged, so
 * that two processes never judge the same file, and a server that came up in between keeps its own.
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

/** What the server said last about a failure, for the person who must mend it. */
export async function lastFailure({ logFile }: Cluster): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line))?.trim() ?? 'it gave no reason';
}

/**
 * Starts a server in a session of its own, so that Ctrl-C and a supervisor's signal to the group reach the application
 * and not the database under it. Of several started at once PostgreSQL's own lock lets one live; the others exit.
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
    const child = spawn(program, args, { detached: true, stdio: ['ignore', log.fd, log.fd], cwd: '/' });
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}
