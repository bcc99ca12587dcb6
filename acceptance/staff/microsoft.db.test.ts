import { afterAll, expect, it } from 'vitest';
import { cookieOf } from '../../admin/testing/cookies.ts';
import { startEntraIssuer } from '../../admin/testing/entra-issuer.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { type Garage, keptLog, startGarage } from '../product.ts';

const database = await testDatabase();
const issuer = await startEntraIssuer();
const { tenantId, clientId, clientSecret, issuer: issuerUrl } = issuer.application;
const { log, text } = keptLog();
const garage: Garage = await startGarage(
  database,
  {
    ADMIN_EMAIL: 'petra@example.nl',
    ADMIN_PASSWORD: 'a-long-sentence-of-mine',
    ENTRA_TENANT_ID: tenantId,
    ENTRA_CLIENT_ID: clientId,
    ENTRA_CLIENT_SECRET: clientSecret,
    ENTRA_ISSUER_URL: issuerUrl,
  },
  { log },
);
afterAll(async () => {
  await garage.stop();
  await issuer.close();
});

function get(path: string, cookie = ''): Promise<Response> {
  return fetch(new URL(path, garage.url), { redirect: 'manual', headers: { cookie } });
}

it('whoever was invited signs in with Microsoft, somebody else does not, and the log keeps nothing of it', async () => {
  const enter = async (email: string): Promise<Response> => {
    const begun = await get('/admin/sign-in/microsoft?next=/admin/staff');
    const { pathname, search } = issuer.signIn(begun.headers.get('location') ?? '', { oid: email, email });
    return get(`${pathname}${search}`, cookieOf(begun.headers.getSetCookie()));
  };
  expect(await (await get('/admin/sign-in')).text()).toContain('href="/admin/sign-in/microsoft');
  const petra = await enter('petra@example.nl');
  expect([petra.status, petra.headers.get('location')]).toEqual([303, '/admin/staff']);
  const page = await get('/admin/staff', cookieOf(petra.headers.getSetCookie()));
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('petra@example.nl')]);
  expect((await enter('kim@example.nl')).status).toBe(401);
  for (const secret of [clientSecret, 'petra@example.nl', 'kim@example.nl', 'eyJ'])
    expect(text()).not.toContain(secret);
});
