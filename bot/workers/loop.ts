import { errorFacts, type WorkerLog } from '../process/log.ts';

/** For /readyz: `failing` is a loop whose last runs threw; it goes on trying. */
export type LoopState = 'stopped' | 'running' | 'failing';

export type Loop = {
  start(): void;
  /** Runs soon, also when it is running right now. */
  nudge(): void;
  /** Resolves when the run that is underway has ended; no other begins. */
  stop(): Promise<void>;
  state(): LoopState;
};

export type LoopOptions = {
  readonly name: string;
  /**
   * Runs one round. Resolves to the ms until the next one, at most `idleMs`; undefined waits for a
   * nudge or `idleMs`.
   */
  readonly run: () => Promise<number | undefined>;
  /** Polling guarantees that work is found; nudges only make it quick. */
  readonly idleMs: number;
  readonly log: WorkerLog;
};

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Calls `run` again and again, one at a time: at once when nudged, later when it fails, until it is
 * stopped.
 */
export function createLoop({ name, run, idleMs, log }: LoopOptions): Loop {
  let wanted = false;
  let failures = 0;
  let nudged = false;
  let wake: (() => void) | undefined;
  let ended: Promise<void> = Promise.resolve();

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => wake?.(), ms);
      wake = () => {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      };
      if ((nudged && failures === 0) || !wanted) wake();
    });

  const round = async (): Promise<number> => {
    nudged = false;
    try {
      const next = await run();
      if (failures > 0) log.info({ loop: name, failures }, 'a loop works again');
      failures = 0;
      return Math.min(next ?? idleMs, idleMs);
    } catch (error) {
      failures++;
      log.warn({ loop: name, failures, ...errorFacts(error) }, 'a loop failed and tries again');
      return Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS);
    }
  };

  const keepRunning = async (): Promise<void> => {
    while (wanted) {
      const ms = await round();
      if (wanted && (ms > 0 || failures > 0)) await wait(ms);
    }
  };

  return {
    start: () => {
      if (wanted) return;
      wanted = true;
      ended = keepRunning();
    },
    nudge: () => {
      nudged = true;
      // A nudge does not shorten the wait after a failure, or a busy queue would hammer a database
      // that is away.
      if (failures === 0) wake?.();
    },
    stop: () => {
      wanted = false;
      wake?.();
      return ended;
    },
    state: () => (wanted ? (failures > 0 ? 'failing' : 'running') : 'stopped'),
  };
}

/**
 * Resolves as `work` does, or to undefined after `ms`; `work` then goes on, and its end is the
 * caller's.
 */
export async function withinTime<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export type Signal = {
  /** Ends every wait. */
  give(): void;
  /** Resolves when the signal is given, at the latest after `ms`. */
  wait(ms: number): Promise<void>;
};

/** A signal that several may wait for at once. */
export function createSignal(): Signal {
  const waiting = new Set<() => void>();
  return {
    give: () => {
      for (const wake of waiting) wake();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
      }),
  };
}
