import { setTimeout as sleep } from 'node:timers/promises';
import { DeliveryError, type Receive } from '../channel.ts';
import { type CallApi, type HealthBoard, notStored } from './api.ts';
import type { ChannelLog, Cursor, TelegramTiming } from './options.ts';
import { ALLOWED_UPDATES, type Router } from './router.ts';

type Polling = {
  readonly call: CallApi;
  readonly route: Router;
  readonly cursor: Cursor;
  readonly health: HealthBoard;
  readonly log: ChannelLog;
  readonly timing: TelegramTiming;
};

/**
 * Polls until the abort, through all failures. The offset of a poll confirms the updates before it,
 * so it is sent only after they are stored; an update that was not stored comes again.
 */
export async function pollUpdates(polling: Polling, receive: Receive, signal: AbortSignal): Promise<void> {
  const { cursor, health, log, timing } = polling;
  let place: { readonly offset: number | undefined } | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      place ??= { offset: await cursor.load() };
      const next = await pollOnce(polling, place.offset, receive, signal);
      health.listening();
      failures = 0;
      // An empty poll has confirmed everything before the offset. Without an offset Telegram starts
      // at the oldest unconfirmed update, also when ids start over after a quiet week.
      place = { offset: next };
      if (next === undefined) await pause(timing.emptyPollMs, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      failures += 1;
      const error = thrown instanceof DeliveryError ? thrown : notStored(thrown);
      health.troubled(error);
      log.warn({ channel: 'telegram', code: error.code, failures, reason: error.message }, 'polling failed');
      await pause(backoff(error, failures, timing), signal);
    }
  }
}

/** Returns the offset after one batch; undefined after an empty one. */
async function pollOnce(
  { call, route, cursor, timing }: Polling,
  offset: number | undefined,
  receive: Receive,
  signal: AbortSignal,
): Promise<number | undefined> {
  const wanted = { timeout: Math.round(timing.holdMs / 1000), allowed_updates: ALLOWED_UPDATES };
  const payload = offset === undefined ? wanted : { ...wanted, offset };
  const updates = await call('getUpdates', payload, { withinMs: timing.pollMs, signal });
  // In sequence: in parallel, two messages of a chat could swap.
  for (const update of updates) await route(update, receive);
  const last = updates.at(-1);
  if (last === undefined) return undefined;
  await cursor.save(last.update_id + 1);
  return last.update_id + 1;
}

/** Waits until the time or the abort; never throws. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** Returns the wait after the nth failure in a row: as Telegram asked, else doubling. */
export function backoff(error: DeliveryError, failures: number, timing: TelegramTiming): number {
  return error.retryAfterMs ?? Math.min(timing.backoffMs * 2 ** (failures - 1), timing.longestBackoffMs);
}

/** Retries until success or the abort; undefined after the abort. */
export async function untilItWorks<T>(
  attempt: () => Promise<T>,
  onFailure: (error: unknown) => DeliveryError,
  timing: TelegramTiming,
  signal: AbortSignal,
): Promise<T | undefined> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!signal.aborted) await pause(backoff(onFailure(thrown), failures, timing), signal);
    }
  }
  return undefined;
}
