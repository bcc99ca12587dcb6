import { createHash, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../channels/channel.ts';
import { deliveryOf, type Said, type SeededLanes, say, seedLanes } from '../../core/postgres/queue/testing/lanes.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { createDeliveryWorker } from './delivery.ts';
import type { Loop } from './loop.ts';
import { createFakeChannel, type FakeChannel, type Network, silent, until } from './testing/fake-channel.ts';

const { pool } = await testDatabase();
const running: Loop[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
});

function sha(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** A photo of a mechanic's; without a type its bytes are still to be fetched. */
async function photo(name: string, type: string | undefined): Promise<string> {
  const messageId = randomUUID();
  if (type)
    await pool.query(
      `insert into media (sha256, mime_type, size, bytes, created_at) values ($1, $2, 1, '\\x00', now())
       on conflict do nothing`,
      [sha(name), type],
    );
  await pool.query('insert into message_media (message_id, n, sha256, due_at) values ($1, 1, $2, $3)', [
    messageId,
    type ? sha(name) : null,
    type ? null : new Date(),
  ]);
  return messageId;
}

async function fetched(messageId: string, name: string): Promise<void> {
  await pool.query(
    `insert into media (sha256, mime_type, size, bytes, created_at) values ($1, 'image/jpeg', 1, '\\x00', now())`,
    [sha(name)],
  );
  await pool.query('update message_media set sha256 = $2, due_at = null where message_id = $1', [messageId, sha(name)]);
}

/** How far the product's clock is ahead. */
let ahead = 0;

async function send(photos: readonly string[], network?: Network, said: Partial<Said> = {}) {
  ahead = 0;
  const seeded = await seedLanes(pool, 1);
  const channel = createFakeChannel(network);
  const [lane] = seeded.lanes;
  if (!lane) throw new Error('No lane');
  const content = { photos, choices: [{ token: 't', label: 'Approve' }], ...said.content };
  const messageId = await say(pool, seeded, lane, { text: 'quote', repeatable: true, ...said, content });
  work(seeded, channel);
  const shown = () => channel.arrived.map(({ text, picture }) => picture ?? text);
  return { messageId, channel, shown, becomes: (state: string) => becomes(messageId, state) };
}

function work({ accountId }: SeededLanes, channel: FakeChannel): void {
  const names = new Map(['a', 'b', 'c', 'd'].map((name) => [sha(name), name]));
  const worker = createDeliveryWorker({
    pool,
    accountId,
    channel,
    media: async (sha256) => {
      const { rows } = await pool.query<{ type: string }>('select mime_type as type from media where sha256 = $1', [
        sha256,
      ]);
      const fileName = names.get(sha256) ?? '';
      if (fileName === 'd') throw new Error('It cannot be read');
      return rows[0] && { bytes: new Uint8Array(), mimeType: rows[0].type, fileName };
    },
    log: silent,
    now: () => new Date(Date.now() + ahead),
    timing: { idleMs: 20, drainMs: 1_000 },
  });
  running.push(worker);
  worker.start();
}

function becomes(messageId: string, state: string) {
  return until(async () => (await deliveryOf(pool, messageId))?.state === state);
}

async function attempts(messageId: string) {
  const { rows } = await pool.query<{ text: string; hash: string; pictures: readonly string[] | null }>(
    `select a.text, a.hash, a.pictures from attempt a join delivery d on d.id = a.delivery_id where d.message_id = $1
     order by a.n`,
    [messageId],
  );
  return rows;
}

describe('the photos of a quote', () => {
  it('stand above it in their order, and its words are the evidence as they are', async () => {
    const quote = await send([await photo('a', 'image/jpeg'), await photo('b', 'image/png')]);
    await quote.becomes('sent');
    expect(quote.shown()).toEqual(['a', 'b', 'quote']);
    expect(await attempts(quote.messageId)).toEqual([
      { text: 'quote', hash: sha('quote'), pictures: [sha('a'), sha('b')] },
    ]);
  });
  it('are waited for while they are fetched', async () => {
    const late = await photo('c', undefined);
    const quote = await send([late]);
    await until(async () => (await pool.query('select 1 from lane where due_at > now()')).rowCount);
    expect(await deliveryOf(pool, quote.messageId)).toMatchObject({ state: 'queued', attempts: 0 });
    await fetched(late, 'c');
    await quote.becomes('sent');
    expect(quote.shown()).toEqual(['c', 'quote']);
  });
  it('do not come to it when they take over 15 seconds', async () => {
    const quote = await send([await photo('a', 'image/jpeg'), await photo('never', undefined)]);
    await until(async () => (await pool.query('select 1 from lane where due_at > now()')).rowCount);
    expect(quote.shown()).toEqual([]);
    ahead = 15_000;
    await quote.becomes('sent');
    expect(quote.shown()).toEqual(['a', 'quote']);
  });
  it('are left out when they are no pictures or cannot be read', async () => {
    const quote = await send([await photo('virus', 'application/octet-stream'), await photo('d', 'image/jpeg')]);
    await quote.becomes('sent');
    expect(quote.shown()).toEqual(['quote']);
  });
  it.each([
    ['refuses', 'permanent'],
    ['may have taken', 'unknown'],
  ] as const)('that the network %s do not stop the quote', async (_, outcome) => {
    const quote = await send([await photo('a', 'image/jpeg'), await photo('b', 'image/png')], async ({ picture }) => {
      if (picture === 'a') throw new DeliveryError('invalid', 'Not this one', { outcome });
      return undefined;
    });
    await quote.becomes('sent');
    expect(quote.shown().slice(-2)).toEqual(['b', 'quote']);
    expect(await deliveryOf(pool, quote.messageId)).toMatchObject({ attempts: 1 });
  });
  it('are not sent again with a quote that has to be sent once more', async () => {
    let failures = 2;
    const quote = await send([await photo('a', 'image/jpeg')], async ({ picture }) => {
      if (picture || failures === 0) return undefined;
      failures -= 1;
      throw new DeliveryError('unavailable', 'Not now', { outcome: 'not_sent', retryAfterMs: 10 });
    });
    await quote.becomes('sent');
    expect(quote.shown()).toEqual(['a', 'quote']);
    expect(await deliveryOf(pool, quote.messageId)).toMatchObject({ attempts: 3, code: null });
  });
  it('hold it up for three attempts at most', async () => {
    const quote = await send([await photo('a', 'image/jpeg')], async ({ picture }) => {
      if (picture)
        throw new DeliveryError('unavailable', 'No pictures today', { outcome: 'not_sent', retryAfterMs: 10 });
      return undefined;
    });
    await quote.becomes('sent');
    expect(await deliveryOf(pool, quote.messageId)).toMatchObject({ attempts: 4 });
    expect(quote.shown()).toEqual(['quote']);
  });
});

describe('photos that go by themselves', () => {
  const caption = { content: { caption: true, choices: undefined } };
  it('have the words below the last one', async () => {
    const sent = await send([await photo('a', 'image/jpeg'), await photo('b', 'image/png')], undefined, {
      ...caption,
      text: 'The mechanic sends 2 photos.',
    });
    await sent.becomes('sent');
    expect(sent.channel.arrived.map(({ text, picture }) => [picture, text])).toEqual([
      ['a', ''],
      ['b', 'The mechanic sends 2 photos.'],
    ]);
  });
  it('are not announced when there is none to show', async () => {
    const sent = await send([await photo('virus', 'application/octet-stream')], undefined, caption);
    await sent.becomes('failed');
    expect(sent.shown()).toEqual([]);
    expect(await deliveryOf(pool, sent.messageId)).toMatchObject({ code: 'photo_missing' });
  });
});
