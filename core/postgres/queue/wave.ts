import { tellChanged } from './changed.ts';
import type { Db } from './db.ts';

/** How one attempt ended, and what becomes of its delivery. */
export type SettledDelivery = {
  readonly deliveryId: number;
  /** The attempt; a delivery that was tried anew since is left alone. */
  readonly n: number;
  /** What the delivery was before: `queued` when nothing was begun. */
  readonly was: 'queued' | 'sending';
  readonly outcome: 'sent' | 'not_sent' | 'unknown' | 'permanent';
  readonly state: 'sent' | 'delivered' | 'failed' | 'unknown' | 'cancelled' | 'queued';
  /** The state that people are told; undefined for a retry that they need not know of. */
  readonly shown: 'sent' | 'delivered' | 'failed' | 'unknown' | 'cancelled' | undefined;
  readonly code: string | undefined;
  readonly externalId: string | undefined;
  /** With an edit: what it edited was gone, and `externalId` is a message that the network has in its place. */
  readonly stoodIn?: boolean;
  /** The network's time for what was sent, else the product's clock. */
  readonly at: Date;
  /** By the product's clock: when somebody has to look at it. */
  readonly troubleAt: Date | undefined;
};

/** A lane that is let go. */
export type ReleasedLane = {
  readonly laneId: string;
  readonly epoch: number;
  readonly touched: number;
  /** The delivery that is over now, or is retried after `retryInMs`; 0 for none. */
  readonly lastId: number;
  readonly retryInMs: number | undefined;
};

/**
 * Writes how attempts ended, tells everybody, and lets lanes go, all at once. A delivery is fenced by the number of its attempt
 * and a lane by its epoch, so that a process that was away too long changes nothing that went on without it; that something
 * did arrive is the truth however late. `touched` says whether something was enqueued since the claim: a lane's row is read
 * again after a lock, the subquery behind `exists` is not, so without it wake-ups are lost. May be repeated.
 * Returns whether a lane has more to do at once.
 */
export async function settleWave(
  db: Db,
  deliveries: readonly SettledDelivery[],
  lanes: readonly ReleasedLane[],
): Promise<{ readonly more: boolean; readonly settled: number; readonly released: number }> {
  const { rows } = await db.query<{ more: boolean | null; settled: number; released: number }>(
    settleText(deliveries.some(({ stoodIn }) => stoodIn)),
    [...deliveryColumns(deliveries), ...laneColumns(lanes)],
  );
  const [row] = rows;
  return { more: row?.more ?? false, settled: row?.settled ?? 0, released: row?.released ?? 0 };
}

function settleText(someStoodIn: boolean): string {
  return `
  with r as (
    select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::timestamptz[], $10::timestamptz[]) as r(id, n, was, outcome, state, shown, code, external_id, at, trouble_at)),
  tried as (
    update attempt a set outcome = r.outcome, code = r.code, external_id = r.external_id, ended_at = now() from r
    where a.delivery_id = r.id and a.n = r.n and (a.outcome is null or (a.outcome = 'unknown' and r.outcome <> 'unknown'))),
  changed as (
    update delivery d set state = r.state, code = r.code,
      -- An edit has the id of what it edited.
      external_id = coalesce(r.external_id, d.external_id),
      sent_at = case when r.outcome = 'sent' then r.at else d.sent_at end,
      delivered_at = case when r.state = 'delivered' then r.at else d.delivered_at end
    from r where d.id = r.id and d.attempts = r.n and (d.state = r.was
      or (r.outcome = 'sent' and (d.state = 'unknown' or (d.state = 'queued' and d.code = 'unknown'))))
    returning d.id, d.garage_id, d.conversation_id, d.message_id, d.kind, d.edits, d.lane_id, d.external_id, r.shown, r.at,
      r.trouble_at),
  ${tellChanged},${someStoodIn ? STOOD_IN : ''}
  l as (
    select * from unnest($11::uuid[], $12::int[], $13::int[], $14::bigint[], $15::int[])
      as l(id, epoch, touched, last_id, retry_ms)),
  released as (
    update lane set epoch = lane.epoch + 1, due_at = coalesce(now() + l.retry_ms * interval '1 ms',
      case when lane.touched <> l.touched or exists (
        select 1 from delivery d where d.lane_id = l.id and d.state in ('queued', 'sending') and d.id > l.last_id)
      then now() end)
    from l where lane.id = l.id and lane.epoch = l.epoch returning lane.due_at)
  select (select bool_or(due_at <= now() + interval '1 ms') from released) as more, (select count(*)::int from changed) as settled,
    (select count(*)::int from released) as released`;
}

/** The next edit of the message has to find what the network shows of it now; left out where nothing needs it. */
const STOOD_IN = `
  stood_in as (
    update delivery d set external_id = c.external_id from changed c
    where c.kind = 'edit' and d.message_id = c.edits and d.lane_id = c.lane_id and d.kind = 'message'
      and d.external_id <> c.external_id),`;

function deliveryColumns(rows: readonly SettledDelivery[]): unknown[] {
  return [
    rows.map((row) => row.deliveryId),
    rows.map((row) => row.n),
    rows.map((row) => row.was),
    rows.map((row) => row.outcome),
    rows.map((row) => row.state),
    rows.map((row) => row.shown ?? null),
    rows.map((row) => row.code ?? null),
    rows.map((row) => row.externalId ?? null),
    rows.map((row) => row.at),
    rows.map((row) => row.troubleAt ?? null),
  ];
}

/** In id order, as turns lock them. */
function laneColumns(lanes: readonly ReleasedLane[]): unknown[] {
  const rows = [...lanes].sort((a, b) => (a.laneId < b.laneId ? -1 : 1));
  return [
    rows.map((row) => row.laneId),
    rows.map((row) => row.epoch),
    rows.map((row) => row.touched),
    rows.map((row) => row.lastId),
    rows.map((row) => row.retryInMs ?? null),
  ];
}
