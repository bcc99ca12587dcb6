import { pictureTypes } from '../../application/media.ts';
import type { Pool, Tx } from '../database.ts';

/** A file that still has to be fetched from its channel. */
export type MediaToFetch = {
  readonly messageId: string;
  readonly n: number;
  readonly accountId: string;
  readonly reference: string;
  readonly attempts: number;
};

/**
 * Leases files that are due, so that no two processes fetch the same one, and counts the try: it may
 * end the process. `again` takes only files that were tried before, else only those that were not.
 */
export async function claimMedia(
  db: Tx | Pool,
  {
    accountIds,
    again,
    limit,
    leaseMs,
  }: { accountIds: readonly string[]; again: boolean; limit: number; leaseMs: number },
): Promise<readonly MediaToFetch[]> {
  const { rows } = await db.query<MediaToFetch>(
    `with c as (
       select message_id, n from message_media
       where due_at <= now() and account_id = any($1::uuid[]) and (attempts > 0) = $4::boolean
       order by due_at limit $2::int for update skip locked)
     update message_media m set due_at = now() + $3::int * interval '1 ms', attempts = attempts + 1 from c
     where m.message_id = c.message_id and m.n = c.n
     returning m.message_id as "messageId", m.n, m.account_id as "accountId", m.reference, m.attempts`,
    [accountIds, limit, leaseMs, again],
  );
  return rows;
}

/** Tells if the customer's chat that sent this file has filled so many bytes within a day. */
export async function hasSentTooMuch(db: Tx | Pool, messageId: string, maxBytes: number): Promise<boolean> {
  const { rows } = await db.query<{ bytes: string | null }>(
    `select sum(t.size) as bytes from media t where t.sha256 in (
       select f.sha256 from message m
         join address a on a.id = m.address_id and a.staff_id is null
         join message o on o.address_id = m.address_id and o.direction = 'in' and o.recorded_at > m.recorded_at - interval '1 day'
         join message_media f on f.message_id = o.id
        where m.id = $1::uuid and not exists (select from workplace w where w.address_id = a.id))`,
    [messageId],
  );
  return Number(rows[0]?.bytes ?? 0) >= maxBytes;
}

/** Photos with the SHA-256 of their bytes, in the order given, if they are kept and are pictures. */
export type KeptPhotos = {
  readonly pictures: readonly { readonly messageId: string; readonly sha256: string }[];
  /** True if one of them may still be fetched. */
  readonly waiting: boolean;
};

export async function keptPhotos(db: Tx | Pool, messageIds: readonly string[]): Promise<KeptPhotos> {
  const { rows } = await db.query<{ id: string; sha256: string | null; type: string | null; waiting: boolean }>(
    `select p.id, f.sha256, t.mime_type as type, f.due_at is not null as waiting
     from unnest($1::uuid[]) with ordinality as p(id, place)
     join message_media f on f.message_id = p.id left join media t on t.sha256 = f.sha256
     order by p.place, f.n`,
    [messageIds],
  );
  return {
    pictures: rows.flatMap(({ id: messageId, sha256, type }) =>
      sha256 && type && pictureTypes.has(type) ? [{ messageId, sha256 }] : [],
    ),
    waiting: rows.some(({ waiting }) => waiting),
  };
}

/** Notes that the file is kept, and tells the pages that show the message. */
export async function keepFetched(db: Tx | Pool, { messageId, n }: MediaToFetch, sha256: string): Promise<void> {
  await db.query(
    `with kept as (
       update message_media set sha256 = $3::text, due_at = null, reference = null
       where message_id = $1::uuid and n = $2::smallint returning message_id)
     insert into feed (garage_id, kind, conversation_id)
     select m.garage_id, 'conversation', m.conversation_id from message m join kept k on k.message_id = m.id`,
    [messageId, n, sha256],
  );
}

/**
 * Fetches it later, or gives up for a reason that staff see; giving up tells the pages that show
 * the message.
 */
export async function postponeMedia(
  db: Tx | Pool,
  { messageId, n }: MediaToFetch,
  { retryInMs, failed }: { readonly retryInMs: number | undefined; readonly failed: string },
): Promise<void> {
  await db.query(
    `with given_up as (
       update message_media set due_at = now() + $3::int * interval '1 ms', failed = case when $3::int is null then $4::text end
       where message_id = $1::uuid and n = $2::smallint returning message_id, failed)
     insert into feed (garage_id, kind, conversation_id)
     select m.garage_id, 'conversation', m.conversation_id from message m
     join given_up g on g.message_id = m.id and g.failed is not null`,
    [messageId, n, retryInMs ?? null, failed],
  );
}
