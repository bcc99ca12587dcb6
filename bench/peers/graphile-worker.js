// graphile-worker with a queue name per conversation, its local queue and its batched completion.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { asked, BODY, runCourse } from './measure.js';
import { createRecord } from './record.js';

const silent = new Logger(() => () => undefined);
const pool = new pg.Pool({ connectionString: asked.url, max: 4 * asked.workers });
pool.on('error', () => undefined);
const utils = await makeWorkerUtils({ pgPool: pool, logger: silent });
await utils.migrate();
const record = asked.record ? await createRecord(pool) : undefined;

const jobsFor = async (conversations) => {
  if (!record) return conversations.map((queueName) => ({ identifier: 'send', queueName, payload: { text: BODY } }));
  const rows = await record.enqueue(conversations);
  return rows.map(({ id, conversation }) => ({ identifier: 'send', queueName: conversation, payload: { id } }));
};

await runCourse({
  add: async (from, count) => {
    const conversations = Array.from({ length: count }, (_, n) => `chat-${(from + n) % asked.keys}`);
    await utils.addJobs(await jobsFor(conversations));
  },
  afterFill: () => pool.query('vacuum analyze'),
  drain: async () => {
    let done = 0;
    const runners = await Promise.all(
      Array.from({ length: asked.workers }, () =>
        run({
          pgPool: pool,
          logger: silent,
          noHandleSignals: true,
          taskList: { send: ({ id }) => record?.send([id]) },
          preset: {
            worker: {
              concurrentJobs: asked.batch,
              localQueue: { size: asked.batch },
              completeJobBatchDelay: 0,
              pollInterval: 20,
              gracefulShutdownAbortTimeout: 2_000,
            },
          },
        }),
      ),
    );
    for (const { events } of runners) events.on('job:complete', () => done++);
    return { done: () => done, stop: () => Promise.all(runners.map((runner) => runner.stop())) };
  },
  hold: () =>
    pool.query(`update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'held' where id % 2 = 0`),
});
await utils.release();
await pool.end();
process.exit(0);
