import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startTelegram } from '../networks/telegram.ts';
import { invite, sendQuote } from '../people/customer.ts';
import { until } from '../people/person.ts';
import { columnsWith, keptLog, neverQuiet, startGarage, watch } from '../product.ts';

const secret = 'a-secret-of-the-webhook';
const database = await testDatabase();
const telegram = await startTelegram();
const { log, text: logged } = keptLog();
const garage = await startGarage(
  database,
  {
    ...telegram.settings,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:1',
    TELEGRAM_WEBHOOK_SECRET: `${secret},the-secret-before`,
  },
  { log },
);
beforeAll(() => neverQuiet(database.pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const chat = 6001;
const from = { id: chat, is_bot: false, first_name: 'Jan', language_code: 'en' };
const place = { id: chat, type: 'private' };
let updates = 0;

function push(body: string, header: string | undefined = secret): Promise<number> {
  return fetch(`${garage.url}/webhooks/telegram`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(header === undefined ? {} : { 'x-telegram-bot-api-secret-token': header }),
    },
    body,
  }).then(({ status }) => status);
}

function text(words: string): string {
  const update_id = ++updates;
  const date = Math.floor(Date.now() / 1000);
  return JSON.stringify({
    update_id,
    message: { message_id: 90_000 + update_id, date, chat: place, from, text: words },
  });
}

function tap(id: string, data: string, message_id: number): string {
  return JSON.stringify({
    update_id: ++updates,
    callback_query: { id, from, data, message: { message_id, chat: place } },
  });
}

const { count } = watch(database.pool);

const phone = telegram.phone(chat);

describe('the webhook of Telegram', () => {
  it('A17: is registered with its secret, and throws nothing away', async () => {
    const [call] = await until('a registration', async () =>
      telegram.calls('setWebhook').length > 0 ? telegram.calls('setWebhook') : undefined,
    );
    expect(call).toMatchObject({ url: 'http://localhost:1/webhooks/telegram', secret_token: secret });
    expect(call).not.toHaveProperty('drop_pending_updates');
    expect(telegram.calls('getUpdates')).toEqual([]);
  });

  it('A9: takes nothing without the secret, and tells it to no log and no row', async () => {
    const before = await count('inbox');
    expect(await push(text('hello'), 'wrong')).toBe(401);
    expect(await push(text('hello'), '')).toBe(401);
    expect(await push(text('hello'), secret.slice(0, -1))).toBe(401);
    expect((await fetch(`${garage.url}/webhooks/telegram`)).status).toBe(405);
    expect(await count('inbox')).toBe(before);
    expect(logged()).toContain('listening');
    expect(logged()).not.toContain(secret);
    expect(await columnsWith(database.pool, secret)).toEqual([]);
  });

  it('A3, A9: carries a repair from the invitation to the approval, each update once', async () => {
    const token = await invite(garage, 'AF-123-C', 'Jan Jansen');
    const start = text(`/start ${token}`);
    expect([await push(start), await push(start, 'the-secret-before'), await push(start)]).toEqual([200, 200, 200]);
    await phone.hears('You are signed up');
    await garage.mechanic.types('start AF-123-C');
    await phone.hears('The mechanic started');
    await sendQuote(garage, 'AF-123-C', 'brake pads 286.40');
    const quote = await phone.hears('286.40');
    const approve = tap('991', quote.buttons[0]?.token ?? '', quote.messageId);
    expect(await Promise.all([push(approve), push(approve), push(approve)])).toEqual([200, 200, 200]);
    await phone.hears(/Noted.*you approved/s);
    await phone.seesAt(quote.messageId, /Approved at/);
    expect(await count('decision')).toBe(1);
    expect(
      await count(`message where direction = 'in' and content->>'kind' = 'choice' and address_id in
      (select id from address where chat = '${chat}')`),
    ).toBe(1);
    expect(phone.shown().filter((one) => one.text.includes('You are signed up'))).toHaveLength(1);
  });

  it('A12: leaves a customer alone who blocked the bot, and answers one who writes again', async () => {
    const status = 'kicked';
    const member = { chat: place, from, date: Math.floor(Date.now() / 1000), new_chat_member: { status } };
    await push(JSON.stringify({ update_id: ++updates, my_chat_member: member }));
    await until(
      'the block to be known',
      async () => (await count('address where unreachable_at is not null')) || undefined,
    );
    await push(text('/status'));
    await phone.hears('Right now');
    expect(await count('address where unreachable_at is not null')).toBe(0);
    await push(text('/stop'));
    await phone.hears('You will get no more messages');
    await push(text('/start'));
    await phone.hears('You will get messages from Garage De Brug here again');
  });

  it.each([
    ['no JSON', '{"update_id":', 400],
    ['nothing', '', 400],
    ['a list', '[]', 200],
    ['null', 'null', 200],
    ['another shape', '{"update_id":1,"message":{"chat":{"id":"x"}}}', 200],
    ['a kind of tomorrow', `{"update_id":77,"teleport":{"chat":{"id":${chat},"type":"private"},"date":1}}`, 200],
    ['more than a megabyte', JSON.stringify({ update_id: 1, message: 'x'.repeat(5_000_000) }), 413],
  ])('A22: answers %s without a crash', async (_, body, status) => {
    expect(await push(body)).toBe(status);
  });

  it('goes on after all of that', async () => {
    await push(text('when is it ready?'));
    await phone.hears('Right now');
    expect(await count(`inbox where state = 'dead'`)).toBe(0);
    expect((await fetch(`${garage.url}/readyz`)).status).toBe(200);
  });
});
