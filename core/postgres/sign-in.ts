import type { BetterAuthOptions } from 'better-auth/types';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { AccountAudit } from '../application/audit.ts';
import type { PanelSession, StaffAccount, StaffAccounts } from '../application/sign-in.ts';
import type { Language } from '../customer/address.ts';
import { as, type GarageId, type NewId, type Role, type StaffId } from '../ids.ts';
import type { Pool } from './database.ts';
import { holderOfEntra } from './entra.ts';
import { account, rateLimit, session, twoFactor, user, verification } from './schema/sign-in.ts';
import { createFirst, hasAdministrator, keepFirstLink, openSetUp, useSetUp } from './set-up.ts';

const schema = { user, session, account, verification, twoFactor, rateLimit };

export function signInDatabase(pool: Pool): () => Promise<NonNullable<BetterAuthOptions['database']>> {
  return async () => {
    const { drizzleAdapter } = await import('better-auth/adapters/drizzle');
    return drizzleAdapter(drizzle(pool, { schema }), { provider: 'pg', schema });
  };
}

export function createStaffAccounts(pool: Pool, newId: NewId): StaffAccounts {
  return {
    ofUser: (userId) => accountOf(pool, userId),
    ofChallenge: async (challenge) => {
      const { rows } = await pool.query<{ value: string }>(
        `select value from verification where identifier = $1::text and expires_at > now()`,
        [challenge],
      );
      return rows[0]?.value;
    },
    holderOf: async (email) => {
      const { rows } = await pool.query<{ id: string }>(
        `select s.id from staff s join "user" u on u.id = s.user_id where u.email = $1::text`,
        [email],
      );
      return rows[0] && as<StaffId>(rows[0].id);
    },
    hasAdministrator: () => hasAdministrator(pool),
    createFirst: (account) => createFirst(pool, newId, account),
    keepFirstLink: (token, expiresAt) => keepFirstLink(pool, token, expiresAt),
    openSetUp: (token, now) => openSetUp(pool, token, now),
    useSetUp: (token, account, now) => useSetUp(pool, newId, token, account, now),
    ofEntra: (identity) => holderOfEntra(pool, newId, identity),
    setLanguage: async (staffId, language) => {
      await pool.query('update staff set language = $2::text where id = $1::uuid', [staffId, language]);
    },
    signedIn: async (staffId, at) => {
      await pool.query('update staff set last_sign_in_at = $2::timestamptz where id = $1::uuid', [staffId, at]);
    },
    seen: async (sessionId, at) => {
      await pool.query('update session set seen_at = $2::timestamptz where id = $1::text', [sessionId, at]);
    },
    sessions: (userId, now) => sessionsOf(pool, userId, now),
    endSessions: async (userId, which) => {
      const { rowCount } = await pool.query(
        `delete from session where user_id = $1::text and (id = $2::text) = $3::boolean`,
        [userId, 'id' in which ? which.id : which.allBut, 'id' in which],
      );
      return rowCount ?? 0;
    },
    keepOneFactor: async (userId) => {
      await pool.query(
        `delete from two_factor where user_id = $1::text and id <> (
           select id from two_factor where user_id = $1::text order by coalesce(verified, true) desc, id limit 1)`,
        [userId],
      );
    },
    countTry: (key, windowMs) => countTry(pool, key, windowMs),
    uncountTry: async (key) => {
      await pool.query('update rate_limit set count = count - 1 where key = $1::text and count > 0', [key]);
    },
    forgetTries: async (key) => {
      await pool.query('delete from rate_limit where key = $1::text', [key]);
    },
    audit: (entry) => writeAudit(pool, newId, entry),
  };
}

async function accountOf(pool: Pool, userId: string): Promise<StaffAccount | undefined> {
  const { rows } = await pool.query<{
    id: string;
    name: string;
    email: string;
    role: Role;
    language: Language;
    second_factor: boolean;
    has_password: boolean;
    garages: string[];
    zone: string;
  }>(
    `select s.id, s.name, u.email, s.role, s.language, coalesce(u.two_factor_enabled, false) as second_factor,
       exists (select from account a where a.user_id = u.id and a.provider_id = 'credential') as has_password, array(
       select g.id::text from garage g where g.organisation_id = s.organisation_id
         and (not exists (select from staff_garage sg where sg.staff_id = s.id)
           or exists (select from staff_garage sg where sg.staff_id = s.id and sg.garage_id = g.id))
       order by g.name, g.id) as garages,
       coalesce((select g.zone from garage g where g.organisation_id = s.organisation_id order by g.name, g.id limit 1),
         'UTC') as zone
     from staff s join "user" u on u.id = s.user_id where u.id = $1::text and s.revoked_at is null`,
    [userId],
  );
  const [row] = rows;
  if (!row) return undefined;
  return {
    staffId: as<StaffId>(row.id),
    name: row.name,
    email: row.email,
    role: row.role,
    language: row.language,
    garageIds: row.garages.map((id) => as<GarageId>(id)),
    zone: row.zone,
    secondFactor: row.second_factor,
    hasPassword: row.has_password,
  };
}

async function sessionsOf(pool: Pool, userId: string, now: Date): Promise<readonly PanelSession[]> {
  const { rows } = await pool.query<{
    id: string;
    user_agent: string | null;
    ip_address: string | null;
    created_at: Date;
    seen_at: Date;
  }>(
    `select id, user_agent, ip_address, created_at, coalesce(seen_at, created_at) as seen_at from session
      where user_id = $1::text and expires_at > $2::timestamptz order by coalesce(seen_at, created_at) desc, id`,
    [userId, now],
  );
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent ?? '',
    address: row.ip_address ?? '',
    startedAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

/**
 * The window begins with the first try and does not move, so that more tries do not lock anybody
 * out for ever. The id is new each time: of two first tries at once, `on conflict` catches only a
 * clash of the key.
 */
async function countTry(pool: Pool, key: string, windowMs: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `insert into rate_limit as r (id, key, count, last_request)
     values (gen_random_uuid()::text, $1::text, 1, (extract(epoch from clock_timestamp()) * 1000)::bigint)
     on conflict (key) do update set
       count = case when r.last_request <= excluded.last_request - $2::bigint then 1 else r.count + 1 end,
       last_request = case when r.last_request <= excluded.last_request - $2::bigint
         then excluded.last_request else r.last_request end
     returning r.count`,
    [key, windowMs],
  );
  return rows[0]?.count ?? 0;
}

async function writeAudit(pool: Pool, newId: NewId, { at, by, what, subject, data = {} }: AccountAudit): Promise<void> {
  await pool.query(
    `insert into audit_entry (id, organisation_id, at, staff_id, what, subject, data)
     select $1::uuid, o.id, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::jsonb
       from organisation o left join staff s on s.id = coalesce($3::uuid, $5::uuid)
      order by (o.id = s.organisation_id) desc nulls last, o.id limit 1`,
    [newId(), at, by ?? null, what, subject ?? by ?? null, JSON.stringify(data)],
  );
}
