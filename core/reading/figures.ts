import { type AmountReading, readAmount } from './amount.ts';
import { discountWord, isForeignWord, type LineWord, pieceWord, vatMark } from './line-words.ts';
import { startsWithUnit } from './unit.ts';

/** A number in a line that may be money. */
export type Figure = {
  readonly index: number;
  readonly reading: Exclude<AmountReading, { kind: 'none' }>;
  /** How many pieces: `2x 89`. */
  readonly quantity: number;
  /** Without currency, cents or a dash. */
  readonly bare: boolean;
  /** Behind a minus. */
  readonly negative: boolean;
  /** In brackets, behind a `~`, or with a question mark. */
  readonly odd: boolean;
};

/** A number of pieces that stands apart from the price: `4x banden 89`. */
export type Pieces = { readonly index: number; readonly count: number };

export type Figures = { readonly figures: readonly Figure[]; readonly pieces: readonly Pieces[] };

/** Finds the numbers that may be money: no size, no part code, no date, no time. */
export function figuresIn(words: readonly LineWord[]): Figures {
  const figures: Figure[] = [];
  const pieces: Pieces[] = [];
  for (const [index, { typed, plain }] of words.entries()) {
    const count = countOf(words, index);
    if (count !== undefined) pieces.push({ index, count });
    else if (!isOther(plain, words, index)) {
      const figure = figureOf(plain.replace(/^[~±≈]/, ''));
      if (figure) figures.push({ ...figure, index, odd: /^[([{~±≈]|[?)\]}]/.test(typed) });
    }
  }
  const codes = figures.filter(({ bare, index }) => bare && isCode(words[index]?.plain ?? ''));
  return { figures: codes.length < figures.length ? figures.filter((one) => !codes.includes(one)) : figures, pieces };
}

function isCode(plain: string): boolean {
  return /^(?:\d{7,}|0\d{3,})$/.test(plain);
}

/** The most pieces of one kind; a larger product is a size. */
const mostPieces = 50;

/** Reads `4x`, `x4`, `4` before "stuks" or "à", and `4` that begins a line of words: `4 banden`. */
function countOf(words: readonly LineWord[], index: number): number | undefined {
  const plain = words[index]?.plain ?? '';
  const after = words[index + 1]?.plain ?? '';
  const tied = /^(?:(\d{1,3})[x×*]|[x×*](\d{1,3}))$/.exec(plain);
  if (tied) return Number(tied[1] ?? tied[2]);
  if (!/^\d{1,2}$/.test(plain) || Number(plain) > mostPieces) return undefined;
  if (pieceWord.test(after) || /^(?:à|a|@|[x×*])$/.test(after)) return Number(plain);
  const isFirst = index === 0 && Number(plain) <= 20 && /^\p{L}{2,}/u.test(after) && !isMonth(after);
  return isFirst && !isSign(after) ? Number(plain) : undefined;
}

/** True for a word that says something of the number before it, so that it counts nothing. */
function isSign(after: string): boolean {
  return (
    startsWithUnit(after) ||
    isForeignWord(after) ||
    [vatMark, discountWord].some((words) => words.test(after)) ||
    /^(?:plus|zonder|without|before|excluding|including|nu|now|soon|binnenkort|later|off|per|each|of|or|tot|to|en|and|voor|for)$/.test(
      after,
    )
  );
}

const qualifier =
  /^(?:dot|nr|no|nummer|number|punt|type|maat|size|code|cilinder|cylinder|bouwjaar|anno|art|artikel|artikelnr|part|serie|model|regel|line|postcode|kenteken|plate|tel|telefoon|phone)$/;
const months =
  /^(?:jan|januari|january|feb|februari|february|mrt|maart|mar|march|apr|april|mei|may|jun|juni|june|jul|juli|july|aug|augustus|august|sep|sept|september|okt|oktober|oct|october|nov|november|dec|december)$/;

/** True for a number that measures, names or dates something. */
function isOther(plain: string, words: readonly LineWord[], index: number): boolean {
  if (!/^\d/.test(plain)) return false;
  const before = words[index - 1]?.plain ?? '';
  return startsWithUnit(words[index + 1]?.plain ?? '') || qualifier.test(before) || isDated(plain, words, index);
}

/** `23 november 2026`, `june 5` */
function isDated(plain: string, words: readonly LineWord[], index: number): boolean {
  const isDay = /^(?:[12]?\d|3[01])$/.test(plain);
  if (isDay && isMonth(words[index + 1]?.plain ?? '')) return true;
  if (!isMonth(words[index - 1]?.plain ?? '')) return false;
  const isDayNamed = /^\d{1,2}$/.test(words[index - 2]?.plain ?? '');
  return isYear(plain) || (isDay && !isDayNamed);
}

export function isMonth(plain: string): boolean {
  return months.test(plain);
}

export function isYear(plain: string): boolean {
  return /^(?:19[5-9]|20[0-4])\d$/.test(plain);
}

function figureOf(plain: string): Omit<Figure, 'index' | 'odd'> | undefined {
  const negative = /^[-−–]/.test(plain);
  const word = negative ? plain.slice(1) : plain;
  const product = productOf(word);
  if (product) return { ...product, negative };
  const reading = sureOf(word);
  return reading && { reading, quantity: 1, bare: /^\d+$/.test(word), negative };
}

/** Reads `2x89` and `89x4`: of two bare numbers the smaller one counts the pieces. */
function productOf(word: string): Pick<Figure, 'reading' | 'quantity' | 'bare'> | undefined {
  const at = word.search(/[x×*]/);
  const [left, right] = [word.slice(0, at), word.slice(at + 1)];
  if (at < 1 || right === '') return undefined;
  const [one, other] = [sureOf(left), sureOf(right)];
  if (!one || !other) return undefined;
  const leftCounts = isCount(left) && (!isCount(right) || Number(left) <= Number(right));
  if (!leftCounts && !isCount(right)) return { reading: { kind: 'unsure', readings: [] }, quantity: 1, bare: false };
  const quantity = Number(leftCounts ? left : right);
  const reading = leftCounts ? other : one;
  if (quantity > mostPieces && isCount(left) && isCount(right)) return undefined;
  return { reading: quantity > mostPieces ? { kind: 'unsure', readings: [] } : reading, quantity, bare: false };
}

function isCount(word: string): boolean {
  return /^\d{1,3}$/.test(word);
}

/** Reads an amount; a bare number that is rather a year or a reading of kilometres is unsure. */
function sureOf(word: string): Figure['reading'] | undefined {
  const reading = readAmount(word);
  if (reading.kind === 'none') return undefined;
  const isOdd = reading.kind === 'amount' && !reading.explicit && (isYear(word) || reading.minor >= 10_000_00);
  return isOdd ? { kind: 'unsure', readings: [reading.minor] } : reading;
}
