import { performance } from 'node:perf_hooks';
import { pause } from '../children.ts';

/** How large a run is. */
export type Size = { readonly pending: number; readonly lanes: number; readonly held: boolean };

/** How many workers, how much at once, and for how long; the same for everyone. */
export type Course = { readonly workers: number; readonly batch: number; readonly seconds: number };

/** Jobs per second by what was done: fill, enqueue, settle, worker, workers, together, held. */
export type Rates = Readonly<Record<string, number>>;

/** Something that settles; `done` counts from its start. */
export type Drain = { done(): number; stop(): Promise<unknown> };

/** Starts `count` of something and waits for all. */
async function times(count: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, work));
}

/** Calls `add(from, count)` on several connections until `total` are in; resolves to how many a second. */
export async function fillRate(
  add: (from: number, count: number) => Promise<void>,
  total: number,
  { workers, batch }: Pick<Course, 'workers' | 'batch'>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  await times(workers, async () => {
    while (next < total) {
      const from = next;
      next += batch;
      await add(from, Math.min(batch, total - from));
    }
  });
  return perSecond(total, started);
}

/** How many a second are settled, for so many seconds or until `most`; until the last of them is written. */
export async function drainRate(drain: Drain, seconds: number, most: number): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < seconds * 1000 && drain.done() < most) await pause(2);
  await drain.stop();
  return perSecond(drain.done(), started);
}

const MOST_AHEAD = 5_000;

/** How many a second go in and out, when as many are added as are settled. */
export async function throughRate(
  drain: Drain,
  add: (from: number, count: number) => Promise<void>,
  { workers, batch, seconds }: Course,
): Promise<number> {
  const started = performance.now();
  let added = 0;
  await times(workers, async () => {
    while (performance.now() - started < seconds * 1000) {
      if (added - drain.done() > MOST_AHEAD) {
        await pause(1);
        continue;
      }
      const from = added;
      added += batch;
      await add(from, batch);
    }
  });
  await drain.stop();
  return perSecond(Math.min(drain.done(), added), started);
}

function perSecond(count: number, started: number): number {
  return (count / (performance.now() - started)) * 1000;
}
