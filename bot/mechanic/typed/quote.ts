import { money, sum } from '../../../core/money.ts';
import { type Clock, type Moment, readMoment } from '../../../core/reading/moment.ts';
import type { Price, PriceOptions } from '../../../core/reading/price.ts';
import {
  type LineDoubt,
  type PricedLine,
  readPriceAlone,
  readPricedLine,
  readWords,
} from '../../../core/reading/priced-line.ts';
import type { Severity } from '../../../core/repair/repair.ts';
import { withoutEnd } from '../../../core/trimmed.ts';
import type { Doubt, DraftLine, Finding, QuoteDraft } from './line.ts';

const bullet = /^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+(?=\S))/;

function partsOf(text: string): string[] {
  return text
    .split(/;|\n|\s\/(?=\s)/)
    .map((part) => part.replace(bullet, '').trim())
    .filter((part) => part !== '');
}

type ReadQuote = QuoteDraft & { readonly doubts: readonly Doubt[] };

/**
 * Reads the lines behind `quote PLATE:`. A `;`, a new line and ` / ` begin a line, a `+` one of the
 * same choice; a comma, "en" and "plus" do so behind a price.
 */
export function readQuote(text: string, clock: Clock, options: PriceOptions): ReadQuote {
  const lines: DraftLine[] = [];
  const doubts: Doubt[] = [];
  const ready: Ready = {};
  let total: Price | undefined;
  for (const { text: item, joins } of partsOf(text).flatMap((part) => itemsOf(part, options))) {
    const { rest, times, unread } = takeReadyTimes(item, clock);
    doubts.push(...addTimes(times, ready));
    const read = readPricedLine(rest, options);
    if (unread && !hasPrice(read)) doubts.push({ kind: 'time', text: rest });
    else if (isTotal(read)) total = read.price;
    else if (rest !== '') addLines({ text: rest, joins }, read, { lines, doubts, options });
  }
  // Nothing but a total: the card asks what it is for.
  if (total && lines.length === 0) lines.push({ ...draftLine(nothingNamed(total), false, lines), guessed: false });
  doubts.push(...overdoneDiscounts(lines), ...wrongTotal(lines, total, options));
  const adds = /^\s*\+/.test(text);
  return { lines, doubts, readyIfApproved: ready.approved, readyIfDeclined: ready.declined, adds, total };
}

function nothingNamed(price: Price) {
  return { description: '', severity: undefined, quantity: 1, price, discount: false };
}

/** A line to be read; `joins` the choice of the line before it. */
type Item = { readonly text: string; readonly joins: boolean };

const separator = /(,(?= |\p{L})| (?:en|and|plus|&) (?!(?:\d{1,2} ?% ?)?(?:btw|vat|tax)\b)| \+ ?|\+ )/iu;
const ownWords = /^(?:\d{1,2} ?[x×*]? |\d{3}\/\d{2}\S* )?\p{L}[\p{L}\d]/u;

/**
 * Cuts a part behind each price that other words follow: `remblokken 286 en wissers 38`. Words before
 * a price belong together: "pads + discs 412" is one line.
 */
function itemsOf(part: string, options: PriceOptions): readonly Item[] {
  const [first = '', ...others] = part
    .replace(/\s+/g, ' ')
    .replace(/^[+ ]+/, '')
    .replace(/\+(?= ?(?:\d{1,2} ?% ?)?(?:btw|vat|tax)\b)/gi, ' plus ')
    .replace(/ {2,}/g, ' ')
    .split(separator);
  const items = [itemOf(first, /^\+/.test(part), options)];
  for (let index = 0; index + 1 < others.length; index += 2) {
    const [sign = '', text = ''] = [others[index], others[index + 1]];
    const next = itemOf(text.trim(), /^ ?(?:\+|plus) ?$/i.test(sign), options);
    const last = items.at(-1);
    if (last?.isPriced && next.hasWords) items.push(next);
    else if (last) items.splice(-1, 1, { ...last, text: `${last.text}${sign}${text}`, isPriced: next.isPriced });
  }
  return items;
}

function itemOf(text: string, joins: boolean, options: PriceOptions) {
  const read = readPricedLine(text, options);
  const hasWords = read.discount || (read.description !== '' && (joins || ownWords.test(text)));
  return { text, joins, isPriced: hasPrice(read), hasWords };
}

function hasPrice({ price, doubt }: PricedLine): boolean {
  return price !== undefined || doubt !== undefined;
}

const totalWord =
  /^(?:in )?(?:totaal|total|samen|together|eindtotaal|subtotaal|sum|alles bij elkaar|alles samen)(?: is)?$/i;

function isTotal({ description, price }: PricedLine): boolean {
  return price !== undefined && totalWord.test(withoutEnd(description, /[\s:=]/));
}

function wrongTotal(lines: readonly DraftLine[], total: Price | undefined, { currency }: PriceOptions): Doubt[] {
  if (!total || lines.some(({ price }) => price === undefined)) return [];
  const together = sum(
    lines.flatMap(({ price }) => price?.amount ?? []),
    currency,
  );
  if (together.minor === total.amount.minor) return [];
  return [{ kind: 'total', text: '', typed: total.amount, lines: together }];
}

type Ready = { approved?: Date; declined?: Date };
type ReadyTime = { readonly word: string; readonly text: string; readonly moment: Moment };

/** Keeps the first sure time of each kind in `ready`, and returns doubts for the unsure ones. */
function addTimes(times: readonly ReadyTime[], ready: Ready): Doubt[] {
  return times.flatMap(({ word, moment, text }): Doubt[] => {
    if (moment.kind === 'past') return [{ kind: 'past', text, at: moment.at }];
    if (moment.kind !== 'at') return [{ kind: 'time', text }];
    ready[/^(?:anders|else)$/i.test(word) ? 'declined' : 'approved'] ??= moment.at;
    return [];
  });
}

const readyWord = /(?<![\p{L}\d])(?:klaar|ready|anders|else)(?=[\s:,]|$)/giu;
const bareTime =
  /^(?:(?:om|at|rond|around|tegen|by|voor|before|uiterlijk)\s)?\s*(?:[01]?\d|2[0-4]|[01]\d[0-5]\d|2[0-3][0-5]\d)$/i;

/**
 * Takes `klaar 16:30` and `anders 15:00` off the end of a part. `klaar 16` is a time that is asked,
 * never a price. `unread` is true for a part that begins so but has no time.
 */
function takeReadyTimes(
  part: string,
  clock: Clock,
): { readonly rest: string; readonly times: readonly ReadyTime[]; readonly unread: boolean } {
  const times: ReadyTime[] = [];
  let end = part.length;
  for (const match of [...part.matchAll(readyWord)].reverse()) {
    const [word] = match;
    const said = trimmed(part.slice(match.index + word.length, end));
    const moment = readMoment(said, clock);
    const isTime = moment.kind !== 'none' || bareTime.test(said) || (match.index === 0 && /^\d+$/.test(said));
    if (!isTime) break;
    times.push({ word, text: `${word} ${said}`, moment });
    end = match.index;
  }
  const rest = withoutEnd(part.slice(0, end), /[\s,]/);
  return { rest, times, unread: /^(?:klaar|ready|anders|else)(?=[\s:,]|$)/i.test(rest) };
}

function trimmed(text: string): string {
  return withoutEnd(text.replace(/^[\s:,]+/, ''), /[\s,.!]/);
}

/** What was read of a quote so far. */
type SoFar = { readonly lines: DraftLine[]; readonly doubts: Doubt[]; readonly options: PriceOptions };

/** Adds a line, or the lines that a text with several prices may be: their prices are a guess. */
function addLines({ text, joins }: Item, read: PricedLine, { lines, doubts, options }: SoFar): void {
  const parts = read.doubt?.parts ?? [];
  if (parts.length === 0) {
    if (read.doubt) doubts.push(atLine({ ...read.doubt, text }, lines.length, options));
    lines.push({ ...draftLine(read, joins, lines), guessed: false });
  }
  for (const [index, part] of parts.entries()) {
    const row = readPricedLine(part, options);
    const kind = row.discount ? 'discount' : 'amount';
    doubts.push({ kind, text, readings: row.price ? [row.price.amount] : [], line: lines.length });
    lines.push({ ...draftLine(row, joins && index === 0, lines), price: undefined, guessed: true });
  }
}

function draftLine(
  { description, severity, quantity, price, discount }: Omit<PricedLine, 'signed' | 'doubt'>,
  joins: boolean,
  before: readonly DraftLine[],
): Omit<DraftLine, 'guessed'> {
  const previous = before.at(-1)?.number ?? 0;
  const isSame = previous > 0 && (discount || joins);
  return { number: isSame ? previous : previous + 1, description, severity, quantity, price, discount };
}

function atLine({ kind, text, readings }: LineDoubt, line: number, { currency }: PriceOptions): Doubt {
  return { kind, text, line, readings: readings.map((minor) => money(minor, currency)) };
}

/** A discount stays within its own choice. */
function overdoneDiscounts(lines: readonly DraftLine[]): Doubt[] {
  const totals = new Map<number, number>();
  for (const { number, price } of lines) totals.set(number, (totals.get(number) ?? 0) + (price?.amount.minor ?? 0));
  return lines.flatMap(({ discount, price, number }, line): Doubt[] =>
    discount && price && (totals.get(number) ?? 0) < 0 ? [{ kind: 'discount', text: '', readings: [], line }] : [],
  );
}

const severityMarks: Readonly<Record<Severity, string>> = { now: '!', soon: 'soon', later: 'later' };

/** Reads the findings behind `found PLATE:`: words and severity, no prices. */
export function readFindings(text: string): Finding[] {
  return partsOf(text).flatMap((part) => {
    const { description, severity } = readWords(part);
    return description === '' ? [] : [{ text: description, severity }];
  });
}

/** Writes findings so that `readFindings` reads them, because a button keeps them as one text. */
export function writeFindings(findings: readonly Finding[]): string {
  return findings.map(({ text, severity }) => (severity ? `${text} ${severityMarks[severity]}` : text)).join('; ');
}

/** A text that is an amount and nothing else. */
type PriceReading =
  | { readonly kind: 'price'; readonly price: Price }
  | { readonly kind: 'doubt'; readonly doubts: readonly Doubt[] }
  | { readonly kind: 'none' };

/** Reads `485,40`, `€ 199`, `2x 89` or `199 ex`, as a line of a quote without a description. */
export function readPrice(text: string, options: PriceOptions): PriceReading {
  const read = readPriceAlone(text, options);
  if (!read) return { kind: 'none' };
  if (read.price) return { kind: 'price', price: read.price };
  const readings = (read.doubt?.readings ?? []).map((minor) => money(minor, options.currency));
  return {
    kind: 'doubt',
    doubts: [{ kind: 'amount', text: read.doubt?.text ?? text.trim(), line: undefined, readings }],
  };
}
