import { type CompletedRequest, getLocal, type Mockttp } from 'mockttp';
import standIn from 'telegram-test-api';
import type { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { freePort } from '../free-port.ts';
import { standInHand } from '../people/telegram-hand.ts';
import { createPhone, type Phone } from '../people/telegram-phone.ts';

// The package is CommonJS and exports the class itself, which its types do not say.
const Server = standIn as unknown as typeof TelegramServer;

/** The token of the bot that the product runs. */
export const botToken = '7001:AAF-standin_token_of_the_bot';

type Update = { readonly update_id: number };
type Call = { readonly method: string; readonly token: string; readonly body: Readonly<Record<string, unknown>> };

/** Instead of an answer: another one, none at all, a connection that breaks before the call or after it was carried out. */
export type Fault = { readonly status: number; readonly body: object | string } | 'hang' | 'reset' | 'lose';

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
  /** What each call of a method carried, in order, also of calls that failed. */
  calls(method: string): readonly Call['body'][];
  /** The methods in the order of their calls. */
  methods(): readonly string[];
  /** Decides about each call before it is carried out; undefined lets it pass. */
  onCall: (call: Call) => Fault | undefined;
  /** Nothing listens at its address any more, until it comes back. */
  goesAway(): Promise<void>;
  comesBack(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts both on random ports of the loopback. */
export async function startTelegram(): Promise<Telegram> {
  const server = new Server({ port: await freePort(), host: '127.0.0.1', storeTimeout: 3_600 });
  await server.start();
  const calls: Call[] = [];
  const updates = keepUpdates(server.config.apiURL);
  const answer = async (request: CompletedRequest) => {
    const [token = '', method = ''] = request.path.split('/').slice(-2);
    const text = await jsonOf(request);
    const call = { method, token: token.replace(/^bot/, ''), body: JSON.parse(text) };
    calls.push(call);
    const fault = telegram.onCall(call);
    if (fault === 'hang') return new Promise<never>(() => undefined);
    if (fault === 'reset') return 'reset' as const;
    if (typeof fault === 'object') return say(fault.status, fault.body);
    const told = method === 'getUpdates' ? await updates.next(request, text) : await pass(server, request, text);
    return fault === 'lose' ? ('reset' as const) : say(200, told);
  };
  const proxy = getLocal();
  await listen(proxy, answer);
  const { port } = proxy;
  const telegram: Telegram = {
    settings: { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` },
    phone: (chat, language) => createPhone(standInHand(server, botToken, chat, language), chat),
    repeats: updates.repeat,
    unconfirmed: () => updates.waiting() + server.storage.userMessages.filter(({ isRead }) => !isRead).length,
    calls: (method) => calls.filter((call) => call.method === method).map(({ body }) => body),
    methods: () => calls.map(({ method }) => method),
    onCall: () => undefined,
    goesAway: () => proxy.stop(),
    comesBack: () => listen(proxy, answer, port),
    stop: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
  return telegram;
}

async function listen(
  proxy: Mockttp,
  answer: Parameters<ReturnType<Mockttp['forUnmatchedRequest']>['thenCallback']>[0],
  port?: number,
): Promise<void> {
  await proxy.start(port);
  await proxy.forUnmatchedRequest().thenCallback(answer);
}

function say(statusCode: number, body: object | string) {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

// It knows no files; on the phone a photo is a message that says its caption.
async function pass(server: TelegramServer, { method, path }: CompletedRequest, body: string): Promise<string> {
  return (await post(`${server.config.apiURL}${path.replace(/sendPhoto$/, 'sendMessage')}`, method, body)).text();
}

/** The fields of a call. Calls with files are forms, whose values are JSON but for plain words; a file itself is left out. */
async function jsonOf({ headers, body }: CompletedRequest): Promise<string> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return (await body.getText()) || '{}';
  const form = await new Response(new Uint8Array(body.buffer), { headers: { 'content-type': type } }).formData();
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
  const words = Object.fromEntries(
    fields.map(([name, value]) => [name, name === 'reply_markup' ? JSON.parse(value) : value]),
  );
  return JSON.stringify({ ...words, text: words.caption ?? '[photo]' });
}

function post(url: string, method: string, body: string): Promise<Response> {
  return fetch(url, {
    method: method === 'GET' ? 'POST' : method,
    headers: { 'content-type': 'application/json' },
    body,
  });
}

const holdMs = 25;

/** Updates come again until an offset above them confirms them, counted without gaps; an empty poll is held for a moment. */
function keepUpdates(apiUrl: string) {
  let open: Update[] = [];
  let newest: Update | undefined;
  let last = 0;
  /** What the stand-in has handed out and has not arrived here yet is counted by neither of them. */
  let fetching = 0;
  const add = (update: Update): void => {
    last += 1;
    newest = { ...update, update_id: last };
    open.push(newest);
  };
  return {
    waiting: () => open.length + fetching,
    repeat: (times: number) => {
      const again = newest;
      if (again) for (let n = 0; n < times; n++) add(again);
    },
    next: async ({ path, method }: CompletedRequest, body: string): Promise<string> => {
      const { offset = 0 } = JSON.parse(body) as { offset?: number };
      open = open.filter(({ update_id }) => update_id >= offset);
      fetching += 1;
      const { result } = (await (await post(`${apiUrl}${path}`, method, body)).json()) as { result: Update[] };
      for (const update of result) add(update);
      fetching -= 1;
      if (open.length === 0) await new Promise((resolve) => setTimeout(resolve, holdMs));
      return JSON.stringify({ ok: true, result: open });
    },
  };
}
