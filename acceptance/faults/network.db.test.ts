import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { letLeasesEnd, notExactlyOnce, settled, untold, wrongOnTheWire } from './testing/audit.ts';
import { endAll, seeded, startProcess } from './testing/process.ts';
import { createTelegramSide, type Fault, openGarage, settingsFor, startBotApi } from './testing/telegram.ts';

const SEED = 1_905;
const database = await testDatabase();
const { pool } = database;
const api = await startBotApi();

afterAll(async () => {
  await endAll();
  await api.close();
});

it('a network that asks to wait, fails, refuses, loses answers or hangs loses and doubles nothing that it must not', {
  timeout: 180_000,
}, async () => {
  const random = seeded(SEED);
  let product = startProcess(settingsFor(database.url, api.root));
  let url = await product.url;
  const telegram = createTelegramSide(() => url);
  const cast = await openGarage(pool, api, telegram, 12);
  const [silent, ...others] = cast;

  const had: Fault[] = [];
  api.onMessage = (chat) => {
    if (chat === String(silent?.chat)) return 'hang';
    const faults: readonly Fault[] = ['wait', 'fail', 'fail', 'lose', 'lose', 'lose'];
    const fault = had.length < 40 && random.chance(0.5) ? (faults[random.between(0, 5)] ?? 'answer') : 'answer';
    if (fault !== 'answer') had.push(fault);
    return fault;
  };
  if (silent) for (let n = 0; n < 3; n++) telegram.push(telegram.text(silent.chat, 'When is my car ready?'));
  for (let n = 0; n < 10; n++)
    for (const { chat } of others) telegram.push(telegram.text(chat, 'When is my car ready?'));
  await telegram.taken();
  await until('every turn', async () => {
    const { rowCount } = await pool.query(`select 1 from inbox where state = 'new' limit 1`);
    return rowCount === 0;
  });
  // The chat that hangs holds up nobody else.
  await until('the others', async () => {
    const { rows } = await pool.query<{ n: string }>(
      `select count(*) as n from delivery d join address a on a.id = d.lane_id where d.state in ('queued', 'sending') and a.chat <> $1::text`,
      [String(silent?.chat)],
    );
    return rows[0]?.n === '0';
  });
  expect(new Set(had)).toEqual(new Set(['wait', 'fail', 'lose']));

  // A signal does not wait for a network that hangs; the next process does not know what became of that message.
  await until('a message on its way', async () => {
    const { rowCount } = await pool.query(`select 1 from delivery where state = 'sending'`);
    return rowCount === 1;
  });
  const ended = await product.end('SIGTERM');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.ms).toBeLessThan(10_000);
  api.onMessage = () => 'answer';
  await letLeasesEnd(pool);
  product = startProcess(settingsFor(database.url, api.root));
  url = await product.url;
  await settled(pool);

  expect(await notExactlyOnce(pool), `seed ${SEED}`).toEqual([]);
  expect(await wrongOnTheWire(pool, api.arrived), `seed ${SEED}`).toEqual([]);
  await until('staff to be told of what is doubtful', async () => (await untold(pool)) === 0);
  const { rows } = await pool.query(`select distinct state from delivery where kind = 'message' order by 1`);
  expect(rows.map(({ state }) => state)).toEqual(['sent', 'unknown']);

  // A customer who blocked the bot ends one lane, with a reason; the others go on.
  api.onMessage = (chat) => (chat === String(silent?.chat) ? 'block' : 'answer');
  for (const { chat } of cast) telegram.push(telegram.text(chat, 'When is my car ready?'));
  await telegram.taken();
  await settled(pool);
  const blocked = await pool.query(
    `select a.chat, d.code from delivery d join address a on a.id = d.lane_id where d.state = 'failed'`,
  );
  expect(blocked.rows).toEqual([{ chat: String(silent?.chat), code: 'blocked' }]);
  expect((await product.end('SIGTERM')).code).toBe(0);
});
