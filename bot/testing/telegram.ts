import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CompletedRequest, getLocal } from 'mockttp';
import standIn from 'telegram-test-api';
import type { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { createPhone, type Phone } from './telegram-phone.ts';

// The package is CommonJS and exports the class itself, which its types do not say.
const Server = standIn as unknown as typeof TelegramServer;

/** The token of the bot that the product runs. */
export const botToken = '7001:AAF-standin_token_of_the_bot';

type Update = { readonly update_id: number };
type Call = { readonly method: string; readonly body: Readonly<Record<string, unknown>> };

/** A third-party Bot API, with the memory for unconfirmed updates in front of it that Telegram has and it lacks. */
export type Telegram = {
  /** What the product is started with. */
  readonly settings: Readonly<Record<string, string>>;
  /** A customer's phone; a chat has one. */
  phone(chat: number, language?: string): Phone;
  /** Brings the newest update so many times more, as Telegram does with what it believes to be lost. */
  repeats(times: number): void;
  /** Updates that the bot has not fetched or not confirmed yet. */
  unconfirmed(): number;
  /** What each call of a method carried, in order. */
  calls(method: string): readonly Call['body'][];
  stop(): Promise<void>;
};

/** Starts both on random ports of the loopback. */
export const startTelegram = async (): Promise<Telegram> => {
  const server = new Server({ port: await freePort(), host: '127.0.0.1', storeTimeout: 3_600 });
  await server.start();
  const proxy = getLocal();
  await proxy.start();
  const calls: Call[] = [];
  const updates = keepUpdates(server.config.apiURL);
  await proxy.forUnmatchedRequest().thenCallback(async (request) => {
    const method = request.path.split('/').at(-1) ?? '';
    const text = (await request.body.getText()) || '{}';
    calls.push({ method, body: JSON.parse(text) });
    const answer = method === 'getUpdates' ? await updates.next(request, text) : await pass(server, request, text);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: answer };
  });
  return {
    settings: { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: `http://127.0.0.1:${proxy.port}` },
    phone: (chat, language) => createPhone(server, botToken, chat, language),
    repeats: updates.repeat,
    unconfirmed: () => updates.waiting() + server.storage.userMessages.filter(({ isRead }) => !isRead).length,
    calls: (method) => calls.filter((call) => call.method === method).map(({ body }) => body),
    stop: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
};

const pass = async (server: TelegramServer, { method, path }: CompletedRequest, body: string): Promise<string> =>
  (await post(`${server.config.apiURL}${path}`, method, body)).text();

const post = (url: string, method: string, body: string): Promise<Response> =>
  fetch(url, { method: method === 'GET' ? 'POST' : method, headers: { 'content-type': 'application/json' }, body });

const holdMs = 25;

/** Updates come again until an offset above them confirms them, counted without gaps; an empty poll is held for a moment. */
const keepUpdates = (apiUrl: string) => {
  let open: Update[] = [];
  let newest: Update | undefined;
  let last = 0;
  const add = (update: Update): void => {
    last += 1;
    newest = { ...update, update_id: last };
    open.push(newest);
  };
  return {
    waiting: () => open.length,
    repeat: (times: number) => {
      const again = newest;
      if (again) for (let n = 0; n < times; n++) add(again);
    },
    next: async ({ path, method }: CompletedRequest, body: string): Promise<string> => {
      const { offset = 0 } = JSON.parse(body) as { offset?: number };
      open = open.filter(({ update_id }) => update_id >= offset);
      const { result } = (await (await post(`${apiUrl}${path}`, method, body)).json()) as { result: Update[] };
      for (const update of result) add(update);
      if (open.length === 0) await new Promise((resolve) => setTimeout(resolve, holdMs));
      return JSON.stringify({ ok: true, result: open });
    },
  };
};

/** A free port of the loopback, because neither side can be told to choose one. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
