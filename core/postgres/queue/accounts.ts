import type { Pool, Tx } from '../database.ts';

/** Why an account paused when its last process ended. */
export type AccountPause = {
  /** What is left of the pause that its network asked for, in ms; 0 for none. */
  readonly pauseMs: number;
  /** Its network refused the account itself, e.g. a revoked token. */
  readonly refused: boolean;
};

/**
 * Reads an account's pause from its waiting messages, for a process that starts: the message that
 * was told to wait waits for all of them. Messages refused together with the account are due at
 * once, because a new token comes with a start. Reads only lanes that wait for a time, which are
 * few, however long the queue is.
 */
export async function resumeAccount(db: Tx | Pool, accountId: string): Promise<AccountPause> {
  const { rows } = await db.query<{ pause_ms: number | null; refused: boolean | null }>(
    `with w as (
       select l.id, l.epoch, d.code, extract(epoch from l.due_at - now()) * 1000 as wait_ms
       from lane l cross join lateral (
         select code from delivery d where d.lane_id = l.id and d.state = 'queued' order by d.id limit 1) d
       where l.account_id = $1::uuid and l.due_at > now() and l.epoch & 1 = 0),
     due as (
       update lane l set due_at = now() from w where l.id = w.id and l.epoch = w.epoch and w.code = 'not_authorised')
     select (max(wait_ms) filter (where code = 'rate_limited'))::float8 as pause_ms, bool_or(code = 'not_authorised') as refused
     from w`,
    [accountId],
  );
  const [row] = rows;
  return { pauseMs: row?.pause_ms ?? 0, refused: row?.refused ?? false };
}

/**
 * Gives a chat its new id on the network. False when the account already knows an address with that
 * id.
 */
export async function moveAddress(db: Tx | Pool, addressId: string, chat: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update address a set chat = $2::text where a.id = $1::uuid
       and not exists (select 1 from address b where b.account_id = a.account_id and b.chat = $2::text)`,
    [addressId, chat],
  );
  return rowCount === 1;
}

export type Whose = 'anybody' | 'staff';

/**
 * Notes if an address can be written to. If that changes for a mechanic, the pages of their open
 * repairs are told. If they have no chat left, their open questions are due at once, so that
 * customer service is asked instead.
 */
export async function setReachable(
  db: Tx | Pool,
  { addressId, reachable, at, whose }: { addressId: string; reachable: boolean; at: Date; whose: Whose },
): Promise<void> {
  await db.query(
    `with here as (
       update address set unreachable_at = case when $2::boolean then null else $3::timestamptz end
       where id = $1::uuid and (unreachable_at is null) <> $2::boolean and ($4::text = 'anybody' or staff_id is not null)
       returning staff_id),
     cars as (
       select r.id, r.garage_id, r.conversation_id from here join repair r on r.mechanic_id = here.staff_id
       where r.status in ('registered', 'started', 'completed')),
     fed as (
       insert into feed (garage_id, kind, conversation_id, repair_id) select garage_id, 'repair', conversation_id, id from cars)
     update timer t set due_at = $3::timestamptz
     from cars join waiting_item w on w.conversation_id = cars.conversation_id and w.repair_id = cars.id
     where not $2::boolean and w.owner = 'mechanic' and w.ended_at is null
       and t.garage_id = cars.garage_id and t.kind = 'item-due' and t.subject = w.id
       and not exists (
         select 1 from here join address o on o.staff_id = here.staff_id
         where o.id <> $1::uuid and o.unreachable_at is null)`,
    [addressId, reachable, at, whose],
  );
}
