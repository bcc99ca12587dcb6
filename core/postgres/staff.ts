import type { Role } from '../actor.ts';
import type { NamedGarage, StaffBook, StaffChat } from '../application/staff.ts';
import { type AddressId, as, type GarageId, type StaffId } from '../ids.ts';
import type { Db } from './queue/db.ts';

type ChatRow = { channel: string; last_heard_at: Date | null; unreachable: boolean };

function chatOf({ channel, last_heard_at, unreachable }: ChatRow): StaffChat {
  return {
    channel,
    lastHeardAt: last_heard_at ?? undefined,
    reachable: !unreachable,
  };
}

const chatColumns = 'c.channel, a.last_heard_at, a.unreachable_at is not null as unreachable';

/** Everybody who has not left and everything that is linked, by name. */
export async function readStaffBook(db: Db, organisationId: string, now: Date): Promise<StaffBook> {
  return {
    people: await readPeople(db, organisationId),
    workplaces: await readWorkplaces(db, organisationId, now),
    posts: await readPosts(db, organisationId),
  };
}

async function readPeople(db: Db, organisationId: string): Promise<StaffBook['people']> {
  const { rows } = await db.query<{ id: string; name: string; role: Role }>(
    `select id, name, role from staff where organisation_id = $1::uuid and revoked_at is null order by name, id`,
    [organisationId],
  );
  const { rows: garages } = await db.query<{ staff_id: string; id: string; name: string }>(
    `select sg.staff_id, g.id, g.name from staff_garage sg join garage g on g.id = sg.garage_id
      where g.organisation_id = $1::uuid order by g.name, g.id`,
    [organisationId],
  );
  const { rows: chats } = await db.query<ChatRow & { staff_id: string }>(
    `select a.staff_id, ${chatColumns} from staff s
       join address a on a.staff_id = s.id join channel_account c on c.id = a.account_id
      where s.organisation_id = $1::uuid and s.revoked_at is null order by c.channel, a.id`,
    [organisationId],
  );
  return rows.map(({ id, name, role }) => ({
    staffId: as<StaffId>(id),
    name,
    role,
    garages: garages.filter((row) => row.staff_id === id).map(garageOf),
    chats: chats.filter((row) => row.staff_id === id).map(chatOf),
  }));
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

async function readWorkplaces(db: Db, organisationId: string, now: Date): Promise<StaffBook['workplaces']> {
  const { rows } = await db.query<PlaceRow>(
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

async function readPosts(db: Db, organisationId: string): Promise<StaffBook['posts']> {
  const { rows } = await db.query<ChatRow & { id: string; name: string }>(
    `select g.id, g.name, ${chatColumns} from garage_posts p join garage g on g.id = p.garage_id
       join address a on a.id = p.address_id join channel_account c on c.id = a.account_id
      where g.organisation_id = $1::uuid order by g.name, g.id`,
    [organisationId],
  );
  return rows.map((row) => ({ garage: garageOf(row), chat: chatOf(row) }));
}
