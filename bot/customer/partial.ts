import type { Token } from './normalise.ts';
import { namesLine } from './parts.ts';
import type { WordClass } from './word-class.ts';

/** A line of the open quote. */
export type QuoteLine = { readonly number: number; readonly description: string };

/** Which lines a customer named, as far as the words leave no doubt. */
export type NamedLines = { readonly approved: readonly number[]; readonly declined: readonly number[] };

/** Words that may stand around named lines without making the choice doubtful. */
const EXPLAINED: ReadonlySet<WordClass> = new Set([
  'sep',
  'digit',
  'ordinal',
  'label',
  'part',
  'line',
  'pos',
  'adj',
  'det',
  'and',
  'but',
  'maar',
  'yes',
  'sure',
  'no',
  'not',
  'geen',
  'wel',
  'please',
  'gladly',
  'thanks',
  'greet',
  'smile',
  'hoor',
  'good',
  'doImp',
  'doInf',
  'doEn',
  'doAux',
  'goahead',
  'accord',
  'agree',
  'prep',
  'only',
  'just',
  'except',
  'both',
  'rest',
  'allRef',
  'ref',
  'it',
  'that',
  'adv',
  'dan',
  'hoeft',
  'i',
  'you',
  'want',
  'done',
  'fill',
  'needed',
  'slash',
  'laten',
  'laat',
  'may',
  'skip',
  'leave',
  'er',
  'een',
  'forMe',
  'sla',
  'over',
  'vocative',
  'name',
  'signoff',
  'is',
  'can',
]);
/** Around bare numbers only these may stand, so that "over 2" or "5 people" never picks a line by number. */
const AROUND_NUMBERS: ReadonlySet<WordClass> = new Set([
  'sep',
  'digit',
  'ordinal',
  'label',
  'det',
  'and',
  'yes',
  'no',
  'not',
  'wel',
  'only',
  'just',
  'please',
  'gladly',
  'thanks',
  'good',
  'hoor',
  'greet',
  'vocative',
  'smile',
  'signoff',
  'name',
  'fill',
]);
const DECIDING: readonly WordClass[] = [
  'wel',
  'yes',
  'accord',
  'agree',
  'doImp',
  'doInf',
  'doEn',
  'goahead',
  'hoeft',
  'want',
  'gladly',
  'may',
];
const NEGATING: readonly WordClass[] = ['not', 'no', 'geen', 'skip', 'leave', 'sla'];
const AFFIRMING: readonly WordClass[] = ['wel', 'yes', 'good', 'accord'];

const hasAny = (token: Token, classes: readonly WordClass[]): boolean =>
  classes.some((name) => token.classes.includes(name));
const some = (tokens: readonly Token[], ...classes: readonly WordClass[]): boolean =>
  tokens.some((token) => hasAny(token, classes));
const isMention = (token: Token): boolean => hasAny(token, ['digit', 'ordinal', 'part', 'line']);

const numbersOf = (token: Token, lines: readonly QuoteLine[] | undefined): readonly number[] => {
  if (token.value !== undefined) return [token.value];
  if (['laatste', 'last'].includes(token.text)) return lines?.at(-1) ? [lines.length] : [];
  return (lines ?? []).filter(({ description }) => namesLine(token.text, description)).map(({ number }) => number);
};

/** Each mention takes the first yes or no behind it; a mention without one of its own leaves the choice in doubt. */
const bySign = (tokens: readonly Token[], lines: readonly QuoteLine[] | undefined): NamedLines | undefined => {
  const approved: number[] = [];
  const declined: number[] = [];
  let pending: number[] = [];
  let restPending = false;
  const settle = (into: number[]): void => {
    if (restPending) {
      const named = [...approved, ...declined, ...pending];
      into.push(...(lines ?? []).map(({ number }) => number).filter((number) => !named.includes(number)));
    }
    into.push(...pending);
    pending = [];
    restPending = false;
  };
  for (const token of tokens) {
    if (isMention(token)) pending.push(...numbersOf(token, lines));
    else if (hasAny(token, ['rest'])) restPending = true;
    else if (hasAny(token, NEGATING)) {
      if (pending.length === 0 && !restPending) return undefined;
      settle(declined);
    } else if (hasAny(token, AFFIRMING) && (pending.length > 0 || restPending)) settle(approved);
  }
  return pending.length > 0 || restPending ? undefined : { approved, declined };
};

const checked = (named: NamedLines | undefined, lines: readonly QuoteLine[] | undefined): NamedLines | undefined => {
  if (!named) return undefined;
  const approved = [...new Set(named.approved)];
  const declined = [...new Set(named.declined)];
  const all = [...approved, ...declined];
  if (all.length === 0 || approved.some((number) => declined.includes(number))) return undefined;
  if (lines && all.some((number) => !lines.some((line) => line.number === number))) return undefined;
  return { approved, declined };
};

const chosen = (tokens: readonly Token[], lines: readonly QuoteLine[] | undefined): NamedLines | undefined => {
  const all = (lines ?? []).map(({ number }) => number);
  const named = tokens.flatMap((token) => (isMention(token) ? numbersOf(token, lines) : []));
  const others = all.filter((number) => !named.includes(number));
  const mentions = tokens.filter(isMention);
  if (mentions.some((token) => numbersOf(token, lines).length === 0)) return undefined;
  if (some(tokens, 'except') && !some(tokens, ...NEGATING, 'only'))
    return lines ? { approved: others, declined: named } : undefined;
  if (some(tokens, 'both') && mentions.length === 0) {
    return all.length === 2 && !some(tokens, ...NEGATING) ? { approved: all, declined: [] } : undefined;
  }
  if (some(tokens, ...NEGATING, 'rest', 'hoeft')) return bySign(tokens, lines);
  return { approved: named, declined: others };
};

/**
 * Says whether a message picks lines of the quote, and which, as far as every word of it is explained. Under the rule
 * `partial.numbers` the lines were named by digits and nothing else; all others are words, which bind after an echo.
 */
export const pickedLines = (
  tokens: readonly Token[],
  lines: readonly QuoteLine[] | undefined,
): { readonly lines?: NamedLines; readonly rule: string } | undefined => {
  const mentions = tokens.filter(isMention);
  const bothOnly = some(tokens, 'both');
  const restOnly = some(tokens, 'rest') && some(tokens, 'only', 'except', 'wel', 'not');
  if (mentions.length === 0 && !bothOnly && !restOnly) return undefined;
  const explained = tokens.every((token) => hasAny(token, [...EXPLAINED]));
  const counts = tokens.some((token, at) => hasAny(token, ['digit']) && hasAny(tokens[at + 1] ?? token, ['part']));
  const structured = some(tokens, 'only', 'except') && mentions.length > 0;
  const decided = mentions.length > 0 && some(tokens, ...NEGATING) && some(tokens, ...DECIDING);
  if (!explained && !structured && !decided) return undefined;
  const named = explained && !counts ? checked(chosen(tokens, lines), lines) : undefined;
  const onlyNumbers =
    mentions.some((token) => token.value !== undefined) && tokens.every((token) => hasAny(token, [...AROUND_NUMBERS]));
  const rule = onlyNumbers ? 'partial.numbers' : structured ? 'partial.only-or-except' : 'partial.named-lines';
  return named ? { lines: named, rule } : { rule };
};
