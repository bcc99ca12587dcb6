import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, type Page, expect as see } from '@playwright/test';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testBrowser } from '../core/testing/chromium.ts';
import { testDatabase } from '../core/testing/database.ts';
import { inputMoment } from './frame/format.ts';
import { later, seedAfternoon, seedGarage, seedMessage, seedNow } from './testing/seed.ts';
import { createStage } from './testing/stage.ts';

const { pool } = await testDatabase();
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pictures = process.env.PANEL_PICTURES;

const browser = await testBrowser();
let server: ServerType;
let stage: ReturnType<typeof createStage>;
let address: string;
let seeded: Awaited<ReturnType<typeof seedAfternoon>>;
let cookies: Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0] | undefined;
const sockets = new Set<Socket>();

beforeAll(async () => {
  seeded = await seedAfternoon(pool, await seedGarage(pool));
  const root = new Hono();
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server = serve({ fetch: root.fetch, hostname: '127.0.0.1', port: 0 }, resolve);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  address = `http://127.0.0.1:${port}`;
  stage = createStage(pool, address);
  root.route('/admin', stage.app);
  await stage.signIn.createAdministrator({
    email: 'petra@example.nl',
    password: 'a long sentence',
    name: 'Petra',
    language: 'nl',
  });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await pool.query('update conversation set controller_id = null where id = $1', [seeded.jan.conversationId]);
  expect(stage.faults).toEqual([]);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Opens a signed-in window; the first one signs in by the form. */
async function open(path: string, options: BrowserContextOptions = {}, language: 'nl' | 'en' = 'nl') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL', ...options });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  if (cookies) await context.addCookies(cookies);
  else {
    await page.goto(`${address}/admin/`);
    await page.getByLabel('E-mailadres').fill('petra@example.nl');
    await page.getByLabel('Wachtwoord').fill('a long sentence');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.waitForURL('**/conversations');
    cookies = await context.cookies();
  }
  await pool.query('update staff set language = $1 where user_id is not null', [language]);
  await page.goto(`${address}/admin/conversations${path}`);
  return { page, faults, context };
}
function janPath() {
  return `/${seeded.jan.conversationId}`;
}
async function picture(page: Page, name: string) {
  if (pictures) await page.screenshot({ path: `${pictures}/admin-${name}.png` });
}

describe('the inbox in a browser', () => {
  it('lists conversations after sign-in and opens one', async () => {
    const { page, faults } = await open('');
    await see(page.locator('.chat')).toHaveCount(5);
    await page.getByRole('link', { name: /Jan Jansen/ }).click();
    await see(page.getByRole('heading', { name: 'Jan Jansen' })).toBeVisible();
    await see(page.getByRole('log')).toContainText('Kan ik hem ook morgenochtend ophalen?');
    await see(page.getByRole('article', { name: 'Offerte 2041 v2' })).toContainText('Deels akkoord');
    await page.getByRole('link', { name: /^Mens nodig/ }).click();
    await see(page.locator('.chat')).toHaveCount(2);
    expect(faults).toEqual([]);
  });

  it('shows a new message live, with what was typed and the focus kept', async () => {
    const { page, faults } = await open(janPath());
    const box = page.getByRole('textbox', { name: 'Bericht aan de klant' });
    await box.fill('Dat kan, ');
    await see.poll(() => stage.listening()).toBe(1);
    await seedMessage(pool, seeded.jan, { text: 'Of vanavond na zessen?', direction: 'in', at: later() });
    stage.tell(seeded.jan.garageId, seeded.jan.conversationId);
    await see(page.getByRole('log')).toContainText('Of vanavond na zessen?');
    await see(page.locator('.chat', { hasText: 'Jan Jansen' })).toContainText('Of vanavond na zessen?');
    await see(page.getByText('Of vanavond na zessen?').last()).toBeInViewport();
    await see(box).toHaveValue('Dat kan, ');
    await see(box).toBeFocused();
    expect(faults).toEqual([]);
  });

  it('keeps a draft for its writer, and drops it at sign-out', async () => {
    const { page, faults, context } = await open(janPath());
    const box = page.getByRole('textbox', { name: 'Bericht aan de klant' });
    await box.fill('Ik kom er morgen op terug');
    await page.reload();
    await see(box).toHaveValue('Ik kom er morgen op terug');
    const writer = await page.locator('#composer').getAttribute('data-writer');
    expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([
      `draft-${writer}-${seeded.jan.conversationId}`,
    ]);
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await see(page.getByRole('heading', { name: 'Inloggen' })).toBeVisible();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await context.close();
    cookies = undefined;
    expect(faults).toEqual([]);
  });

  it('takes over and sends in one step, once for a double click, and hands back', async () => {
    const { page, faults } = await open(janPath());
    const log = page.getByRole('log');
    await see(page.getByText('Bot beantwoordt')).toBeVisible();
    const box = page.getByRole('textbox', { name: 'Bericht aan de klant' });
    await box.fill('Morgen vanaf 8:00 staat hij voor u klaar.');
    await page.getByRole('button', { name: 'Stuur' }).dblclick();
    await see(log.getByText('Morgen vanaf 8:00 staat hij voor u klaar.')).toHaveCount(1);
    await see(page.getByText('U hebt dit gesprek')).toBeVisible();
    await see(box).toHaveValue('');
    await see(log).toContainText('Petra nam over');
    await page.getByRole('button', { name: 'Teruggeven aan de bot' }).click();
    await see(page.getByText('Bot beantwoordt')).toBeVisible();
    await page.getByRole('button', { name: 'Overnemen' }).click();
    await see(page.getByText('U hebt dit gesprek')).toBeVisible();
    expect(faults).toEqual([]);
  });

  it('does not send over something new, and keeps the words', async () => {
    const { page } = await open(janPath());
    await seedMessage(pool, seeded.jan, { text: 'Laat maar, ik kom toch vanavond.', direction: 'in', at: later() });
    const box = page.getByRole('textbox', { name: 'Bericht aan de klant' });
    await box.fill('Tot morgen.');
    await box.press('Enter');
    await see(page.getByRole('alert').first()).toContainText('Er is intussen iets nieuws geschreven');
    await see(page.getByRole('log')).toContainText('Laat maar, ik kom toch vanavond.');
    await see(box).toHaveValue('Tot morgen.');
    await box.press('Enter');
    await see(page.getByRole('log')).toContainText('Tot morgen.');
    await see(page.locator('#notice')).toBeEmpty();
    expect(await box.inputValue()).toBe('');
  });

  it('keeps all of a message that is too long, and says by how much until it fits', async () => {
    const { page, faults } = await open(janPath());
    const box = page.getByRole('textbox', { name: 'Bericht aan de klant' });
    const long = 'woorden '.repeat(563).slice(0, 4_500);
    await box.fill(long);
    const length = page.locator('#composer-length');
    await see(length).toHaveText('Dit bericht is 500 tekens te lang: hooguit 4000 tekens.');
    await box.press('Enter');
    await see(box).toHaveValue(long);
    await page.reload();
    await see(box).toHaveValue(long);
    await see(length).toContainText('500 tekens te lang');
    await box.fill(long.slice(0, 4_000));
    await see(length).toBeEmpty();
    await box.press('Enter');
    await see(box).toHaveValue('');
    await see(page.getByRole('log')).toContainText(long.slice(0, 3_999).trim());
    expect(faults).toEqual([]);
  });

  it('begins an answer by telephone at the time of opening its form, which goes on until something is filled in', async () => {
    const { page, faults } = await open(`/${seeded.fatima.conversationId}`);
    await page.clock.install();
    await page.reload();
    const spoken = page.locator('.decide input[name="spokenAt"]');
    const drawn = await spoken.inputValue();
    const at = (minutes: number) => new Date(seedNow.getTime() + minutes * 60_000);
    stage.clockIs(at(120));
    await page.getByText('Klant beslist aan de telefoon of balie').click();
    const opened = inputMoment(at(120), 'Europe/Amsterdam');
    expect(opened).not.toBe(drawn);
    await see(spoken).toHaveValue(opened);
    stage.clockIs(at(123));
    await page.clock.fastForward(25_000);
    await see(spoken).toHaveValue(inputMoment(at(123), 'Europe/Amsterdam'));
    await page.getByLabel('Wie sprak u').fill('Fatima');
    stage.clockIs(at(130));
    let asked = 0;
    page.on('request', (request) => {
      asked += request.url().endsWith('/moment') ? 1 : 0;
    });
    await page.clock.fastForward(60_000);
    expect(await page.evaluate('document.readyState')).toBe('complete');
    expect(asked).toBe(0);
    await see(spoken).toHaveValue(inputMoment(at(123), 'Europe/Amsterdam'));
    stage.clockIs(seedNow);
    expect(faults).toEqual([]);
  });

  it('records a decision by telephone beside the messages and says why it was refused', async () => {
    const { page } = await open(`/${seeded.fatima.conversationId}`);
    await page.getByText('Klant beslist aan de telefoon of balie').click();
    await page.getByLabel('Alleen deze regels').check();
    await page.getByLabel('1. Accu 60 Ah').check();
    await page.getByLabel('Wie sprak u').fill('Fatima, 06 11 22 33 44');
    stage.tell(seeded.fatima.garageId, seeded.fatima.conversationId);
    await page.getByRole('button', { name: 'Beslissing vastleggen' }).click();
    await see(page.locator('#side-notice')).toContainText('ligt vóór het versturen');
    await see(page.locator('#side-notice')).toBeInViewport();
    await see(page.getByLabel('Wie sprak u')).toHaveValue('Fatima, 06 11 22 33 44');
    await picture(page, 'decide-light-nl');
    expect(await page.getByLabel('1. Accu 60 Ah').isChecked()).toBe(true);
  });

  it('says that the connection is lost, comes back by itself and has missed nothing', async () => {
    const { page } = await open(janPath());
    await see.poll(() => stage.listening()).toBe(1);
    let isBack = false;
    const refuse = (socket: Socket) => void (isBack || socket.destroy());
    server.on('connection', refuse);
    for (const socket of sockets) socket.destroy();
    await see(page.getByText('Verbinding verbroken.')).toBeVisible({ timeout: 15_000 });
    await seedMessage(pool, seeded.jan, { text: 'Geschreven zonder verbinding', direction: 'in', at: later() });
    stage.tell(seeded.jan.garageId, seeded.jan.conversationId);
    isBack = true;
    await see(page.getByRole('log')).toContainText('Geschreven zonder verbinding', { timeout: 20_000 });
    await see(page.getByText('Verbinding verbroken.')).toHaveCount(0);
    server.off('connection', refuse);
    expect(await page.getByText('Geschreven zonder verbinding', { exact: true }).count()).toBeGreaterThan(0);
  });

  it('lets go of a person whose access ended', async () => {
    const { page } = await open(janPath());
    await see.poll(() => stage.listening()).toBe(1);
    await pool.query('update staff set revoked_at = now() where user_id is not null');
    await page.waitForURL('**/sign-in?**', { timeout: 20_000 });
    await pool.query('update staff set revoked_at = null');
    await see.poll(() => stage.listening()).toBe(0);
    expect(page.url()).toContain('/admin/sign-in');
  });

  it('is used on a narrow screen, one pane at a time', async () => {
    const { page, faults } = await open('', { viewport: { width: 390, height: 800 } });
    await picture(page, 'list-narrow-light-nl');
    await page.getByRole('link', { name: /Jan Jansen/ }).click();
    await see(page.getByRole('log')).toBeVisible();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await picture(page, 'thread-narrow-light-nl');
    await page.getByRole('link', { name: 'Klant en reparatie' }).click();
    await see(page.getByRole('article', { name: 'Offerte 2041 v2' })).toBeVisible();
    await picture(page, 'side-narrow-light-nl');
    await page.goBack();
    await page.getByRole('link', { name: 'Terug naar de lijst' }).click();
    await see(page.locator('.chat').first()).toBeVisible();
    expect(faults).toEqual([]);
  });

  it.each([
    ['light', 1440, 'nl'],
    ['dark', 1440, 'en'],
    ['light', 390, 'en'],
    ['dark', 390, 'nl'],
  ] as const)('has no fault that axe finds: %s, %i wide, %s', async (colorScheme, width, language) => {
    const look = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
    for (const path of ['', janPath(), `/${seeded.fatima.conversationId}`, '?filter=person']) {
      const { page, context } = await open(path, look, language);
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
      await picture(
        page,
        `${path.length > 30 ? (path === janPath() ? 'jan' : 'fatima') : path ? 'person' : 'list'}-${width}-${colorScheme}-${language}`,
      );
      await page.addScriptTag({ path: axeSource });
      const violations = await page.evaluate(async () => {
        type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] };
        const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
        const { violations } = await axe.run();
        return violations.flatMap(({ id, nodes }) =>
          nodes.map((node) => `${id} ${node.target} ${node.failureSummary}`),
        );
      });
      expect(violations).toEqual([]);
      await context.close();
    }
  });

  it('gives an administrator the data of a customer as a file, and erases nobody by a wrong name', async () => {
    const { page, faults } = await open(janPath());
    await page.getByText('Privacy', { exact: true }).click();
    await page.getByRole('button', { name: 'Klant wissen' }).scrollIntoViewIfNeeded();
    await picture(page, 'privacy');
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Gegevens downloaden' }).click();
    expect((await file).suggestedFilename()).toMatch(/^customer-[\da-f-]{36}\.zip$/);
    await page.getByLabel('Typ ter bevestiging: Jan Jansen').fill('Jan');
    await page.getByRole('button', { name: 'Klant wissen' }).click();
    await see(page.getByText('Dat is niet de naam van deze klant. Er is niets gewist.')).toBeVisible();
    await see(page.getByRole('heading', { name: 'Jan Jansen' })).toBeVisible();
    expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
  });

  it('works as plain forms without a script', async () => {
    const { page } = await open(janPath(), { javaScriptEnabled: false });
    await page.getByRole('textbox', { name: 'Bericht aan de klant' }).fill('Zonder script.');
    await page.getByRole('button', { name: 'Stuur' }).click();
    await see(page.getByRole('log')).toContainText('Zonder script.');
    await see(page.getByText('U hebt dit gesprek')).toBeVisible();
    expect(page.url()).toContain(janPath());
  });
});
