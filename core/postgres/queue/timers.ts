import type { Pool, Tx } from '../database.ts';

/** One timer per garage, kind and subject; it carries no data. */
export type TimerKey = { readonly garageId: string; readonly kind: string; readonly subject: string };

export type ClaimedTimer = TimerKey & {
  readonly conversationId: string;
  readonly dueAt: Date;
  /** Names this lease; a timer that was set again since has another one or none. */
  readonly leasedUntil: Date;
  /** Failed firings so far. */
  readonly attempts: number;
};

/** Sets a timer, in place of an earlier one of the same subject; a dead timer lives again. */
export async function setTimer(
  db: Tx | Pool,
  timer: TimerKey & { readonly conversationId: string; readonly dueAt: Date },
): Promise<void> {
  await db.query(
    `insert into timer (garage_id, kind, subject, conversation_id, due_at)
     values ($1::uuid, $2::text, $3::uuid, $4::uuid, $5::timestamptz)
     on conflict (garage_id, kind, subject) do update set conversation_id = excluded.conversation_id,
       due_at = excluded.due_at, leased_until = null, attempts = 0, dead = null`,
    [timer.garageId, timer.kind, timer.subject, timer.conversationId, timer.dueAt],
  );
}

export async function clearTimer(db: Tx | Pool, { garageId, kind, subject }: TimerKey): Promise<void> {
  await db.query('delete from timer where garage_id = $1::uuid and kind = $2::text and subject = $3::uuid', [
    garageId,
    kind,
    subject,
  ]);
}

/** Leases timers that are due by the product's clock; the lease itself goes by the database's. */
export async function claimTimers(
  db: Tx | Pool,
  { now, limit, leaseMs }: { now: Date; limit: number; leaseMs: number },
): Promise<readonly ClaimedTimer[]> {
  const { rows } = await db.query<ClaimedTimer>(
    `with c as (
       select garage_id, kind, subject from timer
       where dead is null and due_at <= $1::timestamptz and (leased_until is null or leased_until <= now())
       order by due_at limit $2::int for update skip locked)
     update timer t set leased_until = now() + $3::int * interval '1 ms' from c
     where t.garage_id = c.garage_id and t.kind = c.kind and t.subject = c.subject
     returning t.garage_id as "garageId", t.kind, t.subject, t.conversation_id as "conversationId", t.due_at as "dueAt",
       t.leased_until as "leasedUntil", t.attempts`,
    [now, limit, leaseMs],
  );
  return rows;
}

/** Returns when the next timer is due that no process fires right now. */
export async function nextTimerAt(db: Tx | Pool): Promise<Date | undefined> {
  const { rows } = await db.query<{ due_at: Date }>(
    `select due_at from timer where dead is null and (leased_until is null or leased_until <= now())
     order by due_at limit 1`,
  );
  return rows[0]?.due_at;
}

/**
 * Locks a timer for its firing. False when it was set again, cleared, or is fired by another
 * process.
 */
export async function lockTimer(tx: Tx, timer: ClaimedTimer): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from timer where garage_id = $1::uuid and kind = $2::text and subject = $3::uuid
       and leased_until = $4::timestamptz and dead is null for update`,
    keyOf(timer),
  );
  return rowCount === 1;
}

/**
 * Ends a firing: the timer is due again, or over. A timer that the firing itself set or cleared
 * stays so, because its lease is gone.
 */
export async function finishTimer(tx: Tx, timer: ClaimedTimer, again: Date | undefined): Promise<void> {
  const where = `garage_id = $1::uuid and kind = $2::text and subject = $3::uuid and leased_until = $4::timestamptz`;
  if (again === undefined) await tx.query(`delete from timer where ${where}`, keyOf(timer));
  else
    await tx.query(`update timer set due_at = $5::timestamptz, leased_until = null, attempts = 0 where ${where}`, [
      ...keyOf(timer),
      again,
    ]);
}

/**
 * Counts a failed firing: the timer fires again after `retryInMs`, or is dead and shown to staff.
 */
export async function failTimer(
  db: Tx | Pool,
  timer: ClaimedTimer,
  { error, retryInMs }: { readonly error: string; readonly retryInMs: number | undefined },
): Promise<void> {
  await db.query(
    `with failed as (
       update timer set attempts = attempts + 1, leased_until = now() + $5::int * interval '1 ms',
         dead = case when $5::int is null then $6::text end
       where garage_id = $1::uuid and kind = $2::text and subject = $3::uuid and leased_until = $4::timestamptz
       returning garage_id, conversation_id, dead)
     insert into feed (garage_id, kind, conversation_id)
     select garage_id, 'conversation', conversation_id from failed where dead is not null`,
    [...keyOf(timer), retryInMs ?? null, error],
  );
}

function keyOf({ garageId, kind, subject, leasedUntil }: ClaimedTimer): unknown[] {
  return [garageId, kind, subject, leasedUntil];
}
