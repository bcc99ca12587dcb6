import type { EntraHolder, EntraIdentity } from '../application/sign-in.ts';
import { panelRoles } from '../application/staff-accounts.ts';
import { as, type NewId, type StaffId } from '../ids.ts';
import { inTransaction, type Pool, type Tx } from './database.ts';

// Any fixed number. Identities are bound by one transaction at a time.
const bindingLock = 7_480_012;

type PersonRow = { staff_id: string; user_id: string; email: string; works_here: boolean; has_account: boolean };

const columns = `s.id as staff_id, u.id as user_id, u.email, s.revoked_at is null and s.role = any($2::text[]) as works_here,
  exists (select from account a where a.user_id = u.id) as has_account`;

export function holderOfEntra(pool: Pool, newId: NewId, { subject, email }: EntraIdentity): Promise<EntraHolder> {
  return inTransaction(pool, async (tx) => {
    const bound = await boundTo(tx, subject);
    if (bound) return holder(bound, false);
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [bindingLock]);
    // Somebody else may have bound it meanwhile.
    const meanwhile = await boundTo(tx, subject);
    if (meanwhile) return holder(meanwhile, false);
    return bind(tx, newId, subject, email);
  });
}

/** A binding of somebody who has left does not count: the person may be invited anew. */
async function boundTo(tx: Tx, subject: string): Promise<PersonRow | undefined> {
  const { rows } = await tx.query<PersonRow>(
    `select ${columns} from account e join "user" u on u.id = e.user_id join staff s on s.user_id = u.id
      where e.provider_id = 'entra' and e.account_id = $1::text and s.revoked_at is null`,
    [subject, panelRoles],
  );
  return rows[0];
}

async function bind(tx: Tx, newId: NewId, subject: string, email: string | undefined): Promise<EntraHolder> {
  const { rows } = await tx.query<PersonRow & { is_bound: boolean }>(
    `select ${columns}, exists (select from account a where a.user_id = u.id and a.provider_id = 'entra') as is_bound
       from "user" u join staff s on s.user_id = u.id where u.email = $1::text`,
    [email ?? null, panelRoles],
  );
  const [person] = rows;
  if (!person) return { ok: false, staffId: undefined };
  // An address that somebody else has now opens nobody's account.
  if (person.is_bound || !person.works_here) return { ok: false, staffId: as<StaffId>(person.staff_id) };
  await tx.query(`delete from account where provider_id = 'entra' and account_id = $1::text`, [subject]);
  await tx.query(
    `insert into account (id, account_id, provider_id, user_id) values ($1::text, $2::text, 'entra', $3::text)`,
    [newId(), subject, person.user_id],
  );
  if (!person.has_account) await tx.query('delete from set_up_link where staff_id = $1::uuid', [person.staff_id]);
  return holder(person, !person.has_account);
}

function holder({ staff_id, user_id, email, works_here }: PersonRow, isNew: boolean): EntraHolder {
  const staffId = as<StaffId>(staff_id);
  return works_here ? { ok: true, staffId, userId: user_id, email, isNew } : { ok: false, staffId };
}
