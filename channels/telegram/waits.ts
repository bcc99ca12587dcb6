import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryError } from '../channel.ts';
import type { TelegramTiming } from './options.ts';

/** Waits, but not longer than until the abort; never throws. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** How long to wait after the `failures`th failure in a row: as told, else doubling. */
export function backoff(error: DeliveryError, failures: number, timing: TelegramTiming): number {
  return error.retryAfterMs ?? Math.min(timing.backoffMs * 2 ** (failures - 1), timing.longestBackoffMs);
}

/** Tries until it works or the abort comes; `undefined` after the abort. */
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
