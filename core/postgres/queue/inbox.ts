import type { Db } from './db.ts';

/** A leased chat with the oldest item that is still to be handled. */
export type ClaimedChat = {
  readonly laneId: string;
  readonly accountId: string;
  readonly chat: string;
  readonly epoch: number;
  readonly touched: number;
  readonly head: InboxRow | undefined;
};

export type InboxRow = {
  readonly inboxId: number;
  readonly accountId: string;
  readonly chat: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly receivedAt: Date;
  /** Turns that failed. */
  readonly attempts: number;
};

/**
 * Leases due chats over all accounts, each with its oldest new item. An odd epoch found here says that the process that had the
 * lease ended within a turn: that counts as a failed turn, or an item that ends processes would be tried for ever.
 */
export async function claimInbox(
  db: Db,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<readonly ClaimedChat[]> {
  const { rows } = await db.query<ClaimedRow>(
    `with l as (
       select id, epoch from inbox_lane where due_at <= now() + interval '1 ms' order by due_at limit $1::int for update skip locked),
     ${LEASED}
     select * from claimed`,
    [limit, leaseMs],
  );
  return rows.map(claimedChat);
}

/** Leases the lanes `l` (id, epoch) for `$2` ms; `claimed` has each with its oldest new item. */
export const LEASED = `
     leased as (
       update inbox_lane i set due_at = now() + $2::int * interval '1 ms', epoch = l.epoch + 1 + (l.epoch & 1)
       from l where i.id = l.id
       returning i.id, i.account_id, i.chat, i.epoch, i.touched, l.epoch & 1 as left_over),
     head as (
       select leased.*, h.id as inbox_id, h.payload, h.received_at, h.attempts from leased
       left join lateral (
         select * from inbox h where h.lane_id = leased.id and h.state = 'new' order by h.id limit 1) h on true),
     counted as (
       update inbox i set attempts = i.attempts + 1 from head where head.left_over = 1 and i.id = head.inbox_id),
     claimed as (
       select id as lane_id, account_id, chat, epoch, touched, inbox_id, payload, received_at, attempts + left_over as attempts
       from head)`;

/** A row of `claimed`. */
export type ClaimedRow = {
  lane_id: string;
  account_id: string;
  chat: string;
  epoch: number;
  touched: number;
  inbox_id: string | null;
  payload: Record<string, unknown>;
  received_at: Date;
  attempts: number;
};

/** A leased chat as its row says. */
export function claimedChat(row: ClaimedRow): ClaimedChat {
  return {
    laneId: row.lane_id,
    accountId: row.account_id,
    chat: row.chat,
    epoch: row.epoch,
    touched: row.touched,
    head: headOf(row),
  };
}

function headOf(row: ClaimedRow): InboxRow | undefined {
  return row.inbox_id === null
    ? undefined
    : {
        inboxId: Number(row.inbox_id),
        accountId: row.account_id,
        chat: row.chat,
        payload: row.payload,
        receivedAt: row.received_at,
        attempts: row.attempts,
      };
}

/** Locks an item within its turn. False when it was handled meanwhile, or its lane went on without this process. */
export async function lockInboxRow(tx: Db, inboxId: number, { laneId, epoch }: ClaimedChat): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from inbox i where i.id = $1::bigint and i.state = 'new'
       -- Not locked: whoever receives into this chat does not wait for the turn.
       and exists (select 1 from inbox_lane l where l.id = $2::uuid and l.epoch = $3::int)
     for update`,
    [inboxId, laneId, epoch],
  );
  return rowCount === 1;
}

/** Ends a turn: marks its item as done and lets the chat go, as the last statement before the commit. True when more is due. */
export async function finishInboxRow(tx: Db, inboxId: number, lane: ClaimedChat, answer?: object): Promise<boolean> {
  const { rows } = await tx.query<{ due: boolean }>(
    `with done as (
       update inbox set state = 'done', done_at = now(), answer = $5::jsonb where id = $1::bigint)
     ${LET_GO}`,
    [inboxId, lane.laneId, lane.epoch, lane.touched, answer === undefined ? null : JSON.stringify(answer)],
  );
  return rows[0]?.due ?? false;
}

/** Lets a chat go without a turn, at once or after `retryInMs`. True when more is due at once. */
export async function letChatGo(db: Db, lane: ClaimedChat, retryInMs?: number): Promise<boolean> {
  const { rows } = await db.query<{ due: boolean }>(
    `update inbox_lane l set epoch = l.epoch + 1, due_at = coalesce(now() + $4::int * interval '1 ms',
       case when l.touched <> $3::int or exists (select 1 from inbox i where i.lane_id = l.id and i.state = 'new')
       then now() end)
     where l.id = $1::uuid and l.epoch = $2::int returning coalesce(l.due_at <= now() + interval '1 ms', false) as due`,
    [lane.laneId, lane.epoch, lane.touched, retryInMs ?? null],
  );
  return rows[0]?.due ?? false;
}

/** As in the delivery lanes: `touched` catches what was received since the claim, which `exists` alone would miss. */
const LET_GO = `
  update inbox_lane l set epoch = l.epoch + 1, due_at = case when l.touched <> $4::int or exists (
    select 1 from inbox i where i.lane_id = l.id and i.state = 'new' and i.id > $1::bigint) then now() end
  where l.id = $2::uuid and l.epoch = $3::int returning l.due_at is not null as due`;
