/** How many sends an account may begin now. */
export type Pace = {
  available(): number;
  take(count: number): void;
  /** Until one more may begin. */
  waitMs(): number;
};

/** A bucket that holds `atOnce` and fills by `perSecond`; `take` may go below zero, e.g. for the parts of one message. */
export function createPace(
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
