import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { signIn } from '../people/service.ts';
import { settled, wrongOnTheWire } from './testing/audit.ts';
import { endAll, startProcess } from './testing/process.ts';
import { createTelegramSide, MECHANIC, openGarage, settingsFor, startBotApi } from './testing/telegram.ts';

const database = await testDatabase();
const { pool } = database;
const api = await startBotApi();
const account = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };

afterAll(async () => {
  await endAll();
  await api.close();
});

async function count(sql: string): Promise<number> {
  return (await pool.query<{ n: number }>(sql)).rows[0]?.n ?? -1;
}
const answers = `from delivery d join message m on m.id = d.message_id where m.sort in ('answer', 'reminder')`;

it('an agent who takes over while replies are queued: what had not left is taken back, facts go out, the bot is quiet', {
  timeout: 90_000,
}, async () => {
  const product = startProcess({ ...settingsFor(database.url, api.root), ...account });
  const url = await product.url;
  const telegram = createTelegramSide(() => url);
  const cast = await openGarage(pool, api, telegram, 8);
  await settled(pool);
  const panel = await signIn(url, account);
  const { rows: talks } = await pool.query<{ id: string; v: number }>(
    'select id, control_version as v from conversation',
  );

  const before = await count(`select count(*)::int as n ${answers}`);
  api.onMessage = () => 'wait';
  for (let n = 0; n < 3; n++) for (const { chat } of cast) telegram.push(telegram.text(chat, 'When is my car ready?'));
  telegram.push(telegram.text(MECHANIC, `start ${cast[0]?.plate}`));
  await telegram.taken();
  await until('all turns', async () => (await count(`select count(*)::int as n from inbox where state = 'new'`)) === 0);
  expect(await count(`select count(*)::int as n ${answers}`)).toBe(before + 3 * cast.length);
  await until(
    'a message that is held up',
    async () => (await count(`select count(*)::int as n ${answers} and d.attempts > 0`)) > before,
  );

  api.onMessage = () => 'answer';
  const taken = await Promise.all(
    talks.map(({ id, v }) => panel.post(`/conversations/${id}/take-over`, { controlVersion: String(v) })),
  );
  expect(taken).toEqual(talks.map(() => 303));
  await settled(pool);
  // Each of them left or was taken back, none both.
  const gone = await count(`select count(*)::int as n ${answers} and d.state = 'sent'`);
  const back = await count(`select count(*)::int as n ${answers} and d.state = 'cancelled'`);
  expect(gone + back).toBe(before + 3 * cast.length);
  expect(back).toBeGreaterThan(0);
  expect(
    await count(`select count(*)::int as n ${answers} and d.state = 'cancelled'
      and exists (select 1 from attempt t where t.delivery_id = d.id and t.outcome is distinct from 'not_sent')`),
  ).toBe(0);
  expect(api.arrived.some(({ chat, text }) => chat === String(cast[0]?.chat) && text.includes('started'))).toBe(true);

  const said = api.arrived.length;
  for (const { chat } of cast) telegram.push(telegram.text(chat, 'When is my car ready?'));
  await telegram.taken();
  await settled(pool);
  const toCustomers = api.arrived.slice(said).filter(({ chat }) => chat !== String(MECHANIC));
  expect(toCustomers).toEqual([]);
  expect(await wrongOnTheWire(pool, api.arrived)).toEqual([]);
  expect((await product.end('SIGTERM')).code).toBe(0);
});
