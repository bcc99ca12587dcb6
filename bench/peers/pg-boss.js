// pg-boss with one strict order per conversation. `fetch` and `complete` are called at once, without the pauses of `work`.

import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { asked, BODY, runCourse } from './measure.js';
import { createRecord } from './record.js';

const QUEUE = 'deliveries';
const boss = new PgBoss({ connectionString: asked.url, max: 2 * asked.workers, supervise: false, schedule: false });
boss.on('error', (error) => process.stderr.write(`${error.message}\n`));
await boss.start();
await boss.createQueue(QUEUE, { policy: 'key_strict_fifo' });

const pool = new pg.Pool({ connectionString: asked.url, max: 2 * asked.workers });
pool.on('error', () => undefined);
const record = asked.record ? await createRecord(pool) : undefined;

const jobsFor = async (conversations) => {
  if (!record) return conversations.map((singletonKey) => ({ singletonKey, data: { text: BODY } }));
  const rows = await record.enqueue(conversations);
  return rows.map(({ id, conversation }) => ({ singletonKey: conversation, data: { id } }));
};

await runCourse({
  add: async (from, count) => {
    const conversations = Array.from({ length: count }, (_, n) => `chat-${(from + n) % asked.keys}`);
    await boss.insert(QUEUE, await jobsFor(conversations));
  },
  afterFill: () => pool.query('vacuum analyze'),
  drain: () => {
    let going = true;
    let done = 0;
    const workers = Array.from({ length: asked.workers }, async () => {
      while (going) {
        const jobs = await boss.fetch(QUEUE, { batchSize: asked.batch });
        if (jobs.length === 0) {
          await new Promise((resolve) => setTimeout(resolve, 2));
          continue;
        }
        if (record) await record.send(jobs.map(({ data }) => data.id));
        await boss.complete(
          QUEUE,
          jobs.map(({ id }) => id),
        );
        done += jobs.length;
      }
    });
    return {
      done: () => done,
      stop: () => {
        going = false;
        return Promise.all(workers);
      },
    };
  },
  // A job that stays active holds its key.
  hold: () => boss.fetch(QUEUE, { batchSize: Math.floor(asked.keys / 2) }),
});
await boss.stop({ graceful: false });
process.exit(0);
