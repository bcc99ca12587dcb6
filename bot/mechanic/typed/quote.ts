import { type BasisPoints, money, raisedBy } from '../../../core/money.ts';
import { type AmountReading, gluedCurrency, readAmount } from '../../../core/reading/amount.ts';
import type { Clock } from '../../../core/reading/moment.ts';
import { type Moment, readMoment } from '../../../core/reading/moment.ts';
import { startsWithUnit } from '../../../core/reading/unit.ts';
import type { Severity } from '../../../core/repair/repair.ts';
import { withoutEnd } from '../../../core/trimmed.ts';
import type { Doubt, DraftLine, Finding, ParseOptions, Price, QuoteDraft } from './line.ts';

const bullet = /^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+(?=\S))/;

function partsOf(text: string): string[] {
  return text
    .split(/;|\n|\s\/(?=\s)/)
    .map((part) => part.replace(bullet, '').trim())
    .filter((part) => part !== '');
}

/**
 * Reads the lines behind `quote PLATE:`. A `;`, a new line and ` / ` begin a line, a `+` one of the
 * same choice.
 */
export function readQuote(
  text: string,
  clock: Clock,
  options: ParseOptions,
): QuoteDraft & { readonly doubts: readonly Doubt[] } {
  const lines: DraftLine[] = [];
  const doubts: Doubt[] = [];
  const ready: Ready = {};
  for (const part of partsOf(text)) {
    const { rest, times, unread } = takeReadyTimes(part, clock);
    doubts.push(...addTimes(times, ready));
    if (unread !== undefined && !hasPrice(readQuoteLine(part, options))) doubts.push({ kind: 'time', text: unread });
    else if (rest !== '') addChoice(rest, options, lines, doubts);
  }
  const adds = /^\s*\+/.test(text);
  return { lines, doubts, readyIfApproved: ready.approved, readyIfDeclined: ready.declined, adds };
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

/**
 * Takes `klaar 16:30` and `anders 15:00` off the end of a part. `unread` is a part that begins so
 * but has no time.
 */
function takeReadyTimes(
  part: string,
  clock: Clock,
): { readonly rest: string; readonly times: readonly ReadyTime[]; readonly unread: string | undefined } {
  const times: ReadyTime[] = [];
  let rest = part;
  for (;;) {
    const match = /^(|.*\s)(klaar|ready|anders|else)[\s:,]+(\S.*)$/isu.exec(rest);
    const moment = match ? readMoment(match[3] ?? '', clock) : undefined;
    if (!match || !moment || moment.kind === 'none') break;
    times.push({ word: match[2] ?? '', text: rest.slice(match[1]?.length ?? 0), moment });
    rest = withoutEnd(match[1] ?? '', /[\s,]/);
  }
  return { rest, times, unread: /^(?:klaar|ready|anders|else)(?=[\s:,]|$)/i.test(rest) ? rest : undefined };
}

function hasPrice({ line, doubts }: ReadLine): boolean {
  return line.price !== undefined || doubts.length > 0;
}

// "pads + discs 412" is one line of two words; only a part with a price of its own is a line.
function splitChoice(text: string, options: ParseOptions): ReadLine[] {
  const lines: string[][] = [[]];
  for (const part of text.split(/(?<!\s)\s+\+\s*|\+\s+/).filter((part) => part.trim() !== '')) {
    lines.at(-1)?.push(part);
    if (hasPrice(readQuoteLine(part, options))) lines.push([]);
  }
  return lines.filter((parts) => parts.length > 0).map((parts) => readQuoteLine(parts.join(' + '), options));
}

function addChoice(text: string, options: ParseOptions, lines: DraftLine[], doubts: Doubt[]): void {
  const joins = /^\+/.test(text);
  const read = splitChoice(text.replace(/^\++\s*/, ''), options);
  const previous = lines.at(-1)?.number ?? 0;
  const isNew = previous === 0 || !(joins || (read[0]?.line.discount ?? false));
  const number = isNew ? previous + 1 : previous;
  for (const { line, doubts: found } of read) {
    const index = lines.push({ number, ...line }) - 1;
    doubts.push(...found.map((doubt) => atLine(doubt, index, options)));
    if (line.discount && line.price !== undefined && choiceTotal(lines, number) < 0)
      doubts.push({ kind: 'discount', text, line: index });
  }
}

function choiceTotal(lines: readonly DraftLine[], number: number): number {
  return lines.reduce((total, line) => (line.number === number ? total + (line.price?.amount.minor ?? 0) : total), 0);
}

function atLine(doubt: LineDoubt, line: number, { currency }: ParseOptions): Doubt {
  return doubt.kind === 'amount'
    ? { ...doubt, line, readings: doubt.readings.map((minor) => money(minor, currency)) }
    : { ...doubt, line };
}

/** Reads the findings behind `found PLATE:`: words and severity, no prices. */
export function readFindings(text: string): Finding[] {
  return partsOf(text).flatMap((part) => {
    const { words, severity }: { words: readonly string[]; severity: Severity | undefined } = takeMarks(
      part.split(/\s+/),
      { severityOnly: true },
    );
    return words.length === 0 ? [] : [{ text: words.join(' '), severity }];
  });
}

const severityMarks: Readonly<Record<Severity, string>> = { now: '!', soon: 'soon', later: 'later' };

/** Writes findings so that `readFindings` reads them, because a button keeps them as one text. */
export function writeFindings(findings: readonly Finding[]): string {
  return findings.map(({ text, severity }) => (severity ? `${text} ${severityMarks[severity]}` : text)).join('; ');
}

/** A line before it has its place in the quote. */
type ReadLine = {
  readonly line: Omit<DraftLine, 'number'>;
  readonly doubts: readonly LineDoubt[];
};

type LineDoubt =
  | { readonly kind: 'amount'; readonly text: string; readonly readings: readonly number[] }
  | { readonly kind: Extract<Doubt['kind'], 'discount' | 'vat'>; readonly text: string };

type Found = {
  readonly index: number;
  readonly count: number;
  readonly quantity: number;
  readonly reading: AmountReading;
};

const discountWord = /^(?:korting|discount)[:.]?$/i;
const qualifier = /^(?:dot|nr|no|nummer|number|punt|type|maat|size|code)[.:]?$/i;
const perPiece = /^(?:à|@|per|each|p\/?st|p\.s)\.?$/i;

/** Reads one line: description, quantity, price, VAT and severity, as people order them. */
function readQuoteLine(text: string, options: ParseOptions): ReadLine {
  const marks = takeMarks(
    gluedCurrency(text)
      .replace(/(?<=\d) +(?=%)/g, '')
      .split(/\s+/)
      .filter(Boolean),
  );
  const found = findPrice(marks.words);
  const before = takeMarks(marks.words.slice(0, found?.index), { severityOnly: true });
  const after = found ? marks.words.slice(found.index + found.count) : [];
  const around = [...before.words, ...after];
  const discount = isDiscount(before.words, after);
  const percent = found || discount ? (marks.percent ?? (discount ? around.find(isPercent) : undefined)) : undefined;
  const doubts = [
    ...priceDoubts(marks.words, found, options),
    ...percentDoubts(percent, before.words, discount, options),
    ...(discount && before.words.some(looksPriced) ? [{ kind: 'discount', text: text.trim() } as const] : []),
  ];
  const total = doubts.length === 0 ? totalOf(found, discount) : undefined;
  return {
    line: {
      description: descriptionOf(around, discount, percent === undefined ? marks.percent : undefined),
      severity: marks.severity ?? before.severity,
      quantity: found?.quantity ?? 1,
      price: total === undefined ? undefined : typedPrice(total, marks.includesVat, percent, options),
      discount,
    },
    doubts,
  };
}

/** Returns the amount for the whole quantity; negative for a discount. */
function totalOf(found: Found | undefined, discount: boolean): number | undefined {
  if (found?.reading.kind !== 'amount') return undefined;
  return found.reading.minor * found.quantity * (discount ? -1 : 1);
}

/** Joins the words around the price; a percentage that is no VAT rate is one of them. */
function descriptionOf(around: readonly string[], discount: boolean, loosePercent: string | undefined): string {
  const named = discount ? around.filter((word) => !discountWord.test(word)) : around;
  return [...named, ...(loosePercent === undefined ? [] : [loosePercent])].join(' ');
}

function typedPrice(
  total: number,
  includesVat: boolean | undefined,
  percent: string | undefined,
  options: ParseOptions,
): Price {
  const vatRate = percent === undefined ? options.vatRate : Number.parseInt(percent, 10) * 100;
  return priceOf(total, includesVat ?? options.pricesIncludeVat, vatRate, options);
}

/** Makes a price of a typed amount, with the amount that the customer will see. */
export function priceOf(
  minor: number,
  includesVat: boolean,
  vatRate: BasisPoints,
  { currency }: Pick<ParseOptions, 'currency'>,
): Price {
  const typed = money(minor, currency);
  return { typed, includesVat, vatRate, amount: includesVat ? typed : raisedBy(typed, vatRate) };
}

function isPercent(word: string): boolean {
  return /^\d+%$/.test(word);
}
function isVatPercent(word: string): boolean {
  return /^(?:0|9|21)%$/.test(word);
}

function percentDoubts(
  percent: string | undefined,
  before: readonly string[],
  discount: boolean,
  { vatRate }: ParseOptions,
): LineDoubt[] {
  if (discount) return percent === undefined ? [] : [{ kind: 'discount', text: percent }];
  const last = before.at(-1) ?? '';
  if (percent === undefined) return isVatPercent(last) ? [{ kind: 'vat', text: last }] : [];
  return isVatPercent(percent) || Number.parseInt(percent, 10) * 100 === vatRate
    ? []
    : [{ kind: 'vat', text: percent }];
}

function isDiscount(before: readonly string[], after: readonly string[]): boolean {
  return [before[0], before.at(-1), after[0]].some((word) => word !== undefined && discountWord.test(word));
}

/** Finds the last number that is not part of the description, with `2x` before it. */
function findPrice(words: readonly string[]): Found | undefined {
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? '';
    if (startsWithUnit(words.slice(index + 1, index + 2).join(''))) continue;
    const glued = /^(\d{1,3})[x×*](.+)$/i.exec(word);
    const reading = readAmount(glued?.[2] ?? word.replace(/^-(?=[\d€£$])/, ''));
    if (reading.kind === 'none' || qualifier.test(words[index - 1] ?? '')) continue;
    if (glued) return { index, count: 1, quantity: Number(glued[1]), reading };
    return { ...withQuantity(words, index), reading };
  }
  return undefined;
}

/** Widens the place of an amount by `2x` or `2 x` before it. */
function withQuantity(words: readonly string[], index: number): Omit<Found, 'reading'> {
  const before = words[index - 1] ?? '';
  const tied = /^(\d{1,3})[x×*]$/i.exec(before);
  if (tied) return { index: index - 1, count: 2, quantity: Number(tied[1]) };
  const loose = /^[x×*]$/i.test(before) ? /^\d{1,3}$/.exec(words[index - 2] ?? '') : null;
  if (loose) return { index: index - 2, count: 3, quantity: Number(loose[0]) };
  return { index, count: 1, quantity: 1 };
}

/** True for a word that can only be an amount of money. */
function looksPriced(word: string): boolean {
  const reading = readAmount(withoutEnd(word.replace(/^[(~±-]+/, ''), /[)?!]/));
  return reading.kind === 'amount' && reading.explicit;
}

function priceDoubts(words: readonly string[], found: Found | undefined, options: ParseOptions): LineDoubt[] {
  const unread = words.filter(
    (word, index) => looksPriced(word) && !startsWithUnit(words[index + 1] ?? '') && !isWithin(index, found),
  );
  const typed = words.slice(found?.index ?? 0, found ? found.index + found.count : 0);
  const doubt = (readings: readonly number[] = []): LineDoubt[] => [
    { kind: 'amount', text: [...unread, ...typed].join(' '), readings },
  ];
  if (unread.length > 0) return doubt();
  if (!found || found.reading.kind === 'none') return [];
  if (found.reading.kind === 'unsure') return doubt(found.reading.readings.map((minor) => minor * found.quantity));
  const before = words[found.index - 1] ?? '';
  const after = words.slice(found.index + found.count);
  const inDoubt =
    (found.reading.currency !== undefined && found.reading.currency !== options.currency) ||
    (typed.some((word) => word.startsWith('-')) && !isDiscount(words.slice(0, found.index), after)) ||
    perPiece.test(before) ||
    perPiece.test(after[0] ?? '') ||
    // "1.5x 60" and "1 286,40": what stands before the number may belong to it.
    /^\d[\d.,]*[x×*]$/i.test(before) ||
    (/^\d{1,3}$/.test(before) && /^\d{3}(?!\d)/.test(typed[0] ?? '')) ||
    after.some(
      (word, index) => /\d[^\p{L}\d%]*$/u.test(word) && !/\p{L}/u.test(word) && !startsWithUnit(after[index + 1] ?? ''),
    );
  if (!inDoubt) return [];
  return [{ kind: 'amount', text: [before, ...typed, ...after].filter(Boolean).join(' '), readings: [] }];
}

function isWithin(index: number, found: Found | undefined): boolean {
  return found !== undefined && index >= found.index && index < found.index + found.count;
}

/** The marks behind the words of a line: how soon, and VAT. */
type Marks = {
  readonly words: readonly string[];
  readonly severity: Severity | undefined;
  readonly includesVat: boolean | undefined;
  /** As typed, e.g. 9%. */
  readonly percent: string | undefined;
};

const severities: ReadonlyMap<string, Severity> = new Map([
  ['!', 'now'],
  ['nu', 'now'],
  ['now', 'now'],
  ['soon', 'soon'],
  ['binnenkort', 'soon'],
  ['later', 'later'],
]);
const excluding = /^(?:ex|excl|exclusief|excluding)$/;
const including = /^(?:incl|inclusief|including)$/;
const tax = /^(?:btw|vat)$/;

/** Takes the marks off the end of a line; an exclamation mark counts wherever it stands. */
function takeMarks(typed: readonly string[], { severityOnly = false } = {}): Marks {
  const words = typed.map((word) => withoutEnd(word, /!/)).filter((word) => word !== '');
  let severity: Severity | undefined = words.join(' ') === typed.join(' ') ? undefined : 'now';
  let includesVat: boolean | undefined;
  let percent: string | undefined;
  for (let last = bare(words.at(-1)); last !== ''; last = bare(words.at(-1))) {
    const how = severities.get(last);
    if (how) severity ??= how;
    else if (severityOnly) break;
    else if (excluding.test(last)) includesVat = false;
    else if (including.test(last)) includesVat = true;
    else if (/^\d{1,3}%$/.test(last) && percent === undefined) percent = last;
    else if (!tax.test(last)) break;
    words.pop();
  }
  return { words, severity, includesVat, percent };
}

function bare(word: string | undefined): string {
  return withoutEnd((word ?? '').toLowerCase(), /[.,]/);
}

/** A text that is an amount and nothing else. */
type PriceReading =
  | { readonly kind: 'price'; readonly price: Price }
  | { readonly kind: 'doubt'; readonly doubts: readonly Doubt[] }
  | { readonly kind: 'none' };

/** Reads `485,40`, `€ 199`, `2x 89` or `199 ex`, as a line of a quote without a description. */
export function readPrice(text: string, options: ParseOptions): PriceReading {
  const { line, doubts } = readQuoteLine(text, options);
  if (line.description !== '' || line.discount || line.severity !== undefined) return { kind: 'none' };
  if (line.price) return { kind: 'price', price: line.price };
  const asked = doubts.flatMap((doubt): Doubt[] =>
    doubt.kind === 'amount'
      ? [{ ...doubt, line: undefined, readings: doubt.readings.map((minor) => money(minor, options.currency)) }]
      : [{ kind: 'amount', text: text.trim(), line: undefined, readings: [] }],
  );
  return asked.length > 0 ? { kind: 'doubt', doubts: asked } : { kind: 'none' };
}
