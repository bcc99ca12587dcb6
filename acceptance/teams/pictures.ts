import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import type { Card } from '../../channels/channel.ts';
import { drawAdaptiveCard } from '../../channels/teams/card.ts';
import { type Playground, startPlayground } from '../../channels/teams/testing/playground.ts';
import { findChromium } from '../../core/testing/find-chromium.ts';
import { mechanicIn } from '../people/browser.ts';
import { alsoInEnglish, cardScenes, cardsPage } from './cards.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

/** Writes the documentation's page of cards, and its pictures. */
async function writePage(): Promise<void> {
  const folder = `${docs}pictures/teams`;
  const cards = new Map(
    (['nl', 'en'] as const).flatMap((language) =>
      cardScenes
        .filter(({ name }) => language === 'nl' || alsoInEnglish.includes(name))
        .map(({ name, draw }) => [`${name}-${language}`, drawAdaptiveCard(draw(language) as Card)] as const),
    ),
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const executablePath = await findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
  await drawCards(browser, cards, folder);
  await browser.close();
  for (const file of await readdir(folder)) {
    const path = `${folder}/${file}`;
    await writeFile(
      path,
      await sharp(await readFile(path))
        .png({ palette: true, colours: 64, effort: 10 })
        .toBuffer(),
    );
  }
  await writeFile(`${docs}teams-cards.md`, cardsPage());
}

/** Draws cards without a bot, each into `NAME-light.png` and `NAME-dark.png` of a folder. */
async function drawCards(browser: Browser, cards: ReadonlyMap<string, object>, folder: string): Promise<void> {
  const nobody = await startNobody();
  const playground = await startPlayground({ messagesUrl: nobody.url, appId: '00000000-0000-4000-8000-000000000000' });
  const { page } = await mechanicIn(browser, playground.url);
  for (const [name, card] of cards) {
    const shown = await show(playground, page, card);
    for (const theme of ['light', 'dark'] as const)
      await pictureOf(shown, { theme, width: 440 }, `${folder}/${name}-${theme}.png`);
  }
  await page.context().close();
  await playground.stop();
  nobody.close();
}

/** Puts a card into the person's chat as a bot would. */
async function show({ serviceUrl, person }: Playground, page: Page, card: object) {
  const cards = page.locator('.ac-adaptiveCard');
  const before = await cards.count();
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  const response = await fetch(`${serviceUrl}/v3/conversations/a:personal-${person.aadObjectId}/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', attachments }),
  });
  if (!response.ok) throw new Error(`The Playground refused a card: ${response.status} ${await response.text()}`);
  await cards.nth(before).waitFor();
  return cards.nth(before);
}

/** Takes everything and answers nothing, because the Playground wants to talk to somebody. */
async function startNobody(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** How a card is drawn: 300 wide is a phone, 440 a desk. */
type CardPicture = { readonly theme: 'light' | 'dark'; readonly width: 300 | 440 };

/** Draws one card into a PNG. The Playground has no dark theme: it gets colours close to Teams'. */
async function pictureOf(card: Locator, { theme, width }: CardPicture, path: string): Promise<void> {
  const page = card.page();
  const usual = page.viewportSize();
  // The bar on top would lie over a card that is higher than the window.
  await page.setViewportSize({ width: 1280, height: 3_000 });
  const style = await page.addStyleTag({
    content: theme === 'dark' ? `${frame(width, '#2d2c2c')}\n${dark}` : frame(width, '#fff'),
  });
  await card.screenshot({ path, animations: 'disabled' });
  await style.evaluate((node) => (node as unknown as { remove(): void }).remove());
  if (usual) await page.setViewportSize(usual);
}

/** Draws the whole chat of the Playground's page, without the rest of the page. */
export async function drawConversation(page: Page, path: string): Promise<void> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 1_450 });
  const clip = { x: 330, y: 48, width: 620, height: 1_310 };
  const picture = await page.screenshot({ animations: 'disabled', clip });
  await sharp(picture).png({ palette: true, colours: 64, effort: 10 }).toFile(path);
  if (usual) await page.setViewportSize(usual);
}

// What lies around a card shows where it ends between two pixels.
function frame(width: number, ground: string): string {
  return (
    `.ac-preview-panel { width: ${width}px } ` +
    `.fai-OutputCard, .fai-OutputCard div:has(.ac-adaptiveCard) { background: ${ground} !important; border-color: ${ground} !important }`
  );
}

// Colours that the Playground writes into its elements, and those of a dark theme in their place.
const colours: readonly (readonly [property: string, light: string, dark: string])[] = [
  ['background-color', 'rgb(255, 255, 255)', '#2d2c2c'],
  ['background-color', 'rgb(249, 248, 247)', '#3b3a39'],
  ['background-color', 'rgb(199, 222, 249)', '#2f2f4a'],
  ['background-color', 'rgb(204, 255, 204)', '#0d2e0d'],
  ['background-color', 'rgb(255, 226, 178)', '#463100'],
  ['background-color', 'rgb(255, 197, 178)', '#3e1f25'],
  ['color', 'rgb(37, 36, 36)', '#ffffff'],
  ['color', 'rgba(37, 36, 36, 0.75)', 'rgba(255, 255, 255, 0.75)'],
  ['color', 'rgb(98, 100, 167)', '#a6a7dc'],
  ['color', 'rgb(196, 49, 75)', '#f9526b'],
];

const variables = {
  colorNeutralBackground1: '#292929',
  colorNeutralForeground1: '#ffffff',
  colorNeutralForeground2: '#d6d6d6',
  colorNeutralForeground3: '#adadad',
  colorNeutralForeground4: '#999999',
  colorNeutralStroke1: '#666666',
  colorNeutralStrokeAccessible: '#adadad',
  colorBrandBackground: '#4f52b2',
  colorCompoundBrandForeground1: '#7f85f5',
};

const dark = [
  ...colours.map(([property, light, dark]) => `[style*=" ${property}: ${light}"] { ${property}: ${dark} !important }`),
  `.fui-FluentProvider { ${Object.entries(variables)
    .map(([name, value]) => `--${name}: ${value} !important;`)
    .join(' ')} }`,
].join('\n');

// As `npm run teams:pictures` runs it; a test only draws a conversation.
if (process.argv[1] === fileURLToPath(import.meta.url)) await writePage();
