import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../channels/channel.ts';
import { inTransaction } from '../../core/postgres/database.ts';
import {
  deliveryOf,
  endPauses,
  type SeededLanes,
  say,
  seedLanes,
  statesOf,
} from '../../core/postgres/queue/testing/lanes.ts';
import { beginWave, claimWave } from '../../core/postgres/queue/wave.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { createDeliveryWorker, type DeliveryTiming } from './delivery.ts';
import type { Loop } from './loop.ts';
import { createFakeChannel, type FakeChannel, silent, until } from './testing/fake-channel.ts';

const { pool } = await testDatabase();
const running: Loop[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
});

function work({ accountId }: SeededLanes, channel: FakeChannel, timing: Partial<DeliveryTiming> = {}): Loop {
  const worker = createDeliveryWorker({
    pool,
    accountId,
    channel,
    media: async () => undefined,
    log: silent,
    now: () => new Date(),
    timing: { idleMs: 20, drainMs: 1_000, ...timing },
  });
  running.push(worker);
  worker.start();
  return worker;
}

function first({ lanes: [lane] }: SeededLanes) {
  if (!lane) throw new Error('No lane');
  return lane;
}

function state(messageId: string, wanted: string) {
  return until(async () => (await deliveryOf(pool, messageId))?.state === wanted);
}

function textsAt(channel: FakeChannel, chat: string) {
  return channel.arrived.filter((sent) => sent.chat === chat).map(({ text }) => text);
}

describe('many writers and workers', () => {
  it('leave nothing stuck, twice or out of order', { timeout: 60_000 }, async () => {
    const seeded = await seedLanes(pool, 20);
    const channels = [1, 2, 3, 4].map(() => createFakeChannel());
    const arrived: { chat: string; text: string }[] = [];
    for (const channel of channels) {
      channel.arrived.push = (...sent) => arrived.push(...sent);
      work(seeded, channel);
    }
    const counts = new Map<string, number>();
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; n < 500; n++) {
        const lane = seeded.lanes[(n * 7 + writer * 3) % 20] ?? first(seeded);
        await inTransaction(pool, async (tx) => {
          await say(tx, seeded, lane, { text: `${writer}:${n}` });
        });
        counts.set(lane.chat, (counts.get(lane.chat) ?? 0) + 1);
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(write));
    await until(() => arrived.length >= 3_000);
    await until(async () => (await statesOf(pool, seeded.accountId)).sent === 3_000);
    expect(new Set(arrived.map(({ text }) => text)).size).toBe(arrived.length);
    const { rows } = await pool.query<{ chat: string; body: string }>(
      'select a.chat, m.body from delivery d join message m on m.id = d.message_id join address a on a.id = d.lane_id where d.account_id = $1 order by d.id',
      [seeded.accountId],
    );
    for (const { chat } of seeded.lanes) {
      const order = rows.filter((row) => row.chat === chat).map(({ body }) => body);
      expect(arrived.filter((sent) => sent.chat === chat).map(({ text }) => text)).toEqual(order);
    }
  });
});

describe('a process that ends between begin and settle', () => {
  const crash = async (seeded: SeededLanes): Promise<void> => {
    const wave = await claimWave(pool, { accountId: seeded.accountId, limit: 10, leaseMs: 30_000 });
    const beginnings = wave.flatMap((lane) => (lane.head ? [{ ...lane, ...lane.head, text: '', hash: '' }] : []));
    await beginWave(pool, beginnings, 10_000);
    await endPauses(pool);
  };

  it('leaves a person’s words for staff, and the lane goes on', async () => {
    const seeded = await seedLanes(pool, 1);
    const words = await say(pool, seeded, first(seeded), { text: 'words', sort: 'person' });
    const next = await say(pool, seeded, first(seeded), { text: 'next' });
    await crash(seeded);
    const channel = createFakeChannel();
    work(seeded, channel);
    await state(next, 'sent');
    expect(await deliveryOf(pool, words)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect(textsAt(channel, 'chat-0')).toEqual(['next']);
    const { rows } = await pool.query('select kind from timer where subject = $1', [words]);
    expect(rows).toEqual([{ kind: 'delivery-trouble' }]);
  });

  it('lets a numbered message go out once more, before what follows', async () => {
    const seeded = await seedLanes(pool, 1);
    const quote = await say(pool, seeded, first(seeded), { text: 'quote', repeatable: true });
    const next = await say(pool, seeded, first(seeded), { text: 'next' });
    await crash(seeded);
    const channel = createFakeChannel();
    work(seeded, channel);
    await state(next, 'sent');
    expect(await deliveryOf(pool, quote)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(textsAt(channel, 'chat-0')).toEqual(['quote', 'next']);
  });
});

describe('a network', () => {
  it('that asks to wait gets everything later and in order, and the whole account waits', async () => {
    const seeded = await seedLanes(pool, 2);
    const [one, two] = seeded.lanes;
    if (!one || !two) throw new Error('No lanes');
    const channel = createFakeChannel(async (_sent, nth) => {
      if (nth > 1) return undefined;
      throw new DeliveryError('rate_limited', 'Too many', { outcome: 'not_sent', retryAfterMs: 300 });
    });
    const ids: string[] = [];
    for (const text of ['a', 'b', 'c']) ids.push(await say(pool, seeded, one, { text }));
    const worker = work(seeded, channel);
    await until(async () => (await deliveryOf(pool, ids[0] ?? ''))?.code === 'rate_limited');
    const asked = performance.now();
    ids.push(await say(pool, seeded, two, { text: 'other' }));
    worker.nudge();
    for (const id of ids) await state(id, 'sent');
    expect(performance.now() - asked).toBeGreaterThan(200);
    expect(textsAt(channel, one.chat)).toEqual(['a', 'b', 'c']);
    expect(await deliveryOf(pool, ids[0] ?? '')).toMatchObject({ attempts: 2, code: null });
  });

  it('that hangs holds up no other chat, and its late answer still counts', async () => {
    const seeded = await seedLanes(pool, 2);
    const [slow, quick] = seeded.lanes;
    if (!slow || !quick) throw new Error('No lanes');
    let answer: (() => void) | undefined;
    const channel = createFakeChannel(({ chat }) =>
      chat === slow.chat
        ? new Promise((resolve) => {
            answer = () => resolve(undefined);
          })
        : Promise.resolve(undefined),
    );
    const hanging = await say(pool, seeded, slow, { text: 'hanging', sort: 'person' });
    const other = await say(pool, seeded, quick, { text: 'other' });
    work(seeded, channel, { sendMs: 300, slackMs: 500 });
    await state(other, 'sent');
    expect((await deliveryOf(pool, hanging))?.state).toBe('sending');
    await state(hanging, 'unknown');
    answer?.();
    await state(hanging, 'sent');
  });

  it('that takes a message and loses the answer gets a numbered one twice at most, a person’s words once', async () => {
    const seeded = await seedLanes(pool, 2);
    const [quote, words] = seeded.lanes;
    if (!quote || !words) throw new Error('No lanes');
    const channel = createFakeChannel(async () => {
      throw new DeliveryError('unavailable', 'Lost', { outcome: 'unknown' });
    });
    const numbered = await say(pool, seeded, quote, { text: 'quote', repeatable: true });
    const spoken = await say(pool, seeded, words, { text: 'words', sort: 'person' });
    work(seeded, channel);
    await state(spoken, 'unknown');
    await until(async () => (await deliveryOf(pool, numbered))?.code === 'unknown');
    await endPauses(pool);
    await state(numbered, 'unknown');
    expect([textsAt(channel, quote.chat), textsAt(channel, words.chat)]).toEqual([['quote', 'quote'], ['words']]);
  });

  it('that moved a chat gets the message at its new place', async () => {
    const seeded = await seedLanes(pool, 1);
    const channel = createFakeChannel(async ({ chat }) => {
      if (chat !== 'chat-0') return undefined;
      throw new DeliveryError('moved', 'Moved', { outcome: 'permanent', movedTo: 'chat-new' });
    });
    const messageId = await say(pool, seeded, first(seeded), { text: 'a' });
    work(seeded, channel);
    await state(messageId, 'sent');
    expect(channel.arrived).toEqual([{ chat: 'chat-new', text: 'a' }]);
  });

  it('that refuses the token loses nothing', async () => {
    const seeded = await seedLanes(pool, 3);
    let refused = 0;
    const channel = createFakeChannel(async () => {
      if (refused >= 4) return undefined;
      refused++;
      throw new DeliveryError('not_authorised', 'Revoked', { outcome: 'permanent', retryAfterMs: 30 });
    });
    const ids: string[] = [];
    for (const lane of seeded.lanes) ids.push(await say(pool, seeded, lane, { text: 'a' }));
    work(seeded, channel);
    for (const id of ids) await state(id, 'sent');
    expect(refused).toBe(4);
  });

  it('gets an edit only of what it has', async () => {
    const seeded = await seedLanes(pool, 1);
    const channel = createFakeChannel(async ({ text }) => {
      if (text !== 'refused') return undefined;
      throw new DeliveryError('blocked', 'Blocked', { outcome: 'permanent' });
    });
    const shown = await say(pool, seeded, first(seeded), { text: 'quote' });
    const closing = await say(pool, seeded, first(seeded), { text: 'closed', edits: shown });
    const refused = await say(pool, seeded, first(seeded), { text: 'refused' });
    const useless = await say(pool, seeded, first(seeded), { text: 'useless', edits: refused });
    work(seeded, channel);
    await state(closing, 'sent');
    await state(useless, 'cancelled');
    expect(await deliveryOf(pool, refused)).toMatchObject({ state: 'failed', code: 'blocked' });
    expect(channel.arrived).toEqual([
      { chat: 'chat-0', text: 'quote' },
      { chat: 'chat-0', text: 'closed', edits: 'x1' },
    ]);
  });

  it('T30 that lost what is edited and shows a new message gets the next edit there', async () => {
    const seeded = await seedLanes(pool, 1);
    const channel = createFakeChannel(async ({ edits }) => (edits === 'x1' ? { externalId: 'anew' } : undefined));
    const card = await say(pool, seeded, first(seeded), { text: 'card' });
    const lost = await say(pool, seeded, first(seeded), { text: 'redrawn', edits: card });
    work(seeded, channel);
    await state(lost, 'sent');
    const next = await say(pool, seeded, first(seeded), { text: 'redrawn again', edits: card });
    await state(next, 'sent');
    expect(channel.arrived.map(({ text, edits }) => [text, edits])).toEqual([
      ['card', undefined],
      ['redrawn', 'x1'],
      ['redrawn again', 'anew'],
    ]);
    expect(await deliveryOf(pool, card)).toMatchObject({ state: 'sent', externalId: 'anew' });
  });
});

describe('the database', () => {
  it('that cuts every connection in the middle of waves loses nothing and doubles nothing', {
    timeout: 60_000,
  }, async () => {
    const seeded = await seedLanes(pool, 10);
    const channel = createFakeChannel(() => new Promise((resolve) => setTimeout(() => resolve(undefined), 5)));
    const ids: string[] = [];
    for (let n = 0; n < 300; n++)
      ids.push(await say(pool, seeded, seeded.lanes[n % 10] ?? first(seeded), { text: `${n}` }));
    work(seeded, channel, { limit: 5, leaseMs: 2_000, sendMs: 500, slackMs: 200 });
    for (let cut = 1; cut <= 4; cut++) {
      await until(() => channel.arrived.length >= cut * 50);
      await pool
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        )
        .catch(() => undefined);
    }
    // The test's own connection may be one of those that were cut.
    const states = () => statesOf(pool, seeded.accountId).catch(() => undefined);
    await until(async () => (await states())?.sent === 300);
    const texts = channel.arrived.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const lane of seeded.lanes) {
      const numbers = textsAt(channel, lane.chat).map(Number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  });
});

describe('stopping', () => {
  it('waits for what is on its way and claims nothing more', async () => {
    const seeded = await seedLanes(pool, 1);
    let answer: (() => void) | undefined;
    const channel = createFakeChannel(
      () =>
        new Promise((resolve) => {
          answer = () => resolve(undefined);
        }),
    );
    const underway = await say(pool, seeded, first(seeded), { text: 'a' });
    const later = await say(pool, seeded, first(seeded), { text: 'b' });
    const worker = work(seeded, channel);
    await until(() => answer !== undefined);
    const stopped = worker.stop();
    answer?.();
    await stopped;
    expect(await deliveryOf(pool, underway)).toMatchObject({ state: 'sent' });
    expect(await deliveryOf(pool, later)).toMatchObject({ state: 'queued' });
  });
});
