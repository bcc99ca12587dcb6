import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insert, seedCar, seedGarage, seedMessage } from '../../admin/testing/seed.ts';
import { type RetentionTiming, retentionLease, wireRetention } from '../../bot/wiring/retention.ts';
import type { Loop } from '../../bot/workers/loop.ts';
import { type Removed, type RetentionRun, removeOld, retentionRules } from '../../core/postgres/privacy/retention.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { watch } from '../product.ts';

const { pool } = await testDatabase();
const { count } = watch(pool);
const garage = await seedGarage(pool);
const start = new Date('2026-11-23T13:20:00Z');
const dayMs = 86_400_000;
const lease = { name: retentionLease, epoch: 1 };

/** So many days after the beginning. */
function daysOn(days: number): Date {
  return new Date(start.getTime() + days * dayMs);
}

function run(now: Date, more: Partial<RetentionRun> = {}): Promise<Removed> {
  return removeOld({ pool, lease, now: { product: now, machine: now }, batch: 500, goesOn: async () => true, ...more });
}

function take(epoch: number, holder = 'test'): Promise<unknown> {
  return pool.query(
    `insert into lease (name, holder, epoch, until) values ($1, $2, $3, now() + interval '1 hour')
     on conflict (name) do update set holder = excluded.holder, epoch = excluded.epoch, until = excluded.until`,
    [retentionLease, holder, epoch],
  );
}

const tables = retentionRules.map(({ table }) => table);

beforeEach(async () => {
  for (const table of [...tables, 'decision', 'delivery', 'message']) await pool.query(`delete from "${table}"`);
  await take(1);
});

/** A row of this table at the beginning. */
const rowAt: Readonly<Record<string, (at: Date) => Promise<void>>> = {
  inbox: (at) =>
    insert(pool, 'inbox', {
      account_id: garage.accountId,
      lane_id: randomUUID(),
      payload: {},
      state: 'done',
      done_at: at,
    }),
  media: async (at) => void (await keepBytes(at)),
  invitation: async (at) => {
    const { customerId } = await seedCar(pool, garage, carOf());
    const made = { organisation_id: garage.organisationId, garage_id: garage.garageId, customer_id: customerId };
    await insert(pool, 'invitation', {
      ...made,
      id: randomUUID(),
      token_hash: randomUUID(),
      created_at: at,
      expires_at: at,
    });
  },
  simulator_entry: (at) =>
    insert(pool, 'simulator_entry', {
      chat: 'c',
      external_id: randomUUID(),
      direction: 'in',
      at: at.toISOString(),
      content: {},
    }),
  seen: (at) => insert(pool, 'seen', { account_id: garage.accountId, key: randomUUID(), at }),
  feed: (at) => insert(pool, 'feed', { garage_id: garage.garageId, kind: 'account', at }),
  session: async (at) => {
    const user_id = randomUUID();
    await insert(pool, '"user"', { id: user_id, name: 'N', email: `${user_id}@x.example` });
    await insert(pool, 'session', { id: randomUUID(), token: randomUUID(), user_id, expires_at: at });
  },
  verification: (at) => insert(pool, 'verification', { id: randomUUID(), identifier: 'i', value: 'v', expires_at: at }),
  set_up_link: (at) => insert(pool, 'set_up_link', { token_hash: randomUUID(), expires_at: at }),
  rate_limit: (at) =>
    insert(pool, 'rate_limit', { id: randomUUID(), key: randomUUID(), count: 1, last_request: at.getTime() }),
  audit_entry: (at) =>
    insert(pool, 'audit_entry', { id: randomUUID(), organisation_id: garage.organisationId, at, what: 'sign_in' }),
  attempt: (at) => sendText(at, 'a text that left'),
  message_media: async (at) => {
    const car = await closedCar(at);
    await attachFile(car, at, await keepBytes(at));
  },
};

let plates = 0;
function carOf() {
  return { name: 'Jan', plate: `RT-${++plates}-X`, model: 'Golf' };
}

async function keepBytes(at: Date): Promise<string> {
  const sha256 = createHash('sha256').update(randomUUID()).digest('hex');
  await pool.query(
    `insert into media (sha256, mime_type, size, bytes, created_at) values ($1, 'image/jpeg', 1, 'x', $2)`,
    [sha256, at],
  );
  return sha256;
}

async function closedCar(at: Date) {
  const car = await seedCar(pool, garage, carOf());
  await pool.query(`update repair set status = 'collected', closed_at = $2 where id = $1::uuid`, [car.repairId, at]);
  return car;
}

async function attachFile(car: Awaited<ReturnType<typeof closedCar>>, at: Date, sha256: string): Promise<void> {
  const messageId = await seedMessage(pool, car, { text: 'look', direction: 'in', at });
  await insert(pool, 'message_media', { message_id: messageId, n: 1, sha256 });
}

async function sendText(at: Date, text: string): Promise<void> {
  const car = await seedCar(pool, garage, carOf());
  const messageId = await seedMessage(pool, car, { text, at });
  await pool.query(
    `insert into attempt (delivery_id, n, text, hash, started_at) select id, 1, $2, $2, $3 from delivery where message_id = $1::uuid`,
    [messageId, text, at],
  );
}

function leftOf(table: string): Promise<number> {
  return count(table === 'attempt' ? `attempt where text <> ''` : `"${table}"`);
}

describe('what is kept', () => {
  it.each(retentionRules)('of $table stays $days days, and no longer', async ({ table, days }) => {
    const row = rowAt[table];
    if (!row) throw new Error(`No row for ${table}`);
    await row(start);
    await run(new Date(daysOn(days).getTime() - 1000));
    expect(await leftOf(table)).toBe(1);
    const removed = await run(new Date(daysOn(days).getTime() + 1000));
    expect(removed[table]).toBe(1);
    expect(await leftOf(table)).toBe(0);
  });

  it('goes by the clock that wrote it: skipped time ends no sign-in', async () => {
    await rowAt.session?.(daysOn(7));
    await rowAt.simulator_entry?.(start);
    await run(start, { now: { product: daysOn(900), machine: start } });
    expect([await leftOf('session'), await leftOf('simulator_entry')]).toEqual([1, 0]);
  });

  it('stays where it is not handled, not closed, or evidence', async () => {
    await insert(pool, 'inbox', { account_id: garage.accountId, lane_id: randomUUID(), payload: {}, state: 'dead' });
    await insert(pool, 'inbox', { account_id: garage.accountId, lane_id: randomUUID(), payload: {} });
    await sendText(start, 'the text of evidence');
    await sendText(start, 'any other text');
    const open = await seedCar(pool, garage, carOf());
    const shown = await keepBytes(start);
    await attachFile(open, start, await keepBytes(start));
    const closed = await closedCar(start);
    await attachFile(closed, start, shown);
    await insert(pool, 'decision', {
      garage_id: garage.garageId,
      id: randomUUID(),
      repair_id: closed.repairId,
      quote_id: randomUUID(),
      version: 1,
      outcome: 'approved',
      approved: '[1]',
      declined: '[]',
      total_minor: 1,
      currency: 'EUR',
      decided_at: start,
      recorded_at: start,
      by: { kind: 'system', part: 'bot' },
      pseudonym: 'p',
      how: 'button',
      identified_by: 'proven address',
      shown_hash: 'the text of evidence',
      shown_pictures: JSON.stringify([shown]),
    });
    expect(await run(daysOn(5000))).toEqual({ attempt: 1 });
    expect([await count('inbox'), await count('media'), await count('message_media')]).toEqual([2, 2, 2]);
  });

  it('goes with its bytes only when no other message has the same', async () => {
    const shared = await keepBytes(start);
    await attachFile(await closedCar(start), start, shared);
    await attachFile(await seedCar(pool, garage, carOf()), start, shared);
    expect(await run(daysOn(400))).toEqual({ message_media: 1 });
    expect(await count('media')).toBe(1);
  });
});

describe('the removal', () => {
  const many = 1_203;
  beforeEach(() =>
    pool.query(
      `insert into seen (account_id, key, at) select $1::uuid, n::text, $2 from generate_series(1, $3::int) n`,
      [garage.accountId, start, many],
    ),
  );

  it('takes a batch at a time, and after a kill the next process goes on', async () => {
    const left: number[] = [];
    const killed = run(daysOn(20), {
      goesOn: async () => {
        left.push(await count('seen'));
        if (left.length === 2) throw new Error('killed');
        return true;
      },
    });
    await expect(killed).rejects.toThrow('killed');
    expect(left).toEqual([703, 203]);
    await take(2, 'another');
    expect(await run(daysOn(20), { lease: { ...lease, epoch: 2 } })).toEqual({ seen: 203 });
  });

  it('ends with its lease: what another process has taken over is not touched', async () => {
    const removed = await run(daysOn(20), {
      goesOn: async () => {
        await take(2, 'another');
        return true;
      },
    });
    expect([removed, await count('seen')]).toEqual([{ seen: 500 }, 703]);
  });

  it('goes on with what is left of texts, past those that are evidence', async () => {
    for (let n = 0; n < 5; n++) await sendText(start, `text ${n}`);
    expect(await run(daysOn(400), { batch: 2 })).toMatchObject({ attempt: 5 });
  });
});

describe('two processes', () => {
  const running: Loop[] = [];
  afterEach(async () => {
    for (const loop of running.splice(0)) await loop.stop();
  });

  /** A process with this name, and the counts that it logged. */
  function life(holder: string, timing: Partial<RetentionTiming> = {}) {
    const logged: object[] = [];
    const log = { info: (facts: object) => void logged.push(facts), warn: () => undefined, error: () => undefined };
    const clock = { now: () => daysOn(400), skip: async () => undefined, refresh: async () => undefined };
    const loop = wireRetention({ pool, clock, holder, log }, { ttlMs: 300, pauseMs: 0, ...timing });
    running.push(loop);
    loop.start();
    return { logged, loop };
  }

  it('do it once, and the second takes over when the first has stopped', async () => {
    await pool.query('delete from lease');
    await rowAt.audit_entry?.(new Date(start.getTime() - 1000 * dayMs));
    const first = life('first');
    await until('the first run', () => first.logged.length > 0);
    const second = life('second');
    await first.loop.stop();
    await until('the second run', () => second.logged.length > 0);
    expect(first.logged).toEqual([{ removed: { audit_entry: 1 } }]);
    expect(second.logged).toEqual([{ removed: {} }]);
  });
});
