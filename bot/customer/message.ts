import { type Token, tokensOf } from './normalise.ts';
import type { QuoteLine } from './partial.ts';
import { isPart, namesLine } from './parts.ts';
import { type ClassMasks, classIndex, explains, MAX_TOKENS, type Matcher, newMasks, occurs } from './pattern.ts';
import type { WordClass } from './word-class.ts';

/** A message read against the open quote: tokens between two `sep`, and what can be asked about them. */
export type Message = {
  readonly tokens: readonly Token[];
  readonly has: (...names: readonly WordClass[]) => boolean;
  readonly matches: (cue: Matcher) => boolean;
  readonly isExplainedBy: (grammar: Matcher) => boolean;
};

const NAME_PARTS = new Set([
  'de',
  'van',
  'der',
  'den',
  'uit',
  'fam',
  'familie',
  'mw',
  'mevr',
  'mvr',
  'dhr',
  'drs',
  'ir',
  'ing',
  '.',
  ',',
  '\n',
  '-',
  '&',
]);
/** Words that are no name behind a signature, capital or not. */
const NO_NAMES: readonly WordClass[] = [
  ...([
    'no',
    'not',
    'geen',
    'none',
    'but',
    'maar',
    'cond',
    'only',
    'except',
    'limit',
    'wait',
    'first',
    'joke',
    'call',
  ] as const),
  ...([
    'cancel',
    'iAmGood',
    'strongNo',
    'stop',
    'yes',
    'qword',
    'later',
    'doubt',
    'consult',
    'other',
    'skip',
    'leave',
    'decline',
    'self',
  ] as const),
];
const SEP: Token = { text: '.', classes: ['sep'], drawnOut: false, capital: false };
const OPEN_TO_LINE: ReadonlySet<WordClass> = new Set([
  'unknown',
  'part',
  'line',
  'pos',
  'prep',
  'ordinal',
  'label',
  'adj',
]);

const is = (token: Token | undefined, ...names: readonly WordClass[]): boolean =>
  token?.classes.some((name) => names.includes(name)) === true;
const as = (token: Token, ...classes: WordClass[]): Token => ({ ...token, classes });

/** "All four" is all there is only when there are four, or one line that may be four tyres. */
const COUNTS = new Map(Object.entries({ three: 3, drie: 3, 3: 3, four: 4, vier: 4, 4: 4 }));

/**
 * With one line, words that name it stand for the work; with more, they name a line. Without any known, a part and a word
 * that nobody knows may be the thing that is to be done.
 */
const againstLines = (token: Token, lines: readonly QuoteLine[]): Token => {
  const count = COUNTS.get(/\balle? (\S+)/.exec(token.text)?.[1] ?? '');
  if (is(token, 'allRef') && count !== undefined && lines.length > 1 && count !== lines.length)
    return as(token, 'both');
  if (!token.classes.every((name) => OPEN_TO_LINE.has(name))) return token;
  const named = lines.filter(({ description }) => namesLine(token.text, description));
  const own = token.classes.filter((name) => name !== 'unknown');
  if (lines.length > 1) return named.length > 0 ? as(token, ...own, 'part') : token;
  if (named.length === 0) {
    if (is(token, 'unknown')) return as(token, 'unknown', 'stuff');
    return lines.length === 0 && is(token, 'part') && token.value === undefined ? as(token, ...own, 'thing') : token;
  }
  if (token.value !== undefined) return as(token, ...own, 'part');
  return as(token, ...own, 'line', ...(isPart(token.text) ? (['part'] as const) : []));
};

/** Cents, or any sum that is no multiple of five, are read off the quote; a round sum of one's own is an offer. */
const isReadOff = (tokens: readonly Token[], at: number): boolean => {
  const value = tokens[at]?.value ?? 0;
  if (value % 100 !== 0) return ![95, 99].includes(value % 100);
  if (value % 500 !== 0 && value % 1000 !== 900) return true;
  const before = tokens[at - 1];
  return is(before, 'dem') || (is(before, 'euro') && is(tokens[at - 2], 'dem'));
};

/** An amount that is exactly the total of the quote stands for the quote, or one read off it when the total is not known. */
const againstTotal = (tokens: readonly Token[], totalMinor: number | undefined): readonly Token[] => {
  if (tokens.some((token) => is(token, 'limit'))) return tokens;
  const repeats = (token: Token, at: number): boolean =>
    is(token, 'amount') && (totalMinor === undefined ? isReadOff(tokens, at) : token.value === totalMinor);
  if (!tokens.some(repeats)) return tokens;
  return tokens.flatMap((token, at) => {
    if (repeats(token, at)) return [as(token, 'exact')];
    const isSign = is(token, 'euro') && [at - 1, at + 1].some((near) => repeats(tokens[near] ?? token, near));
    return isSign ? [] : [token];
  });
};

/** "Man" speaks to the reader, "mijn man" of another; "want" behind "I" is English; "Mr" is a title before a name. */
const inPlace = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, at) => {
    const before = tokens[at - 1];
    const without = (...names: readonly WordClass[]) => token.classes.filter((name) => !names.includes(name));
    if (is(token, 'vocative')) {
      const owned = is(before, 'mine', 'yours', 'een') || (is(before, 'det') && !is(before, 'ref'));
      return owned ? as(token, ...without('soft', 'vocative'), 'other') : as(token, ...without('other'));
    }
    if (token.text === 'mr' && token.capital && tokens[at + 1]?.capital) return as(token, 'vocative', 'soft');
    return token.text === 'want' && is(before, 'i', 'you') ? as(token, ...without('because')) : token;
  });

/** A name counts only where names stand: after a greeting before a pause, or at the end after "groeten". */
const withNames = (tokens: readonly Token[]): readonly Token[] => {
  const isName = (token: Token | undefined): boolean =>
    token?.capital === true && (is(token, 'unknown') || token.repaired === true);
  const isOf = (token: Token | undefined): boolean =>
    isName(token) || /^(bv|vof|nv|ltd|van|de|der|den)$/.test(token?.text ?? '');
  return tokens.map((token, at) => {
    const behalf = tokens.slice(0, at).findLastIndex(({ text }) => /^(namens|on behalf of)$/.test(text));
    if (behalf >= 0 && at - behalf < 5 && tokens.slice(behalf + 1, at + 1).every(isOf)) return as(token, 'name');
    if (!isName(token) && !token.capital && !NAME_PARTS.has(token.text)) return token;
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (isName(token) && is(before, 'greet') && (!after || is(after, 'sep') || is(after, 'i')))
      return as(token, 'name');
    const signed = tokens.slice(0, at).findLastIndex((earlier) => is(earlier, 'signoff'));
    const rest = signed < 0 ? [] : tokens.slice(signed + 1);
    const isSignature =
      rest.some((one) => (one.capital && !is(one, ...NO_NAMES)) || is(one, 'unknown')) &&
      rest.filter((one) => !is(one, 'sep')).length <= 6 &&
      rest.every(
        (one, index) =>
          (one.capital && !is(one, ...NO_NAMES) && (index < 2 || !is(rest[index - 1], 'sep'))) ||
          NAME_PARTS.has(one.text) ||
          is(one, 'unknown', 'smile', 'thanks', 'sep', 'and'),
      );
    return isSignature && !is(token, 'sep') ? as(token, 'name') : token;
  });
};

/** Which positions of these tokens carry which class. */
export const masksOf = (tokens: readonly Token[]): ClassMasks => {
  const masks = newMasks();
  for (const [at, token] of tokens.entries()) {
    for (const name of token.classes) {
      const index = classIndex(name);
      masks.of[index] = (masks.of[index] ?? 0) | (1 << at);
    }
  }
  return masks;
};

const STRIDE = 20;
const windowsOf = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const windows: (readonly Token[])[] = [];
  for (let at = 0; at === 0 || at + MAX_TOKENS - STRIDE < tokens.length; at += STRIDE)
    windows.push(tokens.slice(at, at + MAX_TOKENS));
  return windows;
};

/** Reads a message; the lines and the total of the open quote, when they are known, give words their meaning. */
export const readMessage = (text: string, lines: readonly QuoteLine[] = [], totalMinor?: number): Message => {
  const plain = againstTotal(tokensOf(text), totalMinor).map((token) => againstLines(token, lines));
  const inner = withNames(inPlace(plain));
  const tokens = [SEP, ...inner.slice(is(inner[0], 'sep') ? 1 : 0), ...(is(inner.at(-1), 'sep') ? [] : [SEP])];
  const windows = windowsOf(tokens).map((part) => ({ masks: masksOf(part), length: part.length }));
  const [first] = windows;
  return {
    tokens,
    has: (...names) => tokens.some((token) => names.some((name) => is(token, name))),
    matches: (cue) => windows.some(({ masks, length }) => occurs(cue, masks, length)),
    isExplainedBy: (grammar) =>
      windows.length === 1 && first !== undefined && explains(grammar, first.masks, first.length),
  };
};
