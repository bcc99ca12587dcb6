import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Telegram took, in the order in which it came. */
export type Arrival = {
  readonly method: 'sendMessage' | 'editMessageText';
  readonly chat: string;
  readonly messageId: string;
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly callback_data: string }[];
};

/**
 * What happens to one message: `answer` takes it, `lose` takes it and never says so, `hang` takes it and keeps the connection
 * open, `fail` is a bad gateway before it, `wait` asks to come back in a second, `block` refuses for good.
 */
export type Fault = 'answer' | 'lose' | 'hang' | 'fail' | 'wait' | 'block';

/** A Bot API of the test's own, in the test's own process, so that it outlives every product that is killed. */
export type BotApi = {
  readonly root: string;
  readonly arrived: readonly Arrival[];
  /** Decides about each message before it is taken. */
  onMessage: (chat: string, text: string) => Fault;
  close(): Promise<void>;
};

/** The token of the bot under test. */
export const TOKEN = '7001:AAF-standin_token_of_the_bot';

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
