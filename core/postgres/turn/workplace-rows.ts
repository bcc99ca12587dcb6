import { eq, sql } from 'drizzle-orm';
import type { Colleague, WhoQuestion } from '../../application/workplace.ts';
import type { Language } from '../../customer/address.ts';
import { type AddressId, as, type StaffId } from '../../ids.ts';
import type { Database } from '../database.ts';
import { address, workplace } from '../schema/customer.ts';

type Row = typeof workplace.$inferSelect;

/** Who stands at a workplace at a moment; a shift that is over leaves nobody there. */
export function dutyAt(row: Pick<Row, 'dutyStaffId' | 'dutyUntil'> | null | undefined, now: Date): string | null {
  return row?.dutyUntil && row.dutyUntil > now ? row.dutyStaffId : null;
}

/** The mechanics of a workplace's garage who have not left, by name; people of the simulator only where it is simulated. */
export async function mechanicsAt(db: Database, addressId: AddressId): Promise<readonly Colleague[]> {
  const { rows } = await db.execute<{ id: string; name: string; language: Language }>(sql`
    select s.id, s.name, s.language
      from workplace w
      join address a on a.id = w.address_id
      join channel_account c on c.id = a.account_id
      join staff s on s.organisation_id = a.organisation_id and s.simulated = c.simulated
     where w.address_id = ${addressId}::uuid and s.role = 'mechanic' and s.revoked_at is null
       and (not exists (select 1 from staff_garage g where g.staff_id = s.id)
         or exists (select 1 from staff_garage g where g.staff_id = s.id and g.garage_id = w.garage_id))
     order by s.name, s.id`);
  return rows.map(({ id, name, language }) => ({ staffId: as<StaffId>(id), name, language }));
}

/** The question that nobody has answered yet, with what was done meanwhile. */
export async function whoAsked(db: Database, addressId: AddressId): Promise<WhoQuestion | undefined> {
  const [row] = await db.select({ asked: address.asked }).from(address).where(eq(address.id, addressId));
  return row?.asked?.kind === 'who' ? row.asked : undefined;
}

export async function askWho(db: Database, addressId: AddressId, question: WhoQuestion, at: Date): Promise<void> {
  await db
    .update(address)
    .set({ asked: { ...question, kind: 'who' }, askedAt: at })
    .where(eq(address.id, addressId));
}

/** Somebody stands here from now on, and begins with an empty head. */
export async function beginDuty(db: Database, addressId: AddressId, staffId: StaffId, until: Date): Promise<void> {
  await db.update(workplace).set({ dutyStaffId: staffId, dutyUntil: until }).where(eq(workplace.addressId, addressId));
  await forget(db, addressId);
}

/** Nobody stands here any more. */
export async function endDuty(db: Database, addressId: AddressId): Promise<void> {
  await db.update(workplace).set({ dutyStaffId: null, dutyUntil: null }).where(eq(workplace.addressId, addressId));
  await forget(db, addressId);
}

/** What the next person must not undo, or type about. */
async function forget(db: Database, addressId: AddressId): Promise<void> {
  await db
    .update(address)
    .set({ asked: null, askedAt: null, focusRepairId: null, focusAt: null, lastAct: null })
    .where(eq(address.id, addressId));
}
