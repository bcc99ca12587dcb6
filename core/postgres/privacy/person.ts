import { ConcurrencyError } from '../../application/ports.ts';
import type { FoundCustomer, OpenRepairOf } from '../../application/privacy.ts';
import { wordsOfNames } from '../../customer/redaction.ts';
import { as, type CustomerId } from '../../ids.ts';
import { plateKey, undashed } from '../../reading/plate.ts';
import type { Pool, Tx } from '../database.ts';
import { pseudonymFor } from '../pseudonym.ts';

/** Finds customers by a part of the name, a plate or a phone number; the last heard first. */
export async function findCustomers(
  db: Tx | Pool,
  organisationId: string,
  { words, phone }: { readonly words: string; readonly phone: string | undefined },
): Promise<readonly FoundCustomer[]> {
  const { rows } = await db.query<FoundRow>(
    `select c.id, c.name, c.simulated, c.erased_at, h.at as heard_at,
       array(select v.plate from vehicle v where v.owner_id = c.id or v.id in (
         select r.vehicle_id from repair r where r.customer_id = c.id) order by v.plate) as plates
     from customer c
     left join lateral (select max(a.last_heard_at) as at from address a where a.customer_id = c.id) h on true
     where c.organisation_id = $1::uuid and (
       c.name ilike '%' || replace(replace(replace($2::text, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
       or c.phone = $3::text
       or c.id::text = $2::text
       or ($4::text <> '' and exists (
         select 1 from vehicle v where replace(v.plate_key, '-', '') = $4::text and (v.owner_id = c.id or v.id in (
           select r.vehicle_id from repair r where r.customer_id = c.id))))
     ) order by h.at desc nulls last, c.name, c.id limit 50`,
    [organisationId, words, phone ?? null, undashed(plateKey(words))],
  );
  return rows.map((row) => ({
    customerId: as<CustomerId>(row.id),
    name: row.name,
    plates: row.plates,
    lastHeardAt: row.heard_at ?? undefined,
    simulated: row.simulated,
    erasedAt: row.erased_at ?? undefined,
  }));
}

type FoundRow = {
  readonly id: string;
  readonly name: string;
  readonly simulated: boolean;
  readonly erased_at: Date | null;
  readonly heard_at: Date | null;
  readonly plates: readonly string[];
};

/** Begins what stands in place of a plate. */
export const erasedPlate = 'ERASED';

/** A customer with everything that belongs to them, by ids. */
export type Person = {
  readonly customerId: string;
  readonly organisationId: string;
  readonly simulated: boolean;
  readonly pseudonym: string;
  readonly name: string;
  readonly erasedAt: Date | undefined;
  /** Names that they are called by, whole and in parts. */
  readonly names: readonly string[];
  /** Those that stand for nobody else in the conversations of others: husband and wife share one. */
  readonly namesOfNoOther: readonly string[];
  /** For texts that may be about anybody. */
  readonly fullNames: readonly string[];
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly addresses: readonly PersonAddress[];
  /** The conversations of their own. */
  readonly conversations: readonly string[];
  /** Those of others in which they had a part. */
  readonly conversationsOfOthers: readonly string[];
  readonly repairs: readonly string[];
  readonly openRepairs: readonly OpenRepairOf[];
  /** Plates of cars that nobody else owns now. */
  readonly vehicles: readonly { readonly id: string; readonly plate: string }[];
};

export type PersonAddress = {
  readonly id: string;
  readonly accountId: string;
  readonly chat: string;
  readonly channel: string;
  readonly displayName: string | undefined;
  readonly ofStaff: boolean;
};

/**
 * Locks a customer as turns do: first what waits on the way in, then conversations, customer and
 * repairs. A turn that runs now is waited for, and none begins before the commit. Undefined when
 * there is no such customer.
 */
export async function lockPerson(tx: Tx, organisationId: string, customerId: string): Promise<Person | undefined> {
  const before = await addressesOf(tx, customerId);
  await lockWaysIn(tx, before);
  await tx.query(
    `select from conversation where customer_id = $1::uuid or id in (
       select r.conversation_id from repair_contact p
       join repair r on r.garage_id = p.garage_id and r.id = p.repair_id where p.customer_id = $1::uuid)
     order by id for update`,
    [customerId],
  );
  await tx.query('select from customer where id = $1::uuid for update', [customerId]);
  await tx.query('select from repair where customer_id = $1::uuid order by id for update', [customerId]);
  const person = await readPerson(tx, organisationId, customerId);
  if (person && person.addresses.map(({ id }) => id).join() !== before.map(({ id }) => id).join())
    throw new ConcurrencyError('Another chat was linked meanwhile');
  return person;
}

/** Rows before lanes, as a turn locks them; then the rows that came in between. */
async function lockWaysIn(tx: Tx, addresses: readonly PersonAddress[]): Promise<void> {
  const ways = [addresses.map(({ accountId }) => accountId), addresses.map(({ chat }) => chat)];
  const lanes = `select l.id from inbox_lane l join unnest($1::uuid[], $2::text[]) as a(account_id, chat) using (account_id, chat)`;
  const rows = `select from inbox where lane_id in (${lanes}) and state = 'new' order by id for update`;
  await tx.query(rows, ways);
  await tx.query(`select from inbox_lane where id in (${lanes}) order by id for update`, ways);
  await tx.query(rows, ways);
  await tx.query('select from lane where id = any($1::uuid[]) order by id for update', [addresses.map(({ id }) => id)]);
}

async function addressesOf(db: Tx | Pool, customerId: string): Promise<readonly PersonAddress[]> {
  const { rows } = await db.query<PersonAddress>(
    `select a.id, a.account_id as "accountId", a.chat, k.channel, a.display_name as "displayName",
       a.staff_id is not null or exists (select 1 from workplace w where w.address_id = a.id)
         or exists (select 1 from garage_posts p where p.address_id = a.id) as "ofStaff"
     from address a join channel_account k on k.id = a.account_id where a.customer_id = $1::uuid order by a.id`,
    [customerId],
  );
  return rows;
}

/** Reads them without a lock. */
export async function readPerson(
  db: Tx | Pool,
  organisationId: string,
  customerId: string,
): Promise<Person | undefined> {
  const { rows } = await db.query<PersonRow>(
    `select c.id, c.organisation_id, c.simulated, c.name, c.phone, c.email, c.erased_at,
       array(select v.id from conversation v where v.customer_id = c.id order by v.id) as own,
       array(select distinct r.conversation_id from repair_contact p
         join repair r on r.garage_id = p.garage_id and r.id = p.repair_id
         where p.customer_id = c.id and r.customer_id <> c.id) as others,
       array(select o.name from repair_contact p
         join repair r on r.garage_id = p.garage_id and r.id = p.repair_id join customer o on o.id = r.customer_id
         where p.customer_id = c.id and o.id <> c.id) as names_of_others,
       array(select r.id from repair r where r.customer_id = c.id order by r.id) as repairs
     from customer c where c.id = $1::uuid and c.organisation_id = $2::uuid`,
    [customerId, organisationId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const addresses = await addressesOf(db, customerId);
  const names = [row.name, ...addresses.flatMap(({ displayName }) => displayName ?? [])].filter((name) => name.trim());
  const theirs = new Set(wordsOfNames(row.names_of_others).map((one) => one.toLowerCase()));
  return {
    customerId,
    organisationId: row.organisation_id,
    simulated: row.simulated,
    pseudonym: pseudonymFor(customerId),
    name: row.name,
    erasedAt: row.erased_at ?? undefined,
    names: wordsOfNames(names),
    namesOfNoOther: wordsOfNames(names).filter((one) => !theirs.has(one.toLowerCase())),
    // One word alone would be found in texts about other people.
    fullNames: names.filter((name) => /\S[\s,.]+\S/.test(name) || name.length >= 8),
    phone: row.phone ?? undefined,
    email: row.email ?? undefined,
    addresses,
    conversations: row.own,
    conversationsOfOthers: row.others,
    repairs: row.repairs,
    openRepairs: await openRepairsOf(db, customerId),
    vehicles: await ownVehicles(db, customerId),
  };
}

type PersonRow = {
  readonly id: string;
  readonly organisation_id: string;
  readonly simulated: boolean;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly erased_at: Date | null;
  readonly own: readonly string[];
  readonly others: readonly string[];
  readonly names_of_others: readonly string[];
  readonly repairs: readonly string[];
};

async function openRepairsOf(db: Tx | Pool, customerId: string): Promise<readonly OpenRepairOf[]> {
  const { rows } = await db.query<OpenRepairOf>(
    `select r.number, v.plate from repair r join vehicle v on v.id = r.vehicle_id
     where r.customer_id = $1::uuid and r.status not in ('collected', 'cancelled') order by r.number`,
    [customerId],
  );
  return rows;
}

async function ownVehicles(db: Tx | Pool, customerId: string): Promise<Person['vehicles']> {
  const { rows } = await db.query<{ id: string; plate: string }>(
    `select v.id, v.plate from vehicle v
     where v.plate_key not like $2::text and (v.owner_id = $1::uuid
        or (v.owner_id is null and exists (select 1 from repair r where r.vehicle_id = v.id and r.customer_id = $1::uuid)))
     order by v.id`,
    [customerId, `${erasedPlate}%`],
  );
  return rows;
}
