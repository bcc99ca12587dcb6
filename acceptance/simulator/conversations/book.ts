import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { chatOf, type Who } from '../../people/browser.ts';

export type Lang = 'nl' | 'en';

/** One chapter, as the phone showed it. */
type Chapter = { readonly id: string; readonly lang: Lang; readonly lines: readonly string[] };

type ChapterText = { readonly id: string; readonly title: string; readonly what: string };

const docs = new URL('../../../docs/', import.meta.url);
const pageFile = new URL('conversations.md', docs);

/** Collects chapters; with `writing` it draws pictures and writes the page, else it compares. */
export function openBook(writing: boolean) {
  const written = new Map<string, Chapter>();
  return {
    /** A picture of a chapter is as high as the page; without pictures a browser has less to paint. */
    pageHeight: writing ? 4_000 : 900,
    /** Everything in a chat behind the entries that were there before. */
    write: async (page: Page, who: Who, lang: Lang, id: string, since: number): Promise<void> => {
      const items = await listOf(page, who).locator('> li').all();
      const lines = await Promise.all(items.slice(since).map(transcribe));
      // A second try writes the chapter anew.
      written.set(`${id} ${lang}`, { id, lang, lines });
      if (writing) await draw(page, who, pictureOf(id, lang), since);
    },
    count: (page: Page, who: Who): Promise<number> => listOf(page, who).locator('> li').count(),
    /** The page as it would be, and as it is; times and days are left out of the comparison. */
    close: (): { readonly fresh: string; readonly kept: string } => {
      const text = pageOf([...written.values()]);
      if (writing) writeFileSync(pageFile, text);
      return { fresh: timeless(text), kept: timeless(readFileSync(pageFile, 'utf8')) };
    },
  };
}

function listOf(page: Page, who: Who): Locator {
  return chatOf(page, who).log.locator('ol');
}

/** Writes down an entry with its buttons; a `>` marks the customer. */
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

function pageOf(written: readonly Chapter[]): string {
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

/** In the order of the page. */
const chapters: readonly ChapterText[] = [
  {
    id: 'introduction',
    title: 'A number typed at the desk, and who it is',
    what: 'A chat that nobody knows is told the way in. A shared number proves nothing: first comes the question whether it is their car, with the end of the plate only.',
  },
  {
    id: 'started',
    title: 'Started',
    what: 'The mechanic has taken the car in hand. A question about the time is answered from the repair.',
  },
  {
    id: 'quote',
    title: 'A quote of one line with its photo, and a reminder',
    what: 'The photo is the mechanic’s. On the lift the reminder comes after ten minutes. "Let me ask" pauses it. What is not plainly an answer approves nothing; what is likely a yes is put as a question.',
  },
  {
    id: 'approved',
    title: 'Approved',
    what: 'A tap here. The echo says what was noted, and the questions above lose their buttons.',
  },
  {
    id: 'change',
    title: 'A change of mind, a new version, and an old button',
    what: 'Until the mechanic has begun, a decision can be changed. A new version says what became of the price; who taps a button of the old one approves nothing.',
  },
  {
    id: 'lines',
    title: 'A quote of several lines',
    what: 'Lines are chosen by buttons, or in words, which bind only after they were read back.',
  },
  { id: 'partly', title: 'Approved in part', what: 'What was not chosen is declined, and the echo says so.' },
  {
    id: 'likely-yes',
    title: 'A likely yes',
    what: 'Words that are not on the list of answers approve nothing: they get one question, to which a plain answer or a tap counts. A second one in a row offers a call.',
  },
  {
    id: 'limits',
    title: 'A condition, and a limit',
    what: 'The assistant can promise neither, and says so.',
  },
  {
    id: 'likely-no',
    title: 'A likely no',
    what: 'To this a plain "no" counts. "Yes" could mean either, so that it is asked the other way round.',
  },
  {
    id: 'beside',
    title: 'A yes beside a question, and after the mechanic’s words',
    what: 'The question is passed on first, so that ours is the newest. "Fine" behind an answer of the mechanic may be meant for the mechanic.',
  },
  {
    id: 'forwarded',
    title: 'A forwarded yes',
    what: 'Somebody else’s words decide nothing. Whoever wrote them may decide by a link.',
  },
  {
    id: 'counted',
    title: 'The customer’s own answer',
    what: 'Behind the question a plain one counts at once, and all questions above lose their buttons.',
  },
  {
    id: 'asking',
    title: 'A question, a photo and a call',
    what: 'A question about the work goes to the mechanic. A photo is kept for a person and never answers a quote. Calls are offered inside opening hours.',
  },
  {
    id: 'ready',
    title: 'Later than promised, and ready',
    what: 'A promised time that moves is told. The last message says when to collect the car and what is to be paid.',
  },
  {
    id: 'text-only',
    title: 'A customer whose app has no buttons',
    what: 'The same repair with words: YES, NO, CALL, and digits for the lines. The mechanic went on with other work, so the reminder comes after an hour.',
  },
  {
    id: 'text-only-questions',
    title: 'The questions without buttons',
    what: 'A likely yes, a second one in a row, a likely no, lines that are read back, and "let me ask".',
  },
  {
    id: 'text-only-more',
    title: 'More of them',
    what: 'A condition, a limit, a question beside a yes, a forwarded yes, and what may mean no more messages. Behind that "no" belongs to no quote, so that the quote is asked about once more.',
  },
  {
    id: 'expired',
    title: 'An expired quote',
    what: 'A likely yes about one thing. An answer after the end of the next business day approves nothing.',
  },
  {
    id: 'person',
    title: 'A person, and the language',
    what: 'Customer service takes over and hands back. After two texts in a row that are not understood a person takes it.',
  },
  {
    id: 'stop',
    title: 'No more messages',
    what: 'What may mean it is asked; STOP, or a sentence that plainly says so, counts at once, and asks whether the repair was meant.',
  },
  {
    id: 'night',
    title: 'After closing time',
    what: 'A person answers when the garage is open again, and says when that is.',
  },
  {
    id: 'decider',
    title: 'Somebody else decides',
    what: 'Who decides may forward a link that works once. The first answer counts, and the echo goes to both. First the customer who forwards it:',
  },
  {
    id: 'decider-other',
    title: 'The person who was asked to decide',
    what: 'The same, at whoever opened the link; this app has no buttons.',
  },
  {
    id: 'lease',
    title: 'A driver who does not decide',
    what: 'Whoever does not decide gets neither price nor buttons.',
  },
];
