import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
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
import {
  ensureDatabase,
  isLastUser,
  lastFailure,
  type Postmaster,
  registerProcess,
  runningPostmaster,
  spawnPostmaster,
  urlOf,
} from './postmaster.ts';

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
export type Embedded = { readonly url: string; stop(): Promise<boolean> };

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
async function connectOrStart({ cluster, binaries, account, log, settings = [] }: Installation): Promise<Session> {
  const deadline = Date.now() + START_WITHIN_MS;
  let child: ChildProcess | undefined;
  let starts = 0;
  while (Date.now() < deadline && starts < MAX_STARTS) {
    const postmaster = await runningPostmaster(cluster);
    const client =
      postmaster && postmaster.port > 0 ? await registerProcess(postmaster.port, cluster.password) : undefined;
    if (postmaster && client) return { client, postmaster };
    if (!postmaster && (child === undefined || child.exitCode !== null || child.signalCode !== null)) {
      if (starts > 0) await pause(100);
      child = await spawnPostmaster(cluster, binaries, account, settings);
      starts += 1;
      log.info({ pid: child.pid, data: cluster.data }, 'starting the embedded database');
    }
    await pause(LOOK_EVERY_MS);
  }
  const reason = await lastFailure(cluster);
  throw new EmbeddedDatabaseError(
    'start_failed',
    `The embedded database did not start: ${reason}. Its log is ${cluster.logFile}.`,
  );
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
  await mkdir(dataDir, { recursive: true }).catch((cause) => {
    throw new EmbeddedDatabaseError('no_folder', `DATA_DIR cannot be made at ${dataDir}, for example DATA_DIR=./data`, {
      cause,
    });
  });
  const binaries = await findBinaries();
  const account = await chooseAccount(binaries.postgres, dataDir);
  return { ...options, binaries, account, cluster: await openCluster(dataDir, binaries, account) };
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
  await ensureDatabase(session.client);
  await writeFile(cluster.portFile, `${session.postmaster.port}\n`, { mode: 0o600 });

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
  return { url: urlOf(session.postmaster.port, cluster.password), stop };
}
