import { createHash, timingSafeEqual } from 'node:crypto';
import type { Receive } from '../channel.ts';
import { readBody } from '../untrusted.ts';
import { notStored } from './errors.ts';
import type { ChannelLog } from './options.ts';
import type { Router } from './router.ts';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Answers a pushed update: 401 without a known secret (before the body is read), 413 above 1 MB, 400 without JSON, 503 when it was
 * not stored, else 200. Telegram brings again whatever is not 2xx and holds back that chat meanwhile, so an update
 * that makes no sense is answered with 200 too.
 */
export function createWebhook(secrets: readonly string[], route: Router, log: ChannelLog) {
  const known = secrets.map(sha256);
  return async (request: Request, receive: Receive): Promise<Response> => {
    if (request.method !== 'POST') return answer(405);
    if (!isKnown(request.headers.get(SECRET_HEADER) ?? '', known)) return answer(401);
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

function answer(status: number): Response {
  return new Response(null, { status });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares with every secret, so that the time tells neither which one nor how much of it was right. */
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
