import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startTelegram } from '../networks/telegram.ts';
import { becomesMechanic, codeFor } from '../people/mechanic.ts';
import { tokenIn, until } from '../people/person.ts';
import { type Garage, neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const { count, quiet } = watch(pool);
const telegram = await startTelegram();
const administrator = { email: 'petra@example.nl', password: 'a long sentence of Petra' };
let garage: Garage;
let cookie = '';

beforeAll(async () => {
  const settings = { ...telegram.settings, ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password };
  garage = await startGarage(database, settings, { rehearses: false });
  await neverQuiet(pool);
  cookie = await signIn();
  await becomesMechanic(mia, 'Mia', { pool });
});
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

async function signIn(): Promise<string> {
  const response = await fetch(`${garage.url}/admin/sign-in`, {
    method: 'POST',
    headers: { origin: garage.url },
    body: new URLSearchParams(administrator),
    redirect: 'manual',
  });
  return response.headers.getSetCookie().join('; ');
}

type Asked = { readonly body?: object; readonly headers?: Readonly<Record<string, string>>; readonly method?: string };

/** A request to the simulator by a program on this machine that nobody signed in. */
function ask(path: string, { body, headers = {}, method = body ? 'POST' : 'GET' }: Asked = {}): Promise<Response> {
  return fetch(`${garage.url}/simulator${path}`, {
    method,
    headers: { 'accept-language': 'en', ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
    redirect: 'manual',
  });
}

/** An administrator plays with the simulator. */
async function plays(path: string, body: object): Promise<number> {
  return (await ask(path, { body, headers: { cookie } })).status;
}

async function says(chat: string, text: string): Promise<void> {
  expect(await plays(`/${chat}/messages`, { text })).toBe(204);
  await quiet();
}

const mia = telegram.phone(9_001, 'en');

/** What is seen after this act. */
async function after<T>(
  act: () => Promise<unknown>,
  shown: () => T | Promise<T>,
  seen: (all: T) => string,
): Promise<string> {
  const before = seen(await shown()).length;
  await act();
  return until('an invitation', async () => tokenIn(seen(await shown()).slice(before)) || undefined);
}

/** A real mechanic brings in a car; gives the token of its customer's invitation. */
function customerOf(plate: string, phone = ''): Promise<string> {
  const line = `new ${plate}, Anna Visser, ${phone && `${phone}, `}brakes squeal`;
  return after(
    () => mia.types(line),
    () => mia.shown(),
    (all) => all.map(({ text }) => text).join(),
  );
}

/** The simulator's mechanic does. */
function customerOfSimulator(plate: string): Promise<string> {
  return after(
    () => says('mechanic-1', `new ${plate}, Piet Proef, wipers`),
    () => garage.mechanic.shown(),
    (all) => all.map(({ text }) => text).join(),
  );
}

describe('the simulator beside a real network', () => {
  it.each([
    ['', {}, 302],
    ['/events', {}, 302],
    ['/mechanic-1/messages', { body: { text: 'all' } }, 401],
    ['/customer-buttons/start', { body: {} }, 401],
    ['/clock', { body: { minutes: 10_080 } }, 401],
    ['', { method: 'HEAD' }, 401],
  ] as const)('%s lets in nobody who is no administrator, from this machine neither', async (path, asked, status) => {
    expect((await ask(path, asked)).status).toBe(status);
  });

  it('moves no clock, not even for an administrator, and offers it to nobody', async () => {
    expect(await plays('/clock', { minutes: 10_080 })).toBe(409);
    const page = await (await ask('', { headers: { cookie } })).text();
    expect(page).not.toContain('name="minutes"');
    expect(await count(`installation where name = 'clock_offset_ms'`)).toBe(0);
  });

  it('opens no invitation of a real customer: not the newest, not a known one, not a forwarded one', async () => {
    const token = await customerOf('BO-100-B');
    expect(await plays('/customer-buttons/start', {})).toBe(409);
    for (const chat of ['customer-buttons', 'customer-text']) {
      expect(await plays(`/${chat}/start`, { token })).toBe(204);
      await quiet();
    }
    expect(await count(`address a join customer c on c.id = a.customer_id where c.name = 'Anna Visser'`)).toBe(0);
    expect(await count('invitation where used_at is not null')).toBe(0);
    const anna = telegram.phone(4_100, 'en');
    await anna.starts(token);
    await anna.hears('You are signed up');
  });

  it('is not offered on the page of a real customer, and a real network not on that of a simulated one', async () => {
    const real = await (await fetch(`${garage.url}/i/${await customerOf('BO-101-B')}`)).text();
    expect([real.includes('t.me/'), real.includes('/simulator')]).toEqual([true, false]);
    const token = await customerOfSimulator('SI-101-M');
    const simulated = await (await fetch(`${garage.url}/i/${token}`)).text();
    expect([simulated.includes('t.me/'), simulated.includes('/simulator')]).toEqual([false, true]);
  });

  it('gives its invitations to nobody real', async () => {
    const token = await customerOfSimulator('SI-102-M');
    const stranger = telegram.phone(4_102, 'en');
    await stranger.starts(token);
    await stranger.hears('do not know');
    expect(await count(`address where chat = '4102' and customer_id is not null`)).toBe(0);
    expect(await plays('/customer-buttons/start', { token })).toBe(204);
    await garage.jan.hears('You are signed up');
  });

  it('claims no real customer by a phone number', async () => {
    const piet = await pool.query(`select 1 from address where chat = 'customer-text' and customer_id is not null`);
    expect(piet.rowCount).toBe(0);
    const shared = '06 87654321';
    await customerOf('BO-103-B', shared);
    await plays('/customer-text/contact', {});
    await quiet();
    expect(
      await count(
        `address a join channel_account k on k.id = a.account_id join customer c on c.id = a.customer_id where k.simulated <> c.simulated`,
      ),
    ).toBe(0);
  });

  it('shows its mechanic no real car, and lets him change none', async () => {
    await customerOf('BO-104-B');
    const before = (await garage.mechanic.shown()).length;
    for (const line of ['all', 'mine', 'done BO-104-B', 'start BO-104-B', 'say BO-104-B: tot zo', 'BO-104-B'])
      await says('mechanic-1', line);
    const answers = (await garage.mechanic.shown()).slice(before).filter(({ own }) => !own);
    expect(answers.length).toBeGreaterThan(0);
    for (const { text } of answers) expect(text).not.toMatch(/Anna|squeal/);
    expect(await count(`repair where status <> 'registered' and not simulated`)).toBe(0);
  });

  it('shows a real mechanic no simulated car, and lets him change none', async () => {
    await customerOfSimulator('SI-105-M');
    const before = mia.shown().length;
    for (const line of ['all', 'mine', 'start SI-105-M', 'SI-105-M']) await mia.types(line);
    await until('four answers', async () => mia.shown().length >= before + 4 || undefined);
    for (const { text } of mia.shown().slice(before)) expect(text).not.toContain('Piet Proef');
    expect(await count(`repair where status <> 'registered' and simulated`)).toBe(0);
  });

  it('may bring in the plate and name of a real customer without touching them', async () => {
    await customerOf('BO-106-B', '06-12345106');
    await says('mechanic-1', 'new BO-106-B, Anna Visser, 06-12345106, wipers');
    await garage.mechanic.hears('BO-106-B');
    const { rows } = await pool.query<{ simulated: boolean; owner: boolean; repair: boolean }>(
      `select v.simulated, c.simulated as owner, r.simulated as repair
         from vehicle v join customer c on c.id = v.owner_id join repair r on r.vehicle_id = v.id and r.customer_id = c.id
        where v.plate_key = 'BO106B' order by v.simulated`,
    );
    expect(rows).toEqual([
      { simulated: false, owner: false, repair: false },
      { simulated: true, owner: true, repair: true },
    ]);
  });

  it('takes no code of the staff, which stays good for the person that it is for', async () => {
    const code = await codeFor(pool, 'Rob', 'en');
    await says('customer-text', `link ${code}`);
    expect(
      await count(
        `address a join channel_account k on k.id = a.account_id join staff s on s.id = a.staff_id where k.simulated <> s.simulated`,
      ),
    ).toBe(0);
    const rob = telegram.phone(9_002, 'en');
    await rob.types(`link ${code}`);
    await rob.hears('Done, Rob');
  });
});
