import { and, eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import type { AddressSkills } from '../customer/address.ts';
import { type AccountId, as, type GarageId, type NewId, type OrganisationId, type StaffId } from '../ids.ts';
import { type Database, databaseOver, inTransaction } from './database.ts';
import { address } from './schema/customer.ts';
import {
  channelAccount,
  channelAccountGarage,
  garage,
  garageHours,
  organisation,
  staff,
} from './schema/organisation.ts';

// Any fixed number: processes that start together do this one after the other.
const bootstrapLock = 7_480_004;

export type Home = { readonly organisationId: OrganisationId; readonly garageId: GarageId };

/** One bot or number, as a process that runs it describes it. */
export type AccountDescription = {
  readonly channel: 'telegram' | 'whatsapp' | 'teams' | 'simulator';
  readonly externalId: string;
  readonly name: string;
  readonly simulated: boolean;
  readonly skills: AddressSkills;
};

/** A fresh database gets an organisation with one garage, so that there is something to work with at once. */
export async function ensureHome(pool: Pool, newId: NewId): Promise<Home> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1::bigint)', [bootstrapLock]);
    const db = databaseOver(client);
    const [known] = await db.select().from(garage).orderBy(garage.id).limit(1);
    if (known) return { organisationId: as<OrganisationId>(known.organisationId), garageId: as<GarageId>(known.id) };
    const organisationId = as<OrganisationId>(newId());
    const garageId = as<GarageId>(newId());
    await db.insert(organisation).values({ id: organisationId, name: 'Garage De Brug' });
    await db.insert(garage).values({
      id: garageId,
      organisationId,
      name: 'Garage De Brug',
      addressLine: 'Dorpsstraat 1, Arnhem',
      phone: '026 123 45 67',
      language: 'nl',
      zone: 'Europe/Amsterdam',
      currency: 'EUR',
      vatRate: 2100,
      quietFrom: 21 * 60,
      quietTo: 7 * 60,
    });
    const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ garageId, weekday, opens: 8 * 60, closes: 17 * 60 + 30 }));
    await db.insert(garageHours).values([...weekdays, { garageId, weekday: 6, opens: 9 * 60, closes: 13 * 60 }]);
    return { organisationId, garageId };
  });
}

/** Makes or renews a channel account and lets it serve every garage of the organisation that it does not serve yet. */
export async function ensureAccount(
  pool: Pool,
  { organisationId }: Home,
  account: AccountDescription,
  newId: NewId,
): Promise<AccountId> {
  return inTransaction(pool, async (client) => {
    const db = databaseOver(client);
    const { channel, externalId, name, simulated, skills } = account;
    const [row] = await db
      .insert(channelAccount)
      .values({ id: newId(), organisationId, channel, externalId, name, simulated, skills })
      .onConflictDoUpdate({
        target: [channelAccount.channel, channelAccount.externalId],
        set: { skills, ...(name === '' ? {} : { name }) },
      })
      .returning({ id: channelAccount.id });
    const id = as<AccountId>(row?.id ?? '');
    const [served] = await db
      .select()
      .from(channelAccountGarage)
      .where(eq(channelAccountGarage.accountId, id))
      .limit(1);
    if (!served) {
      const garages = await db.select({ id: garage.id }).from(garage).where(eq(garage.organisationId, organisationId));
      await db
        .insert(channelAccountGarage)
        .values(garages.map((one) => ({ accountId: id, garageId: one.id })))
        .onConflictDoNothing();
    }
    return id;
  });
}

/** The simulator's mechanic, already linked to the chat that the page shows. */
export async function ensureSimulatedMechanic(
  pool: Pool,
  { organisationId }: Home,
  place: { readonly accountId: AccountId; readonly chat: string; readonly name: string },
  newId: NewId,
): Promise<StaffId> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1::bigint)', [bootstrapLock]);
    const db = databaseOver(client);
    const { accountId, chat, name } = place;
    const [known] = await db
      .select({ staffId: address.staffId })
      .from(address)
      .where(and(eq(address.accountId, accountId), eq(address.chat, chat)));
    if (known?.staffId) return as<StaffId>(known.staffId);
    const staffId = as<StaffId>(newId());
    await db
      .insert(staff)
      .values({ id: staffId, organisationId, name, role: 'mechanic', language: 'nl', simulated: true });
    await db
      .insert(address)
      .values({ id: newId(), organisationId, accountId, chat, staffId, provenAt: sql`now()`, provenBy: 'simulator' })
      .onConflictDoUpdate({ target: [address.accountId, address.chat], set: { staffId } });
    return staffId;
  });
}

/** Where a polling account goes on. */
export function accountCursor(pool: Pool, accountId: AccountId) {
  const db: Database = databaseOver(pool);
  return {
    load: async (): Promise<number | undefined> => {
      const [row] = await db
        .select({ cursor: channelAccount.cursor })
        .from(channelAccount)
        .where(eq(channelAccount.id, accountId));
      return row?.cursor ? Number(row.cursor) : undefined;
    },
    save: async (offset: number): Promise<void> => {
      await db
        .update(channelAccount)
        .set({ cursor: String(offset) })
        .where(eq(channelAccount.id, accountId));
    },
  };
}

/** The bot's user name, once its network said it. */
export async function renameAccount(pool: Pool, accountId: AccountId, name: string): Promise<void> {
  await databaseOver(pool).update(channelAccount).set({ name }).where(eq(channelAccount.id, accountId));
}

/** The user name of the bot that invitations lead to; undefined until its network said it. */
export async function botName(pool: Pool, channel: 'telegram'): Promise<string | undefined> {
  const [row] = await databaseOver(pool)
    .select({ name: channelAccount.name })
    .from(channelAccount)
    .where(eq(channelAccount.channel, channel))
    .limit(1);
  return row?.name || undefined;
}
