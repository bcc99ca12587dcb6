import type { Pool, Tx } from '../database.ts';

/**
 * A leased lane; no other process touches it until the lease ends or it is settled with this epoch.
 */
export type ClaimedLane = {
  readonly laneId: string;
  readonly chat: string;
  readonly epoch: number;
  readonly touched: number;
  /** The oldest open delivery; none when it was cancelled meanwhile. */
  readonly head: ClaimedDelivery | undefined;
};

export type ClaimedDelivery = {
  readonly deliveryId: number;
  /** `sending` was left by a process that died: the message may have arrived. */
  readonly state: 'queued' | 'sending';
  readonly kind: 'message' | 'edit';
  readonly messageId: string;
  readonly conversationId: string | undefined;
  readonly repeatable: boolean;
  /** By the product's clock. */
  readonly queuedAt: Date;
  readonly attempts: number;
  /** Attempts that may or may not have arrived. */
  readonly unknowns: number;
  /** Time since the first attempt, by the database's clock; 0 before it. */
  readonly triedForMs: number;
  readonly lastCode: string | undefined;
  readonly body: string;
  readonly content: Readonly<Record<string, unknown>>;
  /**
   * Of an edit: the network's id of the message as it was last sent; undefined when it never was.
   */
  readonly editsExternalId: string | undefined;
};

/**
 * Leases due lanes of one account with the oldest open delivery of each. Changes nothing in a
 * delivery. An odd epoch means that the lane is leased, an even one that it is free, so that a late
 * status can tell a pause from a lease. Columns keep whole milliseconds and round up, so what is
 * due now may be due half a millisecond later.
 */
export async function claimWave(
  db: Tx | Pool,
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

/** A delivery that is about to leave, with the text for the network and its SHA-256 in hex. */
export type Beginning = {
  readonly deliveryId: number;
  readonly laneId: string;
  readonly epoch: number;
  /** The state when it was claimed. */
  readonly attempts: number;
  readonly text: string;
  readonly hash: string;
  /** The SHA-256 of each picture that goes with it. */
  readonly pictures?: readonly string[];
  /** The words are sent again without their pictures: those of the last attempt are the evidence. */
  readonly wordsAlone?: boolean;
  /** Of an edit: the network's id of the message that it edits. */
  readonly editsExternalId?: string | undefined;
};

/**
 * Marks deliveries as `sending` and stores their text as evidence; must be committed before the
 * first byte leaves. Skips deliveries that were cancelled since the claim, or whose lease has less
 * than `leaseLeftMs` left. Returns the ids begun. It may be repeated when its answer was lost: only
 * the holder of the epoch begins, so a row that is already `sending` with the next attempt was
 * begun by the same caller. It needs no lock on the lane: the rest of the lease keeps others away.
 */
export async function beginWave(
  db: Tx | Pool,
  beginnings: readonly Beginning[],
  leaseLeftMs: number,
): Promise<ReadonlySet<number>> {
  if (beginnings.length === 0) return new Set();
  // Everybody locks deliveries in this order, so that a takeover and a wave never wait for each
  // other crosswise.
  const sorted = [...beginnings].sort((a, b) => a.deliveryId - b.deliveryId);
  const { rows } = await db.query<{ id: string }>(
    `with r as (
       select * from unnest($1::bigint[], $2::uuid[], $3::int[], $4::smallint[], $5::text[], $6::text[], $7::jsonb[],
           $9::text[], $10::boolean[]) as r(id, lane_id, epoch, attempts, text, hash, pictures, edits_external_id, again)),
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
       select begun.id, begun.attempts, r.text, r.hash, case when r.again then
           (select a.pictures from attempt a where a.delivery_id = begun.id and a.n < begun.attempts order by a.n desc limit 1)
         else r.pictures end, now() from begun join r on r.id = begun.id
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
      sorted.map(({ wordsAlone = false }) => wordsAlone),
    ],
  );
  return new Set(rows.map(({ id }) => Number(id)));
}

/** The end of one attempt, and the new state of its delivery. */
export type SettledDelivery = {
  readonly deliveryId: number;
  /** The attempt; a delivery with a newer attempt is left alone. */
  readonly n: number;
  /** The state before; `queued` when nothing was begun. */
  readonly was: 'queued' | 'sending';
  readonly outcome: 'sent' | 'not_sent' | 'unknown' | 'permanent';
  readonly state: 'sent' | 'delivered' | 'failed' | 'unknown' | 'cancelled' | 'queued';
  /** The state to show to people; undefined for a retry that they need not know of. */
  readonly shown: 'sent' | 'delivered' | 'failed' | 'unknown' | 'cancelled' | undefined;
  readonly code: string | undefined;
  /** The SHA-256 of pictures that did not arrive, so that they are no evidence. */
  readonly missing?: readonly string[];
  readonly externalId: string | undefined;
  /**
   * Of an edit: its message was gone, and `externalId` is the network's new message in its place.
   */
  readonly stoodIn?: boolean;
  /** The network's time if it was sent, else the product's clock. */
  readonly at: Date;
  /** When somebody has to look at it, by the product's clock. */
  readonly troubleAt: Date | undefined;
};

export type ReleasedLane = {
  readonly laneId: string;
  readonly epoch: number;
  readonly touched: number;
  /** The delivery that is over now, or is retried after `retryInMs`; 0 for none. */
  readonly lastId: number;
  readonly retryInMs: number | undefined;
};

/**
 * Writes the ends of attempts, tells everybody and releases lanes, all at once. The attempt's
 * number fences a delivery and the epoch fences a lane, so that a process that was away too long
 * changes nothing that went on without it; that a message did arrive is true however late.
 * `touched` shows if something was enqueued since the claim: a lane's row is read again after a
 * lock, the subquery behind `exists` is not, so without it wake-ups are lost. May be repeated.
 * Returns if a lane has more to do at once.
 */
export async function settleWave(
  db: Tx | Pool,
  deliveries: readonly SettledDelivery[],
  lanes: readonly ReleasedLane[],
): Promise<{ readonly more: boolean; readonly settled: number; readonly released: number }> {
  const { rows } = await db.query<{ more: boolean | null; settled: number; released: number }>(
    settleText(deliveries.some(({ stoodIn }) => stoodIn)),
    [
      ...deliveryColumns(deliveries),
      ...laneColumns(lanes),
      deliveries.map(({ missing = [] }) => (missing.length > 0 ? JSON.stringify(missing) : null)),
    ],
  );
  const [row] = rows;
  return { more: row?.more ?? false, settled: row?.settled ?? 0, released: row?.released ?? 0 };
}

function settleText(someStoodIn: boolean): string {
  return `
  with r as (
    select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::timestamptz[], $10::timestamptz[], $16::jsonb[])
      as r(id, n, was, outcome, state, shown, code, external_id, at, trouble_at, missing)),
  tried as (
    update attempt a set outcome = r.outcome, code = r.code, external_id = r.external_id, ended_at = now(),
      pictures = case when r.missing is null or a.pictures is null then a.pictures
        else (select jsonb_agg(p order by n) from jsonb_array_elements_text(a.pictures) with ordinality as p(p, n)
               where not r.missing ? p) end
    from r
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

/** The next edit must find what the network shows now; left out when no edit needs it. */
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

/**
 * Tells everybody about changed deliveries, as CTEs behind one named `changed` with (id, garage_id,
 * conversation_id, message_id, kind, shown, at, trouble_at). `shown` is the state that people see,
 * null when there is nothing to tell; with `trouble_at` a timer makes somebody look at it.
 */
export const tellChanged = `
  events as (
    insert into conversation_event (garage_id, conversation_id, type, data, at, by)
    select garage_id, conversation_id, 'DeliveryChanged',
      jsonb_build_object('deliveryId', id, 'messageId', message_id, 'state', shown), at, '{"kind":"system","part":"bot"}'
    from changed where conversation_id is not null and shown is not null order by id),
  fed as (
    insert into feed (garage_id, kind, conversation_id)
    select distinct garage_id, case when conversation_id is null then 'account' else 'conversation' end, conversation_id
    from changed where conversation_id is not null or trouble_at is not null),
  trouble as (
    insert into timer (garage_id, kind, subject, conversation_id, due_at)
    select garage_id, 'delivery-trouble', message_id, conversation_id, min(trouble_at) from changed
    where kind = 'message' and conversation_id is not null and trouble_at is not null group by 1, 3, 4 order by 1, 3
    on conflict (garage_id, kind, subject) do update
      set due_at = excluded.due_at, attempts = 0, dead = null, leased_until = null)`;
