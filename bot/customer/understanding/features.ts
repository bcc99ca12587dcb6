import { CUE_NAMES, type Cue } from './cues.ts';
import { ANSWERS, type Kind } from './lists.ts';

/** Answers that stand inside a text, though it is none itself. */
export type Held = 'yes' | 'no' | 'yes-word' | 'no-word';
const HELD: readonly Held[] = ['yes', 'no', 'yes-word', 'no-word'];

/** Single words that say by themselves what is answered, wherever they stand. */
const SOLID = new Set('akkoord goedgekeurd approved agreed afgewezen declined rejected'.split(' '));
const LISTED = listedAnswers();
const LONGEST_HELD = 8;

/**
 * Finds held answers from left to right, the longest listed phrase first: "doe maar niet" holds no
 * "doe maar". `rest` is all other words.
 */
export function heldIn(words: readonly string[]): {
  readonly held: ReadonlySet<Held>;
  readonly rest: readonly string[];
} {
  const held = new Set<Held>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_HELD, words.length - at);
    while (length > 0 && !LISTED.has(words.slice(at, at + length).join(' '))) length--;
    const found = LISTED.get(words.slice(at, at + length).join(' '));
    if (found) held.add(found);
    else rest.push(words[at] ?? '');
    at += Math.max(length, 1);
  }
  return { held, rest };
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: three nested lists, in the order that says which one wins
function listedAnswers(): ReadonlyMap<string, Held> {
  const says = (kind: string): boolean => kind === 'full' || kind === 'consent';
  const listed = new Map<string, Held>();
  for (const kind of Object.keys(ANSWERS.approve) as Kind[])
    for (const [answer, whole, word] of [
      ['reject', 'no', 'no-word'],
      ['approve', 'yes', 'yes-word'],
    ] as const)
      for (const phrase of ANSWERS[answer][kind])
        if (!listed.has(phrase))
          listed.set(phrase, says(kind) && (phrase.includes(' ') || SOLID.has(phrase)) ? whole : word);
  return listed;
}

const BUCKETS = 8192;
const FIRST_HELD = BUCKETS + CUE_NAMES.length;
const IS_SHORT = FIRST_HELD + HELD.length;
const ALWAYS = IS_SHORT + 1;
/**
 * How many features there are: hashed ones, cues, what is held, shortness and one that is always
 * there.
 */
export const FEATURES = ALWAYS + 1;

const MAX_WORDS = 60;
const SHORT = 3;

/** A feature's number and value. */
export type Feature = readonly [number: number, value: number];

/**
 * Words and pairs of words, pieces of three to five letters within a word, cues, and what is held.
 */
export function featuresOf(words: readonly string[], cues: ReadonlySet<Cue>): readonly Feature[] {
  const read = words.slice(0, MAX_WORDS).map((word) => word.replace(/\d/gu, '9'));
  const { held } = heldIn(read);
  return [
    ...hashed(pairsOf(read), 1),
    ...hashed(piecesOf(['^', ...read, '$']), 0.7),
    ...CUE_NAMES.flatMap((name, at): Feature[] => (cues.has(name) ? [[BUCKETS + at, 0.4]] : [])),
    ...HELD.flatMap((name, at): Feature[] => (held.has(name) ? [[FIRST_HELD + at, 0.5]] : [])),
    ...(read.length <= SHORT ? [[IS_SHORT, 0.4] as const] : []),
    [ALWAYS, 0.5],
  ];
}

function pairsOf(words: readonly string[]): ReadonlySet<string> {
  const framed = ['^', ...words, '$'];
  return new Set(framed.flatMap((word, at) => (at === 0 ? [word] : [word, `${framed[at - 1]} ${word}`])));
}

function piecesOf(words: readonly string[]): ReadonlySet<string> {
  const pieces = new Set<string>();
  for (const word of words) {
    const spelled = ` ${word} `;
    for (let size = 3; size <= 5; size++)
      for (let from = 0; from + size <= spelled.length; from++) pieces.add(`~${spelled.slice(from, from + size)}`);
  }
  return pieces;
}

function hashed(texts: ReadonlySet<string>, weight: number): readonly Feature[] {
  const value = weight / Math.sqrt(texts.size);
  return [...texts].map((text) => [bucketOf(text), value]);
}

/** FNV-1a, 32 bits. */
function bucketOf(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0) % BUCKETS;
}
