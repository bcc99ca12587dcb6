import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Phone, startTelegram } from '../networks/telegram.ts';
import { bringIn, invite, sendQuote } from '../people/customer.ts';
import { becomesMechanic } from '../people/mechanic.ts';
import { tokenIn, until } from '../people/person.ts';
import { type Garage, neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const telegram = await startTelegram();
let garage: Garage = await startGarage(database, telegram.settings);
function on() {
  return { garage, telegram };
}
beforeAll(() => neverQuiet(database.pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const { count, handled } = watch(database.pool, telegram);
function decisions(): Promise<number> {
  return count('decision');
}

describe('A1, A21: an invitation on Telegram', () => {
  it.each([
    ['unknown', 'nl', 'AAAAAAAAAAAAAAAAAAAAAAAA', /kennen we niet/],
    ['too long', 'en', 'A'.repeat(200), /do not know this invitation/],
    ['strange', 'pt-br', "x'--%_\\é", /kennen we niet/],
  ])('is refused when it is %s, politely and in the reader’s language', async (_, language, token, words) => {
    const phone = telegram.phone(5001 + token.length, language);
    await phone.starts(token);
    const { text } = await phone.hears(words);
    expect(text).not.toMatch(/-123-|Jansen/);
  });

  it('opens one chat only, and that one again', async () => {
    const token = await invite(garage, 'AD-123-C', 'Jan Jansen');
    const phone = telegram.phone(5010, 'en');
    await phone.starts(token);
    await phone.hears('You are signed up');
    await phone.starts(token);
    await phone.hears('AD-123-C');
    const other = telegram.phone(5011, 'en');
    await other.starts(token);
    const { text } = await other.hears(/used/);
    expect(text).not.toMatch(/-123-|Jansen/);
    await other.types('hello');
    await other.hears(/do not know this chat/);
    expect(await count(`address where chat = '5011' and customer_id is not null`)).toBe(0);
    expect(await count(`conversation_event where type = 'AddressLinked'`)).toBe(1);
  });

  it('opens nothing after it expired', async () => {
    const token = await invite(garage, 'BD-123-C', 'Jan Jansen');
    await database.pool.query(`update invitation set expires_at = now() - interval '1 minute' where used_at is null`);
    const phone = telegram.phone(5012, 'en');
    await phone.starts(token);
    await phone.hears(/expired/);
    expect(await count(`address where chat = '5012' and customer_id is not null`)).toBe(0);
  });

  it('does not turn a mechanic’s own chat into a customer’s', async () => {
    const mechanic = await linkMechanic(5013);
    const token = await invite(garage, 'DD-123-C', 'Jan Jansen');
    await mechanic.starts(token);
    await mechanic.hears(/for the customer/);
    expect(await count(`address where chat = '5013' and customer_id is not null`)).toBe(0);
    const phone = telegram.phone(5014, 'en');
    await phone.starts(token);
    await phone.hears('You are signed up');
  });

  it('is what a newcomer is pointed to', async () => {
    const phone = telegram.phone(5015, 'en');
    await phone.starts();
    const { text } = await phone.hears('QR code');
    expect(text).toContain('digital assistant of Garage De Brug');
  });
});

describe('a mechanic on Telegram', () => {
  it('works there as in any other chat', async () => {
    const mechanic = await linkMechanic(5016);
    await mechanic.types('new KD-123-C, Jan Jansen, brakes squeal');
    const card = await mechanic.hears('/i/');
    const phone = telegram.phone(5017, 'en');
    await phone.starts(tokenIn(card.text));
    await phone.hears('You are signed up');
    await mechanic.types('start KD-123-C');
    await phone.hears('The mechanic started');
    await mechanic.types('quote KD-123-C: brake pads 286.40');
    await mechanic.taps('Send · I wait');
    await phone.taps('Approve');
    await phone.hears('Noted');
    const { text } = await mechanic.hears('APPROVED');
    expect(text).toContain('286.40');
  });
});

async function linkMechanic(chat: number): Promise<Phone> {
  const phone = telegram.phone(chat, 'en');
  await becomesMechanic(phone, `Mia ${chat}`, { pool: database.pool });
  return phone;
}

describe('a tap on Telegram', () => {
  it('A3: counts once, however often it comes, and the first of two different ones', async () => {
    const phone = await bringIn(on(), 5020, 'FD-123-C');
    const before = await decisions();
    await sendQuote(garage, 'FD-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    const [approve, reject] = quote.buttons.map(({ token }) => token);
    await phone.tapsData(approve ?? '', quote.messageId);
    await phone.hears(/Noted.*you approved/s);
    telegram.repeats(2);
    await phone.tapsData(reject ?? '', quote.messageId);
    await phone.hears(/already noted.*you approved/s);
    await handled();
    expect(await decisions()).toBe(before + 1);
    expect(phone.shown().filter(({ text }) => text.includes('Noted'))).toHaveLength(1);
  });

  it('A4: of somebody else, or with forged data, is refused, whoever it is', async () => {
    const phone = await bringIn(on(), 5021, 'GD-123-C');
    await sendQuote(garage, 'GD-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    const approve = quote.buttons[0]?.token ?? '';
    const before = await decisions();
    const other = await bringIn(on(), 5022, 'HD-123-C');
    const stranger = telegram.phone(5023, 'en');
    for (const thief of [other, stranger]) {
      const answered = telegram.calls('answerCallbackQuery').length;
      await thief.tapsData(approve, quote.messageId);
      await until('the tap to be answered', async () => telegram.calls('answerCallbackQuery')[answered]);
      expect(telegram.calls('answerCallbackQuery').at(-1)).toMatchObject({ text: 'This button does not work here' });
    }
    await stranger.tapsData('q:1:1:a');
    await handled();
    expect(await decisions()).toBe(before);
    expect([...other.shown(), ...stranger.shown()].some(({ text }) => text.includes('286'))).toBe(false);
    expect(
      await count(`message where direction = 'in' and content->>'kind' = 'choice' and address_id in
      (select id from address where chat in ('5022', '5023'))`),
    ).toBe(3);
    await phone.taps('Approve');
    await phone.hears(/Noted/);
  });
});

describe('A23: a stop of the product', () => {
  it('holds up what customers write, and loses and swaps none of it', async () => {
    const phone = await bringIn(on(), 5030, 'JD-123-C');
    await sendQuote(garage, 'JD-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    const began = performance.now();
    await garage.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await count('lease where until > now()')).toBe(0);
    for (let n = 0; n < 5; n++) await phone.types(`message ${n}`);
    await phone.tapsData(quote.buttons[0]?.token ?? '', quote.messageId);
    garage = await startGarage(database, telegram.settings);
    await phone.hears(/Noted.*you approved/s);
    await handled();
    expect(await wordsOf(5030)).toEqual([0, 1, 2, 3, 4].map((n) => `message ${n}`));
  });

  it('in the middle of a rush handles everything once and in order', async () => {
    const chats = [5040, 5041, 5042];
    const phones = chats.map((chat) => telegram.phone(chat, 'en'));
    const rush = async (): Promise<void> => {
      for (let n = 0; n < 12; n++) for (const phone of phones) await phone.types(`message ${n}`);
    };
    const written = rush();
    await until('the rush to have begun', async () => ((await wordsOf(5042)).length > 2 ? true : undefined));
    await garage.stop();
    garage = await startGarage(database, telegram.settings);
    await written;
    await handled();
    for (const chat of chats) expect(await wordsOf(chat)).toEqual(Array.from({ length: 12 }, (_, n) => `message ${n}`));
  });
});

async function wordsOf(chat: number): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ body: string }>(
    `select m.body from message m join address a on a.id = m.address_id
      where a.chat = $1 and m.direction = 'in' and m.body like 'message%' order by m.recorded_at, m.id`,
    [String(chat)],
  );
  return rows.map(({ body }) => body);
}
