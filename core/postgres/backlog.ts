import type { Pool } from 'pg';

/** Counts what waits in each queue. */
export async function readBacklog(pool: Pool) {
  const { rows } = await pool.query<{
    inbox_open: number;
    inbox_dead: number;
    deliveries: number;
    timers: number;
    items: number;
  }>(
    `select (select count(*)::int from inbox where state = 'new') as inbox_open,
       (select count(*)::int from inbox where state = 'dead') as inbox_dead,
       (select count(*)::int from delivery where state in ('queued', 'sending')) as deliveries,
       (select count(*)::int from timer where dead is null and due_at <= now()) as timers,
       (select count(*)::int from waiting_item where ended_at is null) as items`,
  );
  const [row] = rows;
  return {
    inboxOpen: row?.inbox_open ?? 0,
    inboxDead: row?.inbox_dead ?? 0,
    deliveriesOpen: row?.deliveries ?? 0,
    timersDue: row?.timers ?? 0,
    itemsOpen: row?.items ?? 0,
  };
}
