import { createHash } from 'node:crypto';
import { EmailTakenError, type NewAccount, type OpenSetUp } from '../application/sign-in.ts';
import type { Language } from '../customer/address.ts';
import type { NewId, StaffId } from '../ids.ts';
import { inTransaction, type Pool, type Tx } from './database.ts';

// Any fixed number. Who is administrator is decided by one transaction at a time.
const administratorLock = 7_480_011;

export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1::bigint)', [administratorLock]);
}

/** Somebody who was only invited cannot let anybody in yet, so such people do not count. */
export async function hasAdministrator(db: Pick<Pool, 'query'>): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from staff s where role = 'administrator' and revoked_at is null
       and exists (select from account a where a.user_id = s.user_id) limit 1`,
  );
  return rowCount === 1;
}

export function createFirst(pool: Pool, newId: NewId, account: NewAccount): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await lockAdministrators(tx);
    if (await hasAdministrator(tx)) return false;
    await addFirst(tx, newId, account);
    return true;
  });
}

async function addFirst(tx: Tx, newId: NewId, account: NewAccount): Promise<void> {
  const staffId = newId();
  const { rowCount } = await tx.query(
    `insert into staff (id, organisation_id, name, role, language)
     select $1::uuid, o.id, $2::text, 'administrator', $3::text from organisation o order by o.id limit 1`,
    [staffId, account.name, account.language],
  );
  if (rowCount !== 1) throw new Error('There is no organisation yet that an administrator could belong to');
  await addUser(tx, newId, { staffId, ...account });
  await setPassword(tx, newId, { staffId, ...account });
}

/** Only this of a link is kept. */
function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type UserOf = { readonly staffId: string; readonly name: string; readonly email: string };

/**
 * Gives a member of staff an address to sign in with. A user of that address who has no access any
 * more is replaced. Throws EmailTakenError.
 */
export async function addUser(tx: Tx, newId: NewId, { staffId, name, email }: UserOf): Promise<void> {
  await tx.query(
    `update staff s set user_id = null from "user" u
      where u.id = s.user_id and u.email = $1::text and s.revoked_at is not null`,
    [email],
  );
  await tx.query(
    `delete from "user" u where u.email = $1::text and not exists (select from staff s where s.user_id = u.id)`,
    [email],
  );
  const userId = newId();
  const { rowCount } = await tx.query(
    `insert into "user" (id, name, email) values ($1::text, $2::text, $3::text) on conflict do nothing`,
    [userId, name, email],
  );
  if (rowCount !== 1) throw new EmailTakenError('Somebody who works here signs in with this address already');
  await tx.query('update staff set user_id = $2::text where id = $1::uuid', [staffId, userId]);
}

type PasswordOf = Pick<UserOf, 'staffId' | 'name'> & Pick<NewAccount, 'passwordHash' | 'language'>;

/** Ends all sessions, because whoever knew the old password may be in one of them. */
async function setPassword(
  tx: Tx,
  newId: NewId,
  { staffId, name, passwordHash, language }: PasswordOf,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string; email: string }>(
    `with person as (
       update staff set name = $2::text, language = $3::text where id = $1::uuid and revoked_at is null returning user_id)
     update "user" u set name = $2::text from person where u.id = person.user_id returning u.id, u.email`,
    [staffId, name, language],
  );
  const [user] = rows;
  if (!user) return undefined;
  await tx.query(`delete from account where user_id = $1::text and provider_id = 'credential'`, [user.id]);
  await tx.query(
    `insert into account (id, account_id, provider_id, user_id, password)
     values ($1::text, $2::text, 'credential', $2::text, $3::text)`,
    [newId(), user.id, passwordHash],
  );
  await tx.query('delete from session where user_id = $1::text', [user.id]);
  return user.email;
}

/** Without `staffId` the link makes the first administrator. An older link of the same person stops working. */
export async function keepSetUpLink(
  db: Pick<Pool, 'query'>,
  token: string,
  staffId: StaffId | undefined,
  expiresAt: Date,
): Promise<void> {
  if (staffId === undefined) await db.query('delete from set_up_link where staff_id is null');
  await db.query(
    `insert into set_up_link (token_hash, staff_id, expires_at) values ($1::text, $2::uuid, $3::timestamptz)
     on conflict (staff_id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at`,
    [hashOfToken(token), staffId ?? null, expiresAt],
  );
}

export function keepFirstLink(pool: Pool, token: string, expiresAt: Date): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await lockAdministrators(tx);
    await keepSetUpLink(tx, token, undefined, expiresAt);
  });
}

type LinkRow = {
  staff_id: string | null;
  name: string | null;
  email: string | null;
  language: Language | null;
  has_account: boolean;
};

async function findLink(
  db: Pick<Pool, 'query'>,
  token: string,
  now: Date,
  lock: '' | 'for update of l',
): Promise<LinkRow | undefined> {
  const { rows } = await db.query<LinkRow>(
    `select l.staff_id, s.name, s.language, u.email,
       exists (select from account a where a.user_id = u.id) as has_account
     from set_up_link l left join staff s on s.id = l.staff_id left join "user" u on u.id = s.user_id
     where l.token_hash = $1::text and l.expires_at > $2::timestamptz
       and (l.staff_id is null or (s.revoked_at is null and u.id is not null)) ${lock}`,
    [hashOfToken(token), now],
  );
  return rows[0];
}

export async function openSetUp(pool: Pool, token: string, now: Date): Promise<OpenSetUp | undefined> {
  const found = await findLink(pool, token, now, '');
  if (!found) return undefined;
  const { staff_id, name, email, language, has_account } = found;
  if (staff_id === null) return (await hasAdministrator(pool)) ? undefined : { kind: 'first' };
  return {
    kind: has_account ? 'reset' : 'invited',
    name: name ?? '',
    email: email ?? '',
    language: language ?? 'nl',
  };
}

export function useSetUp(
  pool: Pool,
  newId: NewId,
  token: string,
  account: NewAccount,
  now: Date,
): Promise<string | undefined> {
  return inTransaction(pool, async (tx) => {
    await lockAdministrators(tx);
    const found = await findLink(tx, token, now, 'for update of l');
    if (!found || (found.staff_id === null && (await hasAdministrator(tx)))) return undefined;
    await tx.query('delete from set_up_link where token_hash = $1::text', [hashOfToken(token)]);
    if (found.staff_id !== null) return setPassword(tx, newId, { staffId: found.staff_id, ...account });
    await addFirst(tx, newId, account);
    return account.email;
  });
}
