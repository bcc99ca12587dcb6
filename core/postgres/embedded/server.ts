import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  type Account,
  type Binaries,
  type Cluster,
  chooseAccount,
  EmbeddedDatabaseError,
  findBinaries,
  openCluster,
} from './cluster.ts';
import { makeDataFolder, unusableFolder } from './folder.ts';
import {
  isLastUser,
  lastFailure,
  type Postmaster,
  registerProcess,
  runningPostmaster,
  spawnPostmaster,
} from './postmaster.ts';
import { superuserUrlOf, urlOf } from './roles.ts';

/** A line for the log: facts as fields, then what happened. A pino logger fits. */
export type EmbeddedLog = { info(fields: object, message: string): void; warn(fields: object, message: string): void };

/**
 * `dataDir` is made when it is not there; `settings` are `name=value` for the server, used only by
 * who starts it.
 */
export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  readonly settings?: readonly string[];
};

/**
 * A running database; `stop` gives it up, and the last one to do so stops the server: true when
 * that was this one.
 */
export type Embedded = {
  /** For an ordinary user that owns its database and nothing else. */
  readonly url: string;
  /** For who makes more databases on the server, as tests do. */
  readonly superuserUrl: string;
  stop(): Promise<boolean>;
};

type Installation = EmbeddedOptions & {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly cluster: Cluster;
};
type Session = { readonly client: Client; readonly postmaster: Postmaster };

const START_WITHIN_MS = 120_000;
const MAX_STARTS = 30;
const LOOK_EVERY_MS = 20;

/**
 * Connects to the server of this cluster and starts one where there is none. Both may fail for a
 * while (recovery after a crash, another process stopping it, leftovers of a killed server), so it
 * looks again until there is a session.
 */
async function connectOrStart(installation: Installation): Promise<Session> {
  const { cluster, binaries, account, log, settings = [] } = installation;
  const deadline = Date.now() + START_WITHIN_MS;
  let child: ChildProcess | undefined;
  let starts = 0;
  try {
    while (Date.now() < deadline && starts < MAX_STARTS) {
      const session = await trySession(cluster);
      if (session === 'no server' && (child === undefined || hasEnded(child))) {
        if (starts > 0) await pause(100);
        child = await spawnPostmaster(cluster, binaries, account, settings);
        starts += 1;
        log.info({ pid: child.pid, data: cluster.data }, 'starting the embedded database');
      } else if (typeof session === 'object') return session;
      await pause(LOOK_EVERY_MS);
    }
    const reason = await lastFailure(cluster);
    throw new EmbeddedDatabaseError(
      'start_failed',
      `The embedded database did not start: ${reason}. Its log is ${cluster.logFile}.`,
    );
  } catch (error) {
    if (child) await giveUp(child);
    throw error;
  }
}

async function trySession(cluster: Cluster): Promise<Session | 'no server' | 'not yet'> {
  const postmaster = await runningPostmaster(cluster);
  if (!postmaster) return 'no server';
  const client = postmaster.port > 0 ? await registerProcess(postmaster.port, cluster.password) : undefined;
  return client ? { client, postmaster } : 'not yet';
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

const GIVE_UP_MS = 5_000;

/** Ends a server that we cannot use as soon as nobody else does. */
async function giveUp(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, pause(GIVE_UP_MS, undefined, { ref: false })]);
}

const FAST_SHUTDOWN_MS = 20_000;

async function shutDown({ cluster, log }: Installation, { pid }: Postmaster): Promise<void> {
  const started = Date.now();
  const isRunning = async (): Promise<boolean> => (await runningPostmaster(cluster))?.pid === pid;
  process.kill(pid, 'SIGINT');
  while ((await isRunning()) && Date.now() - started < FAST_SHUTDOWN_MS) await pause(LOOK_EVERY_MS);
  if (await isRunning()) process.kill(pid, 'SIGQUIT');
  log.info({ pid, ms: Date.now() - started }, 'stopped the embedded database');
}

async function install(options: EmbeddedOptions): Promise<Installation> {
  const dataDir = resolve(options.dataDir);
  await makeDataFolder(dataDir);
  const binaries = await findBinaries();
  const account = await chooseAccount(binaries.postgres, dataDir);
  const cluster = await openCluster(dataDir, binaries, account).catch((error) => {
    throw unusableFolder(dataDir, error);
  });
  return { ...options, binaries, account, cluster };
}

/**
 * A PostgreSQL of one's own under `dataDir`, shared by every process that names the same folder.
 * Who uses it holds a shared lock on a connection of its own, so a killed process is forgotten by
 * the kernel and never counted as a user. A server that dies under its users is started again on
 * the same port. Throws `EmbeddedDatabaseError`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const installation = await install(options);
  const { cluster, log } = installation;
  let session = await connectOrStart(installation);
  let recovery: Promise<void> | undefined;
  let isStopping = false;

  const recover = async (): Promise<void> => {
    log.warn({ data: cluster.data }, 'the embedded database went away');
    session = await connectOrStart(installation);
    watch();
  };
  const watch = (): void => {
    session.client.once('end', () => {
      if (isStopping) return;
      recovery = recover().catch((error: unknown) =>
        log.warn({ err: error }, 'the embedded database did not come back'),
      );
    });
  };
  watch();

  const leave = async (): Promise<boolean> => {
    isStopping = true;
    await recovery;
    const isLast = await isLastUser(session.client);
    if (isLast) await shutDown(installation, session.postmaster);
    await session.client.end().catch(() => undefined);
    return isLast;
  };
  let left: Promise<boolean> | undefined;
  const stop = (): Promise<boolean> => {
    left ??= leave();
    return left;
  };
  const { port } = session.postmaster;
  await writeFile(cluster.portFile, `${port}\n`, { mode: 0o600 }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url: urlOf(port, cluster.password), superuserUrl: superuserUrlOf(port, cluster.password), stop };
}
