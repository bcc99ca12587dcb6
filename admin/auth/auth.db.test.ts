import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { seedGarage } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';

const { pool } = await testDatabase();
const publicUrl = 'http://chat.example.nl';
const stage = createStage(pool, publicUrl, ['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
const root = new Hono().route('/admin', stage.app);
await seedGarage(pool);

beforeEach(async () => {
  await pool.query('truncate audit_entry, set_up_link, verification, rate_limit, "user" cascade');
  await pool.query('delete from staff where name = $1', ['Petra']);
});

type From = { readonly socket?: string; readonly forwarded?: string; readonly cookie?: string };

function post(path: string, form: Record<string, string>, { socket, forwarded, cookie }: From = {}) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: publicUrl,
    ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    ...(cookie ? { cookie } : {}),
  };
  const init = { method: 'POST', headers, body: new URLSearchParams(form).toString() };
  return root.request(`${publicUrl}/admin${path}`, init, {
    incoming: { socket: { remoteAddress: socket ?? '203.0.113.5' } },
  });
}

const email = 'petra@example.nl';
const password = 'a long sentence';

async function hirePetra(): Promise<void> {
  await stage.signIn.createAdministrator({ email, password, name: 'Petra', language: 'nl' });
}

async function tries(count: number, form: (n: number) => Record<string, string>, from: (n: number) => From) {
  const statuses: number[] = [];
  for (let n = 1; n <= count; n++) statuses.push((await post('/sign-in', form(n), from(n))).status);
  return statuses;
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

function signInAs(who: string, typed: string, from: From = {}) {
  return post('/sign-in', { email: who, password: typed }, from);
}

describe('a set-up link', () => {
  const link = async () => new URL((await stage.signIn.setupLink()) ?? '').search;
  const good = { name: 'Petra', email, password };

  it.each([
    ['a name with NUL', { name: 'A\0' }],
    ['no name', { name: ' ' }],
    ['a name as long as a letter', { name: 'a'.repeat(81) }],
    ['no address', { email: 'petra' }],
    ['an address with NUL', { email: 'a\0@example.nl' }],
    ['a short password', { password: 'too short' }],
    ['an endless password', { password: 'a'.repeat(129) }],
    ['blanks for a password', { password: ' '.repeat(20) }],
    ['its own address as password', { password: 'Petra@Example.nl' }],
    ['the password of our example', { password: 'a-long-sentence-of-yours' }],
  ])('still works after %s', async (_, wrong) => {
    const search = await link();
    const refused = await post(`/setup${search}`, { ...good, ...wrong });
    expect([400, 422]).toContain(refused.status);
    expect(await refused.text()).toContain('<main class="card-page">');
    expect((await post(`/setup${search}`, good)).status).toBe(303);
    expect((await post(`/setup${search}`, good)).status).toBe(410);
    expect(stage.faults).toEqual([]);
  });

  it('still works after an address that somebody else signs in with, and replaces one who has left', async () => {
    await hirePetra();
    await pool.query(`update staff set role = 'agent' where user_id is not null`);
    const search = await link();
    const refused = await post(`/setup${search}`, good);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('logt al iemand in')]);
    await pool.query(`update staff set revoked_at = now() where user_id is not null`);
    expect((await post(`/setup${search}`, good)).status).toBe(303);
  });

  it('takes no value that stands in .env.example as a password', async () => {
    const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const values = [...text.matchAll(/^# ?[A-Z_]+=(.{10,})$/gm)].map(([, value = '']) => value);
    expect(values).toContain('a-long-sentence-of-yours');
    const search = await link();
    for (const value of values)
      expect((await post(`/setup${search}`, { ...good, password: value })).status, value).toBe(422);
  });
});

function nobody(n: number) {
  return { email: `x${n}@example.nl`, password: 'nope' };
}

/** Fails once, and lets that count as 59 of the 60 of an address: each try costs a tenth of a second. */
async function almostLock(from: From): Promise<void> {
  expect((await post('/sign-in', nobody(0), from)).status).toBe(401);
  await pool.query(`update rate_limit set count = 59 where key like 'failures:address:%'`);
}

describe('tries to sign in', () => {
  it('count only when they fail: a whole office signs in from one address', async () => {
    await hirePetra();
    await almostLock({});
    const right = await tries(
      4,
      () => ({ email, password }),
      () => ({}),
    );
    expect(right).toEqual([303, 303, 303, 303]);
    expect((await post('/sign-in', nobody(1))).status).toBe(401);
    expect((await post('/sign-in', nobody(2))).status).toBe(429);
  });

  it('from one address are slowed down, whatever headers they send, and nobody else is', async () => {
    await hirePetra();
    await almostLock({});
    const codes = await tries(3, nobody, (n) => ({ forwarded: `198.51.100.${n}` }));
    expect(codes).toEqual([401, 429, 429]);
    expect((await signInAs(email, password)).status).toBe(429);
    expect((await signInAs(email, password, { socket: '203.0.113.6' })).status).toBe(303);
  });

  it('are told apart behind trusted proxies by the rightmost address that is none of theirs', async () => {
    const socket = '::ffff:10.1.2.3';
    const forwarded = (n: number) => `198.51.100.${n}, 203.0.113.77, 192.0.2.7`;
    await almostLock({ socket, forwarded: forwarded(0) });
    expect(await tries(2, nobody, (n) => ({ socket, forwarded: forwarded(n) }))).toEqual([401, 429]);
    const codeOf = async (from: From) => (await post('/sign-in', nobody(99), from)).status;
    expect(await codeOf({ socket, forwarded: '203.0.113.77:4711' })).toBe(429);
    expect(await codeOf({ socket: '203.0.113.77' })).toBe(429);
    expect(await codeOf({ socket, forwarded: '203.0.113.77, 203.0.113.78' })).toBe(401);
    // What stands left of a word that is no address was written by anybody.
    expect(await codeOf({ socket, forwarded: '203.0.113.77, unknown' })).toBe(401);
    expect(await codeOf({ socket: '10.1.2.3', forwarded: '203.0.113.77, ::ffff:c000:207' })).toBe(429);
    expect(await codeOf({ socket: 'fd00::1', forwarded: '203.0.113.77' })).toBe(429);
  });

  it('of IPv6 count by /64, of which a household has all addresses', async () => {
    await almostLock({ socket: '2001:db8:1:2::1' });
    const codes = await tries(2, nobody, (n) => ({ socket: `2001:db8:1:2:${n.toString(16)}::1` }));
    expect(codes).toEqual([401, 429]);
    expect((await post('/sign-in', nobody(99), { socket: '[2001:0db8:0001:0002::ffff]:443' })).status).toBe(429);
    expect((await post('/sign-in', nobody(99), { socket: '2001:db8:1:3::1' })).status).toBe(401);
  });

  it('of strangers lock nobody out of the browser where they signed in before', async () => {
    await hirePetra();
    const known = cookieOf(await signInAs(email, password));
    const strangers = await tries(
      12,
      (n) => ({ email, password: `guess ${n}` }),
      (n) => ({ socket: `198.51.100.${n}` }),
    );
    expect(strangers).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect((await signInAs(email, password)).status).toBe(429);
    expect((await signInAs(email, password, { cookie: known })).status).toBe(303);
    // The strangers have not won new tries by that.
    expect((await signInAs(email, 'guess', { socket: '198.51.100.99' })).status).toBe(429);
    // The mark is for one person, cannot be made up, and has an end of its own.
    const [name = '', value = ''] = /panel-known-[^=]+=[^;]+/.exec(known)?.[0].split('=') ?? [];
    for (const forged of [`${name}=${value}x`, `${name}=a.9999999999.b`, `${name}=`])
      expect((await signInAs(email, password, { cookie: forged })).status, forged).toBe(429);
    const guesses = await tries(
      11,
      (n) => ({ email, password: `guess ${n}` }),
      () => ({ cookie: known }),
    );
    expect(guesses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('made at the same time are all counted', async () => {
    await hirePetra();
    const codes = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => (await signInAs(email, `guess ${n}`)).status),
    );
    expect(codes.filter((code) => code === 401)).toHaveLength(10);
  });
});

it('gives Secure cookies however the scheme of the public address is written', async () => {
  const other = createStage(pool, 'HTTPS://Chat.Example.NL');
  await other.signIn.createAdministrator({ email, password, name: 'Petra', language: 'nl' });
  const result = await other.signIn.signIn(email, password, '203.0.113.5');
  expect(result.ok && result.cookies.every((one) => /; Secure/.test(one))).toBe(true);
});
