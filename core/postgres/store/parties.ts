import { and, eq, ne, sql } from 'drizzle-orm';
import type { AddressStore, Sender } from '../../application/party.ts';
import { type CustomerStore, NotFoundError } from '../../application/ports.ts';
import {
  type AccountId,
  type AddressId,
  as,
  type CustomerId,
  type GarageId,
  type NewId,
  type StaffId,
} from '../../ids.ts';
import { normalisedPhone } from '../../reading/phone.ts';
import { builder, type Tx } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, customer, workplace } from '../schema/customer.ts';
import { channelAccount, channelAccountGarage, garage, staff } from '../schema/organisation.ts';
import { loadGarage } from './garage.ts';
import { dutyAt } from './staff.ts';

export function partiesOver(tx: Tx, newId: NewId): AddressStore & CustomerStore {
  return {
    garageOf: (id) => loadGarage(tx, id),
    /** Locks nothing that a turn of a conversation may hold. */
    partyOf: async (accountId, chat, sender, at) => {
      const [account] = await builder(tx)
        .select({ account: channelAccount, garageId: channelAccountGarage.garageId, language: garage.language })
        .from(channelAccount)
        .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, channelAccount.id))
        .innerJoin(garage, eq(garage.id, channelAccountGarage.garageId))
        .where(eq(channelAccount.id, accountId))
        .orderBy(garage.id)
        .limit(1);
      if (!account) throw new NotFoundError(`Channel account ${accountId} serves no garage`);
      const known = await findAddress(tx, accountId, chat);
      const row = known?.address ?? (await addAddress(tx, account.account, chat, sender, at, newId));
      const shared = known?.workplace;
      return {
        addressId: as<AddressId>(row.id),
        garageId: as<GarageId>(shared?.garageId ?? (await garageOf(tx, row, account.garageId))),
        customerId: row.customerId === null ? undefined : as<CustomerId>(row.customerId),
        staffId: await workingStaff(tx, shared ? dutyAt(shared, at) : row.staffId),
        workplace: shared ? { name: shared.name, garageId: as<GarageId>(shared.garageId) } : undefined,
        staffOnly: account.account.audience === 'staff',
        language: row.language ?? account.language,
        buttons: account.account.skills.buttons,
        reachable: row.unreachableAt === null,
        simulated: account.account.simulated,
      };
    },
    /** Comes after the conversation's lock, because all turns lock in one order. */
    noteHeard: async (id, { name, language }, at) => {
      const [row] = await builder(tx)
        .update(address)
        .set({
          lastHeardAt: at,
          ...(name === undefined ? {} : { displayName: name }),
          ...(language === undefined
            ? {}
            : {
                language: sql`case when ${address.languageChosenAt} is null then ${language} else ${address.language} end`,
              }),
        })
        .where(eq(address.id, id))
        .returning({ staffId: address.staffId, chosenAt: address.languageChosenAt });
      if (row?.staffId && language !== undefined && row.chosenAt === null) await followPage(tx, row.staffId, language);
    },
    /** The first message after a minute begins a new count. */
    countHeard: async (id, at) => {
      const now = sql`${at.toISOString()}::timestamptz`;
      const isWithin = sql`${address.floodFrom} > ${now} - interval '1 minute' and ${address.floodFrom} <= ${now}`;
      const [row] = await builder(tx)
        .update(address)
        .set({
          floodFrom: sql`case when ${isWithin} then ${address.floodFrom} else ${now} end`,
          floodCount: sql`case when ${isWithin} then ${address.floodCount} + 1 else 1 end`,
        })
        .where(eq(address.id, id))
        .returning({ count: address.floodCount });
      return row?.count ?? 0;
    },
    personAt: async (id, at) => {
      const [here] = await builder(tx)
        .select({ address, simulated: channelAccount.simulated, language: garage.language })
        .from(address)
        .innerJoin(channelAccount, eq(channelAccount.id, address.accountId))
        .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, address.accountId))
        .innerJoin(garage, eq(garage.id, channelAccountGarage.garageId))
        .where(eq(address.id, id))
        .orderBy(garage.id)
        .limit(1);
      if (!here) throw new NotFoundError(`There is no address ${id}`);
      const { customerId, provenAt, organisationId, displayName, language, optedOutAt, unreachableAt } = here.address;
      const standing = { optedOut: optedOutAt !== null, reachable: unreachableAt === null };
      // Staff may have typed a stranger's number; the stranger must not see this customer's
      // repairs.
      if (customerId !== null && provenAt !== null)
        return { customerId: as<CustomerId>(customerId), proven: true, ...standing };
      const made = as<CustomerId>(newId());
      await builder(tx)
        .insert(customer)
        .values({
          id: made,
          organisationId,
          name: displayName ?? '',
          language: language ?? here.language,
          simulated: here.simulated,
          createdAt: at,
        });
      return { customerId: made, proven: false, ...standing };
    },
    /** Links nothing when two customers share the number, or when it has no open repair. */
    claimByPhone: async (addressId, accountId, phone) => {
      const number = normalisedPhone(phone);
      if (!number) return undefined;
      const { rows } = await builder(tx).execute<{ id: string }>(sql`
    select distinct c.id from customer c
      join repair r on r.customer_id = c.id and r.status in ('registered', 'started', 'completed')
      join channel_account_garage g on g.garage_id = r.garage_id and g.account_id = ${accountId}::uuid
      join address a on a.id = ${addressId}::uuid and a.organisation_id = c.organisation_id
      join channel_account k on k.id = a.account_id and k.simulated = c.simulated
     where c.phone = ${number} limit 2`);
      const [only, another] = rows;
      if (!only || another) return undefined;
      await builder(tx).update(address).set({ customerId: only.id }).where(eq(address.id, addressId));
      return as<CustomerId>(only.id);
    },
    /** Nothing more can be sent there until the customer writes again. */
    refusingAddress: async (id) => {
      const { rows } = await builder(tx).execute<{ lane_id: string }>(sql`
    select lane_id from delivery
     where message_id = ${id}::uuid and state = 'failed' and code in ('blocked', 'chat_not_found') limit 1`);
      return rows[0] && as<AddressId>(rows[0].lane_id);
    },
    setLanguage: async (id, language, at) => {
      await builder(tx).update(address).set({ language, languageChosenAt: at }).where(eq(address.id, id));
    },
    keepPhone: async (id, phone) => {
      const number = normalisedPhone(phone);
      if (number) await builder(tx).update(customer).set({ phone: number }).where(eq(customer.id, id));
    },
  };
}

type AddressRow = typeof address.$inferSelect;

type KnownAddress = { readonly address: AddressRow; readonly workplace: typeof workplace.$inferSelect | null };

async function findAddress(tx: Tx, accountId: AccountId, chat: string): Promise<KnownAddress | undefined> {
  const [row] = await builder(tx)
    .select({ address, workplace })
    .from(address)
    .leftJoin(workplace, eq(workplace.addressId, address.id))
    .where(and(eq(address.accountId, accountId), eq(address.chat, chat)));
  return row;
}

async function addAddress(
  tx: Tx,
  { id: accountId, organisationId }: typeof channelAccount.$inferSelect,
  chat: string,
  { name, language }: Sender,
  at: Date,
  newId: NewId,
): Promise<AddressRow> {
  const values = { displayName: name ?? null, language: language ?? null, lastHeardAt: at };
  const [row] = await builder(tx)
    .insert(address)
    .values({ id: newId(), organisationId, accountId, chat, ...values })
    .onConflictDoUpdate({ target: [address.accountId, address.chat], set: { lastHeardAt: at } })
    .returning();
  if (!row) throw new Error('An upsert returned no row');
  return row;
}

/**
 * Returns the garage of the customer's only conversation, or `otherwise` when there are more or
 * none.
 */
async function garageOf(tx: Tx, { customerId }: typeof address.$inferSelect, otherwise: string): Promise<string> {
  if (customerId === null) return otherwise;
  const rows = await builder(tx)
    .select({ garageId: conversation.garageId })
    .from(conversation)
    .where(eq(conversation.customerId, customerId));
  return rows.length === 1 && rows[0] ? rows[0].garageId : otherwise;
}

/** Returns nobody for a member of staff who has left. */
async function workingStaff(tx: Tx, id: string | null): Promise<StaffId | undefined> {
  if (id === null) return undefined;
  const [row] = await builder(tx).select({ revokedAt: staff.revokedAt }).from(staff).where(eq(staff.id, id));
  return row && row.revokedAt === null ? as<StaffId>(id) : undefined;
}

/**
 * Writes to the simulator's mechanic in the language of its page, until the chat asks for another
 * one.
 */
async function followPage(tx: Tx, staffId: string, language: 'nl' | 'en'): Promise<void> {
  await builder(tx)
    .update(staff)
    .set({ language })
    .where(and(eq(staff.id, staffId), eq(staff.simulated, true), ne(staff.language, language)));
}
