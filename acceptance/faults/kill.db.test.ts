import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { letLeasesEnd, notExactlyOnce, settled, untold, wrongOnTheWire } from './testing/audit.ts';
import { endAll, type ProductProcess, type Random, seeded, startProcess } from './testing/process.ts';
import {
  type Customer,
  createTelegramSide,
  MECHANIC,
  openGarage,
  quoteFor,
  settingsFor,
  startBotApi,
  type Update,
} from './testing/telegram.ts';

const database = await testDatabase();
const { pool } = database;
const api = await startBotApi();
let product: ProductProcess | undefined;
let url: string | undefined;
const telegram = createTelegramSide(() => url);

async function start(): Promise<void> {
  product = startProcess(settingsFor(database.url, api.root));
  url = await product.url;
}

afterAll(async () => {
  await endAll();
  await api.close();
});

const KILLS = 10;
const A_ROUND = 100;

/** A hundred messages: of customers, and one in ten of the mechanic to a customer, each with a number. */
function round(random: Random, cast: readonly Customer[], nth: number): readonly Update[] {
  return Array.from({ length: A_ROUND }, (_, n) => {
    const { chat, plate } = cast[(nth * A_ROUND + n) % cast.length] ?? { chat: 0, plate: '' };
    if (n % 10 === 9) return telegram.text(MECHANIC, `say ${plate}: number k${nth}n${n}`);
    const words = random.chance(0.6)
      ? 'When is my car ready?'
      : random.chance(0.7)
        ? 'thanks'
        : `can you call me, ${n}`;
    return telegram.text(chat, words);
  });
}

it('A6: kill -9 at ten moments of a thousand messages loses nothing, doubles nothing and leaves nothing stuck', {
  timeout: 300_000,
}, async () => {
  const seed = 20_261_122;
  const random = seeded(seed);
  await start();
  const cast = await openGarage(pool, api, telegram, 50);
  const quoted = cast.slice(0, 5);
  const buttons = [];
  for (const customer of quoted) buttons.push({ ...customer, ...(await quoteFor(api, telegram, customer)) });

  for (let nth = 0; nth < KILLS; nth++) {
    let left = random.between(1, 150);
    const killed = new Promise<void>((resolve) => {
      const happened = (): void => {
        left--;
        if (left !== 0) return;
        url = undefined;
        void product?.end('SIGKILL').then(() => resolve());
      };
      telegram.onTaken = happened;
      api.onMessage = () => {
        happened();
        return left === 0 ? 'lose' : 'answer';
      };
    });
    for (const update of round(random, cast, nth)) telegram.push(update);
    const tapped = buttons[nth % buttons.length];
    if (tapped) telegram.push(telegram.tap(tapped.chat, tapped.token, tapped.messageId));
    await killed;
    await letLeasesEnd(pool);
    await start();
  }
  telegram.onTaken = () => undefined;
  api.onMessage = () => 'answer';
  await telegram.taken();
  await settled(pool, 90_000);

  const told = `seed ${seed}`;
  expect(await notExactlyOnce(pool), told).toEqual([]);
  expect(await wrongOnTheWire(pool, api.arrived), told).toEqual([]);
  await until('staff to be told of what is doubtful', async () => (await untold(pool)) === 0);
  const { rows } = await pool.query(`select
    (select count(*)::int from inbox) as taken,
    (select count(*)::int from message where phrase = 'mechanic-says') as said,
    (select count(distinct substring(body from 'number k\\w+'))::int from message where phrase = 'mechanic-says') as different,
    (select count(*)::int from repair_event where type = 'QuoteDecided') as decided`);
  const opening = 1 + 2 * cast.length + 2 * quoted.length;
  expect(rows[0], told).toEqual({ taken: opening + KILLS * (A_ROUND + 1), said: 100, different: 100, decided: 5 });
  expect((await product?.end('SIGTERM'))?.code, told).toBe(0);
});
