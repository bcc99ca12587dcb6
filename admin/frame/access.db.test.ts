import { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMediaLinks, mediaRoute } from '../../bot/web/media.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { cookieOf } from '../testing/cookies.ts';
import { seedGarage } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';
import { accessRules, accessTable, routeName } from './access.tsx';

const { pool } = await testDatabase();
const publicUrl = 'http://chat.example.nl';
const stage = createStage(pool, publicUrl);
const noMedia = { get: async () => undefined, thumbnail: async () => undefined };
const links = createMediaLinks({ secret: 'secret', now: () => new Date() });
const root = new Hono().route('/admin', stage.app).route('/media', mediaRoute({ media: noMedia as never, links }));

const people = ['agent', 'manager', 'administrator', 'mechanic'] as const;
const cookies = new Map<string, string>();

beforeAll(async () => {
  await seedGarage(pool);
  for (const role of people) {
    await pool.query(`update staff set role = 'agent' where user_id is not null`);
    const account = { email: `${role}@example.nl`, password: 'a long sentence', name: role, language: 'nl' } as const;
    await stage.signIn.createAdministrator(account);
    const result = await stage.signIn.signIn(account.email, account.password, '203.0.113.5');
    cookies.set(role, cookieOf(result.ok ? result.cookies : []));
  }
  await pool.query('update staff set role = name where user_id is not null');
});

/** Everything that the router itself knows, middleware aside. */
const routes = root.routes.filter(({ method }) => method !== 'ALL');
const anId = '00000000-0000-4000-8000-000000000000';

async function ask({ method, path }: { method: string; path: string }, cookie: string, body?: string): Promise<number> {
  const address = path.replace(/:\w+(\{(?:[^{}]|\{[^{}]*\})*\})?/g, anId);
  const response = await root.request(`${publicUrl}${address}`, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: {
      cookie,
      ...(method === 'GET' ? {} : { origin: publicUrl, 'content-type': 'application/x-www-form-urlencoded' }),
    },
  });
  await response.body?.cancel();
  return response.status;
}

describe('the table of who may use what', () => {
  it('names every route of the panel and its files, and no other', () => {
    const known = new Set(routes.map(routeName));
    expect([...known].filter((name) => !Object.hasOwn(accessRules, name))).toEqual([]);
    expect(Object.keys(accessRules).filter((name) => !known.has(name))).toEqual([]);
    expect(known.size).toBeGreaterThan(30);
  });

  it.each(people)('is kept on every route for: %s', async (role) => {
    for (const route of routes) {
      const rule = accessRules[routeName(route)] ?? [];
      // Signing out would end the session of the next request.
      if (routeName(route) === 'POST /admin/sign-out') continue;
      const status = await ask(route, cookies.get(role) ?? '');
      const refused = typeof rule !== 'string' && !rule.includes(role);
      if (refused) expect(status, routeName(route)).toBe(403);
      else if (rule === 'signed link') expect(status, routeName(route)).toBe(403);
      else expect([200, 303, 400, 404, 409, 410, 415, 422], routeName(route)).toContain(status);
    }
    expect(stage.faults).toEqual([]);
  });

  it('lets nobody in without a sign-in but where everybody may', async () => {
    for (const route of routes) {
      const rule = accessRules[routeName(route)];
      if (rule === 'everybody' || rule === 'signed link') continue;
      const isPage = route.method === 'GET' && !route.path.endsWith('/events');
      expect(await ask(route, ''), routeName(route)).toBe(isPage ? 303 : 401);
      expect(await ask(route, 'better-auth.session_token=made.up'), routeName(route)).toBe(isPage ? 303 : 401);
    }
  });

  it('is for pages of our own only: no form of another website changes anything', async () => {
    const cookie = cookies.get('administrator') ?? '';
    const others = [
      'https://evil.example',
      'null',
      '',
      `${publicUrl}.evil.example`,
      `${publicUrl}:81`,
      'https://chat.example.nl',
    ];
    for (const { method, path } of routes.filter((route) => route.method === 'POST'))
      for (const origin of others) {
        const type = { 'content-type': 'application/x-www-form-urlencoded' };
        const address = `${publicUrl}${path.replace(/:\w+(\{(?:[^{}]|\{[^{}]*\})*\})?/g, anId)}`;
        const response = await root.request(address, { method, headers: { ...type, cookie, origin } });
        expect(response.status, `${path} ${origin}`).toBe(403);
      }
  });

  it('is kept for other methods and other writings of an address', async () => {
    const written = (path: string) => [`${path}/`, `/${path}`, path.replace('/admin', '/admin/.'), path.toUpperCase()];
    for (const route of routes.filter(({ path }) => path.startsWith('/admin'))) {
      const rule = accessRules[routeName(route)] ?? [];
      if (typeof rule === 'string') continue;
      for (const method of ['HEAD', 'GET', 'POST', 'PUT', 'DELETE'])
        for (const path of [route.path, ...written(route.path)]) {
          const name = `${method} ${path}`;
          expect([303, 401, 403, 404], name).toContain(await ask({ method, path }, ''));
          if (!rule.includes('agent'))
            expect([403, 404], name).toContain(await ask({ method, path }, cookies.get('agent') ?? ''));
        }
    }
    expect(stage.faults).toEqual([]);
  });

  it('refuses a route that nobody has named, to everybody', async () => {
    const { app } = createStage(pool, publicUrl);
    app.get('/forgotten', (c) => c.text('secret'));
    const other = new Hono().route('/admin', app);
    const response = await other.request(`${publicUrl}/admin/forgotten`, {
      headers: { cookie: cookies.get('administrator') ?? '' },
    });
    expect([response.status, await response.text()]).toEqual([403, expect.not.stringContaining('secret')]);
  });

  it('is no place where a form of nonsense is a fault of ours', async () => {
    const names = [
      'name',
      'email',
      'role',
      'language',
      'password',
      'present',
      'code',
      'id',
      'to',
      'next',
      'garage',
      'text',
    ];
    const nonsense = ['', 'a\0b', '\ufffe', 'x'.repeat(1200), '-1', '[]', '\u202e\u0000', '%00', `${anId}'`];
    for (const route of routes.filter(({ method }) => method === 'POST'))
      for (const value of nonsense) {
        if (routeName(route) === 'POST /admin/sign-out') continue;
        const typed = Object.fromEntries(names.map((name) => [name, value]));
        // A form that stops at its first field would say nothing about the others.
        const chosen = routeName(route) === 'POST /admin/staff' ? { role: 'agent', language: 'nl' } : {};
        const form = new URLSearchParams({ ...typed, ...chosen });
        const status = await ask(route, cookies.get('administrator') ?? '', form.toString());
        expect(status, `${routeName(route)} ${value.slice(0, 9)}`).toBeLessThan(500);
      }
    expect(stage.faults).toEqual([]);
  });

  it('is printed with one route a line', () => {
    const lines = accessTable().split('\n');
    expect(lines).toHaveLength(Object.keys(accessRules).length);
    expect(lines).toContainEqual(expect.stringMatching(/^POST {2}\/admin\/staff +administrator$/));
    expect(lines).toContainEqual(expect.stringMatching(/^GET {3}\/admin\/events +agent manager administrator$/));
  });
});
