import { and, eq } from 'drizzle-orm';
import type { Pool } from 'pg';
import type { Role } from '../actor.ts';
import { as, type GarageId, type NewId, type StaffId } from '../ids.ts';
import type { Home } from './bootstrap.ts';
import { databaseOver, inTransaction } from './database.ts';
import { auditEntry, garage, staff, staffGarage } from './schema/organisation.ts';
import { addLinkCode } from './turn/invitation-rows.ts';

/** Somebody who is to work with the product. */
export type NewStaff = { readonly name: string; readonly role: Role; readonly garageName: string | undefined };

/** A garage that was named does not exist. */
export class UnknownGarageError extends Error {
  override readonly name = 'UnknownGarageError';
  readonly code = 'unknown_garage';
}

/** Adds a member of staff and keeps a one-time code that links a chat to that person. Throws UnknownGarageError. */
export const inviteStaff = async (
  pool: Pool,
  { organisationId }: Home,
  person: NewStaff,
  code: { readonly text: string; readonly madeAt: Date; readonly expiresAt: Date },
  newId: NewId,
): Promise<StaffId> =>
  inTransaction(pool, async (client) => {
    const db = databaseOver(client);
    const staffId = as<StaffId>(newId());
    await db
      .insert(staff)
      .values({ id: staffId, organisationId, name: person.name, role: person.role, language: 'nl' });
    if (person.garageName !== undefined) {
      const [row] = await db
        .select({ id: garage.id })
        .from(garage)
        .where(and(eq(garage.organisationId, organisationId), eq(garage.name, person.garageName)));
      if (!row) {
        const known = await db
          .select({ name: garage.name })
          .from(garage)
          .where(eq(garage.organisationId, organisationId));
        throw new UnknownGarageError(
          `There is no garage "${person.garageName}"; there is ${known.map(({ name }) => `"${name}"`).join(', ')}.`,
        );
      }
      await db.insert(staffGarage).values({ staffId, garageId: as<GarageId>(row.id) });
    }
    await addLinkCode(db, code.text, staffId, code.expiresAt);
    await db.insert(auditEntry).values({
      id: newId(),
      organisationId,
      at: code.madeAt,
      staffId,
      what: 'staff_invited',
      subject: staffId,
      data: { role: person.role },
    });
    return staffId;
  });
