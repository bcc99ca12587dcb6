import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseAccount, findBinaries, openCluster } from '../../../core/postgres/embedded/cluster.ts';
import { runningPostmaster, spawnPostmaster } from '../../../core/postgres/embedded/postmaster.ts';
import { startEmbedded } from '../../../core/postgres/embedded/server.ts';
import { until } from './wait.ts';

/** A PostgreSQL that nobody starts again but the test. */
export type StoppablePostgres = {
  readonly url: string;
  start(): Promise<void>;
  /** As `pg_ctl stop -m immediate` does: everything is cut, and the next start recovers. */
  stop(): Promise<void>;
  remove(): Promise<void>;
};

const silent = { info: () => undefined, warn: () => undefined };

/** Makes one in a temporary folder; it runs. */
export async function makeStoppablePostgres(): Promise<StoppablePostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'pitstop-stoppable-'));
  const made = await startEmbedded({ dataDir: folder, log: silent });
  await made.stop();
  const binaries = await findBinaries();
  const account = await chooseAccount(binaries.postgres, folder);
  const cluster = await openCluster(folder, binaries, account);
  const start = async (): Promise<void> => {
    await spawnPostmaster(cluster, binaries, account, []);
    await until('the port of PostgreSQL', async () => ((await runningPostmaster(cluster))?.port ?? 0) > 0);
  };
  const stop = async (): Promise<void> => {
    const running = await runningPostmaster(cluster);
    if (!running) return;
    process.kill(running.pid, 'SIGQUIT');
    await until('the end of PostgreSQL', async () => (await runningPostmaster(cluster)) === undefined);
  };
  await start();
  return {
    url: made.url,
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
