import type { DeliveryError } from '../../channels/channel.ts';

/** Says how much one account may begin now. */
export type AccountGate = {
  /** Sends that may begin; with 0, `waitMs` says for how long. */
  room(underway: number): number;
  waitMs(): number | undefined;
  take(count: number): void;
  /** Takes the result of a send. Returns true when the network begins to refuse the account. */
  learn(error: DeliveryError | undefined): boolean;
  /** Takes over the pause, and the doubt in the token, of an earlier process. */
  resume(left: { readonly pauseMs: number; readonly refused: boolean }): void;
};

const PAUSE_WHEN_NOT_TOLD_MS = 60_000;

/**
 * Keeps to the network's pace and pauses the account after a 429 or a refused token. After a
 * refused token one message tries it again.
 */
export function createAccountGate(options: {
  readonly pace: { readonly perSecond: number; readonly atOnce: number };
  readonly limit: number;
  readonly monotonicMs: () => number;
}): AccountGate {
  const { limit, monotonicMs } = options;
  const pace = createPace(options.pace, monotonicMs);
  let pausedUntil = 0;
  let refused = false;
  const pausedMs = (): number => Math.max(pausedUntil - monotonicMs(), 0);
  const pause = (ms: number): void => {
    pausedUntil = Math.max(pausedUntil, monotonicMs() + ms);
  };
  return {
    room: (underway) => {
      if (pausedMs() > 0) return 0;
      if (refused && underway > 0) return 0;
      return Math.max(Math.min(refused ? 1 : limit, pace.available(), 2 * limit - underway), 0);
    },
    waitMs: () => Math.max(pausedMs(), pace.waitMs()) || undefined,
    take: pace.take,
    learn: (error) => {
      const before = refused;
      if (error?.code === 'not_authorised') refused = true;
      // A send that began before the refusal, and hangs or breaks, says nothing about the account.
      else if (error === undefined || error.outcome === 'permanent') refused = false;
      if (error?.code === 'rate_limited' || error?.code === 'not_authorised')
        pause(error.retryAfterMs ?? PAUSE_WHEN_NOT_TOLD_MS);
      return refused && !before;
    },
    resume: (left) => {
      refused = left.refused;
      pause(left.pauseMs);
    },
  };
}

export type Pace = {
  available(): number;
  take(count: number): void;
  /** Until one more may begin. */
  waitMs(): number;
};

/**
 * A bucket that holds `atOnce` and fills by `perSecond`; `take` may go below zero, e.g. for the
 * parts of one message.
 */
function createPace(
  { perSecond, atOnce }: { readonly perSecond: number; readonly atOnce: number },
  monotonicMs: () => number,
): Pace {
  let tokens = atOnce;
  let at = monotonicMs();
  const fill = (): void => {
    const now = monotonicMs();
    tokens = Math.min(atOnce, tokens + ((now - at) * perSecond) / 1000);
    at = now;
  };
  return {
    available: () => {
      fill();
      return Math.max(Math.floor(tokens), 0);
    },
    take: (count) => {
      fill();
      tokens -= count;
    },
    waitMs: () => {
      fill();
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond);
    },
  };
}
