import { inTransaction, type Pool, type Tx } from '../database.ts';
import { leaseStands } from '../lease.ts';

/** What is kept how long: the one table of it, which docs/operations.md shows. */
export type RetentionRule = {
  readonly table: string;
  readonly what: string;
  readonly days: number;
  /** The time that the rows were written by: the product's, which the simulator moves, or the machine's. */
  readonly clock: 'product' | 'machine';
  /**
   * Removes at most `$2` rows from before `$1` and returns how many, as `rows`. With a cursor it goes on
   * behind `$3` and returns the last key that it looked at, as `last`.
   */
  readonly sql: string;
};

function deleteFrom(table: string, old: string): string {
  return `with gone as (
      delete from ${table} where ctid in (select ctid from ${table} where ${old} limit $2::int) returning 1)
    select count(*)::int as rows from gone`;
}

/** Evidence has a copy of its text; of the text that left, the attempt is the first record. */
const attempts = `with old as (
      select delivery_id, n from attempt t
      where delivery_id > $3::bigint and started_at < $1::timestamptz and (text <> '' or pictures is not null)
        and not exists (select 1 from decision d where d.shown_hash = t.hash)
      order by delivery_id limit $2::int),
    gone as (
      update attempt t set text = '', pictures = null from old where t.delivery_id = old.delivery_id and t.n = old.n returning 1)
    select (select count(*)::int from gone) as rows, (select max(delivery_id) - 1 from old)::text as last`;

const files = `with old as (
      select f.message_id, f.n from message_media f join message m on m.id = f.message_id
      left join repair_photo p on p.message_id = m.id left join repair photographed on photographed.id = p.repair_id
      where m.recorded_at < $1::timestamptz
        and not exists (
          select 1 from repair r where r.conversation_id = coalesce(m.conversation_id, photographed.conversation_id)
            and (r.closed_at is null or r.closed_at >= $1::timestamptz))
        and not exists (select 1 from decision d where d.shown_pictures ? f.sha256)
      limit $2::int),
    gone as (
      delete from message_media f using old where f.message_id = old.message_id and f.n = old.n returning 1)
    select count(*)::int as rows from gone`;

/** In this order: files before the bytes that nothing names any more. */
export const retentionRules: readonly RetentionRule[] = [
  {
    table: 'inbox',
    what: 'copies of what came in, once they are handled',
    days: 30,
    clock: 'machine',
    sql: deleteFrom('inbox', `state = 'done' and done_at < $1::timestamptz`),
  },
  {
    table: 'attempt',
    what: 'texts and pictures as they left, unless a decision rests on them',
    days: 365,
    clock: 'product',
    sql: attempts,
  },
  {
    table: 'message_media',
    what: 'files, after the last repair of the conversation was closed, unless a decision rests on them',
    days: 365,
    clock: 'product',
    sql: files,
  },
  {
    table: 'media',
    what: 'bytes that no message and no decision names any more',
    days: 1,
    clock: 'product',
    sql: deleteFrom(
      'media',
      `created_at < $1::timestamptz
         and not exists (select 1 from message_media f where f.sha256 = media.sha256)
         and not exists (select 1 from decision d where d.shown_pictures ? media.sha256)`,
    ),
  },
  {
    table: 'invitation',
    what: 'invitations, after they were used or expired',
    days: 90,
    clock: 'product',
    sql: deleteFrom('invitation', `coalesce(used_at, expires_at) < $1::timestamptz`),
  },
  {
    table: 'simulator_entry',
    what: 'what the simulated phones show',
    days: 30,
    clock: 'product',
    sql: deleteFrom('simulator_entry', `at::timestamptz < $1::timestamptz`),
  },
  {
    table: 'seen',
    what: 'keys against repetition',
    days: 14,
    clock: 'machine',
    sql: deleteFrom('seen', `at < $1::timestamptz`),
  },
  {
    table: 'feed',
    what: 'notices of changes for open pages',
    days: 1,
    clock: 'machine',
    sql: deleteFrom('feed', `at < $1::timestamptz`),
  },
  {
    table: 'session',
    what: 'sign-ins, after their end, with address and browser',
    days: 30,
    clock: 'machine',
    sql: deleteFrom('session', `expires_at < $1::timestamptz`),
  },
  {
    table: 'verification',
    what: 'half-finished sign-ins, after their end',
    days: 30,
    clock: 'machine',
    sql: deleteFrom('verification', `expires_at < $1::timestamptz`),
  },
  {
    table: 'set_up_link',
    what: 'links for a new password, after their end',
    days: 30,
    clock: 'machine',
    sql: deleteFrom('set_up_link', `expires_at < $1::timestamptz`),
  },
  {
    table: 'rate_limit',
    what: 'counts of tries',
    days: 1,
    clock: 'machine',
    sql: deleteFrom('rate_limit', `last_request < extract(epoch from $1::timestamptz) * 1000`),
  },
  {
    table: 'audit_entry',
    what: 'the log of the panel',
    days: 730,
    clock: 'product',
    sql: deleteFrom('audit_entry', `at < $1::timestamptz`),
  },
];

export type RetentionRun = {
  readonly pool: Pool;
  /** Both clocks. */
  readonly now: { readonly product: Date; readonly machine: Date };
  /** The lease under which only this process removes anything. */
  readonly lease: { readonly name: string; readonly epoch: number };
  /** At most so many rows in one transaction. */
  readonly batch: number;
  /** Waits between two batches, so that a turn finds the database free; false ends the run. */
  readonly goesOn: () => Promise<boolean>;
};

/** Rows removed, by table, without those of which there were none. */
export type Removed = Readonly<Record<string, number>>;

/**
 * Removes what was kept long enough, each batch for itself: after a kill the next run goes on with
 * what is left. Ends early when the lease is somebody else's.
 */
export async function removeOld(run: RetentionRun, rules: readonly RetentionRule[] = retentionRules): Promise<Removed> {
  const removed: Record<string, number> = {};
  for (const rule of rules) {
    let cursor = '0';
    for (let more = true; more; ) {
      const done = await inTransaction(run.pool, (tx) => removeBatch(tx, run, rule, cursor));
      if (!done) return removed;
      if (done.rows > 0) removed[rule.table] = (removed[rule.table] ?? 0) + done.rows;
      cursor = done.last ?? cursor;
      more = done.rows === run.batch;
      if (more && !(await run.goesOn())) return removed;
    }
  }
  return removed;
}

const dayMs = 86_400_000;

async function removeBatch(
  tx: Tx,
  { now, lease, batch }: RetentionRun,
  { sql, days, clock }: RetentionRule,
  cursor: string,
): Promise<{ readonly rows: number; readonly last?: string | null } | undefined> {
  if (!(await leaseStands(tx, lease.name, lease.epoch))) return undefined;
  const before = new Date(now[clock].getTime() - days * dayMs);
  const { rows } = await tx.query<{ rows: number; last?: string | null }>(sql, [
    before,
    batch,
    ...(sql.includes('$3') ? [cursor] : []),
  ]);
  return rows[0] ?? { rows: 0 };
}

/** Says how long a rule keeps, as people count. */
export function keptFor({ days }: RetentionRule): string {
  if (days % 365 === 0) return days === 365 ? '1 year' : `${days / 365} years`;
  return days === 1 ? '24 hours' : `${days} days`;
}
