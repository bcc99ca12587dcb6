import { readFileSync } from 'node:fs';
import { type AnsweredQuote, type BoundText, bind } from '../binder.ts';
import { ANSWERS, type Answer, COURTESY } from '../lists.ts';
import { isLabel, type Label } from '../model.ts';
import { normalise } from '../normalise.ts';
import type { Example } from '../training.ts';

/**
 * A message and the meanings that it may have, the plain one first. `kind` says what "unclear" or
 * "undecided" rather is.
 */
export type Row = {
  readonly lang: 'nl' | 'en';
  readonly intents: readonly string[];
  readonly text: string;
  readonly kind: Label | undefined;
};

/** Collections are only added to, and no rule is tuned on them. */
export const COLLECTIONS = [
  'understand',
  'understand-held-out',
  'understand-plain',
  'understand-real',
  'understand-round-two',
  'understand-undecided',
  'attacks-of-users',
  'attacks-by-class',
  'attacks-and-answers',
] as const;
export type Collection = (typeof COLLECTIONS)[number];

/**
 * Chains of listed phrases that mean something else, by people who knew the lists; the model does
 * not learn from them.
 */
export const ATTACKS_ON_THE_LISTS = ['attacks-on-dutch', 'attacks-on-english', 'attacks-on-chains'] as const;

/**
 * The labelled messages of a file in fixtures/: language, intents with bars between, text with line
 * breaks as `\n`, and what "unclear" rather is; tabs between, # for a comment.
 */
export function rowsOf(collection: Collection | (typeof ATTACKS_ON_THE_LISTS)[number]): readonly Row[] {
  return readFileSync(new URL(`../fixtures/${collection}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [lang, intents = '', text = '', kind = ''] = line.split('\t');
      return {
        lang: lang === 'en' ? 'en' : 'nl',
        intents: intents.split('|'),
        text: text.replaceAll('\\n', '\n'),
        kind: isLabel(kind) ? kind : undefined,
      };
    });
}

const LABEL_OF: Readonly<Record<string, Label>> = {
  approve: 'yes',
  reject: 'no',
  partial: 'lines',
  question: 'question',
  status: 'status',
  human: 'person',
  optout: 'optout',
};

/**
 * "Undecided" is half known, wishes for no more messages count twice, and there are many more
 * attacks than people write.
 */
function weightOf(intent: string, label: Label, collection: Collection): number {
  if (intent === 'undecided') return 0.5;
  if (label === 'optout') return 2;
  return label === 'other' && collection.startsWith('attacks') ? 0.25 : 1;
}

/** What the model learns from. */
export function examplesOf(collections: readonly Collection[]): readonly Example[] {
  return collections.flatMap((collection) =>
    rowsOf(collection).map(({ intents: [intent = ''], kind, text }) => {
      const label = LABEL_OF[intent] ?? kind ?? 'other';
      return { text, label, weight: weightOf(intent, label, collection) };
    }),
  );
}

const names = { customer: 'Jan de Jong', staff: ['Mark Bakker', 'Garage De Brug'] };

export const oneLine: AnsweredQuote = { lines: [{ number: 1, description: 'Remblokken voor' }], totalMinor: 324_40 };
export const twoLines: AnsweredQuote = {
  lines: [
    { number: 1, description: 'Remblokken voor' },
    { number: 2, description: 'Accu' },
  ],
  totalMinor: 324_40,
};
/** The garage knows who writes. */
export function known(quote: AnsweredQuote): AnsweredQuote {
  return { ...quote, names };
}

export function bound(text: string, quote: AnsweredQuote): BoundText | undefined {
  return bind(text, normalise(text), quote);
}

/** A source of numbers that is always the same: below `end`, from 0. */
type Random = (end: number) => number;

export function createRandom(seed: number): Random {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * end);
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}

const courtesy = {
  greet: [...COURTESY.greet].filter((phrase) => !/ (?:met|is)$/u.test(phrase)),
  thanks: [...COURTESY.thanks],
  farewell: [...COURTESY.farewell],
  aside: [...COURTESY.aside],
  signOff: [...COURTESY.signOff],
};

/** A text that answers, as people could write it: listed phrases with a greeting, thanks, a remark or a signature around them. */
export function randomAnswer(random: Random, answer: Answer): string {
  for (;;) {
    const text = draft(random, answer).replace('#total', '€ 324,40');
    if (bound(text, oneLine)?.answer === answer) return text;
  }
}

function draft(random: Random, answer: Answer): string {
  const { full, bare, consent, weak, mild } = ANSWERS[answer];
  const one = (phrases: ReadonlySet<string>): string => pick(random, [...phrases]);
  const shapes = [
    () => one(bare),
    () => one(full),
    () => one(consent.size > 0 ? consent : full),
    () => `${one(bare)} ${one(weak)}`,
    () => `${one(mild)}, ${one(full)}`,
    () => `${one(mild)} ${one(full)}`,
    () => `${one(bare)}, ${one(full)}`,
    () => `${one(full)}, ${one(full)}`,
  ];
  const often = (times: number): boolean => random(times) === 0;
  const said = pick(random, shapes)();
  return [
    often(6) ? `${pick(random, courtesy.greet)}, ` : '',
    said,
    often(8) ? ` ${pick(random, ['graag', 'please', 'hoor', 'alstublieft', 'mate'])}` : '',
    often(6) ? `. ${pick(random, pick(random, [courtesy.thanks, courtesy.farewell, courtesy.aside]))}` : '',
    often(8) ? `. ${pick(random, courtesy.signOff)} ${pick(random, ['Jan', 'Sarah', 'Piet de Vries'])}` : '',
  ].join('');
}
