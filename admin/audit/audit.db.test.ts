import { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { cookieOf } from '../testing/cookies.ts';
import { insert, seedGarage } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';

const { pool } = await testDatabase();
const publicUrl = 'http://chat.example.nl';
const stage = createStage(pool, publicUrl);
const root = new Hono().route('/admin', stage.app);
const garage = await seedGarage(pool);
const account = { email: 'petra@example.nl', password: 'a long sentence', name: 'Petra', language: 'en' } as const;
let petra = '';

function get(path: string) {
  return root.request(`${publicUrl}/admin${path}`, { headers: { cookie: petra } });
}

async function post(path: string, form: Record<string, string>, cookie = petra): Promise<Response> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, cookie };
  const address = path.startsWith('http') ? path : `${publicUrl}/admin${path}`;
  return root.request(
    address,
    { method: 'POST', headers, body: new URLSearchParams(form).toString() },
    { incoming: { socket: { remoteAddress: '203.0.113.57' } } },
  );
}

async function kinds(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ what: string }>('select what from audit_entry order by at, id');
  return rows.map(({ what }) => what);
}

beforeAll(async () => {
  await stage.signIn.createAdministrator(account);
  petra = cookieOf((await post('/sign-in', account, '')).headers.getSetCookie());
});

describe('the log', () => {
  it('has what people do with accounts, without a secret or a whole address', async () => {
    await post('/sign-in', { email: 'petra@example.nl', password: 'my secret guess' }, '');
    await post('/sign-in', { email: 'nobody-here@example.nl', password: 'my secret guess' }, '');
    const invited = await post(
      '/staff',
      { name: 'Bea', role: 'agent', email: 'bea@example.nl', language: 'nl' },
      petra,
    );
    const link = /<output class="once">([^<]*)</.exec(await invited.text())?.[1] ?? '';
    const bea = cookieOf((await post(link, { name: 'Bea', password: 'another long one' })).headers.getSetCookie());
    await post('/account/password', { present: 'another long one', password: 'a third long one' }, bea);
    const { rows } = await pool.query<{ id: string }>(`select id from staff where name = 'Bea'`);
    const member = `/staff/${rows[0]?.id}`;
    await post(`${member}/role`, { role: 'manager' });
    await post(`${member}/link`, {});
    await post(`${member}/drop-second-factor`, {});
    await post(`${member}/revoke`, {});
    // The last one has the time of the product's clock.
    expect((await kinds()).toSorted()).toEqual(
      [
        ...['sign_in', 'sign_in_failed', 'sign_in_failed', 'staff_invited', 'account_set_up', 'sign_in'],
        ...['password_changed', 'role_changed', 'link_made', 'second_factor_dropped', 'staff_revoked'],
      ].toSorted(),
    );
    const kept = JSON.stringify((await pool.query('select * from audit_entry')).rows);
    const token = new URL(link).searchParams.get('token') ?? '';
    for (const secret of ['guess', 'long one', token, 'nobody-here', '203.0.113.57'])
      expect(kept, secret).not.toContain(secret);
    expect(kept).toContain('203.0.113.0');
    const page = await (await get('/audit')).text();
    expect(page).toMatch(/Role changed.*about Bea.*Petra · .*from Customer service · to Workshop manager/s);
    expect(page).toMatch(/Sign-in failed/);
  });

  it('has one entry for a lock, however often it is tried', async () => {
    for (let n = 0; n < 14; n++) await post('/sign-in', { email: 'kim@example.nl', password: `guess ${n}` }, '');
    expect((await kinds()).filter((kind) => kind === 'sign_in_locked')).toHaveLength(1);
  });

  it('is filtered by kind and person, and paged by key while new entries come', async () => {
    await pool.query('delete from audit_entry');
    const base = { organisation_id: garage.organisationId, what: 'workplace_invited', subject: garage.garageId };
    const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    // Many of one moment, so that the moment alone would lose some.
    for (let n = 1; n <= 120; n++)
      await insert(pool, 'audit_entry', {
        ...base,
        id: id(n),
        at: new Date('2026-11-20T09:00:00.000Z'),
        staff_id: n % 2 === 0 ? garage.anna : null,
        data: { name: `Bridge ${n}.` },
      });
    const seen: string[] = [];
    let path: string | undefined = '/audit?kind=workplace_invited';
    while (path) {
      const page: string = await (await get(path)).text();
      seen.push(...[...page.matchAll(/Bridge (\d+)\./g)].map(([, n = '']) => n));
      await insert(pool, 'audit_entry', { ...base, id: crypto.randomUUID(), at: new Date(), data: { name: 'New' } });
      const next: string | undefined = /href="\/admin(\/audit\?[^"]*after=[^"]*)"/.exec(page)?.[1];
      path = next?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => String(120 - n)));
    const hers = await (await get(`/audit?who=${garage.anna}`)).text();
    expect(hers).toContain('Bridge 120.');
    expect(hers).not.toContain('Bridge 119.');
    expect(await (await get('/audit?kind=sign_in')).text()).not.toContain('Bridge');
  });

  it.each([
    'kind=x',
    'who=me',
    'after=x',
    'after=2026-99-01T00:00:00Z_00000000-0000-4000-8000-000000000000',
    'who=%00',
  ])('shows itself for an address with %s', async (search) => {
    expect((await get(`/audit?${search}`)).status).toBe(200);
    expect(stage.faults).toEqual([]);
  });

  it('shows nothing of another organisation', async () => {
    const other = await seedGarage(pool, 'Garage Elders');
    await insert(pool, 'audit_entry', {
      id: crypto.randomUUID(),
      organisation_id: other.organisationId,
      at: new Date(),
      what: 'workplace_invited',
      data: { name: 'Elsewhere' },
    });
    expect(await (await get('/audit')).text()).not.toContain('Elsewhere');
  });
});
