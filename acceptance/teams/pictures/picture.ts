import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';

/** How a card is drawn: 300 wide is a phone, 440 a desk. */
export type CardPicture = { readonly theme: 'light' | 'dark'; readonly width: 300 | 440 };

/** Draws one card of the Playground's page into a PNG. The Playground has no dark theme; it gets colours close to those of Teams. */
export async function drawCard(card: Locator, { theme, width }: CardPicture, path: string): Promise<void> {
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

/** Draws the whole chat of the Playground's page as it stands, without what the Playground has beside it. */
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

// What the Playground writes into each element in its light theme, and what stands for it in a dark one.
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
