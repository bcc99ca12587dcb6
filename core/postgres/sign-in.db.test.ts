import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Administrator, createSignIn } from '../../admin/auth/sign-in.ts';
import { EmailTakenError } from '../application/sign-in.ts';
import { testDatabase } from '../testing/database.ts';
import { createStaffAccounts, signInDatabase } from './sign-in.ts';

const { pool } = await testDatabase();
const petra: Administrator = { email: 'Petra@Example.nl', password: 'a long sentence', name: 'Petra', language: 'nl' };
const accounts = createStaffAccounts(pool, randomUUID);
let time = Date.UTC(2026, 10, 23, 9);
const signIn = createSignIn({
  database: signInDatabase(pool),
  accounts,
  secret: 'a secret for tests that is long enough',
  publicUrl: 'https://chat.example.nl',
  now: () => new Date(time),
});

function requestWith(cookies: readonly string[]): Request {
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  return new Request('https://chat.example.nl/admin/', { headers: { cookie } });
}

async function cookiesOf(email: string, password: string, from = '10.0.0.1'): Promise<readonly string[]> {
  const result = await signIn.signIn(email, password, from);
  return result.ok ? result.cookies : [];
}

beforeAll(async () => {
  const organisationId = randomUUID();
  await pool.query(`insert into organisation (id, name) values ($1, 'Garage De Brug')`, [organisationId]);
  await pool.query(
    `insert into garage (id, organisation_id, name, language, zone, currency, vat_rate)
     select gen_random_uuid(), $1, name, 'nl', 'Europe/Amsterdam', 'EUR', 2100 from unnest(array['Arnhem', 'Breda']) as name`,
    [organisationId],
  );
});
beforeEach(async () => {
  await pool.query('truncate staff_garage, staff, "user", rate_limit, set_up_link, verification cascade');
});

describe('the first administrator', () => {
  it('is made once, whoever else tries at the same time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => signIn.createAdministrator(petra)));
    expect(made.toSorted()).toEqual([false, false, true]);
    const session = await signIn.session(requestWith(await cookiesOf('petra@example.nl', 'a long sentence')));
    expect(session).toMatchObject({ name: 'Petra', role: 'administrator', language: 'nl' });
    expect(session?.garageIds).toHaveLength(2);
  });

  it('comes by a link that works once, for a day, and is kept as a hash only', async () => {
    const link = await signIn.setupLink();
    const token = new URL(link ?? '').searchParams.get('token') ?? '';
    const { rows } = await pool.query('select token_hash from set_up_link');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect([await signIn.openSetUp(token), await signIn.openSetUp('guess')]).toEqual([{ kind: 'first' }, undefined]);
    time += 25 * 3_600_000;
    expect([await signIn.openSetUp(token), await signIn.setUp(token, petra)]).toEqual([undefined, undefined]);
    const next = new URL((await signIn.setupLink()) ?? '').searchParams.get('token') ?? '';
    const used = await Promise.all([1, 2].map(() => signIn.setUp(next, petra)));
    expect(used.toSorted()).toEqual(['petra@example.nl', undefined]);
    expect(await signIn.setupLink()).toBeUndefined();
  });

  it('replaces the user of somebody whose access was revoked, who is named in the past all the same', async () => {
    await signIn.createAdministrator(petra);
    const request = requestWith(await cookiesOf('petra@example.nl', 'a long sentence'));
    await pool.query('update staff set revoked_at = now()');
    expect(await signIn.createAdministrator({ ...petra, password: 'another long one' })).toBe(true);
    expect(await signIn.session(request)).toBeUndefined();
    expect(await cookiesOf('petra@example.nl', 'a long sentence')).toEqual([]);
    expect(await cookiesOf('petra@example.nl', 'another long one')).not.toEqual([]);
    const { rows } = await pool.query('select name, revoked_at is null as works from staff order by works');
    expect(rows).toEqual([
      { name: 'Petra', works: false },
      { name: 'Petra', works: true },
    ]);
  });

  it('takes no address of somebody else who works here, and leaves that person as it was', async () => {
    await signIn.createAdministrator(petra);
    await pool.query(`update staff set role = 'agent'`);
    await expect(signIn.createAdministrator({ ...petra, password: 'another long one' })).rejects.toThrow(
      EmailTakenError,
    );
    expect(await cookiesOf('petra@example.nl', 'a long sentence')).not.toEqual([]);
  });

  it('leaves the link as it was when the account cannot be made', async () => {
    const token = new URL((await signIn.setupLink()) ?? '').searchParams.get('token') ?? '';
    await expect(signIn.setUp(token, { ...petra, name: 'A\0' })).rejects.toThrow();
    await pool.query(`insert into "user" (id, name, email) values ('u', 'Kim', 'petra@example.nl')`);
    await pool.query(`insert into staff (id, organisation_id, name, role, language, user_id)
      select gen_random_uuid(), id, 'Kim', 'agent', 'nl', 'u' from organisation`);
    await expect(signIn.setUp(token, petra)).rejects.toThrow(EmailTakenError);
    expect(await signIn.setUp(token, { ...petra, email: 'petra.twee@example.nl' })).toBe('petra.twee@example.nl');
  });
});

describe('signing in', () => {
  it('gives cookies that a script cannot read and that leave over https only', async () => {
    await signIn.createAdministrator(petra);
    const [cookie] = await cookiesOf('PETRA@example.nl ', 'a long sentence');
    expect(cookie).toMatch(/^__Secure-[^=]+=.*HttpOnly.*/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it('is refused for a wrong password and for somebody unknown, alike', async () => {
    await signIn.createAdministrator(petra);
    expect(await signIn.signIn('petra@example.nl', 'another sentence', '10.0.0.1')).toEqual({
      ok: false,
      code: 'wrong',
    });
    expect(await signIn.signIn('nobody@example.nl', 'a long sentence', '10.0.0.1')).toEqual({
      ok: false,
      code: 'wrong',
    });
  });

  it('is slowed down per account, however many addresses the tries come from', async () => {
    await signIn.createAdministrator(petra);
    const codes: string[] = [];
    for (let n = 1; n <= 12; n++) {
      const result = await signIn.signIn('petra@example.nl', `guess ${n}`, `10.0.1.${n}`);
      codes.push(result.ok ? 'in' : result.code);
    }
    expect(codes).toEqual([...Array<string>(10).fill('wrong'), 'too_many', 'too_many']);
    expect(await signIn.signIn('petra@example.nl', 'a long sentence', '10.0.2.1')).toEqual({
      ok: false,
      code: 'too_many',
    });
  });

  it('is counted also when the first tries come at the same moment', async () => {
    const ten = Array.from({ length: 10 }, (_, n) => n + 1);
    for (let round = 1; round <= 150; round++) {
      const counts = await Promise.all(ten.map(() => accounts.countTry(`round ${round}`, 60_000)));
      expect(counts.toSorted((a, b) => a - b)).toEqual(ten);
    }
  });

  it('counts from nothing again after it worked', async () => {
    await signIn.createAdministrator(petra);
    for (let n = 1; n <= 9; n++) await signIn.signIn('petra@example.nl', `guess ${n}`, '10.0.0.1');
    expect(await cookiesOf('petra@example.nl', 'a long sentence')).not.toEqual([]);
    for (let n = 1; n <= 9; n++) await signIn.signIn('petra@example.nl', `guess ${n}`, '10.0.0.1');
    expect(await cookiesOf('petra@example.nl', 'a long sentence')).not.toEqual([]);
  });

  it('ends at sign-out in the database as well, and at once when access is revoked', async () => {
    await signIn.createAdministrator(petra);
    const request = requestWith(await cookiesOf('petra@example.nl', 'a long sentence'));
    const other = requestWith(await cookiesOf('petra@example.nl', 'a long sentence'));
    await signIn.signOut(request.headers);
    expect([await signIn.session(request), (await signIn.session(other))?.name]).toEqual([undefined, 'Petra']);
    await pool.query('update staff set revoked_at = now()');
    expect(await signIn.session(other)).toBeUndefined();
  });

  it('is refused to somebody who has left as a wrong password is, and leaves no session', async () => {
    await signIn.createAdministrator(petra);
    await pool.query('update staff set revoked_at = now()');
    expect(await signIn.signIn('petra@example.nl', 'a long sentence', '10.0.0.1')).toEqual({
      ok: false,
      code: 'wrong',
    });
    expect((await pool.query('select from session')).rowCount).toBe(0);
  });

  it('lasts thirty days, however often it is used', async () => {
    await signIn.createAdministrator(petra);
    const request = requestWith(await cookiesOf('petra@example.nl', 'a long sentence'));
    await pool.query(`update session set created_at = now() - interval '29 days 23 hours'`);
    expect((await signIn.enter(request))?.staff.name).toBe('Petra');
    await pool.query(`update session set created_at = now() - interval '30 days 1 minute'`);
    expect(await signIn.enter(request)).toBeUndefined();
    expect((await pool.query('select from session')).rowCount).toBe(0);
  });

  it('is prolonged by pages only, and then the browser keeps its cookie as long', async () => {
    await signIn.createAdministrator(petra);
    const request = requestWith(await cookiesOf('petra@example.nl', 'a long sentence'));
    expect((await signIn.enter(request))?.cookies).toEqual([]);
    const left = async () =>
      (await pool.query(`select extract(day from expires_at - now())::int as days from session`)).rows[0];
    await pool.query(
      `update session set expires_at = now() + interval '5 days', updated_at = now() - interval '2 days'`,
    );
    expect((await signIn.session(request))?.name).toBe('Petra');
    expect(await left()).toEqual({ days: 4 });
    expect((await signIn.enter(request))?.cookies).toEqual([expect.stringMatching(/session_token=.*Max-Age=604800/)]);
    expect(await left()).toEqual({ days: 6 });
  });

  it('shows the garages that are named for a person', async () => {
    await signIn.createAdministrator(petra);
    await pool.query(`insert into staff_garage select s.id, g.id from staff s, garage g where g.name = 'Breda'`);
    const session = await signIn.session(requestWith(await cookiesOf('petra@example.nl', 'a long sentence')));
    expect(session?.garageIds).toHaveLength(1);
  });
});
