import type { AddressId, StaffId } from '../ids.ts';
import type { Db } from './queue/db.ts';

/** Ends whatever lets somebody act or read: codes, chats, duty, sessions of the panel, and what is on its way to chats of their own. */
export async function endStaffAccess(db: Db, staffId: StaffId, at: Date): Promise<void> {
  await db.query(`update staff set revoked_at = $2::timestamptz where id = $1::uuid`, [staffId, at]);
  await db.query(`update link_code set used_at = $2::timestamptz where staff_id = $1::uuid and used_at is null`, [
    staffId,
    at,
  ]);
  await db.query(`delete from session where user_id = (select user_id from staff where id = $1::uuid)`, [staffId]);
  await db.query(`update workplace set duty_staff_id = null, duty_until = null where duty_staff_id = $1::uuid`, [
    staffId,
  ]);
  const { rows } = await db.query<{ id: string }>(`select id from address where staff_id = $1::uuid`, [staffId]);
  await endChats(
    db,
    rows.map(({ id }) => id),
  );
}

/** A shared chat is nobody's from now on. */
export async function endWorkplace(db: Db, addressId: AddressId): Promise<void> {
  await db.query(`delete from workplace where address_id = $1::uuid`, [addressId]);
  await endChats(db, [addressId]);
}

/** Nothing more goes there, and a new code may make the chat somebody else's. */
async function endChats(db: Db, ids: readonly string[]): Promise<void> {
  // What waits for its second attempt may have arrived with the first.
  await db.query(
    `update delivery set state = case when code = 'unknown' then 'unknown' else 'cancelled' end,
       code = case when code = 'unknown' then 'unknown' else 'taken_back' end
     where lane_id = any($1::uuid[]) and state = 'queued'`,
    [ids],
  );
  await db.query(
    `update address set staff_id = null, proven_at = null, proven_by = null, asked = null, asked_at = null,
       focus_repair_id = null, focus_at = null, last_act = null where id = any($1::uuid[])`,
    [ids],
  );
}
