import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Phone, startTelegram } from '../networks/telegram.ts';
import { bringIn, invite, openLink, sendQuote } from '../people/customer.ts';
import { labelsOf, until } from '../people/person.ts';
import { openDesk } from '../people/service.ts';
import { neverQuiet, startGarage, watch, wordsSettleAfter } from '../product.ts';

const database = await testDatabase();
const telegram = await startTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(async () => {
  await neverQuiet(database.pool);
  await wordsSettleAfter(database.pool, 0);
});
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const { count, quiet } = watch(database.pool);
function decisions(): Promise<number> {
  return count('decision');
}

async function kept(conversationId: string, words: string): Promise<true | undefined> {
  const found = 'select 1 from message where conversation_id = $1 and body = $2';
  return (await database.pool.query(found, [conversationId, words])).rowCount === 1 ? true : undefined;
}

/** The words that wait out their seconds, if any. */
async function settling(conversationId: string): Promise<unknown> {
  const sql = 'select pending_answer from conversation where id = $1';
  const { rows } = await database.pool.query<{ pending_answer: unknown }>(sql, [conversationId]);
  return rows[0]?.pending_answer;
}

function customer(chat: number, plate: string, language = 'en'): Promise<Phone> {
  return bringIn({ garage, telegram }, chat, plate, language);
}

describe('a repair on Telegram', () => {
  it('A1: begins with the link on the mechanic’s card, and ends with the car that is ready', async () => {
    const phone = telegram.phone(4201, 'en-GB');
    const token = await invite(garage, 'AB-123-C', 'Jan Jansen');
    const way = `https://t.me/TestNameBot?start=${token}`;
    await until('the page to know the bot', async () => (await openLink(garage, token)).includes(way) || undefined);
    await phone.starts(token);
    const linked = await phone.hears('You are signed up');
    expect(linked.text).toContain('digital assistant');
    expect(await openLink(garage, token)).toContain('This link has been used');
    await garage.mechanic.types('start AB-123-C');
    await phone.hears('The mechanic started');
    await garage.mechanic.types('done AB-123-C 199');
    await phone.hears('is ready');
  });

  it('A2: is approved by one tap, which is answered first and leaves no dead button', async () => {
    const phone = await customer(4202, 'BB-123-C');
    const before = await decisions();
    await sendQuote(garage, 'BB-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    expect(labelsOf(quote)).toEqual(['Approve € 286.40', "Don't do it", 'Question or call me']);
    await phone.taps('Approve');
    await phone.hears(/Noted.*you approved/s);
    const closed = await phone.seesAt(quote.messageId, /Approved at/);
    expect(labelsOf(closed)).toEqual([]);
    expect(telegram.calls('answerCallbackQuery').at(-1)).toMatchObject({ text: 'Noted' });
    expect(telegram.methods().lastIndexOf('answerCallbackQuery')).toBeLessThan(
      telegram.methods().lastIndexOf('editMessageText'),
    );
    await garage.mechanic.hears(/BB-123-C.*APPROVED/);
    expect(await decisions()).toBe(before + 1);
  });

  it('is approved by plain words, a line by its number, and by no doubtful word', async () => {
    const phone = await customer(4203, 'DB-123-C', 'nl');
    const before = await decisions();
    await sendQuote(garage, 'DB-123-C', 'brake pads 286.40; wipers 38');
    const quote = await phone.hears('324,40');
    expect(labelsOf(quote)).toEqual(['Akkoord € 324,40', 'Kiezen of vragen', 'Niets doen']);
    await phone.types('tja, dat is wel een hoop');
    const again = await phone.hears(/nog niets/i);
    expect(labelsOf(again)).toHaveLength(3);
    expect(await decisions()).toBe(before);
    await phone.types('1');
    await phone.hears(/Genoteerd.*een deel/s);
    await phone.seesAt(quote.messageId, /Akkoord met een deel/);
    await phone.seesAt(again.messageId, /Akkoord met een deel/);
    await sendQuote(garage, 'DB-123-C', 'battery 120');
    await phone.hears('120,00');
    await phone.types('ja graag');
    await phone.hears(/Genoteerd.*akkoord/s);
    expect(await decisions()).toBe(before + 2);
  });

  it('A3: answers a tap on an old version with the new one', async () => {
    const phone = await customer(4204, 'FB-123-C');
    const before = await decisions();
    await sendQuote(garage, 'FB-123-C', 'brake pads 286.40');
    const first = await phone.hears('286.40');
    const old = first.buttons[0]?.token ?? '';
    await sendQuote(garage, 'FB-123-C', 'brake pads 186.40');
    const second = await phone.hears('186.40');
    expect(second.text).toContain('286.40');
    await phone.seesAt(first.messageId, /has been replaced/);
    await phone.tapsData(old, first.messageId);
    await phone.hears(/186.40/);
    expect(telegram.calls('answerCallbackQuery').at(-1)).toMatchObject({ text: 'This quote no longer applies' });
    expect(await decisions()).toBe(before);
    await phone.taps("Don't do it");
    await phone.hears(/we will not do this/);
    expect(await decisions()).toBe(before + 1);
  });

  it('lets an agent speak alone, and the bot again after handing back', async () => {
    const phone = await customer(4205, 'GB-123-C');
    const before = await decisions();
    const { who, panel, conversationOf } = await openDesk(database.pool, 'Petra');
    await sendQuote(garage, 'GB-123-C', 'brake pads 286.40');
    await phone.hears('286.40');
    const conversationId = await conversationOf('4205');
    const seen = { idempotencyKey: 'a', messageId: undefined };
    expect(await panel.send(who, conversationId, 'Good afternoon, can I help?', seen)).toEqual({ ok: true });
    await phone.hears('You are now talking to Petra');
    await phone.hears('can I help?');
    await phone.types('yes please');
    await until('the words to be kept', () => kept(conversationId, 'yes please'));
    expect(await settling(conversationId)).toBeNull();
    expect(await panel.handBack(who, conversationId)).toEqual({ ok: true });
    const asked = await phone.hears(/GB-123-C.*286.40/s);
    expect(labelsOf(asked)).toContain('Approve € 286.40');
    expect(await decisions()).toBe(before);
    await phone.taps('Approve');
    await phone.hears(/Noted.*you approved/s);
  });

  it('A5: is reminded of a quote that waits, and may still answer in words', async () => {
    const phone = await customer(4206, 'HB-123-C');
    await sendQuote(garage, 'HB-123-C', 'brake pads 286.40');
    await phone.hears('286.40');
    // The ladder begins when it is known to be sent.
    await quiet();
    await garage.skips(11);
    const reminder = await phone.hears(/286.40/);
    expect(labelsOf(reminder)).toContain('Approve € 286.40');
    await phone.types('yes please');
    await phone.hears(/Noted.*you approved/s);
  });

  it('may be answered in words although the page of the simulator has moved the clock', async () => {
    await garage.skips(5);
    const phone = await customer(4207, 'JB-123-C');
    const before = await decisions();
    await sendQuote(garage, 'JB-123-C', 'brake pads 286.40');
    await phone.hears('286.40');
    await phone.types('yes please');
    await phone.hears(/Noted.*you approved/s);
    expect(await decisions()).toBe(before + 1);
  });
});
