import { storable } from '../../storable.ts';
import type { Pool, Tx } from '../database.ts';

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
 * Leases due chats over all accounts, each with its oldest new item. An odd epoch means that the
 * process that held the lease ended within a turn. That counts as a failed turn; otherwise an item
 * that ends processes would be tried for ever.
 */
export async function claimInbox(
  db: Tx | Pool,
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
const LEASED = `
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

type ClaimedRow = {
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

function claimedChat(row: ClaimedRow): ClaimedChat {
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

/**
 * Locks an item for its turn. False when it was handled meanwhile, or another process has its lane.
 */
export async function lockInboxRow(tx: Tx, inboxId: number, { laneId, epoch }: ClaimedChat): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from inbox i where i.id = $1::bigint and i.state = 'new'
       -- Not locked: whoever receives into this chat does not wait for the turn.
       and exists (select 1 from inbox_lane l where l.id = $2::uuid and l.epoch = $3::int)
     for update`,
    [inboxId, laneId, epoch],
  );
  return rowCount === 1;
}

/**
 * Marks the item of a turn as done and releases the chat, as the last statement before the commit.
 * True when more is due.
 */
export async function finishInboxRow(tx: Tx, inboxId: number, lane: ClaimedChat, answer?: object): Promise<boolean> {
  const { rows } = await tx.query<{ due: boolean }>(
    `with done as (
       update inbox set state = 'done', done_at = now(), answer = $5::jsonb where id = $1::bigint)
     ${LET_GO}`,
    [inboxId, lane.laneId, lane.epoch, lane.touched, answer === undefined ? null : JSON.stringify(answer)],
  );
  return rows[0]?.due ?? false;
}

/** Releases a chat without a turn, at once or after `retryInMs`. True when more is due at once. */
export async function releaseChat(db: Tx | Pool, lane: ClaimedChat, retryInMs?: number): Promise<boolean> {
  const { rows } = await db.query<{ due: boolean }>(
    `update inbox_lane l set epoch = l.epoch + 1, due_at = coalesce(now() + $4::int * interval '1 ms',
       case when l.touched <> $3::int or exists (select 1 from inbox i where i.lane_id = l.id and i.state = 'new')
       then now() end)
     where l.id = $1::uuid and l.epoch = $2::int returning coalesce(l.due_at <= now() + interval '1 ms', false) as due`,
    [lane.laneId, lane.epoch, lane.touched, retryInMs ?? null],
  );
  return rows[0]?.due ?? false;
}

/**
 * As in the delivery lanes, `touched` shows what was received since the claim, which `exists` alone
 * would miss.
 */
const LET_GO = `
  update inbox_lane l set epoch = l.epoch + 1, due_at = case when l.touched <> $4::int or exists (
    select 1 from inbox i where i.lane_id = l.id and i.state = 'new' and i.id > $1::bigint) then now() end
  where l.id = $2::uuid and l.epoch = $3::int returning l.due_at is not null as due`;

/** `error` is a code and where it happened, never words of people. */
export type FailedTurn = {
  readonly inboxId: number;
  readonly lane: ClaimedChat;
  /** Failed turns, this one included. */
  readonly attempts: number;
  readonly error: string;
  /** Undefined makes the item `dead` and lets its chat go on. */
  readonly retryInMs: number | undefined;
};

/**
 * Counts a failed turn. A dead item is shown in the panel of every garage that the account serves.
 */
export async function failInboxRow(
  db: Tx | Pool,
  { inboxId, lane, attempts, error, retryInMs }: FailedTurn,
): Promise<void> {
  await db.query(
    `with failed as (
       update inbox set attempts = $2::smallint, error = $3::text, state = case when $4::int is null then 'dead' else 'new' end
       where id = $1::bigint and state = 'new' returning account_id, state),
     fed as (
       insert into feed (garage_id, kind) select g.garage_id, 'account' from failed
       join channel_account_garage g on g.account_id = failed.account_id where failed.state = 'dead')
     update inbox_lane l set epoch = l.epoch + 1, due_at = coalesce(now() + $4::int * interval '1 ms',
       case when l.touched <> $7::int or exists (
         select 1 from inbox i where i.lane_id = l.id and i.state = 'new' and i.id > $1::bigint) then now() end)
     where l.id = $5::uuid and l.epoch = $6::int`,
    [inboxId, attempts, error, retryInMs ?? null, lane.laneId, lane.epoch, lane.touched],
  );
}

/** Gives a dead item another turn, before all newer ones of its chat. False when it is not dead. */
export async function replayInbox(db: Tx | Pool, inboxId: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `with l as (
       update inbox_lane l set due_at = coalesce(l.due_at, now()), touched = l.touched + 1
       from inbox i where i.id = $1::bigint and i.state = 'dead' and l.id = i.lane_id returning l.id)
     update inbox i set state = 'new', attempts = 0, error = null from l
     where i.id = $1::bigint and i.lane_id = l.id and i.state = 'dead'`,
    [inboxId],
  );
  return rowCount === 1;
}

/** An item whose answer a network waits for. */
export type Awaited = {
  readonly inboxId: number;
  readonly state: 'new' | 'done' | 'dead';
  /** The answer that its turn stored. */
  readonly answer: object | undefined;
  /**
   * Its chat with the oldest new item, leased; undefined after the turn, or when the chat is busy
   * or pauses.
   */
  readonly lane: ClaimedChat | undefined;
};

export type AwaitedKey = { readonly accountId: string; readonly chat: string; readonly dedupeKey: string };

/**
 * Finds an item by its key in this chat and leases the chat if the item still waits for its turn.
 */
export async function claimAwaited(
  db: Tx | Pool,
  { accountId, chat, dedupeKey, leaseMs }: AwaitedKey & { readonly leaseMs: number },
): Promise<Awaited | undefined> {
  const { rows } = await db.query<Row>({
    name: 'claim-awaited',
    text: `with awaited as (
       select i.id, i.state, i.answer, i.lane_id from inbox_lane l join inbox i on i.lane_id = l.id
       where l.account_id = $1::uuid and l.chat = $3::text and i.payload ? 'awaits' and i.payload->>'dedupeKey' = $4::text
       order by i.id desc limit 1),
     l as (
       select l.id, l.epoch from inbox_lane l
       where l.id = (select lane_id from awaited where state = 'new') and l.due_at <= now() + interval '1 ms'
       -- Not skipped: whoever has a lane locked, has it for one statement.
       for update),
     ${LEASED}
     select awaited.id as awaited_id, awaited.state, awaited.answer, claimed.* from awaited left join claimed on true`,
    values: [accountId, leaseMs, storable(chat), storable(dedupeKey)],
  });
  const [row] = rows;
  if (!row) return undefined;
  return {
    inboxId: Number(row.awaited_id),
    state: row.state,
    answer: row.answer ?? undefined,
    lane: row.lane_id === null ? undefined : claimedChat(row as Row & ClaimedRow),
  };
}

type Row = { readonly awaited_id: string; readonly state: Awaited['state']; readonly answer: object | null } & (
  | ClaimedRow
  | { readonly lane_id: null }
);

/** A parsed message; stored once per dedupe key. */
export type Received = {
  readonly accountId: string;
  readonly chat: string;
  readonly dedupeKey: string;
  readonly payload: object;
};

/**
 * Stores many rows in one statement. Locks keys and lanes in their order, so that two batches never
 * wait for each other crosswise; rows of one chat keep the order of arrival. Returns how many were
 * new.
 */
export async function receiveBatch(db: Tx | Pool, rows: readonly Received[]): Promise<number> {
  if (rows.length === 0) return 0;
  // Prepared once per connection: planning it takes longer than running it.
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
