import { type Token, tokensOf } from './normalise.ts';
import type { QuoteLine } from './partial.ts';
import { isPart, namesLine } from './parts.ts';
import { type ClassMasks, classIndex, explains, MAX_TOKENS, type Matcher, occurs } from './pattern.ts';
import { WORD_CLASSES, type WordClass } from './word-class.ts';

/** A message read against the open quote: tokens between two `sep`, and what can be asked about them. */
export type Message = {
  readonly tokens: readonly Token[];
  readonly has: (...names: readonly WordClass[]) => boolean;
  readonly matches: (cue: Matcher) => boolean;
  readonly isExplainedBy: (grammar: Matcher) => boolean;
};

const NAME_PARTS = new Set(['de', 'van', 'der', 'den', '.', ',', '\n', '-']);
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

const is = (token: Token | undefined, name: WordClass): boolean => token?.classes.includes(name) === true;
const as = (token: Token, ...classes: WordClass[]): Token => ({ ...token, classes });

/** With one line, words that name it stand for the work; with more, they name a line. */
const againstLines = (token: Token, lines: readonly QuoteLine[]): Token => {
  if (!token.classes.every((name) => OPEN_TO_LINE.has(name))) return token;
  const named = lines.filter(({ description }) => namesLine(token.text, description));
  if (named.length === 0) return token;
  if (lines.length > 1 || token.value !== undefined)
    return as(token, ...token.classes.filter((name) => name !== 'unknown'), 'part');
  return as(
    token,
    ...token.classes.filter((name) => name !== 'unknown'),
    'line',
    ...(isPart(token.text) ? (['part'] as const) : []),
  );
};

/** An amount that is exactly the total of the quote stands for the quote. */
const againstTotal = (tokens: readonly Token[], totalMinor: number | undefined): readonly Token[] => {
  if (totalMinor === undefined || tokens.some((token) => is(token, 'limit'))) return tokens;
  if (!tokens.some((token) => is(token, 'amount') && token.value === totalMinor)) return tokens;
  return tokens
    .filter((token) => !is(token, 'euro'))
    .map((token) => (is(token, 'amount') && token.value === totalMinor ? as(token, 'work') : token));
};

/** A name counts only where names stand: after a greeting before a pause, or at the end after "groeten". */
const withNames = (tokens: readonly Token[]): readonly Token[] => {
  const isName = (token: Token | undefined): boolean =>
    token?.capital === true && (is(token, 'unknown') || token.repaired === true);
  return tokens.map((token, at) => {
    if (!isName(token) && !NAME_PARTS.has(token.text)) return token;
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (isName(token) && is(before, 'greet') && (!after || is(after, 'sep'))) return as(token, 'name');
    const signed = tokens.slice(0, at).findLastIndex((earlier) => is(earlier, 'signoff'));
    const rest = signed < 0 ? [] : tokens.slice(signed + 1);
    const isSignature =
      rest.some(isName) &&
      rest.filter(isName).length <= 2 &&
      rest.every(
        (one) => isName(one) || NAME_PARTS.has(one.text) || is(one, 'smile') || is(one, 'thanks') || is(one, 'sep'),
      );
    return isSignature && !is(token, 'sep') ? as(token, 'name') : token;
  });
};

const masksOf = (tokens: readonly Token[]): ClassMasks => {
  const masks = new Int32Array(WORD_CLASSES.length);
  for (const [at, token] of tokens.entries()) {
    for (const name of token.classes) {
      const index = classIndex(name);
      masks[index] = (masks[index] ?? 0) | (1 << at);
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
  const inner = withNames(plain);
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
