import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Receive } from '../channel.ts';
import { readBody } from '../untrusted.ts';
import { type CallApi, type HealthBoard, notStored, type Redact, toDeliveryError } from './api.ts';
import type { ChannelLog, TelegramTiming } from './options.ts';
import { backoff, pause } from './poll.ts';
import { ALLOWED_UPDATES, type Router } from './router.ts';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Answers a pushed update: 401 without a known secret (before reading the body; slowly once there
 * are many, and with 429 when too many wait), 413 above 1 MB,
 * 400 without JSON, 503 when it was not stored, else 200. Telegram repeats an update until it gets
 * 2xx and holds back that chat meanwhile, so a meaningless update also gets 200.
 */
export function createWebhook(secrets: readonly string[], route: Router, log: ChannelLog) {
  const known = secrets.map(sha256);
  const brake = createGuessBrake();
  return async (request: Request, receive: Receive): Promise<Response> => {
    if (request.method !== 'POST') return answer(405);
    if (!isKnown(request.headers.get(SECRET_HEADER) ?? '', known)) return answer(await brake());
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined) return answer(413);
    const update = parseJson(body);
    if (update === undefined) return answer(400);
    try {
      await route(update.value, receive);
      return answer(200);
    } catch (thrown) {
      log.warn({ channel: 'telegram', reason: notStored(thrown).message }, 'an update was not stored');
      return answer(503);
    }
  };
}

const guessesAtOnce = 20;
const guessWindowMs = 60_000;
const guessPauseMs = 1_000;
const maxGuessesWaiting = 50;

/** Slows down whoever tries secrets; a request with the right one never comes here. */
export function createGuessBrake(
  monotonicMs: () => number = () => performance.now(),
  wait: (ms: number) => Promise<unknown> = setTimeout,
): () => Promise<401 | 429> {
  let since = monotonicMs();
  let guesses = 0;
  let waiting = 0;
  return async () => {
    if (monotonicMs() - since > guessWindowMs) [since, guesses] = [monotonicMs(), 0];
    guesses += 1;
    if (guesses <= guessesAtOnce) return 401;
    if (waiting >= maxGuessesWaiting) return 429;
    waiting += 1;
    await wait(guessPauseMs);
    waiting -= 1;
    return 401;
  };
}

function answer(status: number): Response {
  return new Response(null, { status });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares with every secret, so that the time tells neither which one matched nor how far. */
function isKnown(got: string, known: readonly Buffer[]): boolean {
  const hash = sha256(got);
  return known.map((secret) => timingSafeEqual(hash, secret)).includes(true);
}

function parseJson(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

type Registration = {
  readonly call: CallApi;
  readonly url: string;
  /** Telegram shows it with each request. */
  readonly secret: string;
  readonly health: HealthBoard;
  readonly log: ChannelLog;
  readonly redact: Redact;
  readonly timing: TelegramTiming;
};

/**
 * Registers the webhook and checks it until the abort: any process with the same token can remove
 * it.
 */
export async function keepRegistered(registration: Registration, signal: AbortSignal): Promise<void> {
  const { health, log, timing } = registration;
  let registered = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (registered) health.listening(await look(registration, signal));
      else {
        await register(registration, signal);
        health.listening();
      }
      registered = true;
      failures = 0;
      await pause(timing.watchMs, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      failures += 1;
      const error = toDeliveryError(thrown, 'setWebhook');
      health.troubled(error);
      log.warn({ channel: 'telegram', code: error.code, failures, reason: error.message }, 'webhook check failed');
      await pause(backoff(error, failures, timing), signal);
    }
  }
}

async function register({ call, url, secret, timing }: Registration, signal: AbortSignal): Promise<void> {
  // drop_pending_updates is never given: it would throw customers' messages away.
  const payload = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES };
  await call('setWebhook', payload, { withinMs: timing.sendMs, signal });
}

/** Restores a missing webhook; returns a sentence for staff, if there is anything to tell. */
async function look(registration: Registration, signal: AbortSignal): Promise<string | undefined> {
  const { call, url, log, redact, timing } = registration;
  const info = await call('getWebhookInfo', {}, { withinMs: timing.sendMs, signal });
  if (info.url !== url) {
    log.warn({ channel: 'telegram' }, 'the webhook was changed elsewhere and is set again');
    await register(registration, signal);
    return 'The webhook was changed elsewhere and is set again.';
  }
  const { last_error_date: failedAt = 0, last_error_message: reason = '', pending_update_count: waiting } = info;
  // The last check has reported an older failure.
  if (Date.now() - failedAt * 1000 <= timing.watchMs)
    return `Telegram could not deliver an update (${redact(reason)}); ${waiting} wait.`;
  return waiting > 0 ? `${waiting} updates wait at Telegram.` : undefined;
}
