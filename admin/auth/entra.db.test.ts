import { Hono } from 'hono';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { cookieOf } from '../testing/cookies.ts';
import { startEntraIssuer, type TokenSays } from '../testing/entra-issuer.ts';
import { seedGarage } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';
import { codeOf } from '../testing/totp.ts';

const { pool } = await testDatabase();
await seedGarage(pool);
const issuer = await startEntraIssuer();
afterAll(() => issuer.close());

const publicUrl = 'http://chat.example.nl';
const stage = createStage(pool, publicUrl, [], issuer.application);
const root = new Hono().route('/admin', stage.app);
const [email, password] = ['petra@example.nl', 'a long sentence'];
const petra = { oid: 'oid-petra', email };

beforeEach(async () => {
  await pool.query('truncate audit_entry, verification, rate_limit, set_up_link, "user" cascade');
  await pool.query(`delete from staff where name in ('Petra', 'Anna')`);
  await stage.signIn.createAdministrator({ email, password, name: 'Petra', language: 'nl' });
});

function get(path: string, cookie = '') {
  return root.request(new URL(path, `${publicUrl}/admin/`).href, { headers: { cookie } }, from);
}

const from = { incoming: { socket: { remoteAddress: '203.0.113.57' } } };

function post(path: string, form: Record<string, string>, cookie = '') {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, cookie };
  const body = new URLSearchParams(form).toString();
  return root.request(`${publicUrl}/admin${path}`, { method: 'POST', headers, body }, from);
}

/** Goes to Microsoft; gives the way there and the cookie that began it. */
async function leave(next?: string) {
  const begun = await get(`/admin/sign-in/microsoft${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`);
  expect(begun.status).toBe(303);
  return { url: begun.headers.get('location') ?? '', cookie: cookieOf(begun.headers.getSetCookie()) };
}

async function enter(says: TokenSays, { next, key }: { next?: string; key?: 'evil' } = {}) {
  const { url, cookie } = await leave(next);
  const response = await get(issuer.signIn(url, says, key).href, cookie);
  return { response, cookie: cookieOf(response.headers.getSetCookie()) };
}

async function isIn(cookie: string): Promise<boolean> {
  return (await get('/admin/conversations', cookie)).status === 200;
}

async function isRefused(response: Response): Promise<void> {
  expect([response.status, await response.text()]).toEqual([
    401,
    expect.stringContaining('Met dit Microsoft-account kunt u hier niet inloggen.'),
  ]);
  expect(response.headers.getSetCookie().filter((one) => one.includes('session_token'))).toEqual([]);
  expect((await pool.query('select from session')).rowCount).toBe(0);
}

async function audited() {
  const { rows } = await pool.query('select what, data from audit_entry order by at, id');
  return rows.map(({ what, data }) => [what, data]);
}

async function inviteAnna(address = 'anna@example.nl'): Promise<string> {
  const admin = cookieOf((await post('/sign-in', { email, password })).headers.getSetCookie());
  const form = { name: 'Anna', role: 'agent', email: address, garage: '', language: 'nl' };
  const page = await (await post('/staff', form, admin)).text();
  await pool.query('delete from session');
  await pool.query('truncate audit_entry');
  return /setup\?token=[\w-]+/.exec(page)?.[0] ?? '';
}

const anna = { oid: 'oid-anna', email: 'anna@example.nl' };

describe('signing in with Microsoft', () => {
  it('lets in whoever was invited with that address, and leads on to the page that was asked for', async () => {
    expect(await (await get('/admin/sign-in?next=/admin/audit')).text()).toContain(
      'href="/admin/sign-in/microsoft?next=%2Fadmin%2Faudit"',
    );
    const { response, cookie } = await enter(petra, { next: '/admin/audit?kind=sign_in' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/admin/audit?kind=sign_in']);
    expect(await isIn(cookie)).toBe(true);
    expect(cookie).toContain('panel-known-');
    expect(await audited()).toEqual([['sign_in', { way: 'entra', network: '203.0.113.0' }]]);
    expect(await (await get('/admin/audit', cookie)).text()).toContain('met Microsoft');
    const { rows } = await pool.query(
      `select account_id, access_token, id_token from account where provider_id = 'entra'`,
    );
    const account_id = `${issuer.application.tenantId}:oid-petra`;
    expect(rows).toEqual([{ account_id, access_token: null, id_token: null }]);
  });

  it.each([
    ['an address in other letters', { email: 'Petra@Example.NL' }, true],
    ['the name of the account where there is no address', { email: undefined, preferred_username: email }, true],
    [
      'the own tenant as the place of the account',
      { idp: `https://sts.windows.net/${issuer.application.tenantId}/` },
      true,
    ],
    ['an address that nobody was invited with', { email: 'x@example.nl' }, false],
    ['no address', { email: undefined }, false],
    ['an address with NUL', { email: 'petra\0@example.nl' }, false],
    ['an address that is marked as unverified', { email_verified: false }, false],
    ['an address of a domain that nobody owns', { xms_edov: '0' }, false],
    ['a guest of the tenant', { idp: 'https://sts.windows.net/other/' }, false],
    ['a guest of the tenant, as the account says', { acct: 1 }, false],
    ['another tenant', { tid: '11111111-2222-4333-8444-555555555555' }, false],
    ['no tenant', { tid: undefined }, false],
    ['no person', { oid: undefined }, false],
    ['another application', { aud: '11111111-2222-4333-8444-555555555555' }, false],
    ['another issuer', { iss: 'https://login.example.nl/v2.0' }, false],
    ['an end that is past', { exp: 1_700_000_000 }, false],
    ['another nonce', { nonce: 'another' }, false],
    ['no nonce', { nonce: undefined }, false],
  ])('judges a token with %s', async (_, says, good) => {
    const { response, cookie } = await enter({ ...petra, ...says });
    if (good) expect([response.status, await isIn(cookie)]).toEqual([303, true]);
    else await isRefused(response);
    expect((await pool.query('select from staff where user_id is not null')).rowCount).toBe(1);
    expect((await pool.query('select from "user"')).rowCount).toBe(1);
    expect(stage.faults).toEqual([]);
  });

  it('refuses a token that somebody else signed', async () => {
    await isRefused((await enter(petra, { key: 'evil' })).response);
    expect(await audited()).toEqual([['sign_in_failed', { way: 'entra', network: '203.0.113.0' }]]);
  });

  it('refuses an answer that this browser did not ask for, and one that was used', async () => {
    const { url, cookie } = await leave();
    const back = issuer.signIn(url, petra);
    await isRefused(await get(back.href));
    const other = await leave();
    await isRefused(await get(back.href, other.cookie));
    const forged = new URL(issuer.signIn(other.url, petra));
    forged.searchParams.set('state', 'forged');
    await isRefused(await get(forged.href, other.cookie));
    for (const path of [
      '',
      '?error=access_denied',
      '?code=x',
      `?code=x&state=${'x'.repeat(5000)}`,
      '?state=%00&code=x',
    ])
      await isRefused(await get(`/admin/sign-in/microsoft/callback${path}`, cookie));
    const fresh = await leave();
    const right = issuer.signIn(fresh.url, petra).href;
    expect((await get(right, fresh.cookie)).status).toBe(303);
    await pool.query('delete from session');
    await isRefused(await get(right, fresh.cookie));
    expect(stage.faults).toEqual([]);
  });

  it.each(['https://evil.example', '//evil.example', '/admin/../x', '/admin/sign-in', '/media/1', '/admin/\\evil'])(
    'leads nowhere else: %s',
    async (next) => {
      const { response } = await enter(petra, { next });
      expect(response.headers.get('location')).toBe('/admin/');
    },
  );

  it('knows the person by the account from then on, and gives an address that somebody else has now to nobody', async () => {
    await enter(petra);
    await pool.query('delete from session');
    await isRefused((await enter({ oid: 'oid-other', email })).response);
    expect(await isIn((await enter({ oid: petra.oid, email: 'married@example.nl' })).cookie)).toBe(true);
    expect(await isIn((await enter({ oid: petra.oid, email: undefined, email_verified: false })).cookie)).toBe(true);
  });

  it('refuses whoever has left in the same words, and lets a new invitation begin anew', async () => {
    await inviteAnna();
    expect((await enter(anna)).response.status).toBe(303);
    await pool.query('delete from session');
    await pool.query(`update staff set revoked_at = now() where name = 'Anna'`);
    await isRefused((await enter(anna)).response);
    await inviteAnna('anna.bakker@example.nl');
    expect((await enter({ ...anna, email: 'anna.bakker@example.nl' })).response.status).toBe(303);
  });

  it('lets in nobody whose work is in a chat', async () => {
    await pool.query(`update staff set role = 'mechanic' where name = 'Petra'`);
    await isRefused((await enter(petra)).response);
  });

  it('binds one account only, when two come at once', async () => {
    const ways = await Promise.all(['oid-1', 'oid-2'].map(async (oid) => ({ oid, ...(await leave()) })));
    const answers = await Promise.all(
      ways.map(({ oid, url, cookie }) => get(issuer.signIn(url, { oid, email }).href, cookie)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 401]);
  });

  it('says so while Microsoft does not answer, and lets passwords in', async () => {
    const alone = new Hono().route('/admin', createStage(pool, publicUrl, [], issuer.application).app);
    const ask = () => alone.request(`${publicUrl}/admin/sign-in/microsoft`);
    issuer.setDown(true);
    const answer = await ask();
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('Microsoft antwoordt nu niet.'),
    ]);
    expect((await post('/sign-in', { email, password })).status).toBe(303);
    issuer.setDown(false);
    expect((await ask()).status).toBe(303);
  });

  it('is nowhere without its settings', async () => {
    const without = new Hono().route('/admin', createStage(pool, publicUrl).app);
    const statusOf = async (path: string) => (await without.request(`${publicUrl}/admin${path}`)).status;
    expect([await statusOf('/sign-in/microsoft'), await statusOf('/sign-in/microsoft/callback')]).toEqual([404, 404]);
    expect(await (await without.request(`${publicUrl}/admin/sign-in`)).text()).not.toContain('Microsoft');
  });
});

describe('an invited person', () => {
  it('sets up the account with Microsoft alone, and the link is used up', async () => {
    const link = await inviteAnna();
    const page = await (await get(`/admin/${link}`)).text();
    expect(page).toContain('href="/admin/sign-in/microsoft"');
    const { cookie } = await enter(anna);
    expect((await get(`/admin/${link}`)).status).toBe(410);
    expect(await audited()).toEqual([
      ['account_set_up', { way: 'entra' }],
      ['sign_in', { way: 'entra', network: '203.0.113.0' }],
    ]);
    const account = await (await get('/admin/account', cookie)).text();
    expect(account).toContain('U logt in met Microsoft.');
    expect(account).not.toContain('name="present"');
    expect((await post('/sign-in', { email: anna.email, password })).status).toBe(401);
  });
});

describe('the second step', () => {
  it('is asked for after Microsoft, too, and set up without a password by whoever has none', async () => {
    await inviteAnna();
    const { cookie } = await enter(anna);
    expect((await post('/account/second-factor', {}, cookie)).status).toBe(303);
    const page = await (await get('/admin/account/second-factor', cookie)).text();
    const key = /<output class="once">([^<]*)</.exec(page)?.[1] ?? '';
    const done = await post('/account/second-factor/confirm', { code: codeOf(key) }, cookie);
    const inside = cookieOf(done.headers.getSetCookie());
    expect((await post('/account/second-factor/end', {}, inside)).status).toBe(422);
    await pool.query('delete from session');
    await pool.query('truncate audit_entry');

    const { response, cookie: half } = await enter(anna, { next: '/admin/account' });
    expect(response.headers.get('location')).toBe('/admin/sign-in/code?next=%2Fadmin%2Faccount');
    expect([await isIn(half), (await pool.query('select from session')).rowCount]).toEqual([false, 0]);
    const whole = await post('/sign-in/code', { code: codeOf(key, Date.now() + 30_000), next: '/admin/account' }, half);
    expect([whole.status, whole.headers.get('location')]).toEqual([303, '/admin/account']);
    expect(await isIn(cookieOf(whole.headers.getSetCookie()))).toBe(true);
    expect((await audited()).map(([what]) => what)).toEqual(['sign_in']);
  });
});
