// The same course for every queue: fill, enqueue on top, settle, both at once. Prints one JSON object per line.
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    pending: { type: 'string' },
    keys: { type: 'string' },
    workers: { type: 'string' },
    batch: { type: 'string' },
    seconds: { type: 'string' },
    held: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

/** What the bench asks for; numbers are whole. */
export const asked = {
  url: values.url,
  held: values.held,
  record: values.record,
  ...Object.fromEntries(
    ['pending', 'keys', 'workers', 'batch', 'seconds'].map((name) => [name, Number.parseInt(values[name], 10)]),
  ),
};

/** As long as the words of a message of the product. */
export const BODY = 'x'.repeat(180);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const times = (count, work) => Promise.all(Array.from({ length: count }, work));

/** Calls `add(from, count)` on several connections until `total` jobs are in. */
const fill = async (add, total, batch) => {
  let next = 0;
  await times(asked.workers, async () => {
    while (next < total) {
      const from = next;
      next += batch;
      await add(from, Math.min(batch, total - from));
    }
  });
};

const report = (name, jobs, ms) => {
  process.stdout.write(`${JSON.stringify({ name, jobs, seconds: ms / 1000 })}\n`);
};

/**
 * `queue.add(from, count)` puts jobs on keys that follow `from`; `queue.drain()` starts workers and resolves to
 * `{ done(), stop() }`; `queue.afterFill()` tidies up after the filling; `queue.hold()` holds half of the keys.
 */
export const runCourse = async (queue) => {
  const { pending, batch, seconds, held, workers } = asked;
  let started = performance.now();
  await fill(queue.add, pending, 1000);
  report('fill', pending, performance.now() - started);
  await queue.afterFill();
  const top = Math.min(pending, 20_000);
  started = performance.now();
  await fill((from, count) => queue.add(pending + from, count), top, batch);
  report('enqueue', top, performance.now() - started);
  report('settle', ...(await drainFor(queue, seconds, (pending + top) / 2)));
  report('together', ...(await through(queue, seconds, { batch, workers })));
  if (!held) return;
  await fill(queue.add, top, batch);
  await queue.hold();
  report('held', ...(await drainFor(queue, seconds, pending / 4)));
};

/** Settles for so many seconds, or until `most` are done. Starting the workers is not counted, writing the last of them is. */
const drainFor = async (queue, seconds, most) => {
  const running = await queue.drain();
  const before = running.done();
  const started = performance.now();
  while (performance.now() - started < seconds * 1000 && running.done() - before < most) await pause(2);
  await running.stop();
  return [running.done() - before, performance.now() - started];
};

/** Adds as fast as it is settled. */
const through = async (queue, seconds, { batch, workers }) => {
  const running = await queue.drain();
  const before = running.done();
  const settled = () => running.done() - before;
  const started = performance.now();
  let added = 0;
  const going = () => performance.now() - started < seconds * 1000;
  await times(workers, async () => {
    while (going()) {
      if (added - settled() > 5_000) {
        await pause(1);
        continue;
      }
      const from = added;
      added += batch;
      await queue.add(from, batch);
    }
  });
  await running.stop();
  return [Math.min(settled(), added), performance.now() - started];
};
