import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { cookieOf } from '../testing/cookies.ts';
import { seedCar, seedGarage } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';

const { pool } = await testDatabase();
const publicUrl = 'http://chat.example.nl';
const stage = createStage(pool, publicUrl);
const root = new Hono().route('/admin', stage.app);
const garage = await seedGarage(pool);

let petra = '';

beforeEach(async () => {
  await pool.query('truncate set_up_link, audit_entry, link_code, verification, rate_limit, "user" cascade');
  await pool.query(`delete from staff where name not in ('Mia', 'Anna')`);
  await stage.signIn.createAdministrator({
    email: 'petra@example.nl',
    password: 'a long sentence',
    name: 'Petra',
    language: 'nl',
  });
  petra = await enter('petra@example.nl', 'a long sentence');
});

async function enter(email: string, password: string): Promise<string> {
  const result = await stage.signIn.signIn(email, password, '203.0.113.5');
  return result.ok ? cookieOf(result.cookies) : '';
}

function get(path: string, cookie: string) {
  return root.request(`${publicUrl}/admin${path}`, { headers: { cookie } });
}

function post(path: string, form: Record<string, string>, cookie = '') {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, cookie };
  const body = new URLSearchParams(form).toString();
  return root.request(path.startsWith('http') ? path : `${publicUrl}/admin${path}`, { method: 'POST', headers, body });
}

async function idOf(name: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from staff where name = $1 order by revoked_at nulls first',
    [name],
  );
  return rows[0]?.id ?? '';
}

async function invite(name: string, role: string, email = ''): Promise<string> {
  const response = await post('/staff', { name, role, email, language: 'nl' }, petra);
  expect(response.status).toBe(200);
  return shownOnce(await response.text());
}

function shownOnce(page: string): string {
  return /<output class="once">([^<]*)</.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

async function setUp(link: string, name: string, password: string): Promise<string> {
  const response = await post(link, { name, password, language: 'en' });
  expect(response.status).toBe(303);
  return cookieOf(response.headers.getSetCookie());
}

describe('an invitation to the panel', () => {
  it('gives a link with which the person chooses a password, and is in', async () => {
    const link = await invite('Bea', 'agent', 'Bea@Example.nl');
    expect(await (await get('/staff', petra)).text()).toContain('uitgenodigd, link werkt tot');
    const page = await (await root.request(link)).text();
    expect(page).toContain('value="bea@example.nl"');
    const bea = await setUp(link, 'Bea Bos', 'another long one');
    expect(await (await get('/conversations', bea)).text()).toContain('Bea Bos');
    expect((await get('/staff', bea)).status).toBe(403);
    expect((await root.request(link)).status).toBe(410);
    expect(await enter('bea@example.nl', 'another long one')).not.toBe('');
    expect(await (await get('/staff', petra)).text()).toMatch(/Bea Bos.*bea@example\.nl · laatst ingelogd/s);
  });

  it('keeps only a hash of the link, which ends after 72 hours or with a newer one', async () => {
    const first = await invite('Bea', 'agent', 'bea@example.nl');
    const { rows } = await pool.query('select * from set_up_link');
    expect(JSON.stringify(rows)).not.toContain(new URL(first).searchParams.get('token'));
    const again = await post(`/staff/${await idOf('Bea')}/link`, {}, petra);
    const second = shownOnce(await again.text());
    expect([(await root.request(first)).status, (await root.request(second)).status]).toEqual([410, 200]);
    await pool.query(`update set_up_link set expires_at = expires_at - interval '11 days'`);
    expect((await root.request(second)).status).toBe(410);
    expect(await (await get('/staff', petra)).text()).toContain('uitgenodigd, link verlopen');
  });

  it.each([
    [{ name: ' ', role: 'agent', email: 'bea@example.nl' }, 422],
    [{ name: 'Bea\0', role: 'agent', email: 'bea@example.nl' }, 400],
    [{ name: 'a'.repeat(81), role: 'agent', email: 'bea@example.nl' }, 422],
    [{ name: 'Bea\u202eaeB', role: 'agent', email: 'bea@example.nl' }, 422],
    [{ name: 'Bea\u2066', role: 'mechanic' }, 422],
    [{ name: '\u200b\u2060', role: 'mechanic' }, 422],
    [{ name: 'Be\u0007a', role: 'mechanic' }, 422],
    [{ name: '...', role: 'mechanic' }, 422],
    [{ name: 'Bea', role: 'agent', email: '' }, 422],
    [{ name: 'Bea', role: 'agent', email: 'bea' }, 422],
    [{ name: 'Bea', role: 'owner', email: 'bea@example.nl' }, 400],
    [{ name: 'Petra', role: 'agent', email: 'bea@example.nl' }, 422],
    [{ name: 'Bea', role: 'agent', email: 'PETRA@example.nl' }, 422],
    [{ name: 'Bea', role: 'agent', email: 'bea@example.nl', garage: 'Elders' }, 422],
  ])('takes nobody on for %j', async (form, status) => {
    const before = await pool.query('select count(*) from staff');
    const answer = await post('/staff', { language: 'nl', ...form }, petra);
    expect([400, 422]).toContain(answer.status);
    expect(answer.status).toBeGreaterThanOrEqual(status === 422 ? 422 : 400);
    expect((await pool.query('select count(*) from staff')).rows).toEqual(before.rows);
    expect(stage.faults).toEqual([]);
  });

  it('is one, when two invite the same address at the same time', async () => {
    const form = { role: 'agent', email: 'bea@example.nl', language: 'nl' };
    const both = await Promise.all(['Bea', 'Bea Bos'].map((name) => post('/staff', { ...form, name }, petra)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    expect(stage.faults).toEqual([]);
  });

  it('may name the address of somebody who has left', async () => {
    await setUp(await invite('Bea', 'agent', 'bea@example.nl'), 'Bea', 'another long one');
    expect((await post(`/staff/${await idOf('Bea')}/revoke`, {}, petra)).status).toBe(303);
    await setUp(await invite('Bea', 'manager', 'bea@example.nl'), 'Bea', 'a third long one');
    expect(await enter('bea@example.nl', 'another long one')).toBe('');
    expect(await enter('bea@example.nl', 'a third long one')).not.toBe('');
  });

  it('may name somebody of that role who has had no account until now', async () => {
    const before = await idOf('Anna');
    await setUp(await invite('Anna', 'agent', 'anna@example.nl'), 'Anna', 'another long one');
    expect(await idOf('Anna')).toBe(before);
    expect(await enter('anna@example.nl', 'another long one')).not.toBe('');
    expect(
      (await post('/staff', { name: 'Mia', role: 'agent', email: 'mia@example.nl', language: 'nl' }, petra)).status,
    ).toBe(422);
  });

  it('of a mechanic gives a code for the chat, and no account', async () => {
    const code = await invite('Rob', 'mechanic');
    expect(code).toMatch(/^link [A-Z\d]{4}-[A-Z\d]{4}-[A-Z\d]{4}$/);
    const page = await (await get(`/staff/${await idOf('Rob')}`, petra)).text();
    expect(page).toContain('Code maken');
    expect(page).not.toContain('Nieuwe link maken');
    const again = await post(`/staff/${await idOf('Rob')}/code`, {}, petra);
    expect(shownOnce(await again.text())).toMatch(/^link /);
    expect((await post(`/staff/${await idOf('Rob')}/link`, {}, petra)).status).toBe(422);
  });
});

it.each([
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' autofocus onfocus='alert(1)`,
  '&lt;b&gt; 1',
])('a name is shown as it was typed, and is never part of a page: %s', async (name) => {
  await invite(name, 'mechanic');
  const id = await idOf(name);
  for (const path of ['/staff', `/staff/${id}`, '/audit', `/audit?who=${id}`]) {
    const page = await (await get(path, petra)).text();
    expect(page, path).not.toContain(name);
    const shown = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(page, path).toContain(shown.replaceAll('"', '&quot;').replaceAll("'", '&#39;'));
  }
});

describe('a link', () => {
  it('is used once, also by two at the same moment', async () => {
    const link = await invite('Bea', 'agent', 'bea@example.nl');
    const typed = ['the first long one', 'the second long one'];
    const both = await Promise.all(typed.map((password) => post(link, { name: 'Bea', password, language: 'nl' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 410]);
    const works = await Promise.all(typed.map((password) => enter('bea@example.nl', password)));
    expect(works.map((cookie) => cookie !== '')).toEqual(both.map(({ status }) => status === 303));
  });

  it('is one, when two make one at the same moment', async () => {
    await invite('Bea', 'agent', 'bea@example.nl');
    for (let round = 0; round < 5; round++) {
      const path = `/staff/${await idOf('Bea')}/link`;
      const made = await Promise.all([1, 2, 3, 4].map(() => post(path, {}, petra)));
      expect(made.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const links = await Promise.all(made.map(async (page) => shownOnce(await page.text())));
      const opened = await Promise.all(links.map(async (link) => (await root.request(link)).status));
      expect(opened.toSorted()).toEqual([200, 410, 410, 410]);
    }
  });

  it('gives the role that somebody has when it is used', async () => {
    const link = await invite('Bea', 'administrator', 'bea@example.nl');
    await post(`/staff/${await idOf('Bea')}/role`, { role: 'agent' }, petra);
    const bea = await setUp(link, 'Bea', 'another long one');
    expect([(await get('/conversations', bea)).status, (await get('/staff', bea)).status]).toEqual([200, 403]);
  });

  it('that is used while its person leaves lets nobody in', async () => {
    const link = await invite('Bea', 'agent', 'bea@example.nl');
    const revoke = post(`/staff/${await idOf('Bea')}/revoke`, {}, petra);
    const [used] = await Promise.all([
      post(link, { name: 'Bea', password: 'another long one', language: 'nl' }),
      revoke,
    ]);
    expect((await get('/conversations', cookieOf(used.headers.getSetCookie()))).status).toBe(303);
    expect(await enter('bea@example.nl', 'another long one')).toBe('');
    expect(stage.faults).toEqual([]);
  });
});

describe('a colleague', () => {
  it('has another role from the next request on', async () => {
    const bea = await setUp(await invite('Bea', 'agent', 'bea@example.nl'), 'Bea', 'another long one');
    expect((await get('/staff', bea)).status).toBe(403);
    const response = await post(`/staff/${await idOf('Bea')}/role`, { role: 'administrator' }, petra);
    expect(response.status).toBe(303);
    expect((await get('/staff', bea)).status).toBe(200);
  });

  it.each(['role', 'revoke'])('gets no more on a stream that was open: %s', async (act) => {
    const bea = await setUp(await invite('Bea', 'manager', 'bea@example.nl'), 'Bea', 'another long one');
    const stream = await get('/events?since=0-0', bea);
    const ends = stream.text();
    expect((await post(`/staff/${await idOf('Bea')}/${act}`, { role: 'agent' }, petra)).status).toBe(303);
    expect(await ends).not.toContain('changed');
    expect(stage.listening()).toBe(0);
  });

  it('who leaves is out at once, with sessions and links', async () => {
    const link = await invite('Bea', 'agent', 'bea@example.nl');
    const bea = await setUp(link, 'Bea', 'another long one');
    const reset = shownOnce(await (await post(`/staff/${await idOf('Bea')}/link`, {}, petra)).text());
    expect((await post(`/staff/${await idOf('Bea')}/revoke`, {}, petra)).headers.get('location')).toBe(
      '/admin/staff?done=revoked',
    );
    expect((await get('/conversations', bea)).status).toBe(303);
    expect((await root.request(reset)).status).toBe(410);
    expect(await enter('bea@example.nl', 'another long one')).toBe('');
  });

  it('gets a new password by a link, which ends the sessions that were open', async () => {
    const bea = await setUp(await invite('Bea', 'agent', 'bea@example.nl'), 'Bea', 'another long one');
    const reset = shownOnce(await (await post(`/staff/${await idOf('Bea')}/link`, {}, petra)).text());
    expect((await get('/conversations', bea)).status).toBe(200);
    expect((await post(reset, { password: 'a third long one' })).status).toBe(303);
    expect((await get('/conversations', bea)).status).toBe(303);
    expect(await enter('bea@example.nl', 'another long one')).toBe('');
  });

  it('who has open repairs goes only when it is said who takes them', async () => {
    await invite('Rob', 'mechanic');
    const car = await seedCar(pool, garage, { name: 'Jan', plate: 'AB-123-C', model: 'VW Golf' });
    await pool.query('update repair set mechanic_id = $1 where id = $2', [await idOf('Rob'), car.repairId]);
    const path = `/staff/${await idOf('Rob')}/revoke`;
    const refused = await post(path, {}, petra);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Kies wie ze overneemt')]);
    expect((await post(path, { to: await idOf('Rob') }, petra)).status).toBe(422);
    expect((await get(`/staff/${await idOf('Rob')}`, petra)).status).toBe(200);
  });

  it('who is nobody is not found', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await get(`/staff/${nobody}`, petra)).status).toBe(404);
    for (const act of ['link', 'code', 'drop-second-factor', 'revoke'])
      expect((await post(`/staff/${nobody}/${act}`, {}, petra)).status, act).toBe(404);
  });
});

describe('the last administrator', () => {
  it('stays one: no new role, no leaving, also while another was only invited', async () => {
    await invite('Bea', 'administrator', 'bea@example.nl');
    const self = `/staff/${await idOf('Petra')}`;
    expect((await post(`${self}/role`, { role: 'agent' }, petra)).status).toBe(422);
    const refused = await post(`${self}/revoke`, {}, petra);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('de enige beheerder')]);
    expect((await get('/staff', petra)).status).toBe(200);
  });

  it('may go once there is another, and two cannot show each other the door', async () => {
    const bea = await setUp(await invite('Bea', 'administrator', 'bea@example.nl'), 'Bea', 'another long one');
    const both = await Promise.all([
      post(`/staff/${await idOf('Petra')}/revoke`, {}, bea),
      post(`/staff/${await idOf('Bea')}/revoke`, {}, petra),
    ]);
    expect(both.filter(({ status }) => status === 303)).toHaveLength(1);
    const { rows } = await pool.query(
      `select count(*)::int as n from staff where role = 'administrator' and revoked_at is null`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});
