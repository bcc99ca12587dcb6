import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startTelegram } from '../networks/telegram.ts';
import { invite, neverQuiet, sendQuote } from '../people/telegram-customer.ts';
import type { Phone, ShownMessage } from '../people/telegram-phone.ts';
import { startStage, until } from '../stage.ts';

const secret = 'a-secret-of-the-webhook';
const database = await testDatabase();
const telegram = await startTelegram();
const stage = await startStage(database, {
  ...telegram.settings,
  HOST: '127.0.0.1',
  PUBLIC_URL: 'http://localhost:1',
  TELEGRAM_WEBHOOK_SECRET: secret,
});
beforeAll(() => neverQuiet(database.pool));
afterAll(async () => {
  await stage.stop();
  await telegram.stop();
});

let updates = 0;
let ids = 70_000;
async function push(update: object): Promise<void> {
  updates += 1;
  const response = await fetch(`${stage.url}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify({ update_id: updates, ...update }),
  });
  if (response.status !== 200) throw new Error(`The webhook answered ${response.status}`);
}

/** A chat whose messages are pushed by hand, because the stand-in sends neither edits nor contacts. */
function customer(chat: number, language: string | undefined = 'en') {
  const place = { id: chat, type: 'private' };
  const from = { id: chat, is_bot: false, first_name: 'Jan', ...(language && { language_code: language }) };
  const envelope = () => ({ date: Math.floor(Date.now() / 1000), chat: place, from });
  return {
    phone: telegram.phone(chat, language) as Phone,
    writes: async (text: string): Promise<number> => {
      ids += 1;
      await push({ message: { message_id: ids, ...envelope(), text } });
      return ids;
    },
    changes: (message_id: number, text: string) =>
      push({
        edited_message: { message_id, ...envelope(), edit_date: Math.floor(Date.now() / 1000), text },
      }),
    taps: ({ buttons, messageId }: ShownMessage) =>
      push({
        callback_query: {
          id: `${chat}-${messageId}`,
          from,
          data: buttons[0]?.token,
          message: { message_id: messageId, chat: place },
        },
      }),
    sends: async (content: object): Promise<void> => {
      ids += 1;
      await push({ message: { message_id: ids, ...envelope(), ...content } });
    },
  };
}

async function bringIn(chat: number, plate: string, language?: string) {
  const one = customer(chat, language);
  const { token } = await invite(stage, plate, 'Jan Jansen');
  await one.writes(`/start ${token}`);
  await one.phone.hears(/You are signed up|u bent aangemeld/);
  await stage.says('mechanic-1', `start ${plate}`);
  await one.phone.hears(/The mechanic started|De monteur is/);
  return one;
}

async function count(sql: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`);
  return rows[0]?.n ?? 0;
}
function handled(): Promise<true> {
  return until('everything to be handled', async () => (await count(`inbox where state <> 'done'`)) === 0 || undefined);
}

describe('an approval in words that is changed before it counts', () => {
  it('approves nothing, and is asked about again', async () => {
    const jan = await bringIn(7001, 'AL-123-C');
    await sendQuote(stage, 'AL-123-C', 'brake pads 286.40');
    await jan.phone.hears('286.40');
    const id = await jan.writes('yes please');
    await jan.changes(id, 'yes please, but not today');
    const again = await jan.phone.hears('You changed your answer, so nothing');
    await handled();
    expect(await count('decision')).toBe(0);
    expect(await count('conversation where pending_answer is not null')).toBe(0);
    await jan.taps(again);
    await jan.phone.hears(/Noted.*you approved/s);
    expect(await count('decision')).toBe(1);
  });
});

describe('a customer’s own number', () => {
  it('opens nothing until they say that they brought the car', async () => {
    await stage.says('mechanic-1', 'new BL-123-C, Piet de Vries, 06-87654321, oil leak');
    await stage.hears('mechanic-1', 'BL-123-C');
    const piet = customer(7010, 'nl');
    await piet.writes('hallo');
    const way = await piet.phone.hears('We kennen deze chat nog niet');
    expect(way.text).not.toMatch(/BL-123|Piet/);
    await piet.sends({ contact: { phone_number: '31687654321', user_id: 7010, first_name: 'Piet' } });
    const asked = await piet.phone.hears('Hebt u deze auto bij ons gebracht?');
    expect(asked.text).toContain('eindigend op 3-C');
    expect(asked.text).not.toContain('BL-123-C');
    await stage.says('mechanic-1', 'quote BL-123-C: gasket 120');
    await stage.taps('mechanic-1', 'Send · I go on');
    await handled();
    expect(piet.phone.shown().some(({ text }) => text.includes('120'))).toBe(false);
    await piet.writes('ja dat klopt');
    await piet.phone.hears('u bent aangemeld');
    await piet.phone.hears('120,00');
  });

  it('that belongs to no repair, or is somebody else’s, leads nowhere', async () => {
    const stranger = customer(7011);
    await stranger.sends({ contact: { phone_number: '31611111111', user_id: 7011, first_name: 'X' } });
    await stranger.phone.hears('We find no repair for this number');
    await stranger.sends({ contact: { phone_number: '31687654321', user_id: 999, first_name: 'Piet' } });
    await stranger.phone.hears('This is not your own number');
    expect(await count(`address where chat = '7011' and customer_id is not null`)).toBe(0);
  });

  it('is kept when a known customer shares it', async () => {
    const jan = await bringIn(7012, 'CL-123-C');
    await jan.sends({ contact: { phone_number: '31612340000', user_id: 7012, first_name: 'Jan' } });
    await jan.phone.hears('We have noted your phone number');
    expect(await count(`customer where phone = '+31612340000'`)).toBe(1);
    await jan.sends({ contact: { phone_number: '31699999999', user_id: 1, first_name: 'Other' } });
    await jan.phone.hears('not your own number');
    expect(await count(`customer where phone = '+31699999999'`)).toBe(0);
  });
});

describe('the language', () => {
  it('is offered where the network tells none, and stays as it was chosen', async () => {
    const one = customer(7020, '');
    const { token } = await invite(stage, 'DL-123-C', 'Jan Jansen');
    await one.writes(`/start ${token}`);
    const linked = await one.phone.hears('u bent aangemeld');
    expect(linked.buttons.map(({ label }) => label)).toEqual(['In English, please']);
    await one.writes('in english please');
    await one.phone.hears('From now on we write to you in English');
    await stage.says('mechanic-1', 'start DL-123-C');
    await one.phone.hears('The mechanic started');
    const dutch = customer(7020, 'nl');
    await dutch.writes('when is it ready?');
    await one.phone.hears('Right now');
  });
});

describe('a flood', () => {
  it('is kept whole and answered once, and a decision in it counts', async () => {
    const jan = await bringIn(7030, 'FL-123-C');
    await sendQuote(stage, 'FL-123-C', 'brake pads 286.40');
    const quote = await jan.phone.hears('286.40');
    const before = jan.phone.shown().length;
    for (let n = 0; n < 26; n += 1) await jan.writes(`bla bla ${n}`);
    await jan.phone.hears('sending many messages');
    await handled();
    expect(await count(`message where body like 'bla bla%'`)).toBe(26);
    expect(jan.phone.shown().filter(({ text }) => text.includes('sending many messages'))).toHaveLength(1);
    expect(jan.phone.shown().length - before).toBeLessThan(23);
    await jan.taps(quote);
    await jan.phone.hears(/Noted.*you approved/s);
  });

  it('of a stranger is answered five times a minute at most', async () => {
    const stranger = customer(7031);
    for (let n = 0; n < 12; n += 1) await stranger.writes(`hello ${n}`);
    await handled();
    await stranger.phone.hears('do not know this chat');
    await until(
      'the answers to be out',
      async () =>
        (await count(
          `delivery d join address a on a.id = d.lane_id where a.chat = '7031' and d.state in ('queued', 'sending')`,
        )) === 0 || undefined,
    );
    expect(stranger.phone.shown()).toHaveLength(5);
  });
});

describe('an album', () => {
  it('is kept part by part and answered once', async () => {
    const jan = await bringIn(7040, 'GL-123-C');
    for (let n = 0; n < 4; n += 1)
      await jan.sends({ media_group_id: 'a-1', photo: [{ file_id: `f-${n}`, file_size: 100 }] });
    await jan.phone.hears('received and kept your photo');
    await handled();
    expect(await count(`message_media where reference like 'f-%'`)).toBe(4);
    expect(jan.phone.shown().filter(({ text }) => text.includes('kept your photo'))).toHaveLength(1);
  });
});
