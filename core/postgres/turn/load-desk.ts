import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { NotFoundError } from '../../application/errors.ts';
import { type AddressId, as, type ConversationId, type GarageId, type RepairId, type StaffId } from '../../ids.ts';
import type { Desk, DeskRepair } from '../../scene/scene.ts';
import type { Database } from '../database.ts';
import { revive } from '../json.ts';
import { address, customer, vehicle, workplace } from '../schema/customer.ts';
import { repair } from '../schema/repair.ts';
import { loadGarage } from '../store/garage.ts';
import { loadStaff } from './load-people.ts';
import { dutyAt } from './workplace-rows.ts';

/** What a mechanic's chat is looked at against; nothing is locked. Throws NotFoundError for a chat that is no one's. */
export async function loadDesk(db: Database, addressId: AddressId, garageId: GarageId, now: Date): Promise<Desk> {
  const [row] = await db
    .select({ place: address, workplace })
    .from(address)
    .leftJoin(workplace, eq(workplace.addressId, address.id))
    .where(eq(address.id, addressId));
  const place = row?.place;
  const staffId = row?.workplace ? dutyAt(row.workplace, now) : place?.staffId;
  const [staff] = await loadStaff(db, staffId ? [staffId] : [], now);
  if (!place || !staff) throw new NotFoundError(`The chat ${addressId} belongs to no member of staff`);
  const garage = await loadGarage(db, garageId);
  const { focusMs, undoMs } = garage.settings;
  const fresh = place.focusAt !== null && now.getTime() - place.focusAt.getTime() < focusMs;
  const lastAct = place.lastAct === null ? undefined : revive<NonNullable<Desk['lastAct']>>(place.lastAct);
  return {
    now,
    garage,
    staff,
    addressId,
    workplace: row.workplace?.name,
    repairs: await loadDeskRepairs(db, garageId),
    focus: fresh && place.focusRepairId ? as<RepairId>(place.focusRepairId) : undefined,
    lastAct: lastAct && now.getTime() - lastAct.at.getTime() < undoMs ? lastAct : undefined,
  };
}

async function loadDeskRepairs(db: Database, garageId: GarageId): Promise<readonly DeskRepair[]> {
  const rows = await db
    .select({ repair, vehicle, customerName: customer.name })
    .from(repair)
    .innerJoin(vehicle, eq(vehicle.id, repair.vehicleId))
    .innerJoin(customer, eq(customer.id, repair.customerId))
    .where(and(eq(repair.garageId, garageId), inArray(repair.status, ['registered', 'started', 'completed'])))
    .orderBy(asc(sql`coalesce(${repair.waitsForCustomerSince}, ${repair.registeredAt})`));
  return rows.map(({ repair: row, vehicle: car, customerName }) => ({
    repairId: as<RepairId>(row.id),
    conversationId: as<ConversationId>(row.conversationId),
    number: row.number,
    plateKey: car.plateKey,
    plate: car.plate,
    model: car.model ?? undefined,
    customerName,
    status: row.status,
    mechanicId: row.mechanicId === null ? undefined : as<StaffId>(row.mechanicId),
    onLift: row.onLift,
    promisedAt: row.promisedAt ?? undefined,
    waitsFor: row.waitsForCustomerSince === null ? (row.blockedBy ?? undefined) : 'customer',
  }));
}
