import { Pool } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { notExactlyOnce, unfinished, wrongOnTheWire } from './testing/audit.ts';
import { startBotApi } from './testing/bot-api.ts';
import { openGarage } from './testing/garage.ts';
import { endAll, startProcess } from './testing/product-process.ts';
import { settingsFor } from './testing/settings.ts';
import { makeStoppablePostgres } from './testing/stoppable-postgres.ts';
import { createTelegramSide } from './testing/telegram-side.ts';
import { until } from './testing/wait.ts';

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

it('A7: PostgreSQL may stop in the middle of a wave and come back: nothing is lost, nothing is taken without it', {
  timeout: 120_000,
}, async () => {
  const product = startProcess(settingsFor(database.url, api.root));
  const url = await product.url;
  const telegram = createTelegramSide(() => url);
  const statusOf = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;
  const says = (text: string): Promise<Response> =>
    fetch(`${url}/simulator/customer-text/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
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
    await until('the end of all work', async () => (await unfinished(pool)).length === 0, {
      withinMs: 40_000,
      otherwise: () => unfinished(pool),
    });
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
