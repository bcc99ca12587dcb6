import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { chooseAccount, findBinaries, openCluster } from '../../core/postgres/embedded/cluster.ts';
import { runningPostmaster, spawnPostmaster } from '../../core/postgres/embedded/postmaster.ts';
import { startEmbedded } from '../../core/postgres/embedded/server.ts';
import { until } from '../people/person.ts';
import { signIn } from '../people/service.ts';
import { notExactlyOnce, settled, wrongOnTheWire } from './testing/audit.ts';
import { endAll, startProcess } from './testing/process.ts';
import { createTelegramSide, openGarage, settingsFor, startBotApi } from './testing/telegram.ts';

const silent = { info: () => undefined, warn: () => undefined };
const database = await makeStoppablePostgres();
const pool = new Pool({ connectionString: database.url, max: 2 });
pool.on('error', () => undefined);
const api = await startBotApi();

afterAll(async () => {
  await endAll();
  await pool.end();
  await database.remove();
  await api.close();
});

/** The simulator beside a real channel is for administrators. */
const administrator = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };

it('A7: PostgreSQL may stop in the middle of a wave and come back: nothing is lost, nothing is taken without it', {
  timeout: 120_000,
}, async () => {
  const product = startProcess({ ...settingsFor(database.url, api.root), ...administrator });
  const url = await product.url;
  const telegram = createTelegramSide(() => url);
  const statusOf = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;
  const says = (text: string): Promise<Response> =>
    fetch(`${url}/simulator/customer-text/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ text }),
    });
  const { cookie } = await signIn(url, administrator);
  const cast = await openGarage(pool, api, telegram, 20);
  await until('a process that is ready', async () => (await statusOf('/readyz')) === 200);

  for (let round = 0; round < 2; round++) {
    const before = api.arrived.length;
    const refused = telegram.refusals.get(503) ?? 0;
    for (let n = 0; n < 4; n++)
      for (const { chat } of cast) telegram.push(telegram.text(chat, 'When is my car ready?'));
    await until('a wave in flight', () => api.arrived.length > before + 10);
    await database.stop();
    await until('a process that is not ready', async () => (await statusOf('/readyz')) === 503);
    expect(await statusOf('/healthz')).toBe(200);
    expect((await says('hello')).status).toBe(500);
    // What comes in meanwhile is refused, so that Telegram keeps it.
    for (const { chat } of cast) telegram.push(telegram.text(chat, 'thanks'));
    await until('a refusal', () => (telegram.refusals.get(503) ?? 0) > refused);
    expect(product.isRunning()).toBe(true);
    await database.start();
    await until('a process that is ready again', async () => (await statusOf('/readyz')) === 200);
    await telegram.taken();
    await settled(pool, 40_000);
  }
  expect([...telegram.refusals.keys()]).toEqual([503]);
  expect(await notExactlyOnce(pool)).toEqual([]);
  expect(await wrongOnTheWire(pool, api.arrived)).toEqual([]);
  // The process lived on and knows what became of every message.
  const doubtful = await pool.query(`select 1 from attempt where outcome = 'unknown'`);
  expect(doubtful.rowCount).toBe(0);
  expect((await says('hello')).status).toBeLessThan(400);
  expect((await product.end('SIGTERM')).code).toBe(0);
});

/** A PostgreSQL that nobody starts again but the test. */
type StoppablePostgres = {
  readonly url: string;
  start(): Promise<void>;
  /** As `pg_ctl stop -m immediate` does: everything is cut, and the next start recovers. */
  stop(): Promise<void>;
  remove(): Promise<void>;
};

/** Makes one in a temporary folder; it runs. */
async function makeStoppablePostgres(): Promise<StoppablePostgres> {
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
