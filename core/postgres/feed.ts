import type { Pool, Tx } from './database.ts';

/** Ids only, never content. */
export type FeedChange = {
  readonly garageId: string;
  readonly kind: 'conversation' | 'repair' | 'account';
  readonly conversationId: string | undefined;
  readonly repairId: string | undefined;
};

/** A change with its place: `xid-id`, the SSE id. */
export type StoredFeedRow = FeedChange & { readonly cursor: string };

/** Adds changes to the feed in the transaction that makes them. */
export async function appendFeed(db: Tx | Pool, changes: readonly FeedChange[]): Promise<void> {
  if (changes.length === 0) return;
  await db.query(
    `insert into feed (garage_id, kind, conversation_id, repair_id)
     select distinct * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[])`,
    [
      changes.map((change) => change.garageId),
      changes.map((change) => change.kind),
      changes.map((change) => change.conversationId ?? null),
      changes.map((change) => change.repairId ?? null),
    ],
  );
}

/** Before any row. */
export const FEED_START = '0-0';

/**
 * Reads rows after a cursor in the order of (xid, id), and only those below the oldest transaction
 * that still runs: transactions commit in another order than they take their numbers, and a reader
 * of the newest numbers would skip those that commit later.
 */
async function readFeed(db: Tx | Pool, after: string, limit: number): Promise<readonly StoredFeedRow[]> {
  const { rows } = await db.query<{
    cursor: string;
    garage_id: string;
    kind: FeedChange['kind'];
    conversation_id: string | null;
    repair_id: string | null;
  }>(
    `select xid::text || '-' || id as cursor, garage_id, kind, conversation_id, repair_id from feed
     where (xid, id) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
     order by xid, id limit $3::int`,
    [...parseCursor(after), limit],
  );
  return rows.map((row) => ({
    cursor: row.cursor,
    garageId: row.garage_id,
    kind: row.kind,
    conversationId: row.conversation_id ?? undefined,
    repairId: row.repair_id ?? undefined,
  }));
}

async function newestCursor(db: Tx | Pool): Promise<string> {
  const { rows } = await db.query<{ cursor: string }>(
    `select xid::text || '-' || id as cursor from feed where xid < pg_snapshot_xmin(pg_current_snapshot())
     order by xid desc, id desc limit 1`,
  );
  return rows[0]?.cursor ?? FEED_START;
}

/** True if the cursor's own row is still kept; only then everything after it is kept too. */
async function isKept(db: Tx | Pool, cursor: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from feed where xid = $1::text::xid8 and id = $2::bigint',
    parseCursor(cursor),
  );
  return rowCount === 1;
}

/** Deletes rows older than 24 h. */
async function trimFeed(db: Tx | Pool): Promise<void> {
  await db.query(`delete from feed where at < now() - interval '24 hours'`);
}

/** Checks a cursor that a browser sent. */
function isCursor(text: string): boolean {
  return /^\d{1,19}-\d{1,18}$/.test(text);
}

/** Negative when `a` comes before `b`. */
function compareCursors(a: string, b: string): number {
  const [[aXid, aId], [bXid, bId]] = [parseCursor(a), parseCursor(b)];
  const difference = BigInt(aXid) - BigInt(bXid) || BigInt(aId) - BigInt(bId);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function parseCursor(cursor: string): [xid: string, id: string] {
  const at = cursor.indexOf('-');
  return [cursor.slice(0, at), cursor.slice(at + 1)];
}

export type FeedReader = {
  /** Reads what is new and tells every listener. Resolves to 0 when there may be more at once. */
  read(): Promise<number | undefined>;
  /**
   * Calls `listener` for everything after `after`, without gap or repetition, and then for new
   * rows; without `after` only for new rows. Resolves to a function that stops it, or to `reload`
   * when the cursor is older than the feed, or far behind.
   */
  follow(after: string | undefined, listener: FeedListener): Promise<'reload' | (() => void)>;
  /** The cursor of the last row that listeners were told. */
  position(): string;
};

export type FeedListener = (rows: readonly StoredFeedRow[]) => void;

const MAX_AT_ONCE = 1_000;
/** A browser that is further behind loads the page again, which is quicker. */
const MAX_REPLAYED = 2_000;
const KEPT_IN_MEMORY = 5_000;
const TRIM_EVERY_MS = 10 * 60_000;

type FeedOptions = { readonly pool: Pool; readonly monotonicMs: () => number };

/** Reads the feed once per process and passes it to all open pages. */
export function createFeedReader({ pool, monotonicMs }: FeedOptions): FeedReader {
  const listeners = new Set<FeedListener>();
  const memory: Memory = { position: FEED_START, after: FEED_START, rows: [] };
  let starting: Promise<void> | undefined;
  let trimmedAt = Number.NEGATIVE_INFINITY;

  const begin = async (): Promise<void> => {
    memory.position = await newestCursor(pool);
    memory.after = memory.position;
  };
  const started = (): Promise<void> => {
    starting ??= begin().catch((error: unknown) => {
      starting = undefined;
      throw error;
    });
    return starting;
  };

  return {
    position: () => memory.position,
    read: async () => {
      await started();
      const rows = await readFeed(pool, memory.position, MAX_AT_ONCE);
      remember(memory, rows);
      if (rows.length > 0) for (const listener of listeners) listener(rows);
      if (monotonicMs() - trimmedAt > TRIM_EVERY_MS) {
        trimmedAt = monotonicMs();
        await trimFeed(pool);
      }
      return rows.length === MAX_AT_ONCE ? 0 : undefined;
    },
    follow: async (after, listener) => {
      await started();
      if (after === undefined) return listen(listeners, listener);
      if (!isCursor(after)) return 'reload';
      const held: StoredFeedRow[] = [];
      let tell: FeedListener = (rows) => held.push(...rows);
      // Listens before it reads the replay, so that nothing falls between them.
      const stop = listen(listeners, (rows) => tell(rows));
      const rows = await missed(pool, memory, after).catch((error: unknown) => {
        stop();
        throw error;
      });
      if (rows === 'reload') {
        stop();
        return 'reload';
      }
      if (rows.length + held.length > 0) listener([...rows, ...held]);
      tell = listener;
      return stop;
    },
  };
}

/** The last rows that listeners were told. */
type Memory = {
  /** The newest of them. */
  position: string;
  /** The cursor just before the oldest row in memory. */
  after: string;
  rows: readonly StoredFeedRow[];
};

function remember(memory: Memory, fresh: readonly StoredFeedRow[]): void {
  const all = [...memory.rows, ...fresh];
  const gone = Math.max(all.length - KEPT_IN_MEMORY, 0);
  memory.position = fresh.at(-1)?.cursor ?? memory.position;
  memory.after = all[gone - 1]?.cursor ?? memory.after;
  memory.rows = all.slice(gone);
}

/** Returns rows after a cursor up to `position`, from memory or from the table. */
async function missed(pool: Pool, memory: Memory, after: string): Promise<readonly StoredFeedRow[] | 'reload'> {
  const until = memory.position;
  if (compareCursors(after, until) > 0) return 'reload';
  if (compareCursors(after, memory.after) >= 0)
    return memory.rows.filter(({ cursor }) => compareCursors(cursor, after) > 0);
  if (!(await isKept(pool, after))) return 'reload';
  const rows = await readFeed(pool, after, MAX_REPLAYED + 1);
  if (rows.length > MAX_REPLAYED) return 'reload';
  return rows.filter(({ cursor }) => compareCursors(cursor, until) <= 0);
}

function listen(listeners: Set<FeedListener>, listener: FeedListener): () => void {
  // A new function each time, so that the same listener may follow twice.
  const own: FeedListener = (rows) => listener(rows);
  listeners.add(own);
  return () => listeners.delete(own);
}
