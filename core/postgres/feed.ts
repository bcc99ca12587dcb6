import type { Db } from './queue/db.ts';

/** What changed; ids only. */
export type FeedChange = {
  readonly garageId: string;
  readonly kind: 'conversation' | 'repair' | 'account';
  readonly conversationId: string | undefined;
  readonly repairId: string | undefined;
};

/** A change with its place: `xid-id`, the SSE id. */
export type FeedRow = FeedChange & { readonly cursor: string };

/** Tells what changed, inside the transaction that changes it. */
export async function appendFeed(tx: Db, changes: readonly FeedChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
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
 * Rows after a cursor in the order of (xid, id), and only those below the oldest transaction that still runs: transactions commit
 * in another order than they take their numbers, and a reader of the newest numbers would skip what commits later.
 */
export async function readFeed(db: Db, after: string, limit: number): Promise<readonly FeedRow[]> {
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

/** The cursor of the newest row that can be read. */
export async function newestCursor(db: Db): Promise<string> {
  const { rows } = await db.query<{ cursor: string }>(
    `select xid::text || '-' || id as cursor from feed where xid < pg_snapshot_xmin(pg_current_snapshot())
     order by xid desc, id desc limit 1`,
  );
  return rows[0]?.cursor ?? FEED_START;
}

/** Whether a cursor's own row is still kept; only then is everything after it kept too. */
export async function isKept(db: Db, cursor: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from feed where xid = $1::text::xid8 and id = $2::bigint',
    parseCursor(cursor),
  );
  return rowCount === 1;
}

/** Forgets rows of over 24 h. */
export async function trimFeed(db: Db): Promise<void> {
  await db.query(`delete from feed where at < now() - interval '24 hours'`);
}

/** A cursor as it came from a browser. */
export function isCursor(text: string): boolean {
  return /^\d{1,19}-\d{1,18}$/.test(text);
}

/** Negative when `a` comes before `b`. */
export function compareCursors(a: string, b: string): number {
  const [[aXid, aId], [bXid, bId]] = [parseCursor(a), parseCursor(b)];
  const difference = BigInt(aXid) - BigInt(bXid) || BigInt(aId) - BigInt(bId);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function parseCursor(cursor: string): [xid: string, id: string] {
  const at = cursor.indexOf('-');
  return [cursor.slice(0, at), cursor.slice(at + 1)];
}
