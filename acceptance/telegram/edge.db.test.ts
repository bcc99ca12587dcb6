import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startEdgeTelegram } from '../networks/telegram.ts';
import { bringIn, sendQuote } from '../people/customer.ts';
import { until } from '../people/person.ts';
import { type Garage, neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { edge } = telegram;
function start() {
  return startGarage(database, telegram.settings);
}
let garage: Garage = await start();
function on() {
  return { garage, telegram };
}
beforeAll(() => neverQuiet(pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const { count, handled, said } = watch(pool, telegram);
function decisions(): Promise<number> {
  return count('decision');
}
describe('A3, A6: an update whose answer was lost on its way', () => {
  it('comes again and counts once: a tap and a text', async () => {
    const phone = await bringIn(on(), 8001, 'AL-123-C');
    await sendQuote(garage, 'AL-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    const before = await decisions();
    edge.updates.loseAnswers(2);
    await phone.taps('Approve');
    await phone.hears(/Noted.*you approved/s);
    await edge.updates.idle();
    await edge.clock.skip(2_000);
    expect(edge.updates.answers.slice(-3)).toEqual([200, 200, 200]);
    edge.updates.loseAnswers(1);
    await phone.types('When is my car ready?');
    await phone.hears('Right now');
    await phone.tapsData(quote.buttons[1]?.token ?? '', quote.messageId);
    await phone.hears(/already noted/);
    await handled();
    expect(await decisions()).toBe(before + 1);
    expect(phone.shown().filter(({ text }) => text.includes('Noted'))).toHaveLength(1);
    expect((await said(8001)).filter(({ body }) => body === 'When is my car ready?')).toHaveLength(1);
    expect(edge.refusals).toEqual([]);
  });
});

describe('A5: five minutes without the product', () => {
  it('lose no message and swap none; a tap of that time is gone, its button works on, and one reminder follows', async () => {
    const phone = await bringIn(on(), 8002, 'BL-123-C');
    await sendQuote(garage, 'BL-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    const before = await decisions();
    await garage.stop();
    for (let n = 0; n < 4; n++) await phone.types(`message ${n}`);
    await phone.taps('Approve');
    await edge.updates.idle();
    await edge.clock.skip(5 * 60_000);
    expect(edge.updates.waiting()).toHaveLength(4);
    garage = await start();
    await edge.clock.skip(60_000);
    await handled();
    const words = (await said(8002)).map(({ body }) => body).filter((body) => body.startsWith('message'));
    expect(words).toEqual([0, 1, 2, 3].map((n) => `message ${n}`));
    expect(await decisions()).toBe(before);
    const reminders = (): Promise<number> => count(`message where sort = 'reminder' and direction = 'out'`);
    await garage.skips(11);
    await until('a reminder', async () => (await reminders()) || undefined);
    await garage.skips(5);
    await phone.tapsData(quote.buttons[0]?.token ?? '', quote.messageId);
    await phone.hears(/Noted.*you approved/s);
    expect(await decisions()).toBe(before + 1);
    expect(await reminders()).toBe(1);
  });
});

describe('A8: a tap and a text', () => {
  it.each(['tap', 'text'])('of one customer lead to the same whichever comes first: the %s', async (first) => {
    const [chat, plate] = first === 'tap' ? [8003, 'DL-123-C'] : [8004, 'FL-123-C'];
    const phone = await bringIn(on(), Number(chat), String(plate));
    await sendQuote(garage, String(plate), 'brake pads 286.40');
    await phone.hears('286.40');
    const before = await decisions();
    const taps = () => phone.taps('Approve');
    const writes = () => phone.types('yes please');
    for (const act of first === 'tap' ? [taps, writes] : [writes, taps]) await act();
    await phone.hears(/Noted.*you approved/s);
    await handled();
    await garage.mechanic.hears(new RegExp(`${plate}.*APPROVED`, 's'));
    await garage.skips(1);
    expect(await decisions()).toBe(before + 1);
    expect(await count(`repair_event where type = 'QuoteDecided' and data::text like '%approved%'`)).toBeGreaterThan(0);
    expect(await count('conversation where pending_answer is not null')).toBe(0);
  });
});

describe('A12: a customer who blocks the bot', () => {
  it('is known at once to be out of reach, and in reach again as soon as they unblock it', async () => {
    const phone = await bringIn(on(), 8005, 'GL-123-C');
    const reachable = () => count(`address where chat = '8005' and unreachable_at is null`);
    phone.blocks();
    await until('the block to be known', async () => (await reachable()) === 0 || undefined);
    phone.unblocks();
    await until('the way back', async () => (await reachable()) === 1 || undefined);
    phone.blocks({ unseen: true });
    await garage.mechanic.types('say GL-123-C: can you hear me');
    await until('the block to be found', async () => (await reachable()) === 0 || undefined);
    phone.unblocks();
    await until('the way back', async () => (await reachable()) === 1 || undefined);
    await garage.mechanic.types('say GL-123-C: and now');
    await phone.hears('and now');
    expect(phone.shown().some(({ text }) => text.includes('can you hear me'))).toBe(false);
  });
});

describe('a group', () => {
  it('is told once and left, and nothing of it is kept', async () => {
    const chat = { id: -8100, type: 'supergroup', title: 'Buurt' };
    const from = { id: 8001, is_bot: false, first_name: 'Jan', language_code: 'en' };
    for (let n = 0; n < 20; n++)
      edge.inGroup(-8100, 'message', { message_id: n + 1, date: 1, chat, from, text: 'hello' });
    await until('the way out', async () => edge.calls('leaveChat')[0]);
    await handled();
    expect(edge.saidIn(-8100)).toEqual([expect.stringContaining('works in private chats only')]);
    expect(await count(`address where chat = '-8100'`)).toBe(0);
    expect(await count(`inbox where payload->>'chat' = '-8100'`)).toBe(0);
  });
});

describe('A24, A8: a rush', () => {
  it('of fifty chats with twenty messages each, many of them twice, is stored once, in order for each chat', {
    timeout: 60_000,
  }, async () => {
    const chats = Array.from({ length: 50 }, (_, n) => 8_200 + n);
    const before = edge.updates.answers.length;
    edge.updates.loseAnswers(100);
    for (let n = 0; n < 20; n++) for (const chat of chats) await telegram.phone(chat, 'en').types(`message ${n}`);
    await until('all posts', async () => {
      await edge.clock.skip(4_000);
      await edge.updates.idle();
      return edge.updates.waiting().length === 0 || undefined;
    });
    expect(new Set(edge.updates.answers.slice(before))).toEqual(new Set([200]));
    expect(edge.updates.answers.length - before).toBe(1_100);
    expect(await count(`inbox where payload->>'chat' like '82__'`)).toBe(1_000);
    const { rows } = await pool.query<{ texts: readonly string[] }>(
      `select array_agg(payload->'content'->>'text' order by id) as texts from inbox where payload->>'chat' like '82__' group by lane_id`,
    );
    for (const { texts } of rows) expect(texts).toEqual(Array.from({ length: 20 }, (_, n) => `message ${n}`));
    expect((await fetch(`${garage.url}/readyz`)).status).toBe(200);
  });
});
