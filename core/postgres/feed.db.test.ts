import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { inTransaction } from './database.ts';
import { appendFeed, createFeedReader, FEED_START, type StoredFeedRow } from './feed.ts';

const { pool } = await testDatabase();
const garageId = randomUUID();

function change() {
  return { garageId, kind: 'conversation', conversationId: randomUUID(), repairId: undefined } as const;
}

function reader() {
  return createFeedReader({ pool, monotonicMs: () => performance.now() });
}

/** Reads until nothing is left that could be read. */
async function drain(feed: ReturnType<typeof reader>): Promise<void> {
  let before: string;
  do {
    before = feed.position();
    await feed.read();
  } while (feed.position() !== before);
}

describe('the feed', () => {
  it('loses nothing when transactions commit in another order than they began', async () => {
    const feed = reader();
    const told: StoredFeedRow[] = [];
    await feed.follow(undefined, (rows) => told.push(...rows));
    const [early, late] = [change(), change()];
    await inTransaction(pool, async (slow) => {
      await appendFeed(slow, [early]);
      await appendFeed(pool, [late]);
      await feed.read();
      expect(told, 'what commits later would be skipped').toEqual([]);
    });
    await feed.read();
    expect(told.map(({ conversationId }) => conversationId)).toEqual([early.conversationId, late.conversationId]);
  });

  it('loses nothing and repeats nothing with many writers', { timeout: 60_000 }, async () => {
    const feed = reader();
    const told: StoredFeedRow[] = [];
    await feed.follow(undefined, (rows) => told.push(...rows));
    let writing = true;
    const reading = (async () => {
      while (writing) await feed.read();
    })();
    const written: string[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; n < 60; n++) {
        const one = change();
        await inTransaction(pool, async (tx) => {
          await appendFeed(tx, [one]);
          await tx.query('select pg_sleep($1::float8)', [((writer * n) % 7) / 1_000]);
        });
        written.push(one.conversationId);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    writing = false;
    await reading;
    await drain(feed);
    expect(told.map(({ conversationId }) => conversationId).sort()).toEqual([...written].sort());
  });

  it('goes on behind the cursor of a page that was away, without a gap', async () => {
    const feed = reader();
    const first: StoredFeedRow[] = [];
    const stop = await feed.follow(undefined, (rows) => first.push(...rows));
    if (stop === 'reload') throw new Error('Nothing was asked for');
    await appendFeed(pool, [change()]);
    await feed.read();
    stop();
    await appendFeed(pool, [change()]);
    await appendFeed(pool, [change()]);
    await feed.read();
    const cursor = first[0]?.cursor ?? '';
    for (const source of [feed, reader()]) {
      const later: StoredFeedRow[] = [];
      await source.follow(cursor, (rows) => later.push(...rows));
      await appendFeed(pool, [change()]);
      await source.read();
      expect(later.length).toBe(source === feed ? 3 : 4);
    }
  });

  it('asks a page to load anew whose cursor is no longer kept, or never was one', async () => {
    const feed = reader();
    await appendFeed(pool, [change()]);
    const rows: StoredFeedRow[] = [];
    await feed.follow(undefined, (fresh) => rows.push(...fresh));
    await appendFeed(pool, [change()]);
    await appendFeed(pool, [change()]);
    await feed.read();
    await pool.query(`update feed set at = now() - interval '25 hours'`);
    const other = reader();
    await other.read();
    expect(await other.follow(rows[0]?.cursor, () => undefined)).toBe('reload');
    expect(await other.follow('nonsense', () => undefined)).toBe('reload');
    expect(await other.follow('99999999-1', () => undefined)).toBe('reload');
    expect((await pool.query('select from feed')).rowCount).toBe(0);
    expect(await reader().follow(FEED_START, () => undefined)).toBeTypeOf('function');
  });
});
