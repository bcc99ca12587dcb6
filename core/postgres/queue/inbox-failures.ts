import type { Db } from './db.ts';
import type { ClaimedChat } from './inbox.ts';

/** A turn that failed; `error` is a code and where it happened, never words of people. */
export type FailedTurn = {
  readonly inboxId: number;
  readonly lane: ClaimedChat;
  /** Failed turns with this one. */
  readonly attempts: number;
  readonly error: string;
  /** When to try again; undefined makes the item `dead` and lets its chat go on. */
  readonly retryInMs: number | undefined;
};

/** Counts a failed turn. A dead item shows in the panel of every garage that the account serves. */
export async function failInboxRow(db: Db, { inboxId, lane, attempts, error, retryInMs }: FailedTurn): Promise<void> {
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

/** Gives a dead item its turn again, before all newer ones of its chat. False when it is not dead. */
export async function replayInbox(db: Db, inboxId: number): Promise<boolean> {
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
