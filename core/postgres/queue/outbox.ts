import type { Pool, Tx } from '../database.ts';
import { tellChanged } from './wave.ts';

/** One message, or an edit of one, for one address. The lane is the address. */
export type NewDeliveryRow = {
  readonly garageId: string;
  readonly accountId: string;
  readonly laneId: string;
  readonly messageId: string;
  readonly conversationId: string | undefined;
  /** The message whose content this replaces. */
  readonly edits: string | undefined;
  /** The message carries a visible number, so a second copy does no harm. */
  readonly repeatable: boolean;
  readonly queuedAt: Date;
};

/**
 * Puts deliveries on their lanes, in the order given. Locks the lanes first, in id order: that
 * makes the order of ids the order of commits, and two turns never wait for each other crosswise. A
 * running lease or a retry time stays; `touched` tells a settle that runs at the same time that
 * there is more. Supersedes an older edit that still waits.
 */
export async function enqueueDeliveries(db: Tx | Pool, rows: readonly NewDeliveryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `with r as (
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::smallint[], $8::text[],
         $9::timestamptz[]) with ordinality
         as r(garage_id, account_id, lane_id, message_id, conversation_id, edits, repeatable, state, queued_at, n)),
     l as (
       insert into lane (id, account_id, due_at)
       select distinct on (lane_id) lane_id, account_id, now() from r where state = 'queued' order by lane_id
       on conflict (id) do update set due_at = coalesce(lane.due_at, excluded.due_at), touched = lane.touched + 1
       returning id)${rows.some(({ edits }) => edits !== undefined) ? SUPERSEDED : ''}
     insert into delivery (garage_id, account_id, lane_id, message_id, conversation_id, kind, edits, repeatable, state, queued_at)
     select garage_id, account_id, lane_id, message_id, conversation_id, case when edits is null then 'message' else 'edit' end,
       edits, repeatable, state, queued_at
     -- The sort needs every row of l, so no id is drawn before all lanes are locked.
     from r where state <> 'queued' or exists (select 1 from l where l.id = r.lane_id) order by n`,
    columnsOf(newestEdits(rows)),
  );
}

/**
 * Left out without edits: it reads everything that waits on the lanes, and enqueueing must not cost
 * more behind a backlog.
 */
const SUPERSEDED = `,
     superseded as (
       update delivery d set state = 'cancelled', code = 'superseded' from l, r
       where r.edits is not null and d.lane_id = l.id and r.lane_id = l.id and d.kind = 'edit' and d.edits = r.edits
         and d.state = 'queued')`;

function columnsOf(rows: readonly NewDeliveryRow[]): unknown[] {
  return [
    rows.map((row) => row.garageId),
    rows.map((row) => row.accountId),
    rows.map((row) => row.laneId),
    rows.map((row) => row.messageId),
    rows.map((row) => row.conversationId ?? null),
    rows.map((row) => row.edits ?? null),
    rows.map((row) => (row.repeatable ? 1 : 0)),
    rows.map(() => 'queued'),
    rows.map((row) => row.queuedAt),
  ];
}

/** Keeps only the later of two edits of one message in the same call. */
function newestEdits(rows: readonly NewDeliveryRow[]): readonly NewDeliveryRow[] {
  return rows.filter(
    (row, index) =>
      row.edits === undefined ||
      !rows.slice(index + 1).some((later) => later.edits === row.edits && later.laneId === row.laneId),
  );
}

/** Selects queued messages of a conversation; an absent field does not narrow. */
export type Cancelling = {
  readonly conversationId: string;
  readonly sorts?: readonly string[];
  readonly repairId?: string;
  readonly customerId?: string;
  readonly at: Date;
};

/**
 * Cancels what is still queued in a conversation, to its customer and to everybody with a part in
 * its repairs. The row's state is the fence of a takeover: this sets `queued` to `cancelled`, begin
 * sets `queued` to `sending`, and the first commit wins. A message that waits for its second
 * attempt may have arrived with the first, so it becomes `unknown` and counts as already sending.
 */
export async function cancelQueued(
  db: Tx | Pool,
  { conversationId, sorts, repairId, customerId, at }: Cancelling,
): Promise<{ readonly cancelled: number; readonly alreadySending: number }> {
  const { rows } = await db.query<{ cancelled: number; sending: number }>(
    `with person as (
       select c.customer_id from conversation c where c.id = $1::uuid
       union
       select p.customer_id from repair r
       join repair_contact p on p.garage_id = r.garage_id and p.repair_id = r.id where r.conversation_id = $1::uuid),
     open as (
       select d.id, d.state, d.code, d.attempts
       from person join address a on a.customer_id = person.customer_id
       -- The lanes of their addresses: an index probe each, whatever the log has grown to.
       join delivery d on d.lane_id = a.id and d.conversation_id = $1::uuid and d.state in ('queued', 'sending')
       join message m on m.id = d.message_id
       where ($5::uuid is null or person.customer_id = $5::uuid)
         and d.kind = 'message' and ($2::text[] is null or m.sort = any($2::text[]))
         and ($3::uuid is null or coalesce(m.repair_id::text, m.about->>'repairId') = $3::uuid::text)
       order by d.id for update of d),
     changed as (
       update delivery d set state = case when open.code = 'unknown' then 'unknown' else 'cancelled' end,
         code = case when open.code = 'unknown' then 'unknown' else 'taken_back' end
       from open where d.id = open.id and open.state = 'queued'
       returning d.id, d.garage_id, d.conversation_id, d.message_id, d.kind, d.state as shown, $4::timestamptz as at,
         null::timestamptz as trouble_at),
     ${tellChanged}
     select (select count(*)::int from changed where shown = 'cancelled') as cancelled,
       (select count(*)::int from open where state = 'sending' or code = 'unknown') as sending`,
    [conversationId, sorts ?? null, repairId ?? null, at, customerId ?? null],
  );
  const [row] = rows;
  return { cancelled: row?.cancelled ?? 0, alreadySending: row?.sending ?? 0 };
}

/** A network's report about a message of ours. */
export type DeliveryStatus = {
  readonly accountId: string;
  readonly chat: string;
  readonly externalId: string;
  readonly state: 'delivered' | 'read' | 'failed';
  readonly code?: string;
  /** The network's time. */
  readonly at: Date;
};

/**
 * `early`: a message to this chat is being sent, so its id may be known in a moment; try the turn
 * again.
 */
export type StatusFound = 'recorded' | 'early' | 'unknown_id';

/**
 * Records a status in whatever order they come: states only go forward, and a late or repeated one
 * changes nothing. Settles a message that was `unknown`, or queued again because of that, and
 * releases its lane at once.
 */
export async function recordStatus(db: Tx | Pool, status: DeliveryStatus): Promise<StatusFound> {
  const { accountId, chat, externalId, state, code, at } = status;
  const { rows } = await db.query<{ found: boolean; sending: boolean }>(
    `with a as (select id from address where account_id = $1::uuid and chat = $2::text),
     found as (
       select d.id, d.lane_id, d.state, d.code from delivery d join a on a.id = d.lane_id
       where d.external_id = $3::text and d.kind = 'message' order by d.id desc limit 1 for update of d),
     changed as (
       update delivery d set state = $4::text, code = case when $4::text = 'failed' then coalesce($5::text, 'failed') end,
         sent_at = case when $4::text = 'failed' then d.sent_at else coalesce(d.sent_at, $6::timestamptz) end,
         delivered_at = case when $4::text = 'failed' then d.delivered_at else coalesce(d.delivered_at, $6::timestamptz) end,
         read_at = case when $4::text = 'read' then $6::timestamptz else d.read_at end
       from found f where d.id = f.id and (
         f.state in ('sending', 'sent', 'unknown') or (f.state = 'queued' and f.code = 'unknown')
         or (f.state = 'failed' and $4::text <> 'failed') or (f.state = 'delivered' and $4::text = 'read'))
       returning d.id, d.garage_id, d.conversation_id, d.message_id, d.kind, d.state as shown, $6::timestamptz as at,
         case when d.state = 'failed' then $6::timestamptz end as trouble_at),
     ${tellChanged},
     let_go as (
       update lane set due_at = now() from found f
       where lane.id = f.lane_id and f.code = 'unknown' and lane.due_at > now()
         -- An even epoch: the lane is held, not leased.
         and lane.epoch & 1 = 0)
     select exists (select 1 from found) as found,
       exists (select 1 from delivery d join a on a.id = d.lane_id where d.state = 'sending') as sending`,
    [accountId, chat, externalId, state, code ?? null, at],
  );
  const [row] = rows;
  if (row?.found) return 'recorded';
  return row?.sending ? 'early' : 'unknown_id';
}
