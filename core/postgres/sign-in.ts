import type { BetterAuthOptions } from 'better-auth/types';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { NewAdministrator, StaffAccount, StaffAccounts } from '../application/sign-in.ts';
import type { Language } from '../customer/address.ts';
import { as, type GarageId, type NewId, type Role, type StaffId } from '../ids.ts';
import { inTransaction, type Pool } from './database.ts';
import { account, rateLimit, session, twoFactor, user, verification } from './schema/sign-in.ts';

const schema = { user, session, account, verification, twoFactor, rateLimit };

export function signInDatabase(pool: Pool): () => Promise<NonNullable<BetterAuthOptions['database']>> {
  return async () => {
    const { drizzleAdapter } = await import('better-auth/adapters/drizzle');
    return drizzleAdapter(drizzle(pool, { schema }), { provider: 'pg', schema });
  };
}

// Any fixed number. It lets one process at a time make the first administrator.
const administratorLock = 7_480_011;
const setupLink = 'setup_link';

export function createStaffAccounts(pool: Pool, newId: NewId): StaffAccounts {
  return {
    ofUser: (userId) => accountOf(pool, userId),
    hasAdministrator: () => hasAdministrator(pool),
    createFirst: (email, administrator, createUser) => createFirst(pool, newId, email, administrator, createUser),
    keepSetupLink: async (hash, expiresAt) => {
      await pool.query(
        `insert into installation (name, value) values ($1::text, jsonb_build_object('hash', $2::text, 'expiresAt', $3::timestamptz))
       on conflict (name) do update set value = excluded.value`,
        [setupLink, hash, expiresAt],
      );
    },
    isSetupLink: async (hash, now) => {
      const { rowCount } = await pool.query(`select from installation where ${linkIs}`, [setupLink, hash, now]);
      return rowCount === 1;
    },
    useSetupLink: async (hash, now) => {
      const { rowCount } = await pool.query(`delete from installation where ${linkIs}`, [setupLink, hash, now]);
      return rowCount === 1;
    },
    setLanguage: async (staffId, language) => {
      await pool.query('update staff set language = $2::text where id = $1::uuid', [staffId, language]);
    },
    countTry: (key, max, windowMs) => countTry(pool, key, max, windowMs),
    forgetTries: async (key) => {
      await pool.query('delete from rate_limit where key = $1::text', [key]);
    },
  };
}

const linkIs = `name = $1::text and value->>'hash' = $2::text and (value->>'expiresAt')::timestamptz > $3::timestamptz`;

async function accountOf(pool: Pool, userId: string): Promise<StaffAccount | undefined> {
  const { rows } = await pool.query<{ id: string; name: string; role: Role; language: Language; garages: string[] }>(
    `select s.id, s.name, s.role, s.language, array(
       select g.id::text from garage g where g.organisation_id = s.organisation_id
         and (not exists (select from staff_garage sg where sg.staff_id = s.id)
           or exists (select from staff_garage sg where sg.staff_id = s.id and sg.garage_id = g.id))
       order by g.name, g.id) as garages
     from staff s where s.user_id = $1::text and s.revoked_at is null`,
    [userId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const garageIds = row.garages.map((id) => as<GarageId>(id));
  return { staffId: as<StaffId>(row.id), name: row.name, role: row.role, language: row.language, garageIds };
}

async function hasAdministrator(db: Pick<Pool, 'query'>): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from staff where role = 'administrator' and user_id is not null and revoked_at is null limit 1`,
  );
  return rowCount === 1;
}

async function createFirst(
  pool: Pool,
  newId: NewId,
  email: string,
  { name, language }: NewAdministrator,
  createUser: () => Promise<string>,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1::bigint)', [administratorLock]);
    if (await hasAdministrator(client)) return false;
    // Removes a user whose member of staff was never made. It runs on another connection, as
    // `createUser` does.
    await pool.query(
      `delete from "user" u where u.email = $1::text and not exists (select from staff s where s.user_id = u.id)`,
      [email],
    );
    const userId = await createUser();
    const { rowCount } = await client.query(
      `insert into staff (id, organisation_id, name, role, language, user_id)
       select $1::uuid, o.id, $2::text, 'administrator', $3::text, $4::text from organisation o order by o.id limit 1`,
      [newId(), name, language, userId],
    );
    if (rowCount !== 1) throw new Error('There is no organisation yet that an administrator could belong to');
    return true;
  });
}

/**
 * The window begins with the first try and does not move, so that more tries do not lock anybody
 * out for ever.
 */
async function countTry(pool: Pool, key: string, max: number, windowMs: number): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>(
    `insert into rate_limit as r (id, key, count, last_request)
     values ($1::text, $1::text, 1, (extract(epoch from clock_timestamp()) * 1000)::bigint)
     on conflict (key) do update set
       count = case when r.last_request <= excluded.last_request - $2::bigint then 1 else r.count + 1 end,
       last_request = case when r.last_request <= excluded.last_request - $2::bigint
         then excluded.last_request else r.last_request end
     returning r.count`,
    [key, windowMs],
  );
  return (rows[0]?.count ?? 0) <= max;
}
