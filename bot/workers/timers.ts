import { isDatabaseAway, type Pool, retriedTransaction, type Tx } from '../../core/postgres/database.ts';
import {
  type ClaimedTimer,
  claimTimers,
  failTimer,
  finishTimer,
  lockTimer,
  nextTimerAt,
} from '../../core/postgres/queue/timers.ts';
import type { WorkerLog } from '../process/log.ts';
import { createLoop, type Loop } from './loop.ts';
import { failureOf } from './retries.ts';

export type TimerWorkerOptions = {
  readonly pool: Pool;
  /**
   * Decides from the facts what to do now, inside the transaction; resolves to when to look again.
   */
  readonly fire: (timer: ClaimedTimer, tx: Tx) => Promise<Date | undefined>;
  /** Called when a firing was committed. */
  readonly onFired?: (timer: ClaimedTimer) => void;
  readonly log: WorkerLog;
  /** The product's clock. */
  readonly now: () => Date;
  readonly concurrency?: number;
  readonly leaseMs?: number;
  readonly idleMs?: number;
  readonly retriesMs?: readonly number[];
};

/**
 * Fires due timers, each in one transaction. A timer that fails five times is dead and shown to
 * staff.
 */
export function createTimerWorker(options: TimerWorkerOptions): Loop {
  const { pool, log, now, concurrency = 8, leaseMs = 30_000, idleMs = 1_000 } = options;

  const run = async (): Promise<number | undefined> => {
    const due = await claimTimers(pool, { now: now(), limit: concurrency, leaseMs });
    const ends = await Promise.allSettled(due.map((timer) => fireOne(options, timer)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    if (due.length === concurrency) return 0;
    const next = await nextTimerAt(pool);
    return next && Math.max(next.getTime() - now().getTime(), 0);
  };

  return createLoop({ name: 'timers', run, idleMs, log });
}

async function fireOne(options: TimerWorkerOptions, timer: ClaimedTimer): Promise<void> {
  const { pool, fire, onFired, log, retriesMs } = options;
  try {
    const fired = await retriedTransaction(pool, async (tx) => {
      if (!(await lockTimer(tx, timer))) return false;
      await finishTimer(tx, timer, await fire(timer, tx));
      return true;
    });
    if (fired) onFired?.(timer);
  } catch (error) {
    // The timer did nothing wrong; its lease ends by itself.
    if (isDatabaseAway(error)) throw error;
    const { facts, sentence, retryInMs } = failureOf(error, timer.attempts, retriesMs);
    const named = { timer: timer.kind, ...facts };
    if (retryInMs === undefined) log.error(named, 'a timer could not be fired and is dead');
    else log.warn(named, 'a timer failed and is fired again');
    await failTimer(pool, timer, { error: sentence, retryInMs });
  }
}
