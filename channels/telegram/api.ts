import { type Telegram as TelegramClient, TelegramError } from 'telegraf';
import type { Opts, Telegram } from 'telegraf/types';
import { type ChannelHealth, DeliveryError } from '../channel.ts';

/** Calls the Bot API within `withinMs`. Throws only `DeliveryError`. */
export type CallApi = <M extends keyof Telegram>(
  method: M,
  payload: Opts<M>,
  limits: { readonly withinMs: number; readonly signal?: AbortSignal },
) => Promise<ReturnType<Telegram[M]>>;

/**
 * Polling and the webhook report to the health themselves; a working poll says nothing about
 * sending.
 */
const LISTENING: ReadonlySet<string> = new Set(['getMe', 'getUpdates', 'getWebhookInfo', 'setWebhook']);

/**
 * Calls through telegraf, whose own methods take no time limit; results of sending go to the
 * health.
 */
export function createApi(client: TelegramClient, health: HealthBoard, redact: Redact): CallApi {
  return async (method, payload, { withinMs, signal }) => {
    const limit = AbortSignal.timeout(withinMs);
    try {
      const result = await client.callApi(method, payload, { signal: anyOf(limit, signal) });
      if (!LISTENING.has(method)) health.answered();
      return result;
    } catch (thrown) {
      const error = toDeliveryError(thrown, method, redact);
      // The caller's own abort is no trouble of the account.
      if (signal?.aborted !== true && !LISTENING.has(method)) health.failed(error);
      throw error;
    }
  };
}

/** telegraf types signals by a shim that its HTTP client does not need. */
type ClientSignal = NonNullable<NonNullable<Parameters<TelegramClient['callApi']>[2]>['signal']>;

function anyOf(limit: AbortSignal, signal: AbortSignal | undefined): ClientSignal {
  return (signal === undefined ? limit : AbortSignal.any([limit, signal])) as unknown as ClientSignal;
}

/** Removes tokens from a text that came from outside. */
export type Redact = (text: string) => string;

/**
 * Removes anything that looks like a token: the Bot API has one in every address, so network errors
 * quote it.
 */
export const withoutToken: Redact = (text) => text.replace(/\b(bot|user)?\d+(:|%3a)[\w-]{4,}/gi, '[token]');

/** Anything shorter is no secret, and removing it would damage ordinary words. */
const SHORTEST_SECRET = 4;

/** Also removes this token itself, its URL-encoded form, and its secret part alone. */
export function withoutThisToken(token: string): Redact {
  const secret = token.slice(token.indexOf(':') + 1);
  const forms = [token, encodeURIComponent(token), secret].filter(({ length }) => length >= SHORTEST_SECRET);
  return (text) => withoutToken(forms.reduce((rest, form) => rest.replaceAll(form, '[token]'), text));
}

/**
 * Classifies what telegraf threw. Its error is not kept, because it holds the message to the
 * customer; its text can hold the token.
 */
export function toDeliveryError(error: unknown, operation: string, redact: Redact = withoutToken): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof TelegramError) return fromAnswer(error, operation, redact);
  return fromNetwork(error, operation);
}

const WAIT_WHEN_NOT_TOLD_MS = 5_000;
const WAIT_WHEN_NOT_AUTHORISED_MS = 60_000;

function fromAnswer({ response }: TelegramError, operation: string, redact: Redact): DeliveryError {
  const { error_code: status, description, parameters } = response;
  const message = redact(`Telegram answered ${operation} with ${status} ${description}.`);
  const fail = (code: DeliveryError['code'], options: Pick<DeliveryError, 'outcome'> & Waits) =>
    new DeliveryError(code, message, options);
  if (status === 429) {
    const retryAfterMs = (parameters?.retry_after ?? 0) * 1000 || WAIT_WHEN_NOT_TOLD_MS;
    return fail('rate_limited', { outcome: 'not_sent', retryAfterMs });
  }
  // The message stays due: it goes out once there is a new token.
  if (status === 401 || status === 404) {
    const sentence = `${message} Its token does not work: set another TELEGRAM_BOT_TOKEN and start again.`;
    const retryAfterMs = WAIT_WHEN_NOT_AUTHORISED_MS;
    return new DeliveryError('not_authorised', sentence, { outcome: 'not_sent', retryAfterMs });
  }
  if (status === 403) return fail('blocked', { outcome: 'permanent' });
  if (status === 409) return conflict(description);
  if (parameters?.migrate_to_chat_id !== undefined) {
    return fail('moved', { outcome: 'permanent', movedTo: String(parameters.migrate_to_chat_id) });
  }
  if (/chat not found|PEER_ID_INVALID|user not found/i.test(description)) {
    return fail('chat_not_found', { outcome: 'permanent' });
  }
  if (/file is too big/i.test(description)) return fail('too_large', { outcome: 'permanent' });
  if (status >= 400 && status < 500) return fail('invalid', { outcome: 'permanent' });
  return fail('unavailable', { outcome: 'unknown' });
}

/** Telegram gives updates to one taker only. Operators read this sentence. */
function conflict(description: string): DeliveryError {
  const sentence = /webhook/i.test(description)
    ? 'A webhook is set for this bot, so Telegram lets nobody poll (409): delete the webhook, or set PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET to be pushed.'
    : 'Another program takes the updates of this bot (409): stop it, or give each installation a bot of its own.';
  return new DeliveryError('unavailable', sentence, { outcome: 'not_sent' });
}

/** Says that an update could not be stored; Telegram will bring it again. */
export function notStored(error: unknown): DeliveryError {
  const { name, code } = traits(error);
  const reason = [name, code].filter(Boolean).join(' ');
  return new DeliveryError('unavailable', `What came in could not be stored: ${reason}.`, { outcome: 'not_sent' });
}

type Waits = { readonly retryAfterMs?: number; readonly movedTo?: string };

/** Failures before the first byte: no connection, no name, no trust in the certificate. */
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

function fromNetwork(error: unknown, operation: string): DeliveryError {
  const { name, code, connecting } = traits(error);
  const outcome = connecting || NEVER_SENT.test(code) ? 'not_sent' : 'unknown';
  const reason = [name, code].filter(Boolean).join(' ');
  if (name === 'AbortError' || name === 'TimeoutError' || (code === 'ETIMEDOUT' && outcome === 'unknown')) {
    return new DeliveryError('timeout', `Telegram did not answer ${operation} in time.`, { outcome: 'unknown' });
  }
  return new DeliveryError('unavailable', `Telegram could not be reached for ${operation}: ${reason}.`, { outcome });
}

/** Picks the harmless parts of an error; undici puts the code of a failed fetch on its cause. */
function traits(error: unknown): { name: string; code: string; connecting: boolean } {
  if (!(error instanceof Error)) return { name: 'unknown error', code: '', connecting: false };
  const code = [error, error.cause]
    .map((source) => (source instanceof Error && 'code' in source ? source.code : undefined))
    .find((found) => typeof found === 'string');
  return { name: error.name, code: code ?? typeOf(error), connecting: /reason: connect E/.test(error.message) };
}

/** node-fetch sets `type` where there is no system error, e.g. `invalid-json`. */
function typeOf(error: Error): string {
  return 'type' in error && typeof error.type === 'string' ? error.type : '';
}

/** Keeps the state of the account: how listening goes, and whether sending failed lately. */
export type HealthBoard = {
  current(): ChannelHealth;
  /** Polling or the webhook works. */
  listening(detail?: string): void;
  /** Listening failed and is retried. */
  troubled(error: DeliveryError): void;
  /** A call other than listening succeeded. */
  answered(): void;
  /** A call other than listening failed. */
  failed(error: DeliveryError): void;
};

/**
 * Longer than the pause after a refused token, so that the health does not flicker between two
 * tries.
 */
const NEWS_MS = 90_000;

export function createHealthBoard(monotonicMs: () => number): HealthBoard {
  let listens: ChannelHealth = { state: 'starting' };
  let failure: { readonly health: ChannelHealth; readonly at: number } | undefined;
  // With nothing more to send, no success would ever end a failure, so it expires.
  const recent = (): ChannelHealth | undefined =>
    failure !== undefined && monotonicMs() - failure.at < NEWS_MS ? failure.health : undefined;
  return {
    current: () => (listens.state === 'refused' ? listens : (recent() ?? listens)),
    listening: (detail) => {
      listens = detail === undefined ? { state: 'ready' } : { state: 'ready', detail };
    },
    troubled: (error) => {
      listens = healthAfter(error);
    },
    answered: () => {
      failure = undefined;
    },
    failed: (error) => {
      // A permanent failure concerns one chat or message, not the account.
      if (error.outcome !== 'permanent') failure = { health: healthAfter(error), at: monotonicMs() };
    },
  };
}

function healthAfter({ code, message }: DeliveryError): ChannelHealth {
  return {
    state: code === 'not_authorised' || code === 'invalid' ? 'refused' : 'backing_off',
    detail: message,
  };
}
