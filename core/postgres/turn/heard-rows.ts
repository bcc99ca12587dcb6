import { and, eq, ne, sql } from 'drizzle-orm';
import type { Sender } from '../../application/party.ts';
import type { Language } from '../../customer/address.ts';
import type { AddressId } from '../../ids.ts';
import type { Database } from '../database.ts';
import { address } from '../schema/customer.ts';
import { staff } from '../schema/organisation.ts';

/** Notes when an address was heard, under which name and in which language; after the conversation's lock, in the one order. */
export async function noteHeard(db: Database, id: AddressId, { name, language }: Sender, at: Date): Promise<void> {
  const [row] = await db
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
  if (row?.staffId && language !== undefined && row.chosenAt === null) await followPage(db, row.staffId, language);
}

/** The simulator's mechanic speaks the language in which its page is read, until another one is asked for in the chat. */
async function followPage(db: Database, staffId: string, language: 'nl' | 'en'): Promise<void> {
  await db
    .update(staff)
    .set({ language })
    .where(and(eq(staff.id, staffId), eq(staff.simulated, true), ne(staff.language, language)));
}

/** In a select from `staff`: when a member was last heard, in chats of their own or at a workplace while they stood there. */
export const heardOfStaff = sql<number | null>`(
  select (extract(epoch from max(last_heard_at)) * 1000)::float8
    from (select last_heard_at from address where staff_id = staff.id
          union all
          select a.last_heard_at from workplace w join address a on a.id = w.address_id
           where w.duty_staff_id = staff.id and a.last_heard_at < w.duty_until) heard)`;

/** How much was heard from an address within a minute, this time included; the first message after a minute begins a new one. */
export async function countHeard(db: Database, id: AddressId, at: Date): Promise<number> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const isWithin = sql`${address.floodFrom} > ${now} - interval '1 minute' and ${address.floodFrom} <= ${now}`;
  const [row] = await db
    .update(address)
    .set({
      floodFrom: sql`case when ${isWithin} then ${address.floodFrom} else ${now} end`,
      floodCount: sql`case when ${isWithin} then ${address.floodCount} + 1 else 1 end`,
    })
    .where(eq(address.id, id))
    .returning({ count: address.floodCount });
  return row?.count ?? 0;
}

/** What the customer chose stays, whatever the network says afterwards. */
export async function setLanguage(db: Database, id: AddressId, language: Language, at: Date): Promise<void> {
  await db.update(address).set({ language, languageChosenAt: at }).where(eq(address.id, id));
}
