import type { Agent } from 'node:http';
import type { Capabilities } from '../channel.ts';

export type TelegramOptions = {
  readonly token: string;
  /** Another address for a local Bot API server or a test. */
  readonly apiRoot?: string;
  /**
   * Set, updates are pushed; unset, they are polled. The first secret is registered; older ones are
   * still accepted.
   */
  readonly webhook?: { readonly url: string; readonly secrets: readonly string[] };
  readonly cursor: Cursor;
  readonly log: ChannelLog;
  /** Called with the bot's user name once Telegram has told it. */
  readonly onIdentity?: (userName: string) => void;
  /** Returns the recorded user name, for a process that does not listen. */
  readonly recordedName?: () => string | undefined;
  /** For downloads of files. */
  readonly fetch?: typeof fetch;
  /** For calls of the Bot API over https, e.g. through a proxy. */
  readonly agent?: Agent;
  readonly timing?: Partial<TelegramTiming>;
};

/**
 * The next update to ask for, kept over restarts. Saved only after all updates before it are
 * stored.
 */
export type Cursor = { load(): Promise<number | undefined>; save(offset: number): Promise<void> };

/** The part of pino that is used. Fields hold facts, never people's words. */
export type ChannelLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

/** All waits in ms; tests shorten them. */
export type TelegramTiming = {
  readonly sendMs: number;
  readonly pollMs: number;
  /** How long Telegram holds a poll that finds nothing. */
  readonly holdMs: number;
  readonly downloadMs: number;
  /** The first wait after a failure; it doubles up to `longestBackoffMs`. */
  readonly backoffMs: number;
  readonly longestBackoffMs: number;
  /** Pause after an empty poll: a stand-in or proxy may not hold polls and must not be flooded. */
  readonly emptyPollMs: number;
  readonly watchMs: number;
};

/** Fits the real Bot API; telegraf's own limit of 500 s would block a chat for minutes. */
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

/** Numbers from the documentation and FAQ of the Bot API. */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  audience: 'everybody',
  choices: { support: 'full', max: 8, labelLength: 64 },
  cards: 'fallback',
  media: 'full',
  pictures: { maxSides: 10_000, maxRatio: 20 },
  contactRequests: true,
  maxTextLength: 4096,
  canStartConversation: false,
  receipts: 'none',
  clockPrecisionMs: 1000,
  // The Bot API never tells later whether a message with a lost answer was sent.
  settleWithinMs: 0,
  pace: { perSecond: 25, atOnce: 30 },
  window: null,
};
