import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { notExactlyOnce, settled, wrongOnTheWire } from './testing/audit.ts';
import { endAll, seeded, startProcess } from './testing/process.ts';
import { createTelegramSide, MECHANIC, openGarage, settingsFor, startBotApi, type Update } from './testing/telegram.ts';

const SEED = 4_711;
const database = await testDatabase();
const { pool } = database;
const api = await startBotApi();

afterAll(async () => {
  await endAll();
  await api.close();
});

it('A23: two processes share the work; each drains at a signal, and what came twice or out of order counts once', {
  timeout: 180_000,
}, async () => {
  const random = seeded(SEED);
  const both = [startProcess(settingsFor(database.url, api.root)), startProcess(settingsFor(database.url, api.root))];
  const urls = await Promise.all(both.map((one) => one.url));
  let nth = 0;
  let open: readonly (string | undefined)[] = urls;
  const telegram = createTelegramSide(() => open[nth++ % open.length]);
  const cast = await openGarage(pool, api, telegram, 10);

  const words = ['When is my car ready?', 'thanks', 'can you call me', 'where are you'];
  const make = (n: number): Update => {
    const { chat, plate } = cast[n % cast.length] ?? { chat: 0, plate: '' };
    return n % 10 === 7
      ? telegram.text(MECHANIC, `say ${plate}: number k${n}`)
      : telegram.text(chat, words[random.between(0, 3)] ?? '');
  };
  const updates = Array.from({ length: 300 }, (_, n) => make(n));
  const again = updates.filter(() => random.chance(0.3));
  // Neighbours change places and many come twice, to either process.
  for (const update of [...random.shuffled(updates.slice(0, 200)), ...again.slice(0, 40)]) telegram.push(update);
  await until('some of the work', () => api.arrived.length > 60);

  const [first, second] = both;
  const drained = first?.end('SIGTERM');
  open = urls.slice(1);
  for (const update of random.shuffled([...updates.slice(200), ...again])) telegram.push(update);
  expect(await drained).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect((await drained)?.ms).toBeLessThan(10_000);
  // What it had begun is settled or given back: nothing waits for the end of a lease of its.
  await telegram.taken();
  await settled(pool);

  const { rows } = await pool.query<{ n: string }>(
    `select count(*) as n from message where phrase = 'mechanic-says' group by substring(body from 'number k\\w+')`,
  );
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 30 }, () => '1'));
  expect(await notExactlyOnce(pool), `seed ${SEED}`).toEqual([]);
  expect(await wrongOnTheWire(pool, api.arrived), `seed ${SEED}`).toEqual([]);
  const copies = await pool.query(`select 1 from attempt where n > 1 or outcome <> 'sent'`);
  expect(copies.rowCount).toBe(0);
  const last = await second?.end('SIGINT');
  expect(last).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(last?.ms).toBeLessThan(10_000);
});
