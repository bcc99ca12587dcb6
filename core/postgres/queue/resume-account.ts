import type { Db } from './db.ts';

/** Why an account stood still when its last process ended. */
export type AccountPause = {
  /** What is left of the pause that its network asked for; 0 for none. */
  readonly pauseMs: number;
  /** Its network refused the account itself, e.g. a revoked token. */
  readonly refused: boolean;
};

/**
 * What the waiting messages of an account tell of its pause, for a process that starts: the one that was asked to wait waits for as
 * long as all of them. What was refused with the account is due at once, because a start is how a new token comes. Reads no
 * more than the lanes that wait for a time, which are few, whatever is queued behind them.
 */
export async function resumeAccount(db: Db, accountId: string): Promise<AccountPause> {
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
