import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { StaffAct } from '../../application/scene.ts';
import type { Language } from '../../customer/address.ts';
import {
  type AddressId,
  as,
  type ConversationId,
  type GarageId,
  type MessageId,
  type RepairId,
  type StaffId,
} from '../../ids.ts';
import type { Database } from '../database.ts';
import { livingCard } from '../schema/conversation.ts';
import { address, garagePosts } from '../schema/customer.ts';
import { staff } from '../schema/organisation.ts';
import { repair } from '../schema/repair.ts';

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

type CardPlace = { readonly repairId: RepairId; readonly garageId: GarageId; readonly conversationId: ConversationId };

/** The repairs of a member of staff that are not over and have a card in one of their chats. */
export const openCardsOf = async (db: Database, staffId: StaffId): Promise<readonly CardPlace[]> => {
  const rows = await db
    .selectDistinct({ repairId: repair.id, garageId: repair.garageId, conversationId: repair.conversationId })
    .from(repair)
    .innerJoin(livingCard, eq(livingCard.repairId, repair.id))
    .innerJoin(address, and(eq(address.id, livingCard.addressId), eq(address.staffId, staffId)))
    .where(and(eq(repair.mechanicId, staffId), inArray(repair.status, ['registered', 'started', 'completed'])));
  return rows.map((row) => ({
    repairId: as<RepairId>(row.repairId),
    garageId: as<GarageId>(row.garageId),
    conversationId: as<ConversationId>(row.conversationId),
  }));
};

/** The chat that a garage's news for its workshop is posted to. */
export const postsOf = async (db: Database, garageId: GarageId): Promise<AddressId | undefined> => {
  const [row] = await db
    .select({ addressId: garagePosts.addressId })
    .from(garagePosts)
    .where(eq(garagePosts.garageId, garageId));
  return row && as<AddressId>(row.addressId);
};

/** In which language a member of staff is written to. */
export const setStaffLanguage = async (db: Database, id: StaffId, language: Language): Promise<void> => {
  await db.update(staff).set({ language }).where(eq(staff.id, id));
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
