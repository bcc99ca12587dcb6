import { and, eq, inArray } from 'drizzle-orm';
import type { Person, StaffMember } from '../../application/scene.ts';
import type { Address } from '../../customer/address.ts';
import {
  type AccountId,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type StaffId,
} from '../../ids.ts';
import type { Database } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, customer } from '../schema/customer.ts';
import { channelAccount, staff } from '../schema/organisation.ts';
import { heardOf } from './heard-rows.ts';
import { staffPlaces } from './staff-rows.ts';

/** Customers with their addresses, and the conversation that each has with the garage. */
export const loadPeople = async (
  db: Database,
  garageId: GarageId,
  ids: readonly CustomerId[],
): Promise<readonly Person[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ customer, conversationId: conversation.id })
    .from(customer)
    .leftJoin(conversation, and(eq(conversation.customerId, customer.id), eq(conversation.garageId, garageId)))
    .where(inArray(customer.id, [...ids]));
  const places = await db
    .select({ address, account: channelAccount })
    .from(address)
    .innerJoin(channelAccount, eq(channelAccount.id, address.accountId))
    .where(inArray(address.customerId, [...ids]));
  return rows.map(({ customer: one, conversationId }) => ({
    customerId: as<CustomerId>(one.id),
    name: one.name,
    language: one.language,
    hasPhone: one.phone !== null,
    conversationId: conversationId === null ? undefined : as<ConversationId>(conversationId),
    addresses: places.filter((place) => place.address.customerId === one.id).map(addressOf),
  }));
};

const addressOf = ({
  address: row,
  account,
}: {
  address: typeof address.$inferSelect;
  account: typeof channelAccount.$inferSelect;
}): Address => ({
  addressId: as<AddressId>(row.id),
  accountId: as<AccountId>(row.accountId),
  customerId: as<CustomerId>(row.customerId ?? ''),
  channel: account.channel,
  proven: row.provenAt !== null,
  frozen: row.frozenAt !== null,
  optedOut: row.optedOutAt !== null,
  reachable: row.unreachableAt === null,
  simulated: account.simulated,
  language: row.language ?? undefined,
  lastHeardAt: row.lastHeardAt ?? undefined,
  skills: account.skills,
});

/** Members of staff with the chats where they can be reached now. */
export const loadStaff = async (db: Database, ids: readonly string[], now: Date): Promise<readonly StaffMember[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(staff)
    .where(inArray(staff.id, [...ids]));
  const places = await staffPlaces(db, ids, now);
  const heard = await heardOf(db, ids);
  return rows.map((row) => ({
    staffId: as<StaffId>(row.id),
    name: row.name,
    role: row.role,
    language: row.language,
    simulated: row.simulated,
    addressIds: places.filter(({ staffId }) => staffId === row.id).map(({ addressId }) => addressId),
    heardAt: heard.get(row.id),
  }));
};
