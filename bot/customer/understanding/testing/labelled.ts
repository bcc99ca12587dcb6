import { readFileSync } from 'node:fs';
import { isLabel, type Label } from '../model.ts';
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
