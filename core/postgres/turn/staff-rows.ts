import { and, eq, isNull } from 'drizzle-orm';
import type { StaffAct } from '../../application/scene.ts';
import { type AddressId, as, type MessageId, type RepairId, type StaffId } from '../../ids.ts';
import type { Database } from '../database.ts';
import { livingCard } from '../schema/conversation.ts';
import { address } from '../schema/customer.ts';

/** Where a member of staff can be reached. */
export const staffAddresses = async (db: Database, staffId: StaffId): Promise<readonly AddressId[]> => {
  const rows = await db
    .select({ id: address.id })
    .from(address)
    .where(and(eq(address.staffId, staffId), isNull(address.unreachableAt)));
  return rows.map(({ id }) => as<AddressId>(id));
};

export const findLivingCard = async (
  db: Database,
  repairId: RepairId,
  addressId: AddressId,
): Promise<MessageId | undefined> => {
  const [row] = await db
    .select({ messageId: livingCard.messageId })
    .from(livingCard)
    .where(and(eq(livingCard.repairId, repairId), eq(livingCard.addressId, addressId)));
  return row && as<MessageId>(row.messageId);
};

export const setLivingCard = async (
  db: Database,
  repairId: RepairId,
  addressId: AddressId,
  messageId: MessageId,
): Promise<void> => {
  await db
    .insert(livingCard)
    .values({ repairId, addressId, messageId })
    .onConflictDoUpdate({ target: [livingCard.repairId, livingCard.addressId], set: { messageId } });
};

export const setFocus = async (
  db: Database,
  id: AddressId,
  repairId: RepairId | undefined,
  at: Date,
): Promise<void> => {
  await db
    .update(address)
    .set({ focusRepairId: repairId ?? null, focusAt: at })
    .where(eq(address.id, id));
};

export const setLastAct = async (db: Database, id: AddressId, act: StaffAct | undefined): Promise<void> => {
  await db
    .update(address)
    .set({ lastAct: act ?? null })
    .where(eq(address.id, id));
};
