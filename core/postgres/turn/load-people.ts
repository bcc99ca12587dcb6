import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
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
import type { Person, StaffMember } from '../../scene/scene.ts';
import type { Database } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, customer } from '../schema/customer.ts';
import { channelAccount, staff } from '../schema/organisation.ts';
import { heardOfStaff } from './heard-rows.ts';

/** Customers with their addresses, and the conversation that each has with the garage. */
export async function loadPeople(
  db: Database,
  garageId: GarageId,
  ids: readonly CustomerId[],
): Promise<readonly Person[]> {
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
}

function addressOf({
  address: row,
  account,
}: {
  address: typeof address.$inferSelect;
  account: typeof channelAccount.$inferSelect;
}): Address {
  return {
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
  };
}

/** Members of staff with the chats where they can be reached now. */
export async function loadStaff(db: Database, ids: readonly string[], now: Date): Promise<readonly StaffMember[]> {
  if (ids.length === 0) return [];
  // Every turn reads members of staff several times: one statement instead of three.
  const rows = await db
    .select({ ...getTableColumns(staff), addressIds: reachableAddresses(now), heardMs: heardOfStaff })
    .from(staff)
    .where(inArray(staff.id, [...ids]));
  return rows.map((row) => ({
    staffId: as<StaffId>(row.id),
    name: row.name,
    role: row.role,
    language: row.language,
    simulated: row.simulated,
    addressIds: row.addressIds.map((id) => as<AddressId>(id)),
    heardAt: row.heardMs === null ? undefined : new Date(Math.round(row.heardMs)),
  }));
}

/** In a select from `staff`: chats of their own, and the workplaces where they stand now. */
function reachableAddresses(now: Date) {
  return sql<string[]>`array(
  select a.id from address a where a.staff_id = staff.id and a.unreachable_at is null
  union
  select a.id from workplace w join address a on a.id = w.address_id
   where w.duty_staff_id = staff.id and w.duty_until > ${now.toISOString()}::timestamptz and a.unreachable_at is null
  order by 1)`;
}
