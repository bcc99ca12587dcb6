import { createHash } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { NamedGarage, NewStaff, PanelAccess, StaffBook, StaffChat, StaffStore } from '../application/staff.ts';
import {
  type AddressId,
  as,
  type ConversationId,
  type GarageId,
  type NewId,
  type RepairId,
  type Role,
  type StaffId,
} from '../ids.ts';
import { builder, type Pool, type Tx } from './database.ts';
import { conversation } from './schema/conversation.ts';
import { vehicle } from './schema/customer.ts';
import { auditEntry, garage, linkCode, staff, staffGarage } from './schema/organisation.ts';
import { repair } from './schema/repair.ts';
import { addUser, keepSetUpLink, lockAdministrators } from './set-up.ts';

export function createStaffStore(tx: Tx, organisationId: string, newId: NewId): StaffStore {
  return {
    garages: () => garagesOf(tx, organisationId),
    book: (now) => readStaffBook(tx, organisationId, now),
    addStaff: (person) => addStaff(tx, organisationId, person, newId),
    addCode: async ({ text, expiresAt }, opens) => {
      const nothing = { staffId: null, garageId: null, name: null };
      await addLinkCode(tx, text, { ...nothing, ...opens, expiresAt });
    },
    addUser: (staffId, name, email) => addUser(tx, newId, { staffId, name, email }),
    addSetUpLink: ({ text, expiresAt }, staffId) => keepSetUpLink(tx, text, staffId, expiresAt),
    setRole: async (id, role) => {
      await builder(tx).update(staff).set({ role }).where(eq(staff.id, id));
    },
    endSecondFactor: (id) => endSecondFactor(tx, id),
    lockAdministrators: () => lockAdministrators(tx),
    openRepairs: (id) => openRepairsOf(tx, id),
    heldConversations: async (id) => {
      const rows = await builder(tx)
        .select({ id: conversation.id })
        .from(conversation)
        .where(eq(conversation.controllerId, id))
        .orderBy(conversation.id);
      return rows.map((row) => as<ConversationId>(row.id));
    },
    endAccess: (id, at) => endStaffAccess(tx, id, at),
    endWorkplace: (id) => endWorkplace(tx, id),
    audit: async ({ at, by, what, subject, data }) => {
      await builder(tx)
        .insert(auditEntry)
        .values({ id: newId(), organisationId, at, staffId: by ?? null, what, subject, data });
    },
  };
}

async function garagesOf(tx: Tx, organisationId: string): Promise<readonly NamedGarage[]> {
  const rows = await builder(tx)
    .select({ id: garage.id, name: garage.name })
    .from(garage)
    .where(eq(garage.organisationId, organisationId))
    .orderBy(asc(garage.name), asc(garage.id));
  return rows.map(({ id, name }) => ({ garageId: as<GarageId>(id), name }));
}

async function addStaff(
  tx: Tx,
  organisationId: string,
  { name, role, garageId, language }: NewStaff,
  newId: NewId,
): Promise<StaffId> {
  const staffId = as<StaffId>(newId());
  const [home] = await builder(tx)
    .select({ language: garage.language })
    .from(garage)
    .where(and(eq(garage.organisationId, organisationId), garageId ? eq(garage.id, garageId) : undefined))
    .orderBy(garage.id)
    .limit(1);
  await builder(tx)
    .insert(staff)
    .values({ id: staffId, organisationId, name, role, language: language ?? home?.language ?? 'nl' });
  if (garageId) await builder(tx).insert(staffGarage).values({ staffId, garageId });
  return staffId;
}

/** Stores only the hash of the code. */
export async function addLinkCode(
  db: Tx | Pool,
  text: string,
  opens: Pick<typeof linkCode.$inferSelect, 'kind' | 'staffId' | 'garageId' | 'name' | 'expiresAt'>,
): Promise<void> {
  await builder(db)
    .insert(linkCode)
    .values({ codeHash: hashOfCode(text), ...opens });
}

/** Codes are read aloud and typed by hand, so capitals do not count. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code.toUpperCase()).digest('hex');
}

/** Sorts as turns lock, so that two never wait for each other crosswise. */
async function openRepairsOf(tx: Tx, staffId: StaffId): ReturnType<StaffStore['openRepairs']> {
  const rows = await builder(tx)
    .select({ repair, plate: vehicle.plate, model: vehicle.model, garageName: garage.name })
    .from(repair)
    .innerJoin(vehicle, eq(vehicle.id, repair.vehicleId))
    .innerJoin(garage, eq(garage.id, repair.garageId))
    .where(and(eq(repair.mechanicId, staffId), sql`${repair.status} in ('registered', 'started', 'completed')`))
    .orderBy(repair.conversationId, repair.id);
  return rows.map(({ repair: one, plate, model, garageName }) => ({
    repairId: as<RepairId>(one.id),
    conversationId: as<ConversationId>(one.conversationId),
    garage: { garageId: as<GarageId>(one.garageId), name: garageName },
    number: one.number,
    plate,
    model: model ?? undefined,
  }));
}

type ChatRow = { channel: string; last_heard_at: Date | null; unreachable: boolean };

function chatOf({ channel, last_heard_at, unreachable }: ChatRow): StaffChat {
  return {
    channel,
    lastHeardAt: last_heard_at ?? undefined,
    reachable: !unreachable,
  };
}

const chatColumns = 'c.channel, a.last_heard_at, a.unreachable_at is not null as unreachable';

async function readStaffBook(tx: Tx, organisationId: string, now: Date): Promise<StaffBook> {
  return {
    people: await readPeople(tx, organisationId),
    workplaces: await readWorkplaces(tx, organisationId, now),
    posts: await readPosts(tx, organisationId),
  };
}

type PersonRow = {
  id: string;
  name: string;
  role: Role;
  email: string | null;
  has_account: boolean;
  link_until: Date | null;
  last_sign_in_at: Date | null;
  second_factor: boolean;
};

async function readPeople(tx: Tx, organisationId: string): Promise<StaffBook['people']> {
  const { rows } = await tx.query<PersonRow>(
    `select s.id, s.name, s.role, s.last_sign_in_at, u.email, l.expires_at as link_until,
       coalesce(u.two_factor_enabled, false) as second_factor,
       exists (select from account a where a.user_id = u.id) as has_account
     from staff s left join "user" u on u.id = s.user_id
       left join set_up_link l on l.staff_id = s.id and l.expires_at > now()
     where s.organisation_id = $1::uuid and s.revoked_at is null order by s.name, s.id`,
    [organisationId],
  );
  const { rows: garages } = await tx.query<{ staff_id: string; id: string; name: string }>(
    `select sg.staff_id, g.id, g.name from staff_garage sg join garage g on g.id = sg.garage_id
      where g.organisation_id = $1::uuid order by g.name, g.id`,
    [organisationId],
  );
  const { rows: chats } = await tx.query<ChatRow & { staff_id: string }>(
    `select a.staff_id, ${chatColumns} from staff s
       join address a on a.staff_id = s.id join channel_account c on c.id = a.account_id
      where s.organisation_id = $1::uuid and s.revoked_at is null order by c.channel, a.id`,
    [organisationId],
  );
  return rows.map(({ id, name, role, ...panel }) => ({
    staffId: as<StaffId>(id),
    name,
    role,
    garages: garages.filter((row) => row.staff_id === id).map(garageOf),
    chats: chats.filter((row) => row.staff_id === id).map(chatOf),
    panel: panelOf(panel),
  }));
}

function panelOf(row: Omit<PersonRow, 'id' | 'name' | 'role'>): PanelAccess | undefined {
  if (row.email === null) return undefined;
  return {
    email: row.email,
    state: row.has_account ? 'active' : 'invited',
    linkUntil: row.link_until ?? undefined,
    lastSignInAt: row.last_sign_in_at ?? undefined,
    secondFactor: row.second_factor,
  };
}

function garageOf({ id, name }: { id: string; name: string }): NamedGarage {
  return { garageId: as<GarageId>(id), name };
}

type PlaceRow = ChatRow & {
  id: string;
  name: string;
  garage_id: string;
  garage: string;
  on_duty: string | null;
  duty_until: Date | null;
};

async function readWorkplaces(tx: Tx, organisationId: string, now: Date): Promise<StaffBook['workplaces']> {
  const { rows } = await tx.query<PlaceRow>(
    `select a.id, w.name, g.id as garage_id, g.name as garage, s.name as on_duty, w.duty_until, ${chatColumns}
       from workplace w join garage g on g.id = w.garage_id
       join address a on a.id = w.address_id join channel_account c on c.id = a.account_id
       left join staff s on s.id = w.duty_staff_id and w.duty_until > $2::timestamptz
      where g.organisation_id = $1::uuid order by w.name, a.id`,
    [organisationId, now],
  );
  return rows.map((row) => ({
    addressId: as<AddressId>(row.id),
    name: row.name,
    garage: garageOf({ id: row.garage_id, name: row.garage }),
    chat: chatOf(row),
    onDuty: row.on_duty !== null && row.duty_until ? { name: row.on_duty, until: row.duty_until } : undefined,
  }));
}

async function readPosts(tx: Tx, organisationId: string): Promise<StaffBook['posts']> {
  const { rows } = await tx.query<ChatRow & { id: string; name: string }>(
    `select g.id, g.name, ${chatColumns} from garage_posts p join garage g on g.id = p.garage_id
       join address a on a.id = p.address_id join channel_account c on c.id = a.account_id
      where g.organisation_id = $1::uuid order by g.name, g.id`,
    [organisationId],
  );
  return rows.map((row) => ({ garage: garageOf(row), chat: chatOf(row) }));
}

/**
 * Ends everything that lets a person act or read: codes, chats, duty, panel sessions, and messages
 * on their way to their own chats.
 */
async function endStaffAccess(tx: Tx, staffId: StaffId, at: Date): Promise<void> {
  await tx.query(`update staff set revoked_at = $2::timestamptz where id = $1::uuid`, [staffId, at]);
  await tx.query(`update link_code set used_at = $2::timestamptz where staff_id = $1::uuid and used_at is null`, [
    staffId,
    at,
  ]);
  await tx.query(`delete from set_up_link where staff_id = $1::uuid`, [staffId]);
  await tx.query(`delete from session where user_id = (select user_id from staff where id = $1::uuid)`, [staffId]);
  await tx.query(`update workplace set duty_staff_id = null, duty_until = null where duty_staff_id = $1::uuid`, [
    staffId,
  ]);
  const { rows } = await tx.query<{ id: string }>(`select id from address where staff_id = $1::uuid`, [staffId]);
  await endChats(
    tx,
    rows.map(({ id }) => id),
  );
}

async function endSecondFactor(tx: Tx, staffId: StaffId): Promise<void> {
  await tx.query(
    `with person as (update "user" u set two_factor_enabled = false from staff s
       where s.id = $1::uuid and u.id = s.user_id returning u.id)
     delete from two_factor where user_id in (select id from person)`,
    [staffId],
  );
}

async function endWorkplace(tx: Tx, addressId: AddressId): Promise<void> {
  await tx.query(`delete from workplace where address_id = $1::uuid`, [addressId]);
  await endChats(tx, [addressId]);
}

/** Sends nothing more there; a new code may link the chat to somebody else. */
async function endChats(tx: Tx, ids: readonly string[]): Promise<void> {
  // A message that waits for its second attempt may have arrived with the first.
  await tx.query(
    `update delivery set state = case when code = 'unknown' then 'unknown' else 'cancelled' end,
       code = case when code = 'unknown' then 'unknown' else 'taken_back' end
     where lane_id = any($1::uuid[]) and state = 'queued'`,
    [ids],
  );
  await tx.query(
    `update address set staff_id = null, proven_at = null, proven_by = null, asked = null, asked_at = null,
       focus_repair_id = null, focus_at = null, last_act = null where id = any($1::uuid[])`,
    [ids],
  );
}
