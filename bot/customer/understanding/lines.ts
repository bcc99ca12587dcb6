import type { AnsweredQuote } from './binder.ts';
import type { Word } from './normalise.ts';
import { namesLine } from './parts.ts';

/**
 * The choices that a text seems to make. They are always asked back, so that a wrong guess costs
 * one tap.
 */
export type Picked = { readonly approved: readonly number[]; readonly declined: readonly number[] };

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
const NO = set(
  'niet nie nee geen no not nope skip leave laat hoeft hoeven zonder without except behalve bar minus forget later wachten wait',
);
const YES = set(
  'ja yes wel akkoord doe doen do mag mogen graag goed ok fine please approve vervang vervangen replace fix',
);
const ONLY = set('alleen enkel slechts uitsluitend only just');
const REST = set('rest overige others other andere');
const ALL = set('alles allemaal everything all');
const TURN = set('maar but');
/** Behind a number these make it a time or an amount. */
const UNITS = set('uur u h am pm min minuten minutes euro euros keer times km weken dagen weeks days');
const ORDINALS = new Map([
  ['eerste', 1],
  ['first', 1],
  ['tweede', 2],
  ['second', 2],
  ['derde', 3],
  ['third', 3],
  ['vierde', 4],
  ['fourth', 4],
]);

/** One stretch of a text with one yes or no. */
type Stretch = { readonly numbers: number[]; sign: boolean | undefined; rest: boolean; all: boolean };
function stretch(): Stretch {
  return { numbers: [], sign: undefined, rest: false, all: false };
}

/**
 * The lines that are named, each with the yes or no of its part of the text; undefined when none is
 * named.
 */
export function pickLines(words: readonly Word[], quote: AnsweredQuote): Picked | undefined {
  if (quote.lines.length < 2) return undefined;
  const stretches = withLateNo(stretchesOf(words, quote));
  if (stretches.every(({ numbers }) => numbers.length === 0)) return undefined;
  const signs = new Map(
    stretches.flatMap(({ numbers, sign }) => numbers.map((number) => [number, sign ?? true] as const)),
  );
  const restSign = stretches.findLast(({ rest, all, numbers }) => rest || (all && numbers.length === 0));
  const rest = restSign && (restSign.sign ?? true);
  const only = words.some(({ text }) => ONLY.has(text));
  const others = quote.lines.map(({ number }) => number).filter((number) => !signs.has(number));
  const signed = (wanted: boolean) => [...signs].filter(([, sign]) => sign === wanted).map(([number]) => number);
  const approved = signed(true);
  const takesRest = rest === true || (approved.length === 0 && rest === undefined && !only);
  return {
    approved: inOrder([...approved, ...(takesRest ? others : [])]),
    declined: inOrder([...signed(false), ...(takesRest ? [] : others)]),
  };
}

function inOrder(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** "Doe die uitlaat maar niet": a no that names nothing belongs to what was named before it. */
function withLateNo(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((one, at) => {
    const next = stretches[at + 1];
    const isLate = ({ numbers, sign, rest, all }: Stretch): boolean =>
      sign === false && numbers.length === 0 && !rest && !all;
    if (at > 0 && isLate(one)) return [];
    return next && isLate(next) ? [{ ...one, sign: false }] : [one];
  });
}

/**
 * A new stretch begins at a pause, at "maar" and where a yes follows a no, once the one before has
 * said something.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the words; each line changes the stretch that is open
function stretchesOf(words: readonly Word[], quote: AnsweredQuote): readonly Stretch[] {
  const stretches = [stretch()];
  for (const [at, { text, pause }] of words.entries()) {
    let now = stretches.at(-1) ?? stretch();
    const sign = NO.has(text) ? false : YES.has(text) ? true : undefined;
    const said = now.numbers.length > 0 || now.rest || now.all;
    const turns = sign !== undefined && now.sign !== undefined && sign !== now.sign;
    if (said && ((pause && now.sign !== undefined) || TURN.has(text) || turns)) {
      now = stretch();
      stretches.push(now);
    }
    if (sign === false) now.sign = false;
    else if (sign) now.sign ??= true;
    now.rest ||= REST.has(text);
    now.all ||= ALL.has(text);
    if (!UNITS.has(words[at + 1]?.text ?? '')) now.numbers.push(...numbersIn(text, quote));
  }
  return stretches;
}

function numbersIn(word: string, { lines }: AnsweredQuote): readonly number[] {
  const ordinal = /^\d{1,2}$/u.test(word) ? Number(word) : ORDINALS.get(word);
  if (ordinal !== undefined) return lines.some(({ number }) => number === ordinal) ? [ordinal] : [];
  if (word === 'laatste' || word === 'last') return lines.slice(-1).map(({ number }) => number);
  if (word.length < 3) return [];
  return lines.filter(({ description }) => namesLine(word, description)).map(({ number }) => number);
}
