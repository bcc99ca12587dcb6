import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../core/testing/database.ts';
import { insert, later, type SeededCar, seedCar, seedGarage, seedMessage } from './testing/seed.ts';
import { createStage } from './testing/stage.ts';

const { pool } = await testDatabase();
const publicUrl = 'https://chat.example.nl';
const stage = createStage(pool, publicUrl);
const root = new Hono().route('/admin', stage.app);
const people = ['mechanic', 'agent', 'manager', 'administrator', 'revoked'] as const;
const cookies = new Map<string, string>();
let own: SeededCar;
let other: SeededCar;

type Ask = Pick<RequestInit, 'method' | 'signal'> & {
  readonly as?: string;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
};

function ask(path: string, { as, form, headers = {}, ...init }: Ask = {}) {
  return root.request(`${publicUrl}/admin${path}`, {
    headers: {
      ...(as ? { cookie: cookies.get(as) ?? '' } : {}),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl } : {}),
      ...headers,
    },
    ...(form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}),
    ...init,
  });
}

function signIn(email: string, password = 'a long sentence', headers: Record<string, string> = {}) {
  return ask('/sign-in', { form: { email, password }, headers });
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

beforeAll(async () => {
  const garage = await seedGarage(pool);
  own = await seedCar(pool, garage, { name: 'Jan Jansen', plate: 'AB-123-C', model: 'VW Golf', phone: '+31612345678' });
  await seedMessage(pool, own, { text: 'Goedemorgen', direction: 'in', at: later() });
  other = await seedCar(pool, await seedGarage(pool, 'Garage Elders'), {
    name: 'Elsa',
    plate: 'EL-123-S',
    model: 'Opel',
  });
  for (const role of people) {
    await pool.query(`update staff set role = 'agent' where role = 'administrator'`);
    const email = `${role}@example.nl`;
    await stage.signIn.createAdministrator({ email, password: 'a long sentence', name: role, language: 'nl' });
    cookies.set(role, cookieOf(await signIn(email)));
  }
  await pool.query(
    `update staff set role = case name when 'revoked' then 'agent' else name end where user_id is not null`,
  );
  await pool.query(`update staff set organisation_id = $1 where user_id is not null`, [own.organisationId]);
  await pool.query(`update staff set revoked_at = now() where name = 'revoked'`);
  // Over https an administrator without it can do nothing else.
  await pool.query('update "user" set two_factor_enabled = true where email = $1', ['administrator@example.nl']);
});

function routes(car: SeededCar) {
  return [
    ['GET', `/conversations/${car.conversationId}`, undefined],
    ['GET', `/conversations/${car.conversationId}/live`, undefined],
    ['GET', `/conversations/${car.conversationId}/moment`, undefined],
    ['POST', `/conversations/${car.conversationId}/take-over`, { controlVersion: '0' }],
    ['POST', `/conversations/${car.conversationId}/hand-back`, {}],
    ['POST', `/conversations/${car.conversationId}/messages`, { text: 'Hallo', idempotencyKey: 'key-key-key' }],
    ['POST', `/conversations/${car.conversationId}/items/${car.customerId}/end`, {}],
    ['POST', `/conversations/${car.conversationId}/decisions`, { quoteId: car.customerId, version: '1' }],
  ] as const;
}
const overall = [
  ['GET', '/conversations', undefined],
  ['GET', '/conversations/live', undefined],
  ['GET', '/events?since=0-0', undefined],
] as const;

describe('who may do what', () => {
  it.each(people)('%s: only service roles get past the door, on every route and stream', async (role) => {
    const allowed = role === 'agent' || role === 'manager' || role === 'administrator';
    for (const [method, path, form] of [...overall, ...routes(own)]) {
      const response = await ask(path, { as: role, ...(form ? { form } : {}) });
      await response.body?.cancel();
      const refused = role === 'mechanic' ? [403] : method === 'GET' && !path.startsWith('/events') ? [303] : [401];
      expect(allowed ? [200, 303, 409, 422] : refused, `${method} ${path}`).toContain(response.status);
    }
  });

  it('shows nothing of another garage: not to anybody, by no way', async () => {
    for (const role of ['agent', 'manager', 'administrator'])
      for (const [method, path, form] of routes(other)) {
        const response = await ask(path, { as: role, ...(form ? { form } : {}) });
        expect([response.status, await response.text()], `${method} ${path}`).toEqual([
          404,
          expect.not.stringContaining('Elsa'),
        ]);
      }
    expect(await (await ask('/conversations', { as: 'agent' })).text()).not.toContain('Elsa');
  });

  it('sends whoever is not signed in to the sign-in page, and back afterwards', async () => {
    const path = `/conversations/${own.conversationId}`;
    const response = await ask(path);
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/admin/sign-in?next=${encodeURIComponent(`/admin${path}`)}`,
    ]);
    const away = await ask('/sign-in', {
      form: { email: 'agent@example.nl', password: 'a long sentence', next: 'https://evil.example/' },
    });
    expect(away.headers.get('location')).toBe('/admin/');
  });

  it('opens no stream for a HEAD request, which nobody would ever close', async () => {
    const listening = stage.listening();
    const response = await ask('/events?since=0-0', { as: 'agent', method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect([response.body, stage.listening()]).toEqual([null, listening]);
  });

  it('opens a bounded number of streams for one person, and one again after one was closed', async () => {
    const open = () => ask('/events?since=0-0', { as: 'manager' });
    const streams = await Promise.all(Array.from({ length: 24 }, open));
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 200));
    const refused = await open();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    const other = await ask('/events?since=0-0', { as: 'agent' });
    expect(other.status).toBe(200);
    await other.body?.cancel();
    await streams[0]?.body?.cancel();
    const again = await open();
    expect(again.status).toBe(200);
    await Promise.all([again, ...streams.slice(1)].map(({ body }) => body?.cancel()));
  });

  it('ends a stream with its connection, also when nobody cancels its body', async () => {
    const listening = stage.listening();
    const connection = new AbortController();
    const response = await ask('/events?since=0-0', { as: 'agent', signal: connection.signal });
    const reader = response.body?.getReader();
    await vi.waitFor(() => expect(stage.listening()).toBe(listening + 1));
    connection.abort();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read());
    expect(stage.listening()).toBe(listening);
  });

  it('tells a stream of the own garages only', async () => {
    const response = await ask('/events?since=0-0', { as: 'agent' });
    const reader = response.body?.getReader();
    stage.tell(other.garageId, other.conversationId);
    stage.tell(own.garageId, own.conversationId);
    let text = '';
    while (!text.includes('event: changed')) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(text).toContain(own.conversationId);
    expect(text).not.toContain(other.conversationId);
  });
});

describe('a repair', () => {
  it('T33 says when its mechanic cannot be reached in any chat', async () => {
    const { mechanicChat, ...place } = { mechanicChat: randomUUID(), organisation_id: own.organisationId };
    const at = { ...place, account_id: own.accountId, staff_id: own.mia };
    const page = async () => (await ask(`/conversations/${own.conversationId}`, { as: 'agent' })).text();
    await insert(pool, 'address', { ...at, id: mechanicChat, chat: mechanicChat, unreachable_at: later() });
    expect(await page()).toContain('niet bereikbaar in de chat');
    await insert(pool, 'address', { ...at, id: randomUUID(), chat: 'another' });
    expect(await page()).not.toContain('niet bereikbaar in de chat');
  });
});

describe('a message', () => {
  it('of somebody else than the customer whose conversation it is has that person’s name', async () => {
    const lease = randomUUID();
    const who = {
      id: lease,
      organisation_id: own.organisationId,
      name: 'Lease & Co',
      language: 'nl',
      created_at: later(),
    };
    await insert(pool, 'customer', who);
    const by = { kind: 'customer', customerId: lease, addressId: own.addressId };
    const id = await seedMessage(pool, own, { text: 'Wij gaan akkoord', direction: 'in', by, at: later() });
    const page = await (await ask(`/conversations/${own.conversationId}`, { as: 'agent' })).text();
    const bubble = page.slice(page.indexOf(`id="m-${id}"`), page.indexOf('Wij gaan akkoord</p>'));
    expect(bubble).toContain('<p class="by">Lease &amp; Co</p>');
    expect(page).toContain('Lease &amp; Co: Wij gaan akkoord');
    expect(page).toContain('<p class="by">Jan Jansen</p>');
  });
});

describe('a request', () => {
  it('from another website changes nothing', async () => {
    const headers = { origin: 'https://evil.example' };
    const path = `/conversations/${own.conversationId}/messages`;
    const form = { text: 'Van elders', idempotencyKey: 'other-other' };
    expect((await ask(path, { as: 'agent', form, headers })).status).toBe(403);
    expect((await signIn('agent@example.nl', 'a long sentence', headers)).status).toBe(403);
  });

  it('without an origin changes nothing, whatever its form', async () => {
    const path = `/admin/conversations/${own.conversationId}/hand-back`;
    for (const headers of [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `${publicUrl}.evil.example` },
    ])
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const cookie = cookies.get('agent') ?? '';
        const request = { method: 'POST', body: '{}', headers: { ...headers, 'content-type': type, cookie } };
        expect((await root.request(`${publicUrl}${path}`, request)).status).toBe(403);
      }
  });

  it('under a name that a website can point at this machine changes nothing', async () => {
    const form = { email: 'agent@example.nl', password: 'a long sentence' };
    const signInAt = async (origin: string) => {
      const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(form).toString();
      return (await root.request(`${origin}/admin/sign-in`, { method: 'POST', headers, body })).status;
    };
    for (const name of ['evil.example:3000', 'localhost.evil.example', 'local.example', '1.2.3.4.evil.example'])
      expect([name, await signInAt(`http://${name}`)]).toEqual([name, 403]);
    for (const name of [
      'localhost:3000',
      '127.0.0.1:3000',
      '192.168.1.5',
      '[::1]:3000',
      'garage-pc:3000',
      'garage.local',
    ])
      expect([name, await signInAt(`http://${name}`)]).toEqual([name, 303]);
  });

  it.each([
    '/admin/..//evil.example',
    '/admin//evil.example',
    '/admin/%2e%2e/%2fevil.example',
    '/admin/\\evil.example',
  ])('that asks to go on at %s goes on at the first page', async (next) => {
    const form = { email: 'agent@example.nl', password: 'a long sentence', next, language: 'nl' };
    expect((await ask('/sign-in', { form })).headers.get('location')).toBe('/admin/');
    expect((await ask('/language', { form })).headers.get('location')).toBe('/admin/');
  });

  it('gets a page that runs no script but ours, and that nobody keeps', async () => {
    const response = await ask('/conversations', { as: 'agent' });
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    for (const what of ['img-src', 'media-src']) expect(policy).toMatch(new RegExp(`${what} 'self'`));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toMatch(/<script(?![^>]*src=)|<style|style=/);
  });

  it('that makes no sense gets a 4xx', async () => {
    const path = `/conversations/${own.conversationId}`;
    expect((await ask('/conversations/not-an-id', { as: 'agent' })).status).toBe(404);
    expect((await ask(`${path}/messages`, { as: 'agent', form: { text: 'zonder sleutel' } })).status).toBe(400);
    expect((await ask(`${path}/messages`, { as: 'agent', form: { text: 'x'.repeat(70_000) } })).status).toBe(413);
    for (const over of [1, 500, 40_000]) {
      const text = 'x'.repeat(4_000 + over);
      const refused = await ask(`${path}/messages`, { as: 'agent', form: { text, idempotencyKey: 'key-key-key' } });
      expect(refused.status).toBe(422);
      const page = await refused.text();
      expect(page).toContain(text);
      expect(page).toMatch(new RegExp(`${over} (?:tekens te lang|characters too long)`));
    }
    expect(
      (await ask(`${path}/messages`, { as: 'agent', form: { text: ' ', idempotencyKey: 'key-key-key' } })).status,
    ).toBe(422);
    expect(stage.faults).toEqual([]);
  });

  it.each([
    ['messages', { text: 'hoi', idempotencyKey: 'key-key-key\0' }],
    ['messages', { text: 'hoi\0', idempotencyKey: 'key-key-key' }],
    ['messages', { text: 'hoi', idempotencyKey: 'key-key-key', 'seen\0': '' }],
    ['take-over', { controlVersion: '99999999999' }],
    ['take-over', { controlVersion: '-1' }],
    ['decisions', { version: '2147483648', answer: 'all' }],
    ['decisions', { version: '1', answer: 'all', spokeWith: 'Jan\0' }],
    ['decisions', { version: '1', answer: 'all', authorisation: '\0' }],
  ])('to %s with %j, which the database could not keep, gets a 400', async (act, form) => {
    const path = `/conversations/${own.conversationId}/${act}`;
    expect((await ask(path, { as: 'agent', form: { quoteId: own.customerId, ...form } })).status).toBe(400);
    expect(stage.faults).toEqual([]);
  });

  it('whose address is longer than a header may be gets a plain way to the sign-in page', async () => {
    const response = await ask(`/conversations?before=${'e%CC%81'.repeat(1_500)}`);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/admin/sign-in']);
  });

  it('whose address names what cannot be is never a fault of ours', async () => {
    const dashes = '-'.repeat(36);
    const own1 = `/conversations/${own.conversationId}`;
    for (const [path, status] of [
      [`/conversations?before=2026-01-01T00:00:00Z_${dashes}`, 200],
      [`/conversations?before=0000-01-01T00:00:00Z_${own.conversationId}`, 200],
      ['/conversations?before=%00', 200],
      [`/conversations/live?shown=${dashes}`, 200],
      ['/conversations/live?shown=%00', 200],
      [`${own1}?messages=1e99`, 200],
      [`${own1}%00`, 404],
      [`/conversations/${dashes}`, 404],
    ] as const)
      expect([path, (await ask(path, { as: 'agent' })).status]).toEqual([path, status]);
    expect((await ask(`${own1}/items/${dashes}/end`, { as: 'agent', form: {} })).status).toBe(404);
    expect(stage.faults).toEqual([]);
  });

  it('that guesses a password is slowed down, whatever address it claims to come from', async () => {
    await insert(pool, '"user"', { id: 'u', name: 'Kim', email: 'kim@example.nl' });
    const statuses: number[] = [];
    for (let n = 1; n <= 11; n++)
      statuses.push(
        (
          await signIn('kim@example.nl', `guess ${n}`, {
            'x-forwarded-for': `10.0.0.${n}`,
            'x-pitstop-client': `10.0.1.${n}`,
          })
        ).status,
      );
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('changes the language for good', async () => {
    const response = await ask('/language', { as: 'manager', form: { language: 'en', next: '/admin/conversations' } });
    expect(response.headers.get('location')).toBe('/admin/conversations');
    expect(await (await ask('/conversations', { as: 'manager' })).text()).toContain('Needs a person');
  });
});
