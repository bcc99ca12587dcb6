import { type CompletedRequest, getLocal, type Mockttp } from 'mockttp';
import standIn from 'telegram-test-api';
import type { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { type Edge, startEdge, TOKEN } from '../../channels/telegram/testing/edge/edge.ts';
import type { EdgePerson } from '../../channels/telegram/testing/edge/person.ts';
import { type Eyes, eyesOn, plain, type Shown } from '../people/person.ts';
import { freePort } from '../product.ts';

/** A message of the bot as the phone draws it. */
export type PhoneMessage = Shown & { readonly messageId: number };

/** One person in Telegram: acts, and what the phone shows. */
export type Phone = Eyes<PhoneMessage> & {
  readonly chat: number;
  types(text: string): Promise<unknown>;
  /** Presses Start, by a link with a payload or without. */
  starts(payload?: string): Promise<void>;
  /** Waits for a button whose label begins so, taps the newest, and returns its data. */
  taps(label: string): Promise<string>;
  /** Sends the data of a button, shown here or not. */
  tapsData(data: string, messageId?: number): Promise<void>;
  /** Everything that the bot said, oldest first. */
  shown(): readonly PhoneMessage[];
  /** Waits until this message says so. */
  seesAt(messageId: number, words: string | RegExp): Promise<PhoneMessage>;
};

/** Acts at a network in the name of one person. */
type Hand<T> = Pick<Phone, 'starts' | 'shown'> & {
  types(text: string, more?: object): Promise<T>;
  tapsData(data: string, messageId: number): Promise<void>;
};

function createPhone<T>({ tapsData: tap, ...hand }: Hand<T>, chat: number) {
  const eyes = eyesOn(`chat ${chat}`, hand.shown);
  const at = (messageId: number) => hand.shown().filter((one) => one.messageId === messageId);
  return {
    ...hand,
    ...eyes,
    chat,
    taps: async (label: string): Promise<string> => {
      const { button, on } = await eyes.finds(label);
      await tap(button.token, on.messageId);
      return button.token;
    },
    tapsData: (data: string, messageId = hand.shown().at(-1)?.messageId ?? 0) => tap(data, messageId),
    seesAt: (messageId: number, words: string | RegExp) =>
      eyesOn(`message ${messageId} in chat ${chat}`, () => at(messageId)).sees(words),
  };
}

type TelegramButton = { readonly text: string; readonly callback_data: string };

function asButton({ text, callback_data }: TelegramButton) {
  return { label: plain(text), token: callback_data };
}

/** The secret that Telegram shows with each push. */
export const webhookSecret = 'a-secret-of-the-webhook';

/** A phone at our own driver, which does all that Telegram's app can. */
export type EdgePhone = Omit<Phone, 'types'> &
  Omit<EdgePerson, 'writes' | 'taps' | 'shown'> & {
    /** Resolves to the id of the message. */
    types(text: string, more?: object): Promise<number>;
  };

/** Our own driver of the Bot API, pushing to a product that is started with its settings. */
export type EdgeTelegram = {
  readonly edge: Edge;
  readonly settings: Readonly<Record<string, string>>;
  /** Somebody's phone; a chat may have several. */
  phone(chat: number, language?: string): EdgePhone;
  /** Updates that wait for the bot. */
  waiting(): number;
  /** Resolves when no push is on its way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it; the product gets a port that is known before, because the webhook names it. */
export async function startEdgeTelegram(): Promise<EdgeTelegram> {
  const edge = await startEdge();
  const port = String(await freePort());
  return {
    edge,
    settings: {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: edge.apiRoot,
      TELEGRAM_WEBHOOK_SECRET: webhookSecret,
      HOST: '127.0.0.1',
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    phone: (chat, language) => edgePhone(edge.person(chat, language), chat),
    waiting: () => edge.updates.waiting().length,
    idle: edge.updates.idle,
    stop: edge.close,
  };
}

function edgePhone({ writes, taps, shown, ...others }: EdgePerson, chat: number): EdgePhone {
  return {
    ...others,
    ...createPhone(
      {
        types: async (text, more) => writes(text, more),
        starts: async (payload) => void writes(payload === undefined ? '/start' : `/start ${payload}`),
        tapsData: async (data, messageId) => void taps(data, messageId),
        shown: () =>
          shown().map(({ messageId, text, buttons }) => ({
            messageId,
            text: plain(text),
            buttons: buttons.flat().map(asButton),
          })),
      },
      chat,
    ),
  };
}

// The package is CommonJS and exports the class itself, which its types do not say.
const Server = standIn as unknown as typeof TelegramServer;

/** The token of the bot that the product runs. */
export const botToken = '7001:AAF-standin_token_of_the_bot';

type Update = { readonly update_id: number };
type Call = { readonly method: string; readonly token: string; readonly body: Readonly<Record<string, unknown>> };

/** Another answer, none, or a connection that breaks before or after the call is carried out. */
export type Fault = { readonly status: number; readonly body: object | string } | 'hang' | 'reset' | 'lose';

/** A third-party Bot API; the memory for unconfirmed updates, which it lacks, stands before it. */
export type Telegram = {
  /** Settings for the product. */
  readonly settings: Readonly<Record<string, string>>;
  /** A customer's phone; a chat has one. */
  phone(chat: number, language?: string): Phone;
  /** Brings the newest update so many times more, as Telegram does when it believes it lost. */
  repeats(times: number): void;
  /** Updates that the bot has not fetched or not confirmed yet. */
  waiting(): number;
  /** Gives the bodies of the calls of a method, in order, also of those that failed. */
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
    phone: (chat, language) => createPhone(handAt(server, chat, language), chat),
    repeats: updates.repeat,
    waiting: () => updates.waiting() + server.storage.userMessages.filter(({ isRead }) => !isRead).length,
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

/** A person at the third-party stand-in, whose app speaks the language, where it tells one. */
function handAt(server: TelegramServer, chat: number, language?: string): Hand<void> {
  const client = server.getClient(botToken, { chatId: chat, userId: chat, firstName: 'Jan' });
  const from = language === undefined ? {} : { from: { language_code: language } };
  return {
    types: async (text) => void (await client.sendMessage(client.makeMessage(text, from as object))),
    starts: async (payload) => {
      const text = payload === undefined ? '/start' : `/start ${payload}`;
      await client.sendCommand(client.makeCommand(text, from as object));
    },
    tapsData: async (data, messageId) => {
      const message = { message_id: messageId, chat: { id: chat, type: 'private' } };
      await client.sendCallback(client.makeCallbackQuery(data, { ...from, message } as object));
    },
    shown: () => shownBy(server, chat),
  };
}

type Markup = { readonly inline_keyboard?: readonly (readonly TelegramButton[])[] };

function shownBy(server: TelegramServer, chat: number): PhoneMessage[] {
  return server.storage.botMessages
    .filter(({ message }) => String(message.chat_id) === String(chat))
    .map(({ messageId, message }) => ({
      messageId,
      text: plain(message.text),
      buttons: ((message.reply_markup ?? {}) as Markup).inline_keyboard?.flat().map(asButton) ?? [],
    }));
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

/** Reads the fields of a call: JSON, or a form, of which files are left out. */
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

/** Brings updates again until an offset above confirms them; holds an empty poll for a moment. */
function keepUpdates(apiUrl: string) {
  let open: Update[] = [];
  let newest: Update | undefined;
  let last = 0;
  /** Updates between the two: handed out by the stand-in, and not arrived here. */
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
