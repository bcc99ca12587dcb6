import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { and, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { AddressSkills } from '../customer/address.ts';
import { type AccountId, as, type GarageId, type NewId, type OrganisationId, type StaffId } from '../ids.ts';
import { builder, inTransaction, type Pool, sqlStateOf } from './database.ts';
import { address } from './schema/customer.ts';
import {
  channelAccount,
  channelAccountGarage,
  garage,
  garageHours,
  organisation,
  staff,
} from './schema/organisation.ts';

/** DATABASE_URL names a database that cannot be used; the message says why in one sentence. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
  readonly code = 'database_unreachable';
}

const STARTING_UP = '57P03';
const PATIENCE_MS = 10_000;

/**
 * Resolves when the database answers, and gives one that is just starting 10 s. Throws
 * DatabaseUnreachableError.
 */
export async function reachDatabase(pool: Pool): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await pool.query('select 1');
      return;
    } catch (cause) {
      if (sqlStateOf(cause) === STARTING_UP && performance.now() < end) await pause(200);
      else throw unreachable(cause);
    }
  }
}

function unreachable(cause: unknown): DatabaseUnreachableError {
  return new DatabaseUnreachableError(
    `DATABASE_URL names a database that cannot be used: ${reasonOf(cause)}, for example DATABASE_URL=postgres://user:secret@db:5432/pitstop`,
    { cause },
  );
}

/** Leaves out the message of the error: it may hold the address with its password. */
function reasonOf(cause: unknown): string {
  const code = sqlStateOf(cause) ?? '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens at its address';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of its machine is not known';
    case '28P01':
    case '28000':
      return 'it refuses this user or password';
    case '3D000':
      return 'there is no database of this name';
    case '53300':
      return 'it has no connection left';
    case STARTING_UP:
      return 'it is still starting';
    default:
      return code === '' || code === 'ETIMEDOUT' ? 'it does not answer' : `it answers with ${code}`;
  }
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

const MIGRATION_LOCK = 7_480_003;
const OLDEST_VERSION = 150_000;

/**
 * Brings the database up to this version of the program. Processes that start together wait for
 * each other, because the migrator alone fails when two create the same schema. `pool` must reach
 * PostgreSQL itself: behind a transaction pooler the lock and the work would land on different
 * connections.
 */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(`select current_setting('server_version_num')::int as version`);
    if (rows[0].version < OLDEST_VERSION) {
      throw new Error('The database is older than PostgreSQL 15: point DATABASE_URL at version 15 or later.');
    }
    await client.query('select pg_advisory_lock($1::bigint)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle({ client }), { migrationsFolder: MIGRATIONS_FOLDER });
    await client.query('select pg_advisory_unlock($1::bigint)', [MIGRATION_LOCK]);
    client.release();
  } catch (error) {
    // The lock ends with its connection, and a half-used connection is not given back.
    client.release(true);
    throw error;
  }
}

// Any fixed number. It makes processes that start together do this one after the other.
const bootstrapLock = 7_480_004;

export type Home = { readonly organisationId: OrganisationId; readonly garageId: GarageId };

/** One bot or number, as a process that runs it describes it. */
export type AccountDescription = {
  readonly channel: string;
  readonly externalId: string;
  readonly name: string;
  readonly simulated: boolean;
  readonly skills: AddressSkills;
  readonly audience: 'staff' | 'everybody';
};

/**
 * Gives a fresh database an organisation with one garage, so that there is something to work with.
 */
export async function ensureHome(pool: Pool, newId: NewId): Promise<Home> {
  return inTransaction(pool, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [bootstrapLock]);
    const [known] = await builder(tx).select().from(garage).orderBy(garage.id).limit(1);
    if (known) return { organisationId: as<OrganisationId>(known.organisationId), garageId: as<GarageId>(known.id) };
    const organisationId = as<OrganisationId>(newId());
    const garageId = as<GarageId>(newId());
    await builder(tx).insert(organisation).values({ id: organisationId, name: 'Garage De Brug' });
    await builder(tx)
      .insert(garage)
      .values({
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
    await builder(tx)
      .insert(garageHours)
      .values([...weekdays, { garageId, weekday: 6, opens: 9 * 60, closes: 13 * 60 }]);
    return { organisationId, garageId };
  });
}

/**
 * Makes or renews a channel account. An account that serves no garage yet gets all of the
 * organisation.
 */
export async function ensureAccount(
  pool: Pool,
  { organisationId }: Home,
  account: AccountDescription,
  newId: NewId,
): Promise<AccountId> {
  return inTransaction(pool, async (tx) => {
    const { channel, externalId, name, simulated, skills, audience } = account;
    const [row] = await builder(tx)
      .insert(channelAccount)
      .values({ id: newId(), organisationId, channel, externalId, name, simulated, skills, audience })
      .onConflictDoUpdate({
        target: [channelAccount.channel, channelAccount.externalId],
        set: { skills, audience, ...(name === '' ? {} : { name }) },
      })
      .returning({ id: channelAccount.id });
    const id = as<AccountId>(row?.id ?? '');
    const [served] = await builder(tx)
      .select()
      .from(channelAccountGarage)
      .where(eq(channelAccountGarage.accountId, id))
      .limit(1);
    if (!served) {
      const garages = await builder(tx)
        .select({ id: garage.id })
        .from(garage)
        .where(eq(garage.organisationId, organisationId));
      await builder(tx)
        .insert(channelAccountGarage)
        .values(garages.map((one) => ({ accountId: id, garageId: one.id })))
        .onConflictDoNothing();
    }
    return id;
  });
}

/** Makes the simulator's mechanic, already linked to the chat on its page. */
export async function ensureSimulatedMechanic(
  pool: Pool,
  { organisationId }: Home,
  place: { readonly accountId: AccountId; readonly chat: string; readonly name: string; readonly simulated: boolean },
  newId: NewId,
): Promise<StaffId> {
  return inTransaction(pool, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [bootstrapLock]);
    const { accountId, chat, name, simulated } = place;
    const [known] = await builder(tx)
      .select({ staffId: address.staffId })
      .from(address)
      .where(and(eq(address.accountId, accountId), eq(address.chat, chat)));
    if (known?.staffId) return as<StaffId>(known.staffId);
    const staffId = as<StaffId>(newId());
    await builder(tx)
      .insert(staff)
      .values({ id: staffId, organisationId, name, role: 'mechanic', language: 'nl', simulated });
    await builder(tx)
      .insert(address)
      .values({ id: newId(), organisationId, accountId, chat, staffId, provenAt: sql`now()`, provenBy: 'simulator' })
      .onConflictDoUpdate({ target: [address.accountId, address.chat], set: { staffId } });
    return staffId;
  });
}

/** Tells if anybody real writes to this installation, or could. */
export async function hasRealAccount(pool: Pool): Promise<boolean> {
  const rows = await builder(pool).select().from(channelAccount).where(eq(channelAccount.simulated, false)).limit(1);
  return rows.length > 0;
}

export function accountCursor(pool: Pool, accountId: AccountId) {
  return {
    load: async (): Promise<number | undefined> => {
      const [row] = await builder(pool)
        .select({ cursor: channelAccount.cursor })
        .from(channelAccount)
        .where(eq(channelAccount.id, accountId));
      return row?.cursor ? Number(row.cursor) : undefined;
    },
    save: async (offset: number): Promise<void> => {
      await builder(pool)
        .update(channelAccount)
        .set({ cursor: String(offset) })
        .where(eq(channelAccount.id, accountId));
    },
  };
}

export async function renameAccount(pool: Pool, accountId: AccountId, name: string): Promise<void> {
  await builder(pool).update(channelAccount).set({ name }).where(eq(channelAccount.id, accountId));
}

/** The user name of the bot that invitations lead to; undefined until its network said it. */
export async function botName(pool: Pool, channel: string): Promise<string | undefined> {
  const [row] = await builder(pool)
    .select({ name: channelAccount.name })
    .from(channelAccount)
    .where(eq(channelAccount.channel, channel))
    .limit(1);
  return row?.name || undefined;
}

/** Counts what waits in each queue. */
export async function readBacklog(pool: Pool) {
  const { rows } = await pool.query<{
    inbox_open: number;
    inbox_dead: number;
    deliveries: number;
    timers: number;
    items: number;
  }>(
    `select (select count(*)::int from inbox where state = 'new') as inbox_open,
       (select count(*)::int from inbox where state = 'dead') as inbox_dead,
       (select count(*)::int from delivery where state in ('queued', 'sending')) as deliveries,
       (select count(*)::int from timer where dead is null and due_at <= now()) as timers,
       (select count(*)::int from waiting_item where ended_at is null) as items`,
  );
  const [row] = rows;
  return {
    inboxOpen: row?.inbox_open ?? 0,
    inboxDead: row?.inbox_dead ?? 0,
    deliveriesOpen: row?.deliveries ?? 0,
    timersDue: row?.timers ?? 0,
    itemsOpen: row?.items ?? 0,
  };
}
