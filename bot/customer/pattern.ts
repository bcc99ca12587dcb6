import type { WordClass } from './word-class.ts';
import { WORD_CLASSES } from './word-class.ts';

/** Which positions of a message carry which class: one 32-bit set of positions per class, and whose they are. */
export type ClassMasks = { readonly of: Int32Array; readonly stamp: number };

/** From a set of positions to the set of positions where a match may end. */
export type Matcher = (masks: ClassMasks, from: number) => number;

/** The most tokens that fit in a set of positions. */
export const MAX_TOKENS = 30;

const indexOf = new Map<string, number>(WORD_CLASSES.map((name, index) => [name, index]));

/** The index of a class in `ClassMasks`. */
export const classIndex = (name: WordClass): number => indexOf.get(name) ?? -1;

let stamps = 0;

/** An empty set of masks, to be filled. */
export const newMasks = (): ClassMasks => ({ of: new Int32Array(WORD_CLASSES.length), stamp: ++stamps });

const POSITIONS = 32;

/**
 * A rule with its ends kept for every start. Rules name each other hundreds of times; since the ends of a set of starts
 * are the ends of each, every rule is worked out once for each position of a message. This is what keeps it linear.
 */
const remembered = (rule: Matcher): Matcher => {
  const known = new Float64Array(POSITIONS);
  const ends = new Int32Array(POSITIONS);
  return (masks, from) => {
    let found = 0;
    for (let left = from; left !== 0; left &= left - 1) {
      const at = 31 - Math.clz32(left & -left);
      if (known[at] !== masks.stamp) {
        ends[at] = rule(masks, 1 << at);
        known[at] = masks.stamp;
      }
      found |= ends[at] ?? 0;
    }
    return found;
  };
};

const many =
  (inner: Matcher): Matcher =>
  (masks, from) => {
    let seen = from;
    let frontier = from;
    while (frontier !== 0) {
      frontier = inner(masks, frontier) & ~seen;
      seen |= frontier;
    }
    return seen;
  };

const SOFT = indexOf.get('soft') ?? -1;

/** Words that leave every answer as it is may follow any word: they are passed over. */
const pastSoft = (masks: ClassMasks, ends: number): number => {
  const soft = masks.of[SOFT] ?? 0;
  let reached = ends;
  for (let step = reached & soft; step !== 0; ) {
    const next = (step << 1) & ~reached;
    reached |= next;
    step = next & soft;
  }
  return reached;
};

const ofClass =
  (index: number): Matcher =>
  (masks, from) =>
    (from & (masks.of[index] ?? 0)) << 1;

const ofClassAndSoft =
  (index: number): Matcher =>
  (masks, from) =>
    pastSoft(masks, (from & (masks.of[index] ?? 0)) << 1);

/** The classes without which a pattern cannot match: most choices are passed over because one of them is not there. */
const needsOf = new WeakMap<Matcher, readonly number[]>();

const needing = (needs: readonly number[], matcher: Matcher): Matcher => {
  needsOf.set(matcher, needs);
  return matcher;
};
const needs = (matcher: Matcher): readonly number[] => needsOf.get(matcher) ?? [];

const maybe = (inner: Matcher): Matcher => needing([], (masks, from) => from | inner(masks, from));

const oneOrMore = (inner: Matcher): Matcher => {
  const star = many(inner);
  return needing(needs(inner), (masks, from) => star(masks, inner(masks, from)));
};

const inOrder = (steps: readonly Matcher[]): Matcher => {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  const needed = [...new Set(steps.flatMap(needs))];
  return needing(needed, (masks, from) => {
    for (const index of needed) if (masks.of[index] === 0) return 0;
    let positions = from;
    for (const step of steps) {
      positions = step(masks, positions);
      if (positions === 0) return 0;
    }
    return positions;
  });
};

const either = (choices: readonly Matcher[]): Matcher => {
  const [only] = choices;
  if (only && choices.length === 1) return only;
  const shared = (only ? needs(only) : []).filter((index) => choices.every((choice) => needs(choice).includes(index)));
  return needing(shared, (masks, from) => {
    let ends = 0;
    for (const choice of choices) ends |= choice(masks, from);
    return ends;
  });
};

/** Reads a pattern such as `yes? (doInf | doEn obj)*`: names of classes and of earlier rules, with the usual signs. */
const parse = (source: string, rules: ReadonlyMap<string, Matcher>, word: (index: number) => Matcher): Matcher => {
  const parts = source.match(/[\w]+|[()|?*+]|\S/g) ?? [];
  let at = 0;
  const atom = (): Matcher => {
    const part = parts[at++];
    if (part === undefined) throw new Error(`Pattern ends too early: ${source}`);
    if (part === '(') {
      const inner = alternatives();
      if (parts[at++] !== ')') throw new Error(`Pattern lacks a closing bracket: ${source}`);
      return inner;
    }
    const rule = rules.get(part);
    if (rule) return rule;
    const index = indexOf.get(part);
    if (index === undefined) throw new Error(`Pattern names an unknown class or rule "${part}": ${source}`);
    return needing([index], word(index));
  };
  const repeated = (): Matcher => {
    const inner = atom();
    const sign = parts[at];
    if (sign !== '?' && sign !== '*' && sign !== '+') return inner;
    at++;
    if (sign === '?') return maybe(inner);
    return sign === '*' ? needing([], many(inner)) : oneOrMore(inner);
  };
  const sequence = (): Matcher => {
    const steps: Matcher[] = [];
    while (at < parts.length && parts[at] !== '|' && parts[at] !== ')') steps.push(repeated());
    return inOrder(steps);
  };
  const alternatives = (): Matcher => {
    const choices = [sequence()];
    while (parts[at] === '|') {
      at++;
      choices.push(sequence());
    }
    return either(choices);
  };
  const whole = alternatives();
  if (at < parts.length) throw new Error(`Pattern has more than it can mean: ${source}`);
  return whole;
};

/**
 * Compiles named rules in order; a rule may name the rules before it and those of `base`. With `softly`, words of the
 * class `soft` may stand behind any word of the pattern.
 */
export const grammar = (
  rules: Readonly<Record<string, string>>,
  base: ReadonlyMap<string, Matcher> = new Map(),
  softly = false,
): ReadonlyMap<string, Matcher> => {
  const compiled = new Map(base);
  const word = softly ? ofClassAndSoft : ofClass;
  for (const [name, source] of Object.entries(rules)) {
    const rule = parse(source, compiled, word);
    compiled.set(name, needing(needs(rule), remembered(rule)));
  }
  return compiled;
};

/** The rule of this name; a missing one is a mistake in the grammar. */
export const ruleOf = (rules: ReadonlyMap<string, Matcher>, name: string): Matcher => {
  const rule = rules.get(name);
  if (!rule) throw new Error(`No rule is called "${name}"`);
  return rule;
};

/** True when the whole message is explained by the pattern. */
export const explains = (matcher: Matcher, masks: ClassMasks, length: number): boolean =>
  length <= MAX_TOKENS && (matcher(masks, 1) & (1 << length)) !== 0;

/** True when the pattern, which must take at least one word, occurs anywhere. */
export const occurs = (matcher: Matcher, masks: ClassMasks, length: number): boolean =>
  matcher(masks, (1 << length) - 1) !== 0;
