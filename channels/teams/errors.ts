import { DeliveryError } from '../channel.ts';

/** What was asked of Teams. All but `send` does no harm twice, so that it may be repeated whenever its answer was lost. */
export type Operation = 'send' | 'edit' | 'open' | 'token' | 'download';

/** Any answer but a good one. Of its body only the code is kept: the rest may quote what was sent. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
  readonly status: number;
  readonly code: string;
  /** The message that an edit names does not exist any more. */
  readonly isGone: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: string, retryAfterMs?: number) {
    super(`It answered ${status}.`);
    const { code, words } = errorIn(body);
    this.status = status;
    this.code = code;
    this.isGone = saysGone(status, code, words);
    this.retryAfterMs = retryAfterMs;
  }
}

function errorIn(body: string): { readonly code: string; readonly words: string } {
  const nothing = { code: '', words: '' };
  try {
    const error: unknown = JSON.parse(body)?.error;
    // The token endpoint gives a bare code, the connector an object.
    if (typeof error === 'string') return { ...nothing, code: asCode(error) };
    if (typeof error !== 'object' || error === null) return nothing;
    const code = 'code' in error ? asCode(error.code) : '';
    return { code, words: 'message' in error ? String(error.message) : '' };
  } catch {
    return nothing;
  }
}

function asCode(code: unknown): string {
  return typeof code === 'string' && /^[\w.]{1,60}$/.test(code) ? code : '';
}

/** Teams says it in many ways; a deleted message of a channel is `403 ServiceError`, "Unknown". */
function saysGone(status: number, code: string, words: string): boolean {
  if (code === 'ConversationNotFound') return false;
  if (status === 404 || code === 'ActivityNotFoundInConversation') return true;
  if (status === 403) return code === 'ServiceError';
  return status === 400 && /activity id|message does not exist/i.test(words);
}

/** Sorts what was thrown by what may be done next. Nothing thrown is kept as cause: the SDK's errors hold the message and the token. */
export function toDeliveryError(thrown: unknown, operation: Operation): DeliveryError {
  if (thrown instanceof DeliveryError) return thrown;
  return thrown instanceof BadAnswer ? fromAnswer(thrown, operation) : fromNetwork(thrown, operation);
}

const WAIT_WHEN_NOT_TOLD_MS = 5_000;
const WAIT_WHEN_NOT_AUTHORISED_MS = 60_000;

function fromAnswer({ status, code, retryAfterMs }: BadAnswer, operation: Operation): DeliveryError {
  const message = `Teams answered ${operation} with ${[status, code].filter(Boolean).join(' ')}.`;
  const told = retryAfterMs === undefined ? {} : { retryAfterMs };
  const fail = (kind: DeliveryError['code'], outcome: DeliveryError['outcome'], wait: { retryAfterMs?: number } = {}) =>
    new DeliveryError(kind, message, { outcome, ...wait });
  if (isRefusedApp(status, operation)) {
    const sentence = `${message} The bot's password does not work: look at TEAMS_APP_ID, TEAMS_APP_PASSWORD and the first of TEAMS_TENANT_IDS.`;
    return new DeliveryError('not_authorised', sentence, {
      outcome: 'not_sent',
      retryAfterMs: WAIT_WHEN_NOT_AUTHORISED_MS,
    });
  }
  if (status === 429) return fail('rate_limited', 'not_sent', { retryAfterMs: retryAfterMs ?? WAIT_WHEN_NOT_TOLD_MS });
  if (status === 408) return fail('timeout', lostAnswer(operation), told);
  if (status === 412 || status >= 500) return fail('unavailable', lostAnswer(operation), told);
  // A redirect is never followed; whoever gave it did not take the message.
  if (status < 400) return fail('unavailable', 'not_sent', told);
  // Pasted pictures are refused now and then for no reason, and given the next time.
  if (operation === 'download') return status === 403 ? fail('unavailable', 'not_sent') : fail('invalid', 'permanent');
  if (status === 403) return fail('blocked', 'permanent');
  if (status === 404) return fail('chat_not_found', 'permanent');
  if (status === 413) return fail('too_large', 'permanent');
  return fail('invalid', 'permanent');
}

/** The token endpoint says 400 or 401 to an app or a password that it does not know. */
function isRefusedApp(status: number, operation: Operation): boolean {
  return status === 401 || (operation === 'token' && status >= 400 && status < 500 && status !== 408 && status !== 429);
}

/** What is known after an answer that never came, or that tells nothing. */
function lostAnswer(operation: Operation): DeliveryError['outcome'] {
  return operation === 'send' ? 'unknown' : 'not_sent';
}

/** Failures before the first byte: no connection, no name, no trust in the certificate. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

function fromNetwork(thrown: unknown, operation: Operation): DeliveryError {
  const { name, code, connecting } = traits(thrown);
  const outcome = connecting || NEVER_SENT.test(code) ? 'not_sent' : lostAnswer(operation);
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new DeliveryError('timeout', `Teams did not answer ${operation} in time.`, { outcome });
  }
  const reason = [name, code].filter(Boolean).join(' ');
  return new DeliveryError('unavailable', `Teams could not be reached for ${operation}: ${reason}.`, { outcome });
}

/** The harmless parts of an error; fetch puts what happened on the cause. */
function traits(thrown: unknown): { name: string; code: string; connecting: boolean } {
  if (!(thrown instanceof Error)) return { name: 'unknown error', code: '', connecting: false };
  const told = [thrown, thrown.cause].filter((one): one is Error => one instanceof Error);
  const field = (name: 'code' | 'syscall') =>
    told.map((one) => (name in one ? one[name as keyof Error] : undefined)).find((value) => typeof value === 'string');
  return { name: thrown.name, code: field('code') ?? '', connecting: field('syscall') === 'connect' };
}

const LONGEST_WAIT_MS = 60 * 60 * 1000;
const JITTER_MS = 1_000;

/** The wait that a `Retry-After` asks for, in seconds or as a date, a little longer so that not all come back at once. */
export function retryAfterMs(header: string | null, now: Date, random: () => number): number | undefined {
  if (header === null) return undefined;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  if (Number.isNaN(asked)) return undefined;
  return Math.round(Math.min(Math.max(asked, 0), LONGEST_WAIT_MS) + random() * JITTER_MS);
}
