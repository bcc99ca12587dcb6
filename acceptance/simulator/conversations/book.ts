import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import type { Who } from '../../people/visitor.ts';

export type Lang = 'nl' | 'en';

/** What was said in one chapter, as the phone showed it. */
type Chapter = { readonly id: string; readonly lang: Lang; readonly lines: readonly string[] };

/** The part of a chapter's title and picture that both languages share. */
export type ChapterText = { readonly id: string; readonly title: string; readonly what: string };

const docs = new URL('../../../docs/', import.meta.url);
const pageFile = new URL('conversations.md', docs);

/** Collects what a phone shows, chapter by chapter; with `writing` it draws pictures and writes the page anew, else it compares. */
export function openBook(chapters: readonly ChapterText[], writing: boolean) {
  const written = new Map<string, Chapter>();
  return {
    /** Everything in a chat behind the entries that were there before. */
    write: async (page: Page, who: Who, lang: Lang, id: string, since: number): Promise<void> => {
      const items = await listOf(page, who).locator('> li').all();
      const lines: string[] = [];
      for (const item of items.slice(since)) lines.push(await transcribe(item));
      // A second try writes the chapter anew.
      written.set(`${id} ${lang}`, { id, lang, lines });
      if (writing) await draw(page, who, pictureOf(id, lang), since);
    },
    count: (page: Page, who: Who): Promise<number> => listOf(page, who).locator('> li').count(),
    /** The page as it would be, and as it is; times and days are left out of the comparison. */
    close: (): { readonly fresh: string; readonly kept: string } => {
      const text = pageOf(chapters, [...written.values()]);
      if (writing) writeFileSync(pageFile, text);
      return { fresh: timeless(text), kept: timeless(readFileSync(pageFile, 'utf8')) };
    },
  };
}

function listOf(page: Page, who: Who): Locator {
  return page.getByRole('region', { name: who, exact: true }).getByRole('log').locator('ol');
}

/** Who says what, and the buttons below it. */
async function transcribe(item: Locator): Promise<string> {
  const mine = (await item.getAttribute('class'))?.split(' ').includes('in') ?? false;
  const pictures = (await item.locator('.media').all()).map(() => '[photo]');
  const words = await item.locator('.bubble .text').allInnerTexts();
  const labels = (await item.locator('form.choices button').allInnerTexts()).map((label) => `[${label.trim()}]`);
  const said = [...pictures, ...words, labels.join(' ')].filter(Boolean).join('\n');
  return plain(`${mine ? '> ' : ''}${said || (await item.innerText())}`);
}

/** The new part of a chat, alone. */
async function draw(page: Page, who: Who, file: string, since: number): Promise<void> {
  mkdirSync(new URL('pictures/conversations/', docs), { recursive: true });
  const list = `[aria-label="${who}"] [role=log] ol`;
  const content = `${list} { padding: 0.75rem } ${list} > li:nth-child(-n + ${since}) { display: none }`;
  const style = await page.addStyleTag({ content });
  await listOf(page, who).screenshot({ path: fileURLToPath(new URL(file, docs)), animations: 'disabled' });
  await style.evaluate((node) => (node as unknown as { remove(): void }).remove());
}

/** Spaces that may break, and a link that is the same each time. */
function plain(line: string): string {
  return line
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll(/http:\/\/localhost:\d+\/i\/[\w-]+/g, 'https://chat.garage.example/i/…')
    .trim();
}

function pictureOf(id: string, lang: Lang): string {
  return `pictures/conversations/${id}-${lang}.png`;
}

function pageOf(chapters: readonly ChapterText[], written: readonly Chapter[]): string {
  const part = ({ id, title, what }: ChapterText): string => {
    const of = (lang: Lang) => written.find((one) => one.id === id && one.lang === lang)?.lines ?? [];
    return [
      `## ${title}`,
      what,
      `| Nederlands | English |\n| --- | --- |\n| ![${title}, in Dutch](${pictureOf(id, 'nl')}) | ![${title}, in English](${pictureOf(id, 'en')}) |`,
      ...(['nl', 'en'] as const).map((lang) => `\`\`\`text\n${of(lang).join('\n\n')}\n\`\`\``),
    ].join('\n\n');
  };
  return `${[HEAD, ...chapters.map(part)].join('\n\n')}\n`;
}

const HEAD = `# What customers see

Every message that the assistant sends to a customer, in both languages, as it was played in the simulator by the customer
with buttons and, where it says so, by the customer with text only. Lines with \`>\` are the customer's; labels in square
brackets are buttons. \`npm run conversations\` plays it again and writes this page; the tests play it, too, and fail
when the page is no longer true.`;

function timeless(text: string): string {
  return text
    .replaceAll(/\b\d{1,2}:\d{2}\b/g, 'TIME')
    .replaceAll(/\b(?:ma|di|wo|do|vr|za|zo|Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} \p{L}{3}\b/gu, 'DAY');
}
