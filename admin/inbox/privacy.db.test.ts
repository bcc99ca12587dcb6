import { unzipSync } from 'fflate';
import { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { cookieOf } from '../testing/cookies.ts';
import { type SeededCar, seedCar, seedGarage, seedMessage, seedNow } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';

const { pool } = await testDatabase();
const publicUrl = 'http://chat.example.nl';
const stage = createStage(pool, publicUrl);
const root = new Hono().route('/admin', stage.app);
const roles = ['agent', 'manager', 'administrator'] as const;
const cookies = new Map<string, string>();
let jan: SeededCar;
let elsewhere: SeededCar;

beforeAll(async () => {
  const garage = await seedGarage(pool);
  jan = await seedCar(pool, garage, {
    name: 'Jan  de Wit',
    plate: 'AB-123-C',
    model: 'VW Golf',
    phone: '+31612345678',
  });
  await seedMessage(pool, jan, { text: 'marmoset words', direction: 'in', at: seedNow });
  elsewhere = await seedCar(pool, await seedGarage(pool, 'Elsewhere'), {
    name: 'Elsa',
    plate: 'EL-1-S',
    model: 'Opel',
  });
  for (const role of roles) {
    await pool.query(`update staff set role = 'agent' where user_id is not null`);
    const account = { email: `${role}@example.nl`, password: 'a long sentence', name: role, language: 'en' } as const;
    await stage.signIn.createAdministrator(account);
    const result = await stage.signIn.signIn(account.email, account.password, '203.0.113.5');
    cookies.set(role, cookieOf(result.ok ? result.cookies : []));
  }
  await pool.query('update staff set role = name, organisation_id = $1 where user_id is not null', [
    garage.organisationId,
  ]);
});

type Ask = { readonly as?: (typeof roles)[number]; readonly form?: Record<string, string>; readonly origin?: string };

async function ask(path: string, { as = 'administrator', form, origin = publicUrl }: Ask = {}): Promise<Response> {
  return root.request(`${publicUrl}/admin/conversations/${path}`, {
    headers: {
      cookie: cookies.get(as) ?? '',
      ...(form ? { origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}),
  });
}

async function nameNow(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('select name from customer where id = $1::uuid', [
    jan.customerId,
  ]);
  return rows[0]?.name ?? '';
}

async function logged(): Promise<readonly object[]> {
  const { rows } = await pool.query<object>(
    `select a.what, s.name as by, a.subject, a.data from audit_entry a join staff s on s.id = a.staff_id
     where a.what like 'customer%' order by a.at, a.id`,
  );
  return rows;
}

describe("a customer's data in the panel", () => {
  it('is there for administrators alone', async () => {
    expect(await (await ask(jan.conversationId)).text()).toContain('Erase customer');
    for (const as of ['agent', 'manager'] as const) {
      expect(await (await ask(jan.conversationId, { as })).text()).not.toContain('Erase customer');
      for (const act of ['export', 'erase'])
        expect((await ask(`${jan.conversationId}/${act}`, { as, form: { typedName: 'Jan de Wit' } })).status).toBe(403);
    }
    expect([await nameNow(), await logged()]).toEqual(['Jan  de Wit', []]);
  });

  it('is not given to a form of another page, nor for another garage', async () => {
    for (const act of ['export', 'erase']) {
      const form = { typedName: 'Jan de Wit', evenOpen: 'yes' };
      const foreign = await ask(`${jan.conversationId}/${act}`, { form, origin: 'https://evil.example' });
      expect(foreign.status).toBe(403);
      expect((await ask(`${elsewhere.conversationId}/${act}`, { form: { typedName: 'Elsa' } })).status).toBe(404);
    }
    expect([await nameNow(), await logged()]).toEqual(['Jan  de Wit', []]);
  });

  it('is downloaded as one file', async () => {
    const response = await ask(`${jan.conversationId}/export`, { form: {} });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="customer-${jan.customerId}.zip"`);
    const book = unzipSync(new Uint8Array(await response.arrayBuffer()))['customer.json'];
    expect(JSON.parse(Buffer.from(book ?? []).toString())).toMatchObject({
      person: { name: 'Jan  de Wit', phone: '+31612345678' },
      messages: [{ from: 'you', text: 'marmoset words' }],
    });
    expect(await logged()).toMatchObject([{ what: 'customer_exported', by: 'administrator', data: { way: 'panel' } }]);
  });

  it('is erased only by the typed name, and while no repair is open', async () => {
    const wrong = await ask(`${jan.conversationId}/erase`, { form: { typedName: 'Jan', evenOpen: 'yes' } });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('That is not the name')]);
    const open = await ask(`${jan.conversationId}/erase`, { form: { typedName: 'Jan de Wit' } });
    expect([open.status, await open.text()]).toEqual([409, expect.stringContaining('A repair is still open')]);
    expect(await nameNow()).toBe('Jan  de Wit');
    const done = await ask(`${jan.conversationId}/erase`, { form: { typedName: ' jan DE wit ', evenOpen: 'yes' } });
    expect([done.status, done.headers.get('location')]).toEqual([303, `/admin/conversations/${jan.conversationId}`]);
    expect(await nameNow()).toBe('');
    const page = await (await ask(jan.conversationId)).text();
    for (const gone of ['de Wit', 'AB-123-C', '12345678', 'marmoset']) expect(page).not.toContain(gone);
    expect(page).toContain('Type to confirm: Customer');
    expect(await logged()).toContainEqual(
      expect.objectContaining({
        what: 'customer_erased',
        by: 'administrator',
        subject: expect.stringMatching(/^[\da-f]{16}$/),
      }),
    );
    expect(stage.faults).toEqual([]);
  });
});
