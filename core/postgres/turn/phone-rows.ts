import { eq, sql } from 'drizzle-orm';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type AccountId, type AddressId, as, type CustomerId } from '../../ids.ts';
import type { Database } from '../database.ts';
import { address, customer } from '../schema/customer.ts';

/** In E.164; undefined for what cannot be a number. */
export function normalisedPhone(phone: string): string | undefined {
  const read = parsePhoneNumberFromString(phone, 'NL');
  return read?.isPossible() ? read.number : undefined;
}

/** Keeps the number that a customer has shared as their own. */
export async function keepPhone(db: Database, id: CustomerId, phone: string): Promise<void> {
  const number = normalisedPhone(phone);
  if (number) await db.update(customer).set({ phone: number }).where(eq(customer.id, id));
}

/** Two customers with one number, or a number without an open repair, open nothing. */
export async function claimByPhone(
  db: Database,
  addressId: AddressId,
  accountId: AccountId,
  phone: string,
): Promise<CustomerId | undefined> {
  const number = normalisedPhone(phone);
  if (!number) return undefined;
  const { rows } = await db.execute<{ id: string }>(sql`
    select distinct c.id from customer c
      join repair r on r.customer_id = c.id and r.status in ('registered', 'started', 'completed')
      join channel_account_garage g on g.garage_id = r.garage_id and g.account_id = ${accountId}::uuid
      join address a on a.id = ${addressId}::uuid and a.organisation_id = c.organisation_id
     where c.phone = ${number} limit 2`);
  const [only, another] = rows;
  if (!only || another) return undefined;
  await db.update(address).set({ customerId: only.id }).where(eq(address.id, addressId));
  return as<CustomerId>(only.id);
}
