import type { Db } from './db.ts';

/** One message, or the new content of one, for one address. The lane is the address. */
export type NewDeliveryRow = {
  readonly garageId: string;
  readonly accountId: string;
  readonly laneId: string;
  readonly messageId: string;
  readonly conversationId: string | undefined;
  /** The message whose content this replaces. */
  readonly edits: string | undefined;
  /** Carries a visible number, so that a second copy does no harm. */
  readonly repeatable: boolean;
  readonly state: 'queued' | 'waiting';
  readonly queuedAt: Date;
};

/**
 * Puts deliveries on their lanes, in the order given. The lanes come first and in id order: their locks make the order of ids
 * the order of commits, and two turns never wait for each other crosswise. A running lease or a retry-at stays as it is, and
 * `touched` tells a settle that runs at the same time that there is more. An older edit that still waits is superseded.
 */
export async function enqueueDeliveries(tx: Db, rows: readonly NewDeliveryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
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

/** Left out where nothing is edited: it reads whatever waits on the lanes, and enqueueing may not cost more behind a backlog. */
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
    rows.map((row) => row.state),
    rows.map((row) => row.queuedAt),
  ];
}

/** Of two edits of one message in the same call only the later is ever queued. */
function newestEdits(rows: readonly NewDeliveryRow[]): readonly NewDeliveryRow[] {
  return rows.filter(
    (row, index) =>
      row.edits === undefined ||
      !rows.slice(index + 1).some((later) => later.edits === row.edits && later.laneId === row.laneId),
  );
}
