import type { Pool } from 'pg';
import { type Logger, pino } from 'pino';
import { readConfig } from '../bot/config.ts';
import { startProduct } from '../bot/main.ts';
import type { Entry } from '../channels/simulator/store.ts';
import { createSimulatorStore } from '../core/postgres/channel-records.ts';

export type Chat = 'mechanic-1' | 'customer-buttons' | 'customer-text';

const patienceMs = 10_000;
const lookEveryMs = 15;

/** The product on a database, played through the doors that the simulator's page uses. */
export type Stage = {
  readonly url: string;
  says(chat: Chat, text: string): Promise<void>;
  /** Sends a picture with these words. */
  sendsPhoto(chat: Chat, picture: Uint8Array, caption?: string): Promise<void>;
  /** Taps the newest button whose label begins so; waits until there is one. */
  taps(chat: Chat, label: string, values?: Record<string, string>): Promise<void>;
  /** Shares the own number, as the network vouches for it. */
  sharesNumber(chat: Chat): Promise<void>;
  /** Follows the newest invitation, or the one with this token. */
  opens(chat: Chat, token?: string): Promise<void>;
  skips(minutes: number): Promise<void>;
  /** Everything that a phone shows, oldest first. */
  shown(chat: Chat): Promise<readonly Entry[]>;
  /** Waits for a message to this chat that says so, after the ones that it was asked about before. */
  hears(chat: Chat, words: string | RegExp): Promise<Entry>;
  stop(): Promise<void>;
};

type StageParts = {
  readonly log?: Logger;
  /** Waits in ms that are shorter than those of a real network. */
  readonly telegramTiming?: Readonly<Record<string, number>>;
};

/** Starts it with the given settings over the test's database, in English. */
export async function startStage(
  { url: databaseUrl, pool }: { readonly url: string; readonly pool: Pool },
  settings: Readonly<Record<string, string>> = {},
  { log = pino({ level: settings.LOG_LEVEL ?? 'silent' }), telegramTiming }: StageParts = {},
): Promise<Stage> {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 's'.repeat(40),
    PORT: '0',
    SIMULATOR: 'on',
    ...settings,
  });
  const telegram = config.telegram && { ...config.telegram, ...(telegramTiming && { timing: telegramTiming }) };
  const product = await startProduct({ ...config, telegram }, log);
  const store = createSimulatorStore(pool);
  const heard = new Map<Chat, number>();
  const shown = async (chat: Chat): Promise<readonly Entry[]> => {
    const { entries } = await store.latest(1_000);
    return (entries as unknown as readonly Entry[]).filter((entry) => entry.chat === chat);
  };
  const doors = doorsOf(product.url);
  const { post } = doors;
  return {
    url: product.url,
    shown,
    says: (chat, text) => post(`${chat}/messages`, { text }),
    sendsPhoto: doors.photo,
    opens: (chat, token) => post(`${chat}/start`, token === undefined ? {} : { token }),
    sharesNumber: (chat) => post(`${chat}/contact`, {}),
    skips: (minutes) => post('clock', { minutes }),
    taps: async (chat, label, values) => {
      const { token, onMessage } = await until(
        `a button "${label}" for ${chat}`,
        async () => buttonIn(await shown(chat), label),
        () => describe(chat, shown),
      );
      await post(`${chat}/taps`, { token, onMessage, ...(values ? { values } : {}) });
    },
    hears: async (chat, words) => {
      const found = await until(
        `${chat} to hear ${words}`,
        async () =>
          (await shown(chat)).find(
            (entry) => entry.direction === 'out' && entry.id > (heard.get(chat) ?? 0) && says(entry, words),
          ),
        () => describe(chat, shown),
      );
      heard.set(chat, found.id);
      return found;
    },
    stop: () => product.stop(),
  };
}

/** What the simulator's page asks for when people do something. */
function doorsOf(url: string) {
  const ask = async (
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string | FormData,
  ): Promise<void> => {
    const response = await fetch(`${url}/simulator/${path}`, {
      method: 'POST',
      headers: { 'accept-language': 'en', origin: url, 'x-requested-with': 'fetch', ...headers },
      body,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    post: (path: string, body: object) => ask(path, { 'content-type': 'application/json' }, JSON.stringify(body)),
    photo: (chat: Chat, picture: Uint8Array, caption = '') => {
      const form = new FormData();
      form.set('photo', new Blob([new Uint8Array(picture)]), 'photo');
      form.set('caption', caption);
      return ask(`${chat}/media`, {}, form);
    },
  };
}

/** The words of an entry: of a card, everything that can be read on it. */
export function wordsOf({ content }: Entry): string {
  return (content.kind === 'card' ? JSON.stringify(content.card) : content.text).replaceAll('\u00a0', ' ');
}

function says(entry: Entry, words: string | RegExp): boolean {
  return typeof words === 'string' ? wordsOf(entry).includes(words) : words.test(wordsOf(entry));
}

function buttonIn(entries: readonly Entry[], label: string): { token: string; onMessage: string } | undefined {
  for (const entry of [...entries].reverse()) {
    const { content, externalId } = entry;
    const buttons =
      content.kind === 'card' ? (content.card.actions ?? []) : content.kind === 'text' ? (content.choices ?? []) : [];
    const button = buttons.find((one) => one.label.replaceAll('\u00a0', ' ').startsWith(label));
    if (button) return { token: button.token, onMessage: externalId };
  }
  return undefined;
}

async function describe(chat: Chat, shown: Stage['shown']): Promise<string> {
  return (await shown(chat)).map((entry) => `${entry.direction === 'in' ? '>' : '<'} ${wordsOf(entry)}`).join('\n');
}

/** Looks until there is something; an error says what was there instead. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  otherwise?: () => Promise<string>,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}\n${(await otherwise?.()) ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
