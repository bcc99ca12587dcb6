import type { Db } from './db.ts';

/** What came in, parsed; stored once per dedupe key. */
export type Received = {
  readonly accountId: string;
  readonly chat: string;
  readonly dedupeKey: string;
  readonly payload: object;
};

/**
 * Stores what came in, many rows in one statement. Keys and lanes are locked in their order, so that two batches never wait
 * for each other crosswise; within a chat, rows keep the order of arrival. Returns how many were new.
 */
export async function receiveBatch(db: Db, rows: readonly Received[]): Promise<number> {
  if (rows.length === 0) return 0;
  // Prepared once on each connection: planning it takes longer than running it.
  const { rowCount } = await db.query({
    name: 'receive',
    text: `with r as (
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) with ordinality
         as r(account_id, chat, key, payload, n)),
     fresh as (
       insert into seen (account_id, key) select distinct account_id, key from r order by account_id, key
       on conflict do nothing returning account_id, key),
     kept as (
       select distinct on (r.account_id, r.key) r.* from r join fresh using (account_id, key)
       order by r.account_id, r.key, r.n),
     l as (
       insert into inbox_lane (account_id, chat, due_at) select distinct account_id, chat, now() from kept
       order by account_id, chat
       on conflict (account_id, chat)
         do update set due_at = coalesce(inbox_lane.due_at, excluded.due_at), touched = inbox_lane.touched + 1
       returning id, account_id, chat)
     insert into inbox (account_id, lane_id, payload)
     select kept.account_id, l.id, kept.payload from kept join l using (account_id, chat) order by kept.n`,
    values: [
      rows.map((row) => row.accountId),
      rows.map((row) => storable(row.chat)),
      rows.map((row) => storable(row.dedupeKey)),
      rows.map((row) =>
        JSON.stringify(row.payload, (_key, value) => (typeof value === 'string' ? storable(value) : value)),
      ),
    ],
  });
  return rowCount ?? 0;
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair; people's phones send both. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd');
}
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Forgets dedupe keys after 14 days; no network brings anything again after so long. */
export async function forgetSeen(db: Db): Promise<void> {
  await db.query(`delete from seen where at < now() - interval '14 days'`);
}
