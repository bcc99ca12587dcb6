import { createDeliveryWorker } from '../../bot/workers/delivery.ts';
import type { Channel } from '../../channels/channel.ts';
import { migrate } from '../../core/postgres/start.ts';
import { openBenchPool } from '../database.ts';
import { enqueueBatch } from './enqueue-batch.ts';
import { type Course, type Drain, drainRate, fillRate, type Rates, type Size, throughRate } from './measures.ts';
import { seedTown, type Town } from './seed.ts';
import { settleOneWave } from './statements.ts';

const FILL_BATCH = 1_000;
const TOP = 20_000;

/** The product's pipeline at one size: its statements alone, and its delivery worker on a channel that answers at once. */
export async function measureOurs(url: string, size: Size, course: Course): Promise<Rates> {
  const { pending, lanes, held } = size;
  const pool = openBenchPool(url, 3 * course.workers);
  try {
    await migrate(pool);
    const town = await seedTown(pool, lanes);
    const add = (from: number, count: number): Promise<void> => enqueueBatch(town, from, count);
    const top = Math.min(pending, TOP);
    const fill = await fillRate(add, pending, { workers: course.workers, batch: FILL_BATCH });
    await pool.query('vacuum analyze');
    const enqueue = await fillRate((from, count) => add(pending + from, count), top, course);
    const half = Math.floor((pending + top) / 2);
    const settle = await drainRate(byStatements(town, course), course.seconds, half);
    const worker = await drainRate(byWorkers(town, 1, course.batch), course.seconds, half / 2);
    const workers = await drainRate(byWorkers(town, course.workers, course.batch), course.seconds, half / 3);
    const together = await throughRate(byStatements(town, course), add, course);
    const togetherWorker = await throughRate(byWorkers(town, 1, course.batch), add, course);
    const rates = { fill, enqueue, settle, worker, workers, together, togetherWorker };
    if (!held) return rates;
    await fillRate(add, top, course);
    await pool.query(
      `update lane set due_at = now() + interval '1 hour' where id in (select id from lane order by id limit $1::int)`,
      [Math.floor(lanes / 2)],
    );
    return { ...rates, held: await drainRate(byStatements(town, course), course.seconds, pending / 4) };
  } finally {
    await pool.end();
  }
}

function byStatements(town: Town, { workers, batch }: Course): Drain {
  let going = true;
  let done = 0;
  const underway = Array.from({ length: workers }, async () => {
    while (going) {
      const settled = await settleOneWave(town, batch);
      done += settled;
      if (settled === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });
  return {
    done: () => done,
    stop: () => {
      going = false;
      return Promise.all(underway);
    },
  };
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function byWorkers({ pool, accountId }: Town, count: number, limit: number): Drain {
  let done = 0;
  const channel = instantChannel(() => ++done);
  const workers = Array.from({ length: count }, () =>
    createDeliveryWorker({
      pool,
      accountId,
      channel,
      media: async () => undefined,
      log: silent,
      now: () => new Date(),
      timing: { limit },
    }),
  );
  for (const worker of workers) worker.start();
  return { done: () => done, stop: () => Promise.all(workers.map((worker) => worker.stop())) };
}

/** A network that takes everything at once. */
function instantChannel(next: () => number): Channel {
  return {
    name: 'telegram',
    capabilities: {
      audience: 'everybody',
      choices: { support: 'full', max: 10, labelLength: 60 },
      cards: 'fallback',
      media: 'full',
      contactRequests: false,
      maxTextLength: 4096,
      canStartConversation: true,
      receipts: 'none',
      clockPrecisionMs: 1,
      settleWithinMs: 0,
      pace: { perSecond: 1e9, atOnce: 1e9 },
      window: null,
    },
    start: async () => undefined,
    send: async () => ({ externalId: `x${next()}`, at: new Date(), state: 'sent' }),
    health: () => ({ state: 'ready' }),
  };
}
