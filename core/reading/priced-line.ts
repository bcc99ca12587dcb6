import type { BasisPoints } from '../money.ts';
import type { Severity } from '../repair/repair.ts';
import { withoutEnd } from '../trimmed.ts';
import { type Figure, type Figures, figuresIn } from './figures.ts';
import {
  discountWord,
  excludingWord,
  isForeignWord,
  isPercent,
  type LineWord,
  lineWords,
  pieceWord,
  plainOf,
  severities,
  vatMark,
  withMarks,
} from './line-words.ts';
import { type Price, type PriceOptions, priceOf } from './price.ts';
import { startsWithUnit } from './unit.ts';
import { rateOf, type VatSaid, vatIn } from './vat.ts';

/** One line of work and its price, as far as nothing in it can be read in two ways. */
export type PricedLine = {
  /** The words around the price, as typed. */
  readonly description: string;
  readonly severity: Severity | undefined;
  readonly quantity: number;
  /** For the whole quantity; negative for a discount; undefined if not typed or in doubt. */
  readonly price: Price | undefined;
  readonly discount: boolean;
  /** With a currency, cents, a dash or VAT: a number that is money and nothing else. */
  readonly signed: boolean;
  readonly doubt: LineDoubt | undefined;
};

/** What makes the price uncertain, such as what is left over once it was taken out. */
export type LineDoubt = {
  readonly kind: 'amount' | 'discount' | 'vat';
  readonly text: string;
  /** The likely amounts in minor units, as they would be sent; may be empty. */
  readonly readings: readonly number[];
  /** The line cut behind each of its prices, if each part has words of its own; else empty. */
  readonly parts: readonly string[];
};

/** The words of a line, and the places in it that are understood so far. */
type Line = Figures & {
  readonly words: readonly LineWord[];
  readonly price: Figure | undefined;
  readonly vat: VatSaid;
  readonly marks: Marks;
  readonly discount: boolean;
};

/**
 * Reads one line: description, quantity, price, VAT, severity. A price is only read where nothing is
 * left over that could change it; money is never made of two numbers.
 */
export function readPricedLine(text: string, options: PriceOptions): PricedLine {
  const words = lineWords(text);
  const found = figuresIn(words);
  const { figures } = found;
  const alone = figures.length === 0 ? freeIn(words) : priceAmong(figures);
  const each = alone && eachIn(words, alone, found.pieces);
  const price = each ? { ...alone, quantity: each.count } : alone;
  const pieces = each ? [] : found.pieces;
  const vat = vatIn(words, (index) => figures.some((figure) => figure.index === index));
  const ends = marksIn(words, price, vat, options.vatRate);
  const marks = each ? { ...ends, places: new Set([...ends.places, ...each.places]) } : ends;
  const discount = isDiscount(words, price);
  const line: Line = { words, figures, pieces, price, vat, marks, discount };
  const doubt = doubtOf(line, options);
  const [minor] = doubt ? [] : amountsOf(line);
  return {
    description: descriptionOf(line),
    severity: marks.severity,
    quantity: price?.quantity ?? 1,
    price: minor === undefined ? undefined : typedPrice(minor, line, options),
    discount,
    signed: isSigned(line),
    doubt,
  };
}

/** Reads `2x band 89,50 p/st` and `4 tyres 89 each`: so many, and a price for each. */
function eachIn(words: readonly LineWord[], price: Figure, pieces: Figures['pieces']) {
  const [only, ...others] = pieces.filter(({ count }) => count > 1);
  const plain = (index: number): string => words[index]?.plain ?? '';
  const isPer = plain(price.index + 1) === 'per' && pieceWord.test(plain(price.index + 2));
  const length = isPer ? 2 : eachWord.test(plain(price.index + 1)) ? 1 : 0;
  if (!only || others.length > 0 || price.quantity !== 1 || length === 0) return undefined;
  const behind = Array.from({ length }, (_, at) => price.index + 1 + at);
  const isOf = pieceWord.test(plain(only.index + 1));
  return { count: only.count, places: [only.index, ...(isOf ? [only.index + 1] : []), ...behind] };
}

/** "korting 25", "25 off", and "-25" alone. */
function isDiscount(words: readonly LineWord[], price: Figure | undefined): boolean {
  if (words.some(({ plain }) => discountWord.test(plain))) return true;
  if (price?.negative && words.every(({ plain }) => !/^\p{L}/u.test(plain) || isNoWord(plain))) return true;
  return words.some(({ plain }, index) => plain === 'off' && /^[€£$]?\d/.test(words[index - 1]?.plain ?? ''));
}

function isSigned({ words, figures, vat }: Line): boolean {
  return (
    figures.some(({ reading }) => reading.kind === 'amount' && reading.explicit) ||
    vat.places.size + vat.unclear.length > 0 ||
    words.some(({ plain }) => isForeignWord(plain))
  );
}

/** Reads a line of which no number is a price: its words, and how soon. */
export function readWords(text: string): Pick<PricedLine, 'description' | 'severity'> {
  const words = withMarks(text.replace(/\s+/g, ' '))
    .split(' ')
    .filter(Boolean)
    .map((typed) => ({ typed, plain: plainOf(typed) }));
  const { severity, places } = marksIn(words, undefined, noVat, 0);
  const kept = words.filter((_, index) => !places.has(index)).map(({ typed }) => withoutEnd(typed, /!/));
  return { description: kept.filter((typed) => typed !== '').join(' '), severity };
}

const noVat: VatSaid = { includesVat: undefined, rate: undefined, unclear: [], places: new Set() };

/** Words of no meaning between a description and its price. */
const leadsIn = /^(?:kost|kosten|costs?|for|prijs|price|bedrag|amount|is|=|-|–|:|)$/;
const amountAlone =
  /^(?:voor|totaal|total|samen|together|wordt|afgesproken|agreed|met|with|het|the|stuks?|uur|u|st|per)$/;

/**
 * Reads a text that is an amount and nothing else: `485,40`, `voor € 199`, `2x 89`, `199 ex`.
 * Undefined for a text with words of its own.
 */
export function readPriceAlone(text: string, options: PriceOptions): Pick<PricedLine, 'price' | 'doubt'> | undefined {
  const { description, price, doubt, discount, severity } = readPricedLine(text, options);
  const isAlone = lineWords(description).every(({ plain }) => !/^\p{L}/u.test(plain) || isNoWord(plain));
  if (discount || severity !== undefined || !isAlone || !(price || doubt)) return undefined;
  return price && lineWords(description).some(({ plain }) => /\d/.test(plain)) ? undefined : { price, doubt };
}

function isNoWord(plain: string): boolean {
  return (
    [leadsIn, amountAlone, rough, perPiece, perBehind, beside].some((words) => words.test(plain)) ||
    isForeignWord(plain) ||
    vatMark.test(plain)
  );
}

function typedPrice(minor: number, { vat, marks }: Line, options: PriceOptions): Price {
  const rate = marks.rate ?? vat.rate ?? options.vatRate;
  return priceOf(minor, vat.includesVat ?? options.pricesIncludeVat, rate, options);
}

const free: Figure['reading'] = { kind: 'amount', minor: 0, currency: undefined, explicit: true };

/** Reads `gratis` and, at the end of a line, `free`. */
function freeIn(words: readonly LineWord[]): Figure | undefined {
  if (words.some(({ plain }) => /^(?:niet|geen|not|no|never)$/.test(plain))) return undefined;
  const index = words.findIndex(
    ({ plain }, at) => plain === 'gratis' || plain === 'kosteloos' || (plain === 'free' && isLast(words, at)),
  );
  return index < 0 ? undefined : { index, reading: free, quantity: 1, bare: false, negative: false, odd: false };
}

function isLast(words: readonly LineWord[], index: number): boolean {
  return words.slice(index + 1, index + 2).every(({ plain }) => plain === '' || severities.has(plain));
}

function isSmall({ bare, reading }: Figure): boolean {
  return bare && reading.kind === 'amount' && reading.minor < 10_00;
}

/** The one number that is the price; a single digit beside another number is part of the words. */
function priceAmong(figures: readonly Figure[]): Figure | undefined {
  const large = figures.filter((figure) => !isSmall(figure));
  const [only, ...others] = large.length > 0 ? large : figures;
  return others.length === 0 ? only : undefined;
}

/** Returns the likely amounts for all pieces; negative for a discount. */
function amountsOf({ price, pieces, discount }: Line): readonly number[] {
  if (!price) return [];
  const each = price.reading.kind === 'amount' ? [price.reading.minor] : price.reading.readings;
  const counts = pieces.map(({ count }) => count).filter((count) => count > 1);
  const all = each.flatMap((minor) => [...counts.map((count) => minor * count), minor * price.quantity]);
  return discount ? all.map((minor) => -minor) : all;
}

/** What stands behind the words of a line: how soon, and a VAT rate alone. */
type Marks = {
  readonly severity: Severity | undefined;
  readonly rate: BasisPoints | undefined;
  readonly places: ReadonlySet<number>;
};

/** An exclamation mark counts wherever it stands; other marks at the end, and before the price. */
function marksIn(words: readonly LineWord[], price: Figure | undefined, vat: VatSaid, ownRate: BasisPoints): Marks {
  const end = marksBefore(words, words.length, vat, price ? ownRate : undefined);
  const inside = price ? marksBefore(words, price.index, vat, undefined) : undefined;
  const urgent: Severity | undefined = words.some(({ typed }) => typed.endsWith('!')) ? 'now' : undefined;
  return {
    severity: urgent ?? end.severity ?? inside?.severity,
    rate: end.rate,
    places: new Set([...end.places, ...(inside?.places ?? [])]),
  };
}

/** Reads the marks that end before a place; a rate only where `ownRate` says that one may stand. */
function marksBefore(words: readonly LineWord[], until: number, vat: VatSaid, ownRate: BasisPoints | undefined): Marks {
  const places = new Set<number>();
  let severity: Severity | undefined;
  let rate: BasisPoints | undefined;
  for (let index = until - 1; index >= 0; index -= 1) {
    const { typed, plain } = words[index] ?? { typed: '', plain: '' };
    if (vat.places.has(index)) continue;
    const how = severities.get(plain);
    const isRate = isPercent(plain) && ownRate !== undefined && isRateHere(rateOf(plain), ownRate);
    if (how) severity ??= how;
    else if (isRate && rate === undefined) rate = rateOf(plain);
    else if (!/^!+$/.test(typed)) break;
    places.add(index);
  }
  return { severity, rate, places };
}

function isRateHere(rate: BasisPoints, own: BasisPoints): boolean {
  return rate === 0 || rate === 900 || rate === 2100 || rate === own;
}

function doubtOf(line: Line, options: PriceOptions): LineDoubt | undefined {
  const { words, figures, price, discount } = line;
  const percents = placesOf(words, ({ plain }, index) => isPercent(plain) && !isTaken(line, index));
  if (discount && (percents.length > 0 || figures.length > 1)) return doubtIn(line, 'discount', percents, []);
  if (!price) return figures.length === 0 ? undefined : doubtIn(line, 'amount', [], []);
  return amountDoubt(line, price, options) ?? vatDoubt(line, percents, options);
}

function amountDoubt(line: Line, price: Figure, options: PriceOptions): LineDoubt | undefined {
  const { words, discount, pieces } = line;
  const left = leftOver(line, price);
  const currency = price.reading.kind === 'amount' ? price.reading.currency : undefined;
  const isOther =
    (currency !== undefined && currency !== options.currency) ||
    (price.negative && !discount) ||
    left.some((index) => takesAway.test(words[index]?.plain || words[index]?.typed || '')) ||
    (left.some((index) => perPiece.test(words[index]?.plain ?? '')) && pieces.length === 0 && measures(line, price)) ||
    left.some((index) => isForeignWord(words[index]?.plain ?? '') || isAnotherNumber(words, index));
  if (isOther) return doubtIn(line, 'amount', left, []);
  const isAlone = price.negative && !words.some(({ plain }) => discountWord.test(plain));
  const isUnsure = isAlone || price.reading.kind === 'unsure' || price.odd || pieces.some(({ count }) => count > 1);
  if (!isUnsure && left.length === 0) return undefined;
  const amounts = amountsOf(line).map((minor) => typedPrice(minor, line, options).amount.minor);
  return doubtIn(line, 'amount', left, amounts);
}

/** True if something else is counted or measured: `2 uur à 85`. */
function measures({ words }: Line, price: Figure): boolean {
  return words.some(({ plain }, index) => index !== price.index && /^\d/.test(plain));
}

function vatDoubt(line: Line, percents: readonly number[], options: PriceOptions): LineDoubt | undefined {
  const { vat, marks } = line;
  const rate = marks.rate ?? vat.rate ?? options.vatRate;
  const unclear = [...percents, ...vat.unclear];
  if (unclear.length === 0 && isRateHere(rate, options.vatRate)) return undefined;
  return doubtIn(line, 'vat', unclear, percents.length > 0 ? [] : eitherWay(line, options));
}

function doubtIn(
  line: Line,
  kind: LineDoubt['kind'],
  places: readonly number[],
  readings: readonly number[],
): LineDoubt {
  const text = textAt(line.words, [...places, ...line.figures.map(({ index }) => index)]);
  return { kind, text, readings: [...new Set(readings)], parts: partsOf(line) };
}

/** The amount if the price includes VAT, and if it does not. */
function eitherWay(line: Line, options: PriceOptions): readonly number[] {
  return amountsOf(line).flatMap((minor) =>
    [true, false].map((includes) => priceOf(minor, includes, line.vat.rate ?? options.vatRate, options).amount.minor),
  );
}

function placesOf(words: readonly LineWord[], holds: (word: LineWord, index: number) => boolean): readonly number[] {
  return words.flatMap((word, index) => (holds(word, index) ? [index] : []));
}

function textAt(words: readonly LineWord[], places: readonly number[]): string {
  return [...new Set(places)]
    .sort((a, b) => a - b)
    .map((index) => words[index]?.typed ?? '')
    .join(' ');
}

function isTaken({ vat, marks }: Line, index: number): boolean {
  return vat.places.has(index) || marks.places.has(index);
}

const perPiece = /^(?:à|@|per|each|apiece|p\/?st|p\.st|p\/?s|p\.s|p\/u|p\.u|pst|p\/stuk|p\/uur|p\/h)$/;
const eachWord = /^(?:each|apiece|p\/?st|p\.st|p\/s|p\.s|pst|p\/stuk)$/;
const takesAway = /^(?:-|–|—|−|min|minus|less|minder)$/;
const perBehind = /^(?:stuk|elk|ieder|het|each|free)$/;
const rough =
  /^(?:ca|circa|ongeveer|plm|zo'n|±|~|≈|about|approx|approximately|roughly|maximaal|hooguit|minimaal|minstens|vanaf|richtprijs|schatting|tussen|between|rond|\+\/-|\+-|ruwweg|or|misschien|maybe|dacht|think|overleggen|overleg|gratis|kosteloos)$/;
/** Beside a number they make it one end of a range, or one of two. */
const beside = /^(?:of|or|tot|to|t\/m|-|–|—|−|from|max|min|rond|around|tegen|minus|less|x|×|\*)$/;

const joining = /^(?:en|and|plus|met|with)$/;

/** The places of words that could change the price, and of other numbers behind it. */
function leftOver(line: Line, price: Figure): readonly number[] {
  const { words } = line;
  return placesOf(words, (word, index) => {
    if (index === price.index || isTaken(line, index)) return false;
    const isChanging = isForeignWord(word.plain) || perPiece.test(word.plain) || rough.test(word.plain);
    return isChanging || word.typed.includes('?') || isTime(word) || isBesidePrice(words, index, price);
  });
}

function isTime({ plain }: LineWord): boolean {
  return /^\d{1,2}:\d{2}/.test(plain);
}

function isBesidePrice(words: readonly LineWord[], index: number, price: Figure): boolean {
  const { typed, plain } = words[index] ?? { typed: '', plain: '' };
  const isBefore = index === price.index - 1;
  const isAfter = index === price.index + 1;
  if ((isBefore || isAfter) && beside.test(plain === '' ? typed : plain)) return true;
  if (isBefore && index > 0 && plain === 'a') return true;
  if (isAfter && perBehind.test(plain)) return true;
  return isHalfNumber(words, index, price) || (index > price.index && isAnotherNumber(words, index));
}

/** "1 286,40": what stands before the number may belong to it. */
function isHalfNumber(words: readonly LineWord[], index: number, price: Figure): boolean {
  if (index !== price.index - 1) return false;
  return /^\d{1,3}$/.test(words[index]?.plain ?? '') && /^\d{3}(?!\d)/.test(words[price.index]?.plain ?? '');
}

/** True for digits that neither measure nor name anything. */
function isAnotherNumber(words: readonly LineWord[], index: number): boolean {
  const plain = words[index]?.plain ?? '';
  if (!/\d[^\p{L}\d%]*$/u.test(plain) || /\p{L}/u.test(plain) || /^\d{3}\/\d{2}$/.test(plain)) return false;
  return !startsWithUnit(words[index + 1]?.plain ?? '');
}

/** Cuts a line behind each price, with the marks that follow it. */
function partsOf(line: Line): readonly string[] {
  const { words, figures } = line;
  const ends = figures.filter((figure) => !isSmall(figure)).map(({ index }) => endOf(line, index));
  if (ends.length < 2) return [];
  const parts = ends.map((end, at) =>
    words.slice(at === 0 ? 0 : ends[at - 1], at === ends.length - 1 ? words.length : end),
  );
  return parts.every(hasOwnWords) ? parts.map((part) => part.map(({ typed }) => typed).join(' ')) : [];
}

function endOf(line: Line, index: number): number {
  let end = index + 1;
  while (end < line.words.length && isMark(line, end)) end += 1;
  return end;
}

function isMark({ words, vat }: Line, index: number): boolean {
  const plain = words[index]?.plain ?? '';
  return vat.places.has(index) || severities.has(plain) || excludingWord.test(plain);
}

function hasOwnWords(part: readonly LineWord[]): boolean {
  const first = part[0]?.plain ?? '';
  const isOther = [beside, perPiece, joining].some((other) => other.test(first)) || isForeignWord(first);
  return /^\p{L}[\p{L}\d'-]+$/u.test(first) && !isOther && !part.some(({ plain }) => rough.test(plain));
}

/** Joins the words around the price; where several numbers may be it, those before the first. */
function descriptionOf(line: Line): string {
  const { words, price, figures, discount } = line;
  const end = price?.index ?? figures[0]?.index ?? words.length;
  const before = around(line, (index) => index < end);
  const hasFigure = end < words.length;
  while (hasFigure && before.length > 0 && isLead(before.at(-1))) before.pop();
  const after = around(line, (index) => index > end && (price !== undefined || before.length === 0));
  const named = [...before, ...after];
  if (discount && named.every(({ plain }) => discountWord.test(plain) || plain === 'off' || isNoWord(plain))) return '';
  const last = before.at(-1);
  return named
    .map((word) => withoutEnd(word.typed, word === last && hasFigure ? /[!,:;=]/ : /!/))
    .filter((typed) => typed !== '')
    .join(' ');
}

function isLead(word: LineWord | undefined): boolean {
  const plain = word?.plain ?? '';
  return leadsIn.test(plain) || rough.test(plain) || /^(?:tot|to|max|min|rond)$/.test(plain);
}

function around(line: Line, holds: (index: number) => boolean): LineWord[] {
  return line.words.filter((_, index) => holds(index) && !isTaken(line, index));
}
