import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testBrowser } from '../../core/testing/chromium.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { chatOf, openPage, see } from '../people/browser.ts';
import { openDesk } from '../people/service.ts';
import { invoice, photo, recording } from '../pictures.ts';
import { freePort, startGarage } from '../product.ts';

const administrator = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pictures = process.env.PANEL_PICTURES;

const browser = await testBrowser();
const database = await testDatabase();
const garage = await startGarage(database, { ...administrator, PORT: String(await freePort()) });
const { mechanic, jan } = garage;
let cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> = [];
afterAll(() => garage.stop());
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

/** The conversation as Petra sees it; the first time she signs in. */
async function openConversation(
  options: Parameters<typeof openPage>[2] = {},
  language: 'nl' | 'en' = 'nl',
): Promise<Awaited<ReturnType<typeof openPage>>> {
  const opened = await openPage(browser, `${garage.url}/admin/sign-in`, { locale: 'nl-NL', ...options });
  const { page } = opened;
  if (cookies.length > 0) await page.context().addCookies(cookies);
  else {
    await page.getByLabel('E-mailadres').fill(administrator.ADMIN_EMAIL);
    await page.getByLabel('Wachtwoord').fill(administrator.ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.waitForURL('**/conversations');
    cookies = await page.context().cookies();
  }
  await database.pool.query('update staff set language = $1 where user_id is not null', [language]);
  await page.goto(`${garage.url}/admin/conversations`);
  await page.getByRole('link', { name: /Jan Jansen/ }).click();
  return opened;
}

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axeSource });
  return page.evaluate(async () => {
    type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] };
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target} ${node.failureSummary}`));
  });
}

function widthsIn(page: Page): Promise<readonly number[]> {
  return page
    .locator('img')
    .evaluateAll((images: readonly { naturalWidth: number }[]) => images.map(({ naturalWidth }) => naturalWidth));
}

beforeAll(async () => {
  await mechanic.types('new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
  await mechanic.hears('AB-123-C');
  await jan.opens();
  await jan.hears('digital assistant');
  await mechanic.types('start AB-123-C');
});

/** One of each. */
async function sendAll(): Promise<void> {
  const ours = (await jan.hears('The mechanic started')).externalId;
  await mechanic.types('quote AB-123-C: brake pads 286.40; wipers 38');
  await mechanic.taps('Send · I wait');
  await jan.hears('324.40');
  await jan.taps('Choose or ask');
  const { who, panel, conversationOf } = await openDesk(database.pool, 'Anna');
  const conversationId = await conversationOf('customer-buttons');
  await panel.takeOver(who, conversationId, { controlVersion: 0, from: undefined });
  await jan.tells({ kind: 'start' });
  const said = await jan.tells({ kind: 'text', externalId: 'm-1', text: 'Kan ik hem om vier uur ophalen?' });
  await jan.tells({ kind: 'edited', externalId: said, text: 'Kan ik hem om half vijf ophalen?' });
  await jan.tells({ kind: 'text', externalId: 'm-2', text: 'Dank u, dat is mooi op tijd.', replyTo: ours });
  await jan.tells({ kind: 'reaction', onMessage: ours, emoji: '👍' });
  for (const wall of ['#a3c4dc', '#d9b99b', '#b7d3a8', '#c9b3d6'])
    await jan.sends({
      bytes: await photo(wall),
      mimeType: 'image/jpeg',
      album: 'one',
      ...(wall === '#a3c4dc' && { caption: 'Zo ziet de band eruit, van alle kanten.' }),
    });
  await jan.sends({ bytes: await photo('#e6c5c0', { width: 500, height: 900 }), mimeType: 'image/jpeg' });
  await jan.sends({ bytes: recording(), mimeType: 'audio/mpeg' });
  await jan.sends({ bytes: invoice(), mimeType: 'application/pdf', fileName: 'Factuur vorige beurt 2025-11-03.pdf' });
  await jan.sends({ bytes: Buffer.from('PK\x03\x04'), mimeType: 'application/zip', fileName: 'fotos.zip' });
  await jan.sends({ mimeType: 'video/mp4', fileName: 'rammel.mp4', caption: 'Hoor het rammelen' });
  await jan.tells({
    kind: 'location',
    externalId: 'm-3',
    latitude: 51.9851,
    longitude: 5.89873,
    place: 'P+R Arnhem Gelredome',
  });
  await jan.tells({ kind: 'contact', phone: '+31687654321', own: false });
  await jan.tells({ kind: 'unsupported', what: 'sticker', words: '🚗' });
  await jan.tells({ kind: 'unsupported', what: 'poll', words: 'Welke kleur wissers?' });
  const forwarded = { kind: 'text', externalId: 'm-4', notOwn: { forwarded: { from: 'Piet de Vries' } } } as const;
  await jan.tells({ ...forwarded, text: 'Gewoon laten doen, dat is een nette prijs.' });
  const notOwn = { quoted: [{ from: 0, to: 27 }], struck: [{ from: 30, to: 37 }] };
  await jan.tells({ kind: 'text', externalId: 'm-5', text: 'Piet: doe het maar meteen.\nIk morgen vanavond', notOwn });
}

describe('what a customer sends, in the panel of a browser', () => {
  it('a photo from the simulator’s phone comes live, small, and is whole when it is opened', async () => {
    const { page, faults } = await openConversation();
    const { page: simulator } = await openPage(browser, `${garage.url}/simulator?lang=en`);
    const log = page.getByRole('log');
    await see(log).toContainText('The mechanic started');
    await chatOf(simulator, 'Customer with buttons')
      .region.locator('input[type=file]')
      .setInputFiles({ name: 'band.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photo('#a3c4dc')) });
    const image = log.getByRole('img', { name: 'Foto openen' });
    await see(image).toBeInViewport();
    await see.poll(() => widthsIn(page)).toEqual([320]);

    const element = await image.elementHandle();
    await jan.tells({ kind: 'text', externalId: 'm-0', text: 'Dit is de band.' });
    await see(log).toContainText('Dit is de band.');
    // What is drawn anew stays the same element, so that no picture blinks and no recording stops.
    expect(await element?.evaluate((one: { isConnected?: boolean }) => one.isConnected)).toBe(true);

    const opening = page.context().waitForEvent('page');
    await image.click();
    const whole = await opening;
    await see.poll(() => widthsIn(whole)).toEqual([800]);
    expect(faults).toEqual([]);
  });

  it('a file that cannot be had says so by itself', async () => {
    const { page } = await openConversation();
    await see(page.getByRole('log')).toContainText('The mechanic started');
    await jan.sends({ mimeType: 'application/pdf', fileName: 'weg.pdf' });
    await see(page.getByText('weg.pdf niet opgehaald')).toBeVisible();
    expect(await page.getByText('weg.pdf wordt opgehaald').count()).toBe(0);
  });

  it('a page that stays open gets new links before the old ones expire', async () => {
    const { page } = await openConversation();
    await page.clock.install();
    await page.reload();
    await see(page.getByRole('log')).toContainText('The mechanic started');
    const asked = page.waitForRequest(/\/conversations\/[\da-f-]{36}\/live/);
    await page.clock.fastForward('31:00');
    expect((await asked).method()).toBe('GET');
  });

  describe('of every kind', () => {
    beforeAll(sendAll);

    it.each([
      ['light', 1440, 'nl'],
      ['dark', 1440, 'en'],
      ['light', 390, 'en'],
      ['dark', 390, 'nl'],
    ] as const)('is drawn without a fault that axe finds: %s, %i wide, %s', async (colorScheme, width, language) => {
      const look = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
      const { page } = await openConversation(look, language);
      await see(page.locator('.not-fetched', { hasText: 'rammel.mp4' })).toBeVisible();
      await see(page.locator('.tile img')).toHaveCount(6);
      await see.poll(async () => Math.min(...(await widthsIn(page)))).toBeGreaterThan(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await picture(page, `${width}-${colorScheme}-${language}`);
      expect(await violationsOn(page)).toEqual([]);
    });
  });
});

/** The whole of the messages, to be looked at. */
async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  const { width } = page.viewportSize() ?? { width: 0 };
  const height = Number(await page.evaluate(`document.getElementById('log').scrollHeight`));
  await page.setViewportSize({ width, height: height + 250 });
  await page.screenshot({ path: `${pictures}/said-${name}.png` });
}
