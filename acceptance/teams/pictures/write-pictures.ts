import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import type { Card } from '../../../channels/channel.ts';
import { drawCard } from '../../../channels/teams/card.ts';
import { findChromium } from '../../../core/testing/find-chromium.ts';
import { alsoInEnglish, cardScenes } from './card-scenes.ts';
import { cardsPage } from './cards-page.ts';
import { drawCards } from './pictures.ts';

// Run by `npm run teams:pictures`: the documentation's page of cards, and its pictures.
const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));
const folder = `${docs}pictures/teams`;
const cards = new Map(
  (['nl', 'en'] as const).flatMap((language) =>
    cardScenes
      .filter(({ name }) => language === 'nl' || alsoInEnglish.includes(name))
      .map(({ name, draw }) => [`${name}-${language}`, drawCard(draw(language) as Card)] as const),
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
