import { setTimeout as pause } from 'node:timers/promises';
import type { ProductClock } from '../../core/postgres/clock.ts';
import type { Pool } from '../../core/postgres/database.ts';
import { holdLease } from '../../core/postgres/lease.ts';
import { removeOld } from '../../core/postgres/privacy/retention.ts';
import type { WorkerLog } from '../process/log.ts';
import { createLoop, type Loop } from '../workers/loop.ts';

export const retentionLease = 'retention';
const everyMs = 6 * 3_600_000;
const batch = 500;

type RetentionParts = {
  readonly pool: Pool;
  readonly clock: ProductClock;
  /** Names this process among others. */
  readonly holder: string;
  readonly log: WorkerLog;
};

export type RetentionTiming = { readonly ttlMs: number; readonly pauseMs: number };

/** Removes what was kept long enough, in the one process that holds the lease; the others wait for it. */
export function wireRetention(
  { pool, clock, holder, log }: RetentionParts,
  { ttlMs, pauseMs }: RetentionTiming = { ttlMs: 30_000, pauseMs: 250 },
): Loop {
  let held: { readonly epoch: number; readonly signal: AbortSignal } | undefined;
  let lease: ReturnType<typeof holdLease> | undefined;
  const stopping = new AbortController();
  const loop = createLoop({
    name: retentionLease,
    idleMs: everyMs,
    log,
    run: async () => {
      if (!held) return undefined;
      const { epoch } = held;
      const signal = AbortSignal.any([held.signal, stopping.signal]);
      const removed = await removeOld({
        pool,
        now: { product: clock.now(), machine: new Date() },
        lease: { name: retentionLease, epoch },
        batch,
        goesOn: () =>
          pause(pauseMs, true, { signal }).then(
            () => !signal.aborted,
            () => false,
          ),
      });
      log.info({ removed }, 'what was kept long enough is gone');
      return undefined;
    },
  });
  return {
    ...loop,
    start: () => {
      loop.start();
      lease = holdLease({
        pool,
        name: retentionLease,
        holder,
        ttlMs,
        onHeld: (epoch, signal) => {
          held = { epoch, signal };
          loop.nudge();
        },
        onLost: () => {
          held = undefined;
        },
      });
    },
    stop: async () => {
      stopping.abort();
      await loop.stop();
      await lease?.release();
    },
  };
}
