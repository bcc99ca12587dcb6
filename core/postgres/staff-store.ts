import { and, asc, eq, sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { NamedGarage, NewStaff, StaffStore } from '../application/staff.ts';
import { as, type ConversationId, type GarageId, type NewId, type RepairId, type StaffId } from '../ids.ts';
import { type Database, databaseOver } from './database.ts';
import { conversation } from './schema/conversation.ts';
import { vehicle } from './schema/customer.ts';
import { auditEntry, garage, staff, staffGarage } from './schema/organisation.ts';
import { repair } from './schema/repair.ts';
import { readStaffBook } from './staff.ts';
import { endStaffAccess, endWorkplace } from './staff-ending.ts';
import { addLinkCode } from './turn/link-rows.ts';

/** The staff of one organisation, over the client of an act's one transaction. */
export function createStaffStore(client: PoolClient, organisationId: string, newId: NewId): StaffStore {
  const db = databaseOver(client);
  return {
    garages: () => garagesOf(db, organisationId),
    book: (now) => readStaffBook(client, organisationId, now),
    addStaff: (person) => addStaff(db, organisationId, person, newId),
    addCode: async ({ text, expiresAt }, opens) => {
      const nothing = { staffId: null, garageId: null, name: null };
      await addLinkCode(db, text, { ...nothing, ...opens, expiresAt });
    },
    openRepairs: (id) => openRepairsOf(db, id),
    heldConversations: async (id) => {
      const rows = await db
        .select({ id: conversation.id })
        .from(conversation)
        .where(eq(conversation.controllerId, id))
        .orderBy(conversation.id);
      return rows.map((row) => as<ConversationId>(row.id));
    },
    endAccess: (id, at) => endStaffAccess(client, id, at),
    endWorkplace: (id) => endWorkplace(client, id),
    audit: async ({ at, by, what, subject, data }) => {
      await db.insert(auditEntry).values({ id: newId(), organisationId, at, staffId: by ?? null, what, subject, data });
    },
  };
}

async function garagesOf(db: Database, organisationId: string): Promise<readonly NamedGarage[]> {
  const rows = await db
    .select({ id: garage.id, name: garage.name })
    .from(garage)
    .where(eq(garage.organisationId, organisationId))
    .orderBy(asc(garage.name), asc(garage.id));
  return rows.map(({ id, name }) => ({ garageId: as<GarageId>(id), name }));
}

async function addStaff(
  db: Database,
  organisationId: string,
  { name, role, garageId, language }: NewStaff,
  newId: NewId,
): Promise<StaffId> {
  const staffId = as<StaffId>(newId());
  const [home] = await db
    .select({ language: garage.language })
    .from(garage)
    .where(and(eq(garage.organisationId, organisationId), garageId ? eq(garage.id, garageId) : undefined))
    .orderBy(garage.id)
    .limit(1);
  await db
    .insert(staff)
    .values({ id: staffId, organisationId, name, role, language: language ?? home?.language ?? 'nl' });
  if (garageId) await db.insert(staffGarage).values({ staffId, garageId });
  return staffId;
}

/** In the order in which turns lock what they are about. */
async function openRepairsOf(db: Database, staffId: StaffId): ReturnType<StaffStore['openRepairs']> {
  const rows = await db
    .select({ repair, plate: vehicle.plate, model: vehicle.model, garageName: garage.name })
    .from(repair)
    .innerJoin(vehicle, eq(vehicle.id, repair.vehicleId))
    .innerJoin(garage, eq(garage.id, repair.garageId))
    .where(and(eq(repair.mechanicId, staffId), sql`${repair.status} in ('registered', 'started', 'completed')`))
    .orderBy(repair.conversationId, repair.id);
  return rows.map(({ repair: one, plate, model, garageName }) => ({
    repairId: as<RepairId>(one.id),
    conversationId: as<ConversationId>(one.conversationId),
    garage: { garageId: as<GarageId>(one.garageId), name: garageName },
    number: one.number,
    plate,
    model: model ?? undefined,
  }));
}
