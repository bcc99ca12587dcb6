import type { Db } from './db.ts';

/** Whose chats `setReachable` may note: anybody's, or only those of members of staff. */
export type Whose = 'anybody' | 'staff';

/**
 * Notes whether an address can be written to. When that changes for a member of staff, the pages of his open repairs are told; and
 * when no chat of his is left, what only he was asked is due at once, so that customer service is asked instead.
 */
export async function setReachable(
  db: Db,
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
