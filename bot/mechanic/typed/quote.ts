import { type BasisPoints, money, raisedBy } from '../../../core/money.ts';
import { takeMarks } from '../line-marks.ts';
import { type AmountReading, gluedCurrency, readAmount } from './amounts.ts';
import type { Doubt, DraftLine, ParseOptions, Price } from './line.ts';
import { startsWithUnit } from './plates.ts';

/** One line before it has its place in the quote. */
export type ReadLine = {
  readonly line: Omit<DraftLine, 'number'>;
  readonly doubts: readonly LineDoubt[];
};

export type LineDoubt =
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

/** Reads one line of a quote: description, quantity, price, VAT and severity in the order people type them. */
export function readQuoteLine(text: string, options: ParseOptions): ReadLine {
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
  const named = discount ? around.filter((word) => !discountWord.test(word)) : around;
  const loosePercent = percent === undefined ? marks.percent : undefined;
  const vatRate = percent === undefined ? options.vatRate : Number.parseInt(percent, 10) * 100;
  const minor = found?.reading.kind === 'amount' && doubts.length === 0 ? found.reading.minor : undefined;
  const quantity = found?.quantity ?? 1;
  const total = minor === undefined ? undefined : minor * quantity * (discount ? -1 : 1);
  return {
    line: {
      description: [...named, ...(loosePercent === undefined ? [] : [loosePercent])].join(' '),
      severity: marks.severity ?? before.severity,
      quantity,
      price:
        total === undefined
          ? undefined
          : priceOf(total, marks.includesVat ?? options.pricesIncludeVat, vatRate, options),
      discount,
    },
    doubts,
  };
}

/** An amount that was typed, with what the customer will see. */
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

/** The last number that is not part of the description, with `2x` before it. */
function findPrice(words: readonly string[]): Found | undefined {
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? '';
    if (startsWithUnit(words.slice(index + 1, index + 2).join(''))) continue;
    const glued = /^(\d{1,3})[x×*](.+)$/i.exec(word);
    const reading = readAmount(glued?.[2] ?? word.replace(/^-(?=[\d€£$])/, ''));
    if (reading.kind === 'none' || qualifier.test(words[index - 1] ?? '')) continue;
    if (glued) return { index, count: 1, quantity: Number(glued[1]), reading };
    const tied = /^(\d{1,3})[x×*]$/i.exec(words[index - 1] ?? '');
    if (tied) return { index: index - 1, count: 2, quantity: Number(tied[1]), reading };
    const loose = /^[x×*]$/i.test(words[index - 1] ?? '') ? /^\d{1,3}$/.exec(words[index - 2] ?? '') : null;
    if (loose) return { index: index - 2, count: 3, quantity: Number(loose[0]), reading };
    return { index, count: 1, quantity: 1, reading };
  }
  return undefined;
}

/** Whether a word is an amount that nobody types for anything but money. */
function looksPriced(word: string): boolean {
  const reading = readAmount(word.replace(/^[(~±-]+|[)?!]+$/g, ''));
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
    after.some((word, index) => /^[^\p{L}]*\d[^\p{L}%]*$/u.test(word) && !startsWithUnit(after[index + 1] ?? ''));
  if (!inDoubt) return [];
  return [{ kind: 'amount', text: [before, ...typed, ...after].filter(Boolean).join(' '), readings: [] }];
}

function isWithin(index: number, found: Found | undefined): boolean {
  return found !== undefined && index >= found.index && index < found.index + found.count;
}
