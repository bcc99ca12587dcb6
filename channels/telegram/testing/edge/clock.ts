/** The time of the edge driver: it stands still but for what a test skips, so that nothing is waited for. */
export type EdgeClock = {
  /** What was skipped so far, in ms. */
  elapsedMs(): number;
  /** The date as Telegram tells it, in seconds since 1970. */
  seconds(): number;
  /** Does it once so much more was skipped. */
  after(ms: number, work: () => Promise<void>): void;
  /** Skips time; what comes due meanwhile is done in its order, and waited for; what is due at once, side by side. */
  skip(ms: number): Promise<void>;
};

type Due = { readonly at: number; readonly work: () => Promise<void> };

/** A clock that begins at the present. */
export function createEdgeClock(): EdgeClock {
  let elapsed = 0;
  let waiting: Due[] = [];
  return {
    elapsedMs: () => elapsed,
    seconds: () => Math.floor((Date.now() + elapsed) / 1000),
    after: (ms, work) => void waiting.push({ at: elapsed + ms, work }),
    skip: async (ms) => {
      const end = elapsed + ms;
      while (waiting.some(({ at }) => at <= end)) {
        const at = Math.min(...waiting.map((one) => one.at));
        const due = waiting.filter((one) => one.at === at);
        waiting = waiting.filter((one) => one.at !== at);
        elapsed = Math.max(elapsed, at);
        await Promise.all(due.map(({ work }) => work()));
      }
      elapsed = end;
    },
  };
}
