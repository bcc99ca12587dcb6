import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { inTransaction } from '../database.ts';
import { cancelQueued, recordStatus } from './outbox.ts';
import { deliveryOf, endPauses, type SeededLanes, say, seedLanes, statesOf } from './testing/lanes.ts';
import { beginWave, type ClaimedLane, claimWave, type SettledDelivery, settleWave } from './wave.ts';

const { pool } = await testDatabase();
const at = new Date('2026-11-23T09:00:00Z');

function claim({ accountId }: SeededLanes, limit = 200) {
  return claimWave(pool, { accountId, limit, leaseMs: 30_000 });
}

function begin(lanes: readonly ClaimedLane[]) {
  return beginWave(
    pool,
    lanes.flatMap((lane) => (lane.head ? [{ ...lane, ...lane.head, text: lane.head.body, hash: 'h' }] : [])),
    10_000,
  );
}

function sent({ head }: ClaimedLane, more: Partial<SettledDelivery> = {}): SettledDelivery {
  return {
    deliveryId: head?.deliveryId ?? 0,
    n: (head?.attempts ?? 0) + 1,
    was: 'sending',
    outcome: 'sent',
    state: 'sent',
    shown: 'sent',
    code: undefined,
    externalId: `x${head?.deliveryId}`,
    at,
    troubleAt: undefined,
    ...more,
  };
}

function released(lane: ClaimedLane, retryInMs?: number) {
  return {
    ...lane,
    lastId: lane.head?.deliveryId ?? 0,
    retryInMs,
  };
}

function only(lanes: readonly ClaimedLane[]): ClaimedLane {
  const [lane] = lanes;
  if (!lane || lanes.length !== 1) throw new Error(`Expected one lane, got ${lanes.length}`);
  return lane;
}

async function seedOne() {
  const seeded = await seedLanes(pool, 1);
  const [lane] = seeded.lanes;
  if (!lane) throw new Error('No lane');
  return { seeded, lane };
}

describe('a lane', () => {
  it('gives one message at a time, oldest first, and nothing while it is leased', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'one' });
    await say(pool, seeded, lane, { text: 'two' });
    const first = await claim(seeded);
    expect(first.map(({ head }) => head?.body)).toEqual(['one']);
    expect(await claim(seeded)).toEqual([]);
    await begin(first);
    const { more } = await settleWave(pool, [sent(only(first))], [released(only(first))]);
    expect(more).toBe(true);
    expect((await claim(seeded)).map(({ head }) => head?.body)).toEqual(['two']);
  });

  it('keeps a pause that the network asked for when more is enqueued', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'one' });
    const wave = await claim(seeded);
    await settleWave(pool, [], [released(only(wave), 60_000)]);
    await say(pool, seeded, lane, { text: 'two' });
    expect(await claim(seeded)).toEqual([]);
    await endPauses(pool);
    expect((await claim(seeded)).map(({ head }) => head?.body)).toEqual(['one']);
  });

  it('keeps the evidence before the first byte leaves', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'one' });
    const wave = await claim(seeded);
    await begin(wave);
    const { rows } = await pool.query('select n, text, hash, outcome from attempt where delivery_id = $1', [
      only(wave).head?.deliveryId,
    ]);
    expect(rows).toEqual([{ n: 1, text: 'one', hash: 'h', outcome: null }]);
  });

  it('begins once, also when the answer to the first begin was lost', async () => {
    const { seeded, lane } = await seedOne();
    const messageId = await say(pool, seeded, lane, { text: 'one' });
    const wave = await claim(seeded);
    expect((await begin(wave)).size).toBe(1);
    expect((await begin(wave)).size).toBe(1);
    expect(await deliveryOf(pool, messageId)).toMatchObject({ state: 'sending', attempts: 1 });
  });

  it('is not begun by a process whose lease ended', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'one' });
    const [slow, quick] = [await claim(seeded), await endPauses(pool).then(() => claim(seeded))];
    expect((await begin(slow)).size).toBe(0);
    expect((await begin(quick)).size).toBe(1);
    await settleWave(pool, [], [released(only(slow))]);
    expect(await claim(seeded), 'a stale process lets nothing go').toEqual([]);
  });

  it('believes a receipt however late, and forgets the second attempt', async () => {
    const { seeded, lane } = await seedOne();
    const messageId = await say(pool, seeded, lane, { text: 'one', repeatable: true });
    const slow = await claim(seeded);
    await begin(slow);
    await endPauses(pool);
    const quick = await claim(seeded);
    expect(only(quick).head?.state).toBe('sending');
    const doubt = {
      outcome: 'unknown',
      state: 'queued',
      shown: 'unknown',
      code: 'unknown',
      externalId: undefined,
    } as const;
    await settleWave(pool, [sent(only(slow), doubt)], [released(only(quick), 60_000)]);
    expect(await deliveryOf(pool, messageId)).toMatchObject({ state: 'queued', code: 'unknown' });
    await settleWave(pool, [sent(only(slow))], [released(only(slow))]);
    expect(await deliveryOf(pool, messageId)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('keeps only the newest edit that waits', async () => {
    const { seeded, lane } = await seedOne();
    const messageId = await say(pool, seeded, lane, { text: 'quote' });
    const first = await say(pool, seeded, lane, { text: 'approved', edits: messageId });
    const second = await say(pool, seeded, lane, { text: 'withdrawn', edits: messageId });
    expect(await deliveryOf(pool, first)).toMatchObject({ state: 'cancelled', code: 'superseded' });
    expect(await deliveryOf(pool, second)).toMatchObject({ state: 'queued' });
    const wave = await claim(seeded);
    await begin(wave);
    await settleWave(pool, [sent(only(wave), { externalId: 'm1' })], [released(only(wave))]);
    const [edit] = await claim(seeded);
    expect(edit?.head).toMatchObject({ body: 'withdrawn', editsExternalId: 'm1' });
  });

  it('tells the panel, the reports and staff what became of a message', async () => {
    const { seeded, lane } = await seedOne();
    const messageId = await say(pool, seeded, lane, { text: 'one' });
    const wave = await claim(seeded);
    await begin(wave);
    const failed = { outcome: 'permanent', state: 'failed', shown: 'failed', code: 'blocked', troubleAt: at } as const;
    await settleWave(pool, [sent(only(wave), { ...failed, externalId: undefined })], [released(only(wave))]);
    const events = await pool.query('select type, data from conversation_event where conversation_id = $1', [
      lane.conversationId,
    ]);
    expect(events.rows).toEqual([
      { type: 'DeliveryChanged', data: { deliveryId: only(wave).head?.deliveryId, messageId, state: 'failed' } },
    ]);
    const feed = await pool.query('select kind from feed where conversation_id = $1', [lane.conversationId]);
    expect(feed.rows).toEqual([{ kind: 'conversation' }]);
    const timers = await pool.query('select kind, due_at from timer where subject = $1', [messageId]);
    expect(timers.rows).toEqual([{ kind: 'delivery-trouble', due_at: at }]);
  });
});

/** Resolves when somebody waits for a lock. */
function blocked(): Promise<void> {
  return expect
    .poll(async () => {
      const { rowCount } = await pool.query(
        `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return rowCount;
    })
    .toBe(1);
}

describe('a turn that enqueues', () => {
  it('is not missed by a settle that waits for it', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'one' });
    const wave = await claim(seeded);
    await begin(wave);
    let settling: ReturnType<typeof settleWave> | undefined;
    await inTransaction(pool, async (turn) => {
      await say(turn, seeded, lane, { text: 'two' });
      settling = settleWave(pool, [sent(only(wave))], [released(only(wave))]);
      await blocked();
    });
    expect(await settling).toMatchObject({ more: true });
    expect((await claim(seeded)).map(({ head }) => head?.body)).toEqual(['two']);
  });

  it('gets its place when it has the lane, so that the order of ids is the order of commits', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'before' });
    let waiting: Promise<string> | undefined;
    await inTransaction(pool, async (turn) => {
      await turn.query('select from lane where id = $1 for update', [lane.laneId]);
      waiting = say(pool, seeded, lane, { text: 'second' });
      await blocked();
      await say(turn, seeded, lane, { text: 'first' });
    });
    await waiting;
    const { rows } = await pool.query<{ body: string }>(
      'select m.body from delivery d join message m on m.id = d.message_id where d.lane_id = $1 order by d.id',
      [lane.laneId],
    );
    expect(rows.map(({ body }) => body)).toEqual(['before', 'first', 'second']);
  });
});

describe('a status', () => {
  const sentOne = async (repeatable = false) => {
    const { seeded, lane } = await seedOne();
    const messageId = await say(pool, seeded, lane, { text: 'one', repeatable });
    const wave = await claim(seeded);
    await begin(wave);
    const told = (state: 'delivered' | 'read' | 'failed', externalId = 'x') =>
      recordStatus(pool, { accountId: seeded.accountId, chat: lane.chat, externalId, state, at });
    return { seeded, lane, messageId, wave, told };
  };

  it('only goes forward, whatever order it comes in', async () => {
    const { messageId, wave, told } = await sentOne();
    await settleWave(pool, [sent(only(wave), { externalId: 'x' })], [released(only(wave))]);
    expect(await told('read')).toBe('recorded');
    await told('delivered');
    await told('failed');
    expect(await deliveryOf(pool, messageId)).toMatchObject({ state: 'read' });
  });

  it('that is early is told from one that nobody knows', async () => {
    const { wave, told } = await sentOne();
    expect(await told('delivered')).toBe('early');
    await settleWave(pool, [sent(only(wave), { externalId: 'x' })], [released(only(wave))]);
    expect(await told('delivered', 'other')).toBe('unknown_id');
    expect(await told('delivered')).toBe('recorded');
  });

  it('settles a doubtful message and lets its lane go on', async () => {
    const { seeded, lane, messageId, wave, told } = await sentOne(true);
    await say(pool, seeded, lane, { text: 'two' });
    const doubt = { outcome: 'unknown', state: 'queued', shown: 'unknown', code: 'unknown' } as const;
    await settleWave(pool, [sent(only(wave), { ...doubt, externalId: 'x' })], [released(only(wave), 60_000)]);
    expect(await claim(seeded)).toEqual([]);
    await told('delivered');
    expect(await deliveryOf(pool, messageId)).toMatchObject({ state: 'delivered' });
    expect((await claim(seeded)).map(({ head }) => head?.body)).toEqual(['two']);
  });
});

describe('a takeover', () => {
  it('takes back answers and reminders, names what is on its way, and leaves facts alone', async () => {
    const { seeded, lane } = await seedOne();
    await say(pool, seeded, lane, { text: 'on its way', sort: 'answer' });
    await begin(await claim(seeded));
    await say(pool, seeded, lane, { text: 'reminder', sort: 'reminder' });
    await say(pool, seeded, lane, { text: 'completed', sort: 'notification' });
    const { conversationId } = lane;
    const counts = await cancelQueued(pool, { conversationId, sorts: ['answer', 'reminder'], at });
    expect(counts).toEqual({ cancelled: 1, alreadySending: 1 });
    expect(await statesOf(pool, seeded.accountId)).toEqual({ sending: 1, cancelled: 1, queued: 1 });
  });

  it('never sees a message as taken back that leaves, in 400 races', async () => {
    const seeded = await seedLanes(pool, 400);
    for (const lane of seeded.lanes) await say(pool, seeded, lane, { text: 'answer', sort: 'answer' });
    const waves = await claim(seeded, 400);
    let [taken, left, both, neither] = [0, 0, 0, 0];
    for (const wave of waves) {
      const conversationId = seeded.lanes.find(({ laneId }) => laneId === wave.laneId)?.conversationId ?? '';
      const takeOver = inTransaction(pool, async (tx) => {
        await tx.query('select from conversation where id = $1 for update', [conversationId]);
        return cancelQueued(tx, { conversationId, sorts: ['answer'], at });
      });
      const [begun, counts] = await Promise.all([begin([wave]), takeOver]);
      if (begun.size === 1 && counts.cancelled === 1) both++;
      else if (begun.size === 1 && counts.alreadySending === 1) left++;
      else if (counts.cancelled === 1) taken++;
      else neither++;
    }
    expect({ both, neither }).toEqual({ both: 0, neither: 0 });
    expect(taken + left).toBe(400);
  });
});
