import type { Agent } from 'node:http';
import type { Capabilities } from '../channel.ts';

/** What a Telegram account needs; `cursor` keeps the place in the stream of updates over restarts. */
export type TelegramOptions = {
  readonly token: string;
  /** Where the Bot API is; another place for a local server or a test. */
  readonly apiRoot?: string;
  /** With it updates are pushed, without it they are polled. The newest secret is first, older ones still count. */
  readonly webhook?: { readonly url: string; readonly secrets: readonly string[] };
  readonly cursor: Cursor;
  readonly log: ChannelLog;
  /** Called with the bot's user name once Telegram has told it. */
  readonly onIdentity?: (userName: string) => void;
  /** Returns the user name that is on record, for a process that does not listen. */
  readonly recordedName?: () => string | undefined;
  /** For downloads of files. */
  readonly fetch?: typeof fetch;
  /** For calls of the Bot API over https, e.g. through a proxy. */
  readonly agent?: Agent;
  readonly timing?: Partial<TelegramTiming>;
};

/** The next update to ask for, kept only after all before it are stored. */
export type Cursor = { load(): Promise<number | undefined>; save(offset: number): Promise<void> };

/** The part of pino that is used: facts as fields, never words of people. */
export type ChannelLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

/** All waits of the adapter in ms, so that a test need not wait. */
export type TelegramTiming = {
  readonly sendMs: number;
  readonly pollMs: number;
  /** How long Telegram holds a poll that finds nothing. */
  readonly holdMs: number;
  readonly downloadMs: number;
  /** The first wait after a failure; it doubles up to `longestBackoffMs`. */
  readonly backoffMs: number;
  readonly longestBackoffMs: number;
  /** After a poll that brought nothing: a stand-in or proxy may not hold polls, and must not be flooded. */
  readonly emptyPollMs: number;
  readonly watchMs: number;
};

/** Waits that fit the real Bot API; telegraf's own limit of 500 s would hold up a chat for minutes. */
export const DEFAULT_TIMING: TelegramTiming = {
  sendMs: 15_000,
  pollMs: 65_000,
  holdMs: 50_000,
  downloadMs: 60_000,
  backoffMs: 1_000,
  longestBackoffMs: 30_000,
  emptyPollMs: 20,
  watchMs: 300_000,
};

/** What the Bot API can do; numbers as its documentation and FAQ give them. */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  audience: 'everybody',
  choices: { support: 'full', max: 8, labelLength: 64 },
  cards: 'fallback',
  media: 'full',
  contactRequests: true,
  maxTextLength: 4096,
  canStartConversation: false,
  receipts: 'none',
  clockPrecisionMs: 1000,
  // The Bot API never tells afterwards what became of a message whose answer was lost.
  settleWithinMs: 0,
  pace: { perSecond: 25, atOnce: 30 },
  window: null,
};
