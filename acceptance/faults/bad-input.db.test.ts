import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveBatch } from '../../core/postgres/queue/inbox.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { type SignedIn, signIn } from '../people/service.ts';
import { settled, unfinished } from './testing/audit.ts';
import { endAll, type ProductProcess, startProcess } from './testing/process.ts';
import { type Customer, createTelegramSide, openGarage, SECRET, settingsFor, startBotApi } from './testing/telegram.ts';

const database = await testDatabase();
const { pool } = database;
const api = await startBotApi();
const account = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };
let product: ProductProcess;
let url = '';
let cast: readonly Customer[] = [];
let panel: SignedIn;
const telegram = createTelegramSide(() => url);

beforeAll(async () => {
  product = startProcess({ ...settingsFor(database.url, api.root), ...account });
  url = await product.url;
  cast = await openGarage(pool, api, telegram, 2);
  panel = await signIn(url, account);
});
afterAll(async () => {
  await endAll();
  await api.close();
});

/** A customer asks, and is answered: the process lives and no lane is blocked. */
async function answers(chat: number): Promise<void> {
  const before = api.arrived.length;
  telegram.push(telegram.text(chat, 'When is my car ready?'));
  await telegram.taken();
  await until('an answer', () => api.arrived.slice(before).some((one) => one.chat === String(chat)), {
    otherwise: () => unfinished(pool),
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(product.isRunning()).toBe(true);
}

function chatOf(nth: number): number {
  return cast[nth]?.chat ?? 0;
}

/** One thing that nobody should send. */
type BadRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const huge = 'x'.repeat(5 * 1024 * 1024);

/** Bodies of any kind, with the type that they claim. */
const bodies: readonly (readonly [type: string, body: string])[] = [
  [json, ''],
  [json, '{"text":'],
  [json, 'null'],
  [json, '[]'],
  [json, '"\\ud800"'],
  [json, '{"text":42,"token":{},"minutes":"many","externalIds":"all","key":[]}'],
  [json, `{"text":"\\u0000","token":"\\u0000","key":"${'k'.repeat(500)}"}`],
  [json, '{"__proto__":{"text":"x"},"constructor":1}'],
  [json, `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  [json, JSON.stringify({ text: huge })],
  [form, 'text=%00%ff&password=%ED%A0%80&email='],
  [form, huge],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\nnone\r\n'],
  ['multipart/form-data', 'no boundary'],
  ['text/plain', 'hello'],
  ['image/png', '\u0089PNG'],
];

const nowhere = '00000000-0000-0000-0000-000000000000';
const posted = [
  '/webhooks/telegram',
  '/simulator/customer-text/messages',
  '/simulator/customer-buttons/taps',
  '/simulator/customer-buttons/start',
  '/simulator/customer-text/receipts',
  '/simulator/mechanic-1/media',
  '/simulator/nobody/messages',
  '/simulator/clock',
  '/admin/sign-in',
  '/admin/sign-in/code',
  '/admin/sign-out',
  '/admin/setup?token=x',
  '/admin/language',
  `/admin/conversations/${nowhere}/take-over`,
  `/admin/conversations/${nowhere}/messages`,
  `/admin/conversations/${nowhere}/decisions`,
  `/admin/conversations/${nowhere}/items/${nowhere}/end`,
  '/api/messages',
  '/webhooks/whatsapp',
];

const garbage = [
  '/%00',
  '/%',
  '/%ff%fe',
  '/..%2f..%2fetc%2fpasswd',
  '/i/',
  '/i/%00',
  '/i/%F0%9F',
  `/i/${'a'.repeat(4_000)}`,
  '/i/x.png',
  '/i/%00.png',
  '/media/x',
  '/media/%00',
  '/simulator/events?after=nonsense%00',
  '/simulator/assets/..%2f..%2fpackage.json',
  '/simulator/assets/%00',
  '/simulator/customer-text/media/%00',
  '/simulator?start=%00&lang=%00',
  '/admin/assets/%00',
  '/admin/assets/..%2fapp.tsx',
  '/admin/events?since=%00',
  '/admin/conversations?before=%00&filter=none&messages=-1',
  '/admin/conversations?before=1e999&messages=99999999999999999999',
  '/admin/conversations/live?shown=%00',
  '/admin/conversations/live?shown=nobody',
  '/admin/conversations/%00',
  '/admin/conversations/nobody',
  `/admin/conversations/${nowhere}/live?messages=NaN`,
  '/admin/setup?token=%00',
  '/admin/sign-in?next=%00',
];

const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PURGE'];

/** Every door with every body, garbage in addresses, and methods that no door has; `own` headers go with each. */
function badRequests(own: Record<string, string>): readonly BadRequest[] {
  const headers = { 'x-telegram-bot-api-secret-token': SECRET, ...own };
  return [
    ...posted.flatMap((path) =>
      bodies.map(([type, body]) => ({ method: 'POST', path, headers: { ...headers, 'content-type': type }, body })),
    ),
    ...garbage.map((path) => ({ method: 'GET', path, headers })),
    ...posted.flatMap((path) => methods.map((method) => ({ method, path, headers }))),
  ];
}

/** Updates that are JSON and nothing that Telegram would send; they are answered with 200, or they would come for ever. */
function strangeUpdates(chat: number): readonly unknown[] {
  return [
    null,
    42,
    'text',
    [],
    {},
    { update_id: 'x' },
    { update_id: 1, message: null },
    { update_id: 2, message: { message_id: 'x', chat: { id: {} }, text: 7 } },
    { update_id: 3, message: { message_id: 1e300, date: 1e300, chat: { id: chat, type: 'private' }, text: 'far' } },
    { update_id: 4, message: { message_id: 900_001, date: -5, chat: { id: chat, type: 'private' }, text: '' } },
    {
      update_id: 5,
      message: { message_id: 900_002, date: 0, chat: { id: chat, type: 'private' }, text: 'a\0b\ud800' },
    },
    {
      update_id: 6,
      message: { message_id: 900_003, date: 1, chat: { id: chat, type: 'private' }, sticker: { what: 1 } },
    },
    { update_id: 7, callback_query: { id: 'q', from: { id: chat }, data: '\0'.repeat(100) } },
    { update_id: 8, callback_query: { id: 'r', from: { id: chat }, data: 'x'.repeat(5_000), message: { chat: {} } } },
    { update_id: 9, message_reaction: { chat: { id: chat, type: 'private' }, date: 1, new_reaction: [{}] } },
    { update_id: 10, my_chat_member: { chat: { id: chat, type: 'private' }, date: 'x', new_chat_member: {} } },
    {
      update_id: 11,
      edited_message: { message_id: 5, chat: { id: chat, type: 'private' }, edit_date: 1, text: '🚗'.repeat(4_000) },
    },
    { update_id: 12, from_the_future: { chat: { id: chat, type: 'private' }, deep: [[[[{}]]]] } },
  ];
}

describe('bad input', { timeout: 90_000 }, () => {
  it('at any door gets an answer that blames the sender, and the process goes on', async () => {
    const failures: string[] = [];
    for (const { method, path, headers = {}, body } of badRequests({ cookie: panel.cookie, origin: url })) {
      // Signing out is no bad input.
      if (method === 'POST' && path === '/admin/sign-out') continue;
      const status = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
      }).then(
        async (response) => {
          await response.body?.cancel();
          return response.status;
        },
        // What is refused before it is read may be cut off while it is still being sent.
        (error: Error) => ((body?.length ?? 0) > 1_000_000 && error.name === 'TypeError' ? 413 : error.name),
      );
      if (typeof status !== 'number' || status >= 500)
        failures.push(`${method} ${path} ${headers['content-type'] ?? ''} ${body?.slice(0, 30) ?? ''}: ${status}`);
    }
    expect(failures).toEqual([]);
    await answers(chatOf(0));
  });

  it('that is not even HTTP ends its own connection only', async () => {
    const { port } = new URL(url);
    for (const words of [
      '\0\x01\x02\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(words));
      socket.on('error', () => undefined);
      socket.resume();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    await answers(chatOf(0));
  });

  it('A22: of a kind that Telegram does not have is taken once, noted where it says something, and blocks no chat', async () => {
    for (const body of strangeUpdates(chatOf(1))) telegram.push({ chat: chatOf(1), body: body as object });
    await answers(chatOf(1));
    await settled(pool);
    expect([...telegram.refusals]).toEqual([]);
    const noted = await pool.query(`select 1 from message where content->>'kind' = 'unsupported'`);
    expect(noted.rowCount).toBeGreaterThan(1);
  });
});

describe('A7: an item that can never be handled', { timeout: 60_000 }, () => {
  /** The pauses between its tries end at once, as the passing of a minute would end them. */
  const letTriesBe = async (): Promise<boolean> => {
    await pool.query('update inbox_lane set due_at = now() where due_at > now() and epoch & 1 = 0');
    const { rowCount } = await pool.query(`select 1 from inbox where state = 'dead' and attempts = 5`);
    return rowCount === 1;
  };

  it('is dead after five tries, staff are asked to look, and what came after it is answered', async () => {
    const { rows } = await pool.query<{ id: string }>(`select id from channel_account where channel = 'telegram'`);
    const chat = String(chatOf(0));
    const poison = { accountId: rows[0]?.id ?? '', chat, dedupeKey: 'poison', payload: { chat, at: 'never' } };
    await receiveBatch(pool, [poison]);
    await until('the end of its tries', letTriesBe);
    await answers(chatOf(0));
    const asked = await until('an item for staff', async () => {
      const found = await pool.query(
        `select w.kind, w.owner from waiting_item w where w.kind = 'dead' and w.ended_at is null`,
      );
      return found.rows.length > 0 && found.rows;
    });
    expect(asked).toEqual([{ kind: 'dead', owner: 'service' }]);
    const fed = await pool.query(`select 1 from feed where kind = 'account'`);
    expect(fed.rowCount).toBeGreaterThan(0);
    expect(await unfinished(pool)).toEqual(['1 dead items']);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('pitstop_waiting{queue="inboxDead"} 1');
  });

  it('leaves the process able to stop in order', async () => {
    expect(await product.end('SIGTERM')).toMatchObject({ code: 0, signal: null });
  });
});
