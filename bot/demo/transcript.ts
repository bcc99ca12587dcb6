import { v7 as newUuid } from 'uuid';
import type { Card } from '../../channels/channel.ts';
import type { Entry } from '../../channels/simulator/store.ts';
import type { QuoteDetail } from '../../core/application/queries.ts';
import { createPanelQueries } from '../../core/postgres/queries/conversations.ts';
import { ensureHome } from '../../core/postgres/start.ts';
import type { Installation } from './installation.ts';

/** A rule about the result of the story. */
export type Check = { readonly rule: string; readonly holds: boolean };

/** Checks the records after the story, as the panel reads them. */
export async function checkOutcome({ pool, now }: Installation): Promise<readonly Check[]> {
  const { garageId } = await ensureHome(pool, newUuid);
  const queries = createPanelQueries(pool);
  const quotesOf = async (name: string): Promise<readonly QuoteDetail[]> => {
    const list = { garageIds: [garageId], filter: 'all', before: undefined, limit: 10, now: now() } as const;
    const { rows } = await queries.conversations(list);
    const row = rows.find(({ customerName }) => customerName === name);
    const found = row && (await queries.conversation([garageId], row.conversationId));
    return found?.repairs.flatMap(({ quotes }) => quotes) ?? [];
  };
  const jan = await quotesOf('Jan Jansen');
  const piet = await quotesOf('Piet de Vries');
  const [second, first] = [jan.find(({ version }) => version === 2), jan.find(({ version }) => version === 1)];
  return [
    {
      rule: 'Version 1 was replaced, and nobody ever decided on it',
      holds: first?.status === 'superseded' && first.decisions.length === 0,
    },
    {
      rule: 'Version 2 is approved in part, for € 412.00, by a button',
      holds: second !== undefined && isDecided(second, 'partly', 412_00, 'button'),
    },
    {
      rule: 'The first line may be worked on, the second may not',
      holds: second?.lines.map(({ state }) => state).join() === 'approved,declined',
    },
    {
      rule: 'The text that the customer saw is kept as evidence',
      holds: second?.decisions[0]?.shownText?.includes('412.00') === true,
    },
    {
      rule: 'The quote of the second customer is approved for € 129.00, in words',
      holds: piet.length === 1 && piet.every((quote) => isDecided(quote, 'approved', 129_00, 'words')),
    },
  ];
}

function isDecided(
  { decisions, outcome }: QuoteDetail,
  wanted: QuoteDetail['outcome'],
  minor: number,
  how: QuoteDetail['decisions'][number]['how'],
): boolean {
  const [decision] = decisions;
  if (!decision || decisions.length > 1) return false;
  return outcome === wanted && decision.outcome === wanted && decision.total.minor === minor && decision.how === how;
}

/** One printed event. */
export type Line = { readonly at: Date; readonly who: string; readonly words: readonly string[] };

const indent = ' '.repeat(7);
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' });

/** Prints time and speaker on one line, the words below. */
export function printed({ at, who, words }: Line): string {
  return [`${clock.format(at)}  ${who}`, ...words.map((one) => (one === '' ? '' : `${indent}${one}`))].join('\n');
}

/** Of people, by how their lines begin; what the bot says to them has one of its own. */
const colours: Readonly<Record<string, number>> = { 'the mechanic': 36, Jan: 32, Piet: 35, Petra: 33 };
const blue = 34;

/** Prints it for a terminal: people's lines in their colour, of the bot's only to whom they go. */
export function inColour(line: Line): string {
  const [head = '', ...words] = printed(line).split('\n');
  const person = Object.keys(colours).find((name) => line.who.startsWith(name));
  const paint = (text: string): string => `\u001b[${colours[person ?? ''] ?? blue}m${text}\u001b[39m`;
  return [paint(head), ...(person === undefined ? words : words.map(paint))].join('\n');
}

/** Returns all readable text of an entry, with buttons in brackets. */
export function readableLines({ content }: Pick<Entry, 'content'>): readonly string[] {
  switch (content.kind) {
    case 'card':
      return cardWords(content.card);
    case 'text':
      return [...plain(content.text).split('\n'), ...buttons(content.choices ?? [])];
    case 'notice':
      return [`(${plain(content.text)})`];
  }
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function buttons(choices: readonly { readonly label: string }[]): readonly string[] {
  return choices.length > 0 ? [choices.map(({ label }) => `[${plain(label)}]`).join(' ')] : [];
}

const marks = { plain: '', pending: '? ', approved: 'YES ', declined: 'NO ' } as const;

function cardWords({ title, subtitle, text, facts, lines, links, image, actions }: Card): readonly string[] {
  return [
    plain([title, subtitle].filter((part) => part !== undefined).join(' · ')),
    ...(text === undefined ? [] : plain(text).split('\n')),
    ...(facts ?? []).map(({ label, value }) => plain(`${label}: ${value}`)),
    ...(lines ?? []).map((line) => plain(`${marks[line.state]}${[line.text, line.amount].filter(Boolean).join(' ')}`)),
    ...(links ? ['(a link)'] : []),
    ...(image ? [`(a picture: ${image.alt})`] : []),
    ...buttons(actions ?? []),
  ];
}
