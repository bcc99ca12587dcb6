import type { Db } from './db.ts';

/** A delivery that is about to leave, with the text that the network will get and its SHA-256 in hex. */
export type Beginning = {
  readonly deliveryId: number;
  readonly laneId: string;
  readonly epoch: number;
  /** As it was claimed. */
  readonly attempts: number;
  readonly text: string;
  readonly hash: string;
  /** The SHA-256 of each picture that goes with it. */
  readonly pictures?: readonly string[];
  /** With an edit: the network's id of what it edits. */
  readonly editsExternalId?: string | undefined;
};

/**
 * Marks deliveries as `sending` and keeps what will be sent as evidence; has to be committed before the first byte leaves. What
 * was cancelled since the claim, or whose lease has less than `leaseLeftMs` left, is not begun. Returns the ids begun.
 *
 * May be repeated when its answer was lost: only the holder of the epoch begins, so a row that is already `sending` with the
 * next attempt was begun by the same caller. No lock on the lane: what is left of the lease keeps others away.
 */
export async function beginWave(
  db: Db,
  beginnings: readonly Beginning[],
  leaseLeftMs: number,
): Promise<ReadonlySet<number>> {
  if (beginnings.length === 0) return new Set();
  // One order for all who lock several deliveries, so that a takeover and a wave never wait for each other crosswise.
  const sorted = [...beginnings].sort((a, b) => a.deliveryId - b.deliveryId);
  const { rows } = await db.query<{ id: string }>(
    `with r as (
       select * from unnest($1::bigint[], $2::uuid[], $3::int[], $4::smallint[], $5::text[], $6::text[], $7::jsonb[],
           $9::text[]) as r(id, lane_id, epoch, attempts, text, hash, pictures, edits_external_id)),
     begun as (
       update delivery d set state = 'sending', attempts = r.attempts + 1,
         -- So the newest content of a message is found by the message's own id.
         external_id = coalesce(r.edits_external_id, d.external_id)
       from r
       -- Written so that no index on due_at fits: it would be read whole, once for each delivery.
       join lane on lane.id = r.lane_id and lane.epoch = r.epoch and lane.due_at - $8::int * interval '1 ms' > now()
       where d.id = r.id and ((d.state = 'queued' and d.attempts = r.attempts)
         or (d.state = 'sending' and d.attempts = r.attempts + 1))
       returning d.id, d.attempts),
     evidence as (
       insert into attempt (delivery_id, n, text, hash, pictures, started_at)
       select begun.id, begun.attempts, r.text, r.hash, r.pictures, now() from begun join r on r.id = begun.id
       on conflict (delivery_id, n) do nothing)
     select id from begun`,
    [
      sorted.map((one) => one.deliveryId),
      sorted.map((one) => one.laneId),
      sorted.map((one) => one.epoch),
      sorted.map((one) => one.attempts),
      sorted.map((one) => one.text),
      sorted.map((one) => one.hash),
      sorted.map(({ pictures = [] }) => (pictures.length > 0 ? JSON.stringify(pictures) : null)),
      leaseLeftMs,
      sorted.map(({ editsExternalId }) => editsExternalId ?? null),
    ],
  );
  return new Set(rows.map(({ id }) => Number(id)));
}
