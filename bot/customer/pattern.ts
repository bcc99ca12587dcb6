import type { WordClass } from './word-class.ts';
import { WORD_CLASSES } from './word-class.ts';

/** Which positions of a message carry which class: one 32-bit set of positions per class. */
export type ClassMasks = Int32Array;

/** From a set of positions to the set of positions where a match may end. */
export type Matcher = (masks: ClassMasks, from: number) => number;

/** The most tokens that fit in a set of positions. */
export const MAX_TOKENS = 30;

const indexOf = new Map<string, number>(WORD_CLASSES.map((name, index) => [name, index]));

/** The index of a class in `ClassMasks`. */
export const classIndex = (name: WordClass): number => indexOf.get(name) ?? -1;

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

const ofClass =
  (index: number): Matcher =>
  (masks, from) =>
    (from & (masks[index] ?? 0)) << 1;

/** Reads a pattern such as `yes? (doInf | doEn obj)*`: names of classes and of earlier rules, with the usual signs. */
const parse = (source: string, rules: ReadonlyMap<string, Matcher>): Matcher => {
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
    return ofClass(index);
  };
  const repeated = (): Matcher => {
    const inner = atom();
    const sign = parts[at];
    if (sign !== '?' && sign !== '*' && sign !== '+') return inner;
    at++;
    if (sign === '?') return (masks, from) => from | inner(masks, from);
    const star = many(inner);
    return sign === '*' ? star : (masks, from) => star(masks, inner(masks, from));
  };
  const sequence = (): Matcher => {
    const steps: Matcher[] = [];
    while (at < parts.length && parts[at] !== '|' && parts[at] !== ')') steps.push(repeated());
    return (masks, from) => {
      let positions = from;
      for (const step of steps) {
        if (positions === 0) return 0;
        positions = step(masks, positions);
      }
      return positions;
    };
  };
  const alternatives = (): Matcher => {
    const choices = [sequence()];
    while (parts[at] === '|') {
      at++;
      choices.push(sequence());
    }
    const [only] = choices;
    if (only && choices.length === 1) return only;
    return (masks, from) => choices.reduce((ends, choice) => ends | choice(masks, from), 0);
  };
  const whole = alternatives();
  if (at < parts.length) throw new Error(`Pattern has more than it can mean: ${source}`);
  return whole;
};

/** Compiles named rules in order; a rule may name the rules before it and those of `base`. */
export const grammar = (
  rules: Readonly<Record<string, string>>,
  base: ReadonlyMap<string, Matcher> = new Map(),
): ReadonlyMap<string, Matcher> => {
  const compiled = new Map(base);
  for (const [name, source] of Object.entries(rules)) compiled.set(name, parse(source, compiled));
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
