import type { Db } from './db.ts';

/** A leased lane; nobody else touches it until the lease ends or it is settled with this epoch. */
export type ClaimedLane = {
  readonly laneId: string;
  readonly chat: string;
  readonly epoch: number;
  readonly touched: number;
  /** The oldest delivery that is not over; none when it was cancelled meanwhile. */
  readonly head: ClaimedDelivery | undefined;
};

export type ClaimedDelivery = {
  readonly deliveryId: number;
  /** `sending` is left over from a process that died: it may have arrived. */
  readonly state: 'queued' | 'sending';
  readonly kind: 'message' | 'edit';
  readonly messageId: string;
  readonly conversationId: string | undefined;
  readonly repeatable: boolean;
  /** By the product's clock. */
  readonly queuedAt: Date;
  readonly attempts: number;
  /** Attempts of which nobody knows whether they arrived. */
  readonly unknowns: number;
  /** Since the first attempt, by the database's clock; 0 before it. */
  readonly triedForMs: number;
  readonly lastCode: string | undefined;
  readonly body: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** With an edit: the network's id of the message as it was last sent; undefined when it never was. */
  readonly editsExternalId: string | undefined;
};

/**
 * Leases due lanes of one account with the oldest open delivery of each. Nothing of a delivery changes here. An odd epoch says
 * that the lane is leased, an even one that it is free, so that a late status can tell a hold from a lease. Columns keep whole
 * milliseconds and round up, so what is due now may be due half of one later.
 */
export async function claimWave(
  db: Db,
  { accountId, limit, leaseMs }: { accountId: string; limit: number; leaseMs: number },
): Promise<readonly ClaimedLane[]> {
  const { rows } = await db.query<Row>(
    `with l as (
       select id from lane where account_id = $1::uuid and due_at <= now() + interval '1 ms' order by due_at limit $2::int for update skip locked),
     leased as (
       update lane set due_at = now() + $3::int * interval '1 ms', epoch = lane.epoch + 1 + (lane.epoch & 1)
       from l where lane.id = l.id returning lane.id, lane.epoch, lane.touched)
     select leased.id as lane_id, leased.epoch, leased.touched, a.chat, d.id as delivery_id, d.state, d.kind, d.message_id,
       d.conversation_id, d.repeatable, d.queued_at, d.attempts, d.code, m.body, m.content, tried.unknowns, tried.for_ms, edited.external_id
     from leased
     -- By lateral, the price is one index probe per lane, whatever waits behind it.
     left join lateral (
       select * from delivery d where d.lane_id = leased.id and d.state in ('queued', 'sending') order by d.id limit 1) d on true
     left join message m on m.id = d.message_id
     left join address a on a.id = leased.id
     left join lateral (
       select count(*) filter (where t.outcome = 'unknown')::int as unknowns,
         (extract(epoch from now() - min(t.started_at)) * 1000)::float8 as for_ms
       from attempt t where d.attempts > 0 and t.delivery_id = d.id) tried on true
     left join lateral (
       select e.external_id from delivery e
       where d.kind = 'edit' and e.message_id = d.edits and e.lane_id = leased.id and e.kind = 'message'
         and e.state in ('sent', 'delivered', 'read') order by e.id desc limit 1) edited on true`,
    [accountId, limit, leaseMs],
  );
  return rows.map((row) => ({
    laneId: row.lane_id,
    chat: row.chat ?? '',
    epoch: row.epoch,
    touched: row.touched,
    head: headOf(row),
  }));
}

type Row = {
  lane_id: string;
  chat: string | null;
  epoch: number;
  touched: number;
  delivery_id: string | null;
  state: 'queued' | 'sending';
  kind: 'message' | 'edit';
  message_id: string;
  conversation_id: string | null;
  repeatable: number;
  queued_at: Date;
  attempts: number;
  code: string | null;
  body: string | null;
  content: Record<string, unknown> | null;
  unknowns: number | null;
  for_ms: number | null;
  external_id: string | null;
};

function headOf(row: Row): ClaimedDelivery | undefined {
  return row.delivery_id === null
    ? undefined
    : {
        deliveryId: Number(row.delivery_id),
        state: row.state,
        kind: row.kind,
        messageId: row.message_id,
        conversationId: row.conversation_id ?? undefined,
        repeatable: row.repeatable === 1,
        queuedAt: row.queued_at,
        attempts: row.attempts,
        unknowns: row.unknowns ?? 0,
        triedForMs: Math.max(row.for_ms ?? 0, 0),
        lastCode: row.code ?? undefined,
        body: row.body ?? '',
        content: row.content ?? {},
        editsExternalId: row.external_id ?? undefined,
      };
}
