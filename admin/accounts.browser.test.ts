import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { type BrowserContextOptions, type Page, expect as see } from '@playwright/test';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testBrowser } from '../core/testing/chromium.ts';
import { testDatabase } from '../core/testing/database.ts';
import { startEntraIssuer } from './testing/entra-issuer.ts';
import { seedGarage } from './testing/seed.ts';
import { createStage } from './testing/stage.ts';
import { codeOf } from './testing/totp.ts';

const { pool } = await testDatabase();
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pictures = process.env.PANEL_PICTURES;
const browser = await testBrowser();
const issuer = await startEntraIssuer();
let server: ServerType;
let address = '';
let stage: ReturnType<typeof createStage>;
const account = { email: 'petra@example.nl', password: 'a long sentence', name: 'Petra', language: 'nl' } as const;

beforeAll(async () => {
  await seedGarage(pool);
  const root = new Hono();
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server = serve({ fetch: root.fetch, hostname: '127.0.0.1', port: 0 }, resolve);
  });
  address = `http://127.0.0.1:${port}`;
  stage = createStage(pool, address, [], issuer.application);
  root.route('/admin', stage.app);
  await stage.signIn.createAdministrator(account);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(stage.faults).toEqual([]);
});
afterAll(async () => {
  await issuer.close();
  await new Promise((resolve) => server.close(resolve));
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(`${address}/admin/`);
  await page.getByLabel('E-mailadres').fill(account.email);
  await page.getByLabel('Wachtwoord').fill(account.password);
  await page.getByRole('button', { name: 'Inloggen' }).click();
  await page.waitForURL('**/conversations');
  return page;
}

const looks = [
  ['light', 1440],
  ['dark', 1440],
  ['light', 360],
  ['dark', 360],
] as const;

describe('the pages of accounts', () => {
  it.each(looks)('have no fault that axe finds, and fit: %s, %i wide', async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    const { rows } = await pool.query<{ id: string }>(`select id from staff where name = 'Mia'`);
    const places = ['staff', `staff/${rows[0]?.id}`, 'account', 'account/second-factor', 'audit'];
    for (const [index, place] of places.entries()) {
      await page.goto(`${address}/admin/${place}`);
      await page.addScriptTag({ path: axeSource });
      const found = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
      expect(
        found.violations.map(({ id }) => id),
        place,
      ).toEqual([]);
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(wide, place).toBeLessThanOrEqual(width);
      if (pictures) await page.screenshot({ path: `${pictures}/accounts-${index}-${colorScheme}-${width}.png` });
    }
  });

  it('lead to Microsoft and back, from a page without a fault that axe finds, and no script', async () => {
    issuer.isSignedIn({ oid: 'oid-petra', email: account.email });
    const context = await browser.newContext({
      viewport: { width: 360, height: 800 },
      locale: 'nl-NL',
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(`${address}/admin/staff`);
    await page.addScriptTag({ path: axeSource });
    const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    if (pictures) await page.screenshot({ path: `${pictures}/accounts-microsoft.png` });
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' });
    const other = await plain.newPage();
    await other.goto(`${address}/admin/staff`);
    await other.getByRole('link', { name: 'Inloggen met Microsoft' }).click();
    await other.waitForURL('**/admin/staff');
    await see(other.getByText(account.email)).toBeVisible();
  });

  it('set the second factor up as a person does, without a script', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Instellen' }).click();
    await page.getByLabel('Wachtwoord').fill(account.password);
    await page.getByRole('button', { name: 'Verder' }).click();
    await see(page.getByAltText('QR-code voor de authenticatie-app')).toBeVisible();
    if (pictures) await page.screenshot({ path: `${pictures}/accounts-qr.png` });
    const key = (await page.locator('output').textContent()) ?? '';
    await page.getByLabel('Code uit uw app').fill(codeOf(key));
    await page.getByRole('button', { name: 'Aanzetten' }).click();
    await see(page.locator('.codes li')).toHaveCount(10);
    if (pictures) await page.screenshot({ path: `${pictures}/accounts-codes.png` });
    const recovery = (await page.locator('.codes li').first().textContent()) ?? '';
    await page.getByRole('link', { name: 'Ik heb ze bewaard' }).click();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.getByLabel('E-mailadres').fill(account.email);
    await page.getByLabel('Wachtwoord').fill(account.password);
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByLabel('Code uit uw app').fill(recovery);
    await page.getByRole('button', { name: 'Verder' }).click();
    await page.waitForURL('**/conversations');
    await page.goto(`${address}/admin/audit?kind=recovery_code_used`);
    expect(await page.locator('.entries').textContent()).toContain('Ingelogd met een herstelcode');
  });
});
