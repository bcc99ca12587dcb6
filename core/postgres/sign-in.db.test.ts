import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Administrator, createSignIn } from '../../admin/auth/sign-in.ts';
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
  await pool.query('truncate staff_garage, staff, "user", rate_limit, installation cascade');
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
    const { rows } = await pool.query('select value::text from installation');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect([await signIn.isSetupToken(token), await signIn.isSetupToken('guess')]).toEqual([true, false]);
    time += 25 * 3_600_000;
    expect([await signIn.isSetupToken(token), await signIn.setUp(token, petra)]).toEqual([false, false]);
    const next = new URL((await signIn.setupLink()) ?? '').searchParams.get('token') ?? '';
    const used = await Promise.all([1, 2].map(() => signIn.setUp(next, petra)));
    expect(used.toSorted()).toEqual([false, true]);
    expect(await signIn.setupLink()).toBeUndefined();
  });

  it('can be made after a try that broke off half way', async () => {
    const broken = createSignIn({
      database: signInDatabase(pool),
      accounts: { ...accounts, createFirst: async (_email, _administrator, createUser) => Boolean(await createUser()) },
      secret: 'a secret for tests that is long enough',
      publicUrl: 'https://chat.example.nl',
      now: () => new Date(time),
    });
    await broken.createAdministrator(petra);
    expect(await signIn.createAdministrator(petra)).toBe(true);
    expect(await cookiesOf('petra@example.nl', 'a long sentence')).not.toEqual([]);
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

  it('shows the garages that are named for a person', async () => {
    await signIn.createAdministrator(petra);
    await pool.query(`insert into staff_garage select s.id, g.id from staff s, garage g where g.name = 'Breda'`);
    const session = await signIn.session(requestWith(await cookiesOf('petra@example.nl', 'a long sentence')));
    expect(session?.garageIds).toHaveLength(1);
  });
});
