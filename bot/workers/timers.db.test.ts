import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { clearTimer, setTimer } from '../../core/postgres/queue/timers.ts';
import { testDatabase } from '../../core/testing/database.ts';
import type { Loop } from './loop.ts';
import { silent, until } from './testing/fake-channel.ts';
import { createTimerWorker, type TimerWorkerOptions } from './timers.ts';

const { pool } = await testDatabase();
const running: Loop[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
  await pool.query('delete from timer');
});

const monday = new Date('2026-11-23T09:00:00Z');
function later(minutes: number): Date {
  return new Date(monday.getTime() + minutes * 60_000);
}

function timer(kind = 'watch-quote') {
  return {
    garageId: randomUUID(),
    kind,
    subject: randomUUID(),
    conversationId: randomUUID(),
  };
}

function work(fire: TimerWorkerOptions['fire'], now: () => Date = () => monday): Loop {
  const worker = createTimerWorker({ pool, fire, now, log: silent, idleMs: 20, retriesMs: [1, 1, 1, 1] });
  running.push(worker);
  worker.start();
  return worker;
}

async function rowOf({ subject }: { subject: string }) {
  const { rows } = await pool.query<{ due_at: Date; dead: string | null; attempts: number }>(
    'select due_at, dead, attempts from timer where subject = $1',
    [subject],
  );
  return rows[0];
}

describe('a timer', () => {
  it('fires when it is due by the product’s clock, and not before', async () => {
    const [due, early] = [timer(), timer()];
    await setTimer(pool, { ...due, dueAt: later(-1) });
    await setTimer(pool, { ...early, dueAt: later(60) });
    let now = monday;
    const fired: string[] = [];
    work(
      async ({ subject }) => {
        fired.push(subject);
        return undefined;
      },
      () => now,
    );
    await until(() => fired.length === 1);
    expect(fired).toEqual([due.subject]);
    now = later(60);
    await until(() => fired.length === 2);
    await until(async () => (await rowOf(early)) === undefined);
  });

  it('exists once per subject and kind; setting it anew moves it, clearing takes it back', async () => {
    const one = timer();
    await setTimer(pool, { ...one, dueAt: later(1) });
    await setTimer(pool, { ...one, dueAt: later(2) });
    expect(await rowOf(one)).toMatchObject({ due_at: later(2) });
    await clearTimer(pool, one);
    expect(await rowOf(one)).toBeUndefined();
  });

  it('is looked at again when its firing says so', async () => {
    const one = timer();
    await setTimer(pool, { ...one, dueAt: monday });
    work(async () => later(30));
    await expect.poll(async () => (await rowOf(one))?.due_at).toEqual(later(30));
  });

  it('that its firing sets anew stays as it was set', async () => {
    const one = timer();
    await setTimer(pool, { ...one, dueAt: monday });
    work(async (_timer, tx) => {
      await setTimer(tx, { ...one, dueAt: later(45) });
      return later(5);
    });
    await expect.poll(async () => (await rowOf(one))?.due_at).toEqual(later(45));
  });

  it('fires once with two processes', async () => {
    const timers = Array.from({ length: 50 }, () => timer());
    const fired: string[] = [];
    for (const one of timers) await setTimer(pool, { ...one, dueAt: monday });
    const fire: TimerWorkerOptions['fire'] = async ({ subject }) => {
      fired.push(subject);
      return undefined;
    };
    work(fire);
    work(fire);
    await until(async () => (await pool.query('select from timer')).rowCount === 0);
    expect([...fired].sort()).toEqual(timers.map(({ subject }) => subject).sort());
  });

  it('that fails five times is dead and shown, and others go on', async () => {
    const [poison, fine] = [timer(), timer()];
    await setTimer(pool, { ...poison, dueAt: later(-1) });
    await setTimer(pool, { ...fine, dueAt: monday });
    let tries = 0;
    work(async ({ subject }) => {
      if (subject !== poison.subject) return undefined;
      tries++;
      throw new TypeError('broken');
    });
    await until(async () => (await rowOf(fine)) === undefined && (await rowOf(poison))?.dead);
    expect([tries, await rowOf(poison)]).toMatchObject([
      5,
      { attempts: 5, dead: expect.stringMatching(/^TypeError at /) },
    ]);
    const { rows } = await pool.query('select kind from feed where garage_id = $1', [poison.garageId]);
    expect(rows).toEqual([{ kind: 'conversation' }]);
  });
});
