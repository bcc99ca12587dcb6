import { SECRET } from './telegram-side.ts';

/** One thing that nobody should send. */
export type BadRequest = {
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
export function badRequests(own: Record<string, string>): readonly BadRequest[] {
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
export function strangeUpdates(chat: number): readonly unknown[] {
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
