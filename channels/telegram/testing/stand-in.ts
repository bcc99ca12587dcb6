import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CompletedRequest, getLocal, type Mockttp } from 'mockttp';
import standIn from 'telegram-test-api';
import type { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import type { ShownMessage } from '../../testing/contract.ts';
import type { ChannelLog, Cursor, TelegramOptions, TelegramTiming } from '../options.ts';

// The package is CommonJS and exports the class itself, which its types do not say.
const Server = standIn as unknown as typeof TelegramServer;

/** The token of the bot under test. */
export const TOKEN = '7001:AAF-standin_token_of_the_bot';
/** The chat of the one customer. */
export const CHAT = 4211;

/** A third-party Bot API with one customer, behind a proxy that can be told to fail. */
export type StandIn = {
  readonly apiRoot: string;
  readonly proxy: Mockttp;
  readonly server: TelegramServer;
  writes(text: string): Promise<void>;
  taps(token: string): Promise<void>;
  redelivers(): Promise<void>;
  shown(): readonly ShownMessage[];
  close(): Promise<void>;
};

/** Starts both on random ports of the loopback. */
export async function startStandIn(): Promise<StandIn> {
  const server = new Server({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  const proxy = getLocal();
  await proxy.start();
  const customer = server.getClient(TOKEN, { chatId: CHAT, userId: CHAT, firstName: 'Jan' });
  await proxy.forUnmatchedRequest().thenCallback(passOn(server.config.apiURL));
  return {
    apiRoot: `http://127.0.0.1:${proxy.port}`,
    proxy,
    server,
    writes: async (text) => void (await customer.sendMessage(customer.makeMessage(text))),
    taps: async (data) => {
      const message = { message_id: Number(shownBy(server).at(-1)?.externalId) };
      await customer.sendCallback(customer.makeCallbackQuery(data, { message }));
    },
    redelivers: async () => {
      const newest = server.storage.userMessages.at(-1);
      if (newest !== undefined) newest.isRead = false;
    },
    shown: () => shownBy(server),
    close: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
}

/** mockttp's own forwarding prints an error for every poll that a stop interrupts. */
function passOn(target: string) {
  return async (request: CompletedRequest) => {
    const headers = { 'content-type': request.headers['content-type'] ?? 'application/json' };
    const body = await request.body.getText();
    const response = await fetch(`${target}${request.path}`, { method: request.method, headers, body: body ?? '' });
    return { statusCode: response.status, body: await response.text() };
  };
}

/** A free port of the loopback, because neither side can be told to choose one. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

type Entity = { readonly type: string; readonly offset: number; readonly length: number };

function shownBy(server: TelegramServer): ShownMessage[] {
  return server.storage.botMessages
    .filter(({ message }) => String(message.chat_id) === String(CHAT))
    .map(({ messageId, message }) => ({
      externalId: String(messageId),
      text: message.text,
      bold: (message.entities ?? [])
        .filter(({ type }: Entity) => type === 'bold')
        .map(({ offset, length }: Entity) => message.text.slice(offset, offset + length)),
      choices: buttonsOf(message.reply_markup),
    }));
}

function buttonsOf(markup: unknown): ShownMessage['choices'] {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as {
    inline_keyboard?: { text: string; callback_data: string }[][];
  };
  return rows.flat().map(({ text, callback_data }) => ({ token: callback_data, label: text }));
}

/** Waits short enough for a test and long enough for a busy machine. */
export const TEST_TIMING: Partial<TelegramTiming> = {
  sendMs: 5_000,
  pollMs: 5_000,
  holdMs: 1_000,
  backoffMs: 5,
  longestBackoffMs: 20,
  emptyPollMs: 5,
};

/** A log that keeps its lines, so that a test can search them for what must not be there. */
export function keepingLog(): ChannelLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  return { lines, info: keep, warn: keep };
}

/** A place in the stream of updates that is kept in memory. */
export function keptCursor(): Cursor & { readonly saved: number[] } {
  const saved: number[] = [];
  return { saved, load: async () => saved.at(-1), save: async (offset) => void saved.push(offset) };
}

/** Options for a polling bot at a stand-in. */
export function pollingAt(apiRoot: string, token: string): TelegramOptions {
  return {
    token,
    apiRoot,
    cursor: keptCursor(),
    log: keepingLog(),
    timing: TEST_TIMING,
  };
}
