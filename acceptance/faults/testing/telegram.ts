import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { v7 as newUuid } from 'uuid';
import { inviteStaff } from '../../../core/application/staff.ts';
import { inTransaction } from '../../../core/postgres/database.ts';
import { createStaffStore } from '../../../core/postgres/staff.ts';
import { ensureHome } from '../../../core/postgres/start.ts';
import { until } from '../../people/person.ts';

/** A product with Telegram by webhook and the simulator, on this database. */
export function settingsFor(databaseUrl: string, apiRoot: string): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 's'.repeat(40),
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1:9',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    SIMULATOR: 'on',
  };
}

/** The chat of the mechanic. */
export const MECHANIC = 9_001;

/** Customers with a repair each, by chat and plate. */
export type Customer = { readonly chat: number; readonly plate: string };

/** Links a mechanic in Telegram, and registers a repair for each customer, who opens the invitation. */
export async function openGarage(
  pool: Pool,
  api: BotApi,
  telegram: TelegramSide,
  customers: number,
): Promise<readonly Customer[]> {
  const code = 'ABCD-EFGH-JKMN';
  const madeAt = new Date();
  const expiresAt = new Date(madeAt.getTime() + 3_600_000);
  const mia = { name: 'Mia', role: 'mechanic', language: 'nl' } as const;
  const home = await ensureHome(pool, newUuid);
  // The test may run at night.
  await pool.query('update garage set quiet_from = null, quiet_to = null');
  await inTransaction(pool, (client) =>
    inviteStaff(createStaffStore(client, home.organisationId, newUuid), mia, { text: code, madeAt, expiresAt }),
  );
  telegram.push(telegram.text(MECHANIC, `link ${code}`));
  const cast = Array.from({ length: customers }, (_, n) => ({ chat: 1_001 + n, plate: `AB-${101 + n}-C` }));
  for (const { plate } of cast)
    telegram.push(telegram.text(MECHANIC, `new ${plate}, Jan Jansen, 06-12345${plate.slice(3, 6)}, brakes squeal`));
  for (const [nth, { chat, plate }] of cast.entries()) {
    const token = await until(`the invitation of ${plate}`, () => invitationOf(api, nth), {
      withinMs: 60_000,
      otherwise: () => api.arrived.slice(-5),
    });
    telegram.push(telegram.text(chat, `/start ${token}`));
    await until(`a word to ${plate}`, () => api.arrived.some((one) => one.chat === String(chat)), {
      otherwise: () => api.arrived.slice(-5),
    });
  }
  return cast;
}

/** Invitations in the order of the registrations, whatever else stands on their cards. */
function invitationOf(api: BotApi, nth: number): string | undefined {
  const texts = api.arrived.filter(({ chat }) => chat === String(MECHANIC)).map(({ text }) => text);
  return [...new Set(texts.flatMap((text) => /\/i\/([\w-]+)/.exec(text)?.[1] ?? []))][nth];
}

/** Sends a quote to a customer and waits for it; resolves to the button that approves all of it. */
export async function quoteFor(
  api: BotApi,
  telegram: TelegramSide,
  { chat, plate }: Customer,
): Promise<{ readonly token: string; readonly messageId: string }> {
  telegram.push(telegram.text(MECHANIC, `quote ${plate}: brake pads 286.40; wipers 38`));
  const button = (inChat: number, label: RegExp) => () => {
    const shown = api.arrived.findLast((one) => one.chat === String(inChat) && one.text.includes(plate));
    const found = shown?.buttons.find(({ text }) => label.test(text));
    return shown && found && { token: found.callback_data, messageId: shown.messageId };
  };
  const otherwise = (): unknown => api.arrived.slice(-4);
  const send = await until(`the card of the quote for ${plate}`, button(MECHANIC, /^Verstuur · ik wacht/), {
    otherwise,
  });
  telegram.push(telegram.tap(MECHANIC, send.token, send.messageId));
  return until(`the quote for ${plate}`, button(chat, /^Approve/), { otherwise });
}

/** A message that Telegram took. */
export type Arrival = {
  readonly method: 'sendMessage' | 'editMessageText';
  readonly chat: string;
  readonly messageId: string;
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly callback_data: string }[];
};

/**
 * The fate of one message: `answer` takes it, `lose` takes it and never says so, `hang` takes it
 * and keeps the connection open, `fail` is a bad gateway before it, `wait` asks to come back in a
 * second, `block` refuses for good.
 */
export type Fault = 'answer' | 'lose' | 'hang' | 'fail' | 'wait' | 'block';

/** A Bot API in the test's own process, so that it outlives every product that is killed. */
type BotApi = {
  readonly root: string;
  readonly arrived: readonly Arrival[];
  /** Decides about each message before it is taken. */
  onMessage: (chat: string, text: string) => Fault;
  close(): Promise<void>;
};

/** The token of the bot under test. */
const TOKEN = '7001:AAF-standin_token_of_the_bot';

/** Starts it on a random port of the loopback. */
export async function startBotApi(): Promise<BotApi> {
  const arrived: Arrival[] = [];
  const server = createServer((request, response) => void serve(request, response));
  let lastId = 100_000;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.url?.split('/').at(-1) ?? '';
    const body = await read(request);
    if (method === 'getMe') return ok(response, { id: 7001, is_bot: true, first_name: 'Brug', username: 'brug_bot' });
    if (method === 'getWebhookInfo') return ok(response, { url: '', pending_update_count: 0 });
    if (method !== 'sendMessage' && method !== 'editMessageText') return ok(response, true);
    const chat = String(body.chat_id);
    const fault = api.onMessage(chat, String(body.text));
    if (fault === 'fail') return refuse(response, 502, 'Bad Gateway');
    if (fault === 'wait') return refuse(response, 429, 'Too Many Requests', { retry_after: 1 });
    if (fault === 'block') return refuse(response, 403, 'Forbidden: bot was blocked by the user');
    lastId += method === 'sendMessage' ? 1 : 0;
    const messageId = method === 'sendMessage' ? lastId : Number(body.message_id);
    const buttons =
      (body.reply_markup as { inline_keyboard?: Arrival['buttons'][] } | undefined)?.inline_keyboard ?? [];
    arrived.push({ method, chat, messageId: String(messageId), text: String(body.text), buttons: buttons.flat() });
    if (fault === 'hang') return;
    if (fault === 'lose') return void response.destroy();
    ok(response, { message_id: messageId, date: Math.floor(Date.now() / 1000), chat: { id: Number(chat) } });
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api: BotApi = {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    onMessage: () => 'answer',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

function ok(response: ServerResponse, result: unknown): void {
  say(response, 200, { ok: true, result });
}

function refuse(response: ServerResponse, status: number, description: string, parameters = {}): void {
  say(response, status, { ok: false, error_code: status, description, parameters });
}

function say(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** An act of a person in Telegram, as the network pushes it. */
export type Update = { readonly chat: number; readonly body: object };

/** Telegram's side of the webhook: pushes a chat's updates in turn, each until it gets a 200. */
type TelegramSide = {
  /** Makes the update of a text; `second` is its place in the chat, however it is pushed. */
  text(chat: number, text: string, second?: number): Update;
  tap(chat: number, token: string, onMessage: string): Update;
  push(update: Update): void;
  /** Resolves when everything that was pushed was answered with 200. */
  taken(): Promise<void>;
  /** Answers other than 200, e.g. 503, and `0` for none at all, with how often each came. */
  readonly refusals: ReadonlyMap<number, number>;
  /** Told after each 200. */
  onTaken: () => void;
};

/** The secret that the product is given. */
export const SECRET = 'webhook-secret-of-the-test';
/** The first second of all texts; recent enough to be believed. */
const start = Math.floor(Date.now() / 1000) - 3_600;

/** `url` is where the product answers at this moment; undefined while there is none. */
export function createTelegramSide(url: () => string | undefined): TelegramSide {
  const chats = new Map<number, Promise<void>>();
  const refusals = new Map<number, number>();
  let last = 0;

  const post = async (update: Update): Promise<void> => {
    for (;;) {
      const status = await postOnce(url(), update.body);
      if (status === 200) return side.onTaken();
      refusals.set(status, (refusals.get(status) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const from = (chat: number) => ({ id: chat, is_bot: false, first_name: `K${chat}`, language_code: 'en' });
  const side: TelegramSide = {
    text: (chat, text, second) => {
      const message_id = ++last;
      const date = start + (second ?? message_id);
      const message = { message_id, date, chat: { id: chat, type: 'private' }, from: from(chat), text };
      return { chat, body: { update_id: message_id, message } };
    },
    tap: (chat, data, onMessage) => {
      const id = ++last;
      const message = { message_id: Number(onMessage), date: start, chat: { id: chat, type: 'private' } };
      return { chat, body: { update_id: id, callback_query: { id: `q${id}`, from: from(chat), data, message } } };
    },
    push: (update) => {
      const before = chats.get(update.chat) ?? Promise.resolve();
      chats.set(
        update.chat,
        before.then(() => post(update)),
      );
    },
    taken: async () => void (await Promise.all(chats.values())),
    refusals,
    onTaken: () => undefined,
  };
  return side;
}

async function postOnce(url: string | undefined, body: object): Promise<number> {
  if (url === undefined) return 0;
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  };
  return fetch(`${url}/webhooks/telegram`, request).then(
    ({ status }) => status,
    () => 0,
  );
}
