import type { Page } from '@playwright/test';
import { afterAll, afterEach, expect, it } from 'vitest';
import { testBrowser } from '../../core/testing/chromium.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { openPage, see } from '../people/browser.ts';
import { startGarage } from '../product.ts';

const account = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };
const garage = await startGarage(await testDatabase(), account);
const browser = await testBrowser();
const pictures = process.env.PANEL_PICTURES;

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => garage.stop());

const dutch = { locale: 'nl-NL' } as const;

async function signsIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(password);
  await page.getByRole('button', { name: 'Inloggen' }).click();
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/accounts-${name}.png` });
}

it('an administrator invites somebody, who chooses a password, sees the inbox and not the staff', async () => {
  const petra = await openPage(browser, `${garage.url}/admin/`, dutch);
  await signsIn(petra.page, account.ADMIN_EMAIL, account.ADMIN_PASSWORD);
  await petra.page.getByRole('link', { name: 'Medewerkers', exact: true }).click();
  await petra.page.getByLabel('Naam').fill('Anna Bakker');
  await petra.page.getByLabel('Rol').selectOption({ label: 'Klantenservice' });
  await petra.page.getByLabel(/E-mailadres/).fill('anna@example.nl');
  await petra.page.getByRole('button', { name: 'Uitnodigen' }).click();
  const link = new URL((await petra.page.locator('output').textContent()) ?? '');
  await picture(petra.page, 'handed');

  const anna = await openPage(browser, `${garage.url}${link.pathname}${link.search}`, dutch);
  await see(anna.page.getByLabel('Naam')).toHaveValue('Anna Bakker');
  await see(anna.page.getByLabel('E-mailadres')).toHaveValue('anna@example.nl');
  await anna.page.getByLabel('Wachtwoord').fill('mijn eigen lange zin');
  await picture(anna.page, 'set-up');
  await anna.page.getByRole('button', { name: 'Account maken' }).click();
  await see(anna.page.getByRole('link', { name: 'Gesprekken' })).toBeVisible();
  await see(anna.page.getByRole('link', { name: 'Medewerkers' })).toHaveCount(0);
  expect((await anna.page.goto(`${garage.url}/admin/staff`))?.status()).toBe(403);
  await see(anna.page.getByText('Dit scherm is voor beheerders.')).toBeVisible();
  await anna.page.getByRole('button', { name: 'Uitloggen' }).click();
  await signsIn(anna.page, 'anna@example.nl', 'mijn eigen lange zin');
  await anna.page.waitForURL('**/conversations');

  await petra.page.getByRole('link', { name: 'Medewerkers', exact: true }).click();
  await see(petra.page.getByText(/anna@example\.nl · laatst ingelogd/)).toBeVisible();
  expect(petra.faults).toEqual([]);
});
