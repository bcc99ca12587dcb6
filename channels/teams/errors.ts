import { DeliveryError } from '../channel.ts';

/** All but `send` are harmless twice, so they may be repeated when their answer was lost. */
export type Operation = 'send' | 'edit' | 'open' | 'token' | 'download';

/** An answer other than 2xx. Only the code of its body is kept; the rest may quote the message. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
  readonly status: number;
  readonly code: string;
  /** The message to edit does not exist any more. */
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

/**
 * Teams reports a missing message in many ways; one that was deleted in a channel as `403
 * ServiceError`, "Unknown".
 */
function saysGone(status: number, code: string, words: string): boolean {
  if (code === 'ConversationNotFound') return false;
  if (status === 404 || code === 'ActivityNotFoundInConversation') return true;
  if (status === 403) return code === 'ServiceError';
  return status === 400 && /activity id|message does not exist/i.test(words);
}

/** Classifies what was thrown. Keeps no cause: the SDK's errors hold the message and the token. */
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
  // Redirects are not followed, and a server that redirects has not taken the message.
  if (status < 400) return fail('unavailable', 'not_sent', told);
  // Pasted pictures are sometimes refused for no reason and given the next time.
  if (operation === 'download') return status === 403 ? fail('unavailable', 'not_sent') : fail('invalid', 'permanent');
  if (status === 403) return fail('blocked', 'permanent');
  if (status === 404) return fail('chat_not_found', 'permanent');
  if (status === 413) return fail('too_large', 'permanent');
  return fail('invalid', 'permanent');
}

/** The token endpoint answers 400 or 401 to an unknown app or password. */
function isRefusedApp(status: number, operation: Operation): boolean {
  return status === 401 || (operation === 'token' && status >= 400 && status < 500 && status !== 408 && status !== 429);
}

/** Returns the outcome after an answer that never came or tells nothing. */
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

/** Picks the harmless parts of an error; fetch puts the real failure on the cause. */
function traits(thrown: unknown): { name: string; code: string; connecting: boolean } {
  if (!(thrown instanceof Error)) return { name: 'unknown error', code: '', connecting: false };
  const told = [thrown, thrown.cause].filter((one): one is Error => one instanceof Error);
  const field = (name: 'code' | 'syscall') =>
    told.map((one) => (name in one ? one[name as keyof Error] : undefined)).find((value) => typeof value === 'string');
  return { name: thrown.name, code: field('code') ?? '', connecting: field('syscall') === 'connect' };
}

const MAX_WAIT_MS = 60 * 60 * 1000;
const JITTER_MS = 1_000;

/**
 * Reads `Retry-After`, in seconds or as a date. Adds some jitter, so that not all callers return at
 * once.
 */
export function retryAfterMs(header: string | null, now: Date, random: () => number): number | undefined {
  if (header === null) return undefined;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  if (Number.isNaN(asked)) return undefined;
  return Math.round(Math.min(Math.max(asked, 0), MAX_WAIT_MS) + random() * JITTER_MS);
}
