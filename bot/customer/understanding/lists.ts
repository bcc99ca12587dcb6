import { phrasesOf } from './pattern.ts';
import { ENGLISH } from './words/answers-en.ts';
import { DUTCH } from './words/answers-nl.ts';
import { ASIDE, FAREWELL, FILLER, GREET, POLITE, SIGN_OFF, THANKS } from './words/courtesy.ts';

export type Answer = 'approve' | 'reject';

const KINDS = ['full', 'consent', 'bare', 'weak', 'mild'] as const;
/** What a phrase is worth as an answer; words/answers-nl.ts says what each kind means. */
export type Kind = (typeof KINDS)[number];

type Phrases = ReadonlySet<string>;

/** Everything that can ever answer, in both languages at once, since people mix them. */
export const ANSWERS: Readonly<Record<Answer, Readonly<Record<Kind, Phrases>>>> = {
  approve: listed('approve'),
  reject: listed('reject'),
};

/** What may stand around an answer without changing it. */
export const COURTESY = {
  greet: phrasesOf(GREET),
  signOff: phrasesOf(SIGN_OFF),
  thanks: phrasesOf(THANKS),
  farewell: phrasesOf(FAREWELL),
  aside: phrasesOf(ASIDE),
  polite: phrasesOf(POLITE),
  filler: phrasesOf(FILLER),
} as const;

export type Item = Kind | keyof typeof COURTESY;

/** The items that a phrase can be in a text that gives this answer. */
export const ITEMS: Readonly<Record<Answer, ReadonlyMap<string, readonly Item[]>>> = {
  approve: itemsFor('approve'),
  reject: itemsFor('reject'),
};

/** Every word of any list: none of them is a name. */
export const VOCABULARY: ReadonlySet<string> = vocabulary();
/** Words in the longest phrase. */
export const LONGEST_PHRASE = longestPhrase();

export function isAnswering(item: Item | 'name'): item is Kind {
  return (KINDS as readonly string[]).includes(item);
}

function listed(answer: Answer): Readonly<Record<Kind, Phrases>> {
  const of = (kind: Kind): Phrases => {
    const phrases = new Set<string>();
    for (const { [answer]: patterns, slots } of [DUTCH, ENGLISH])
      for (const phrase of phrasesOf(patterns[kind], slots)) phrases.add(phrase);
    return phrases;
  };
  return { full: of('full'), consent: of('consent'), bare: of('bare'), weak: of('weak'), mild: of('mild') };
}

function itemsFor(answer: Answer): ReadonlyMap<string, readonly Item[]> {
  const items = new Map<string, Item[]>();
  const lists = Object.entries({ ...ANSWERS[answer], ...COURTESY }) as [Item, Phrases][];
  for (const [item, phrases] of lists)
    for (const phrase of phrases) {
      // "Hoeft niet, graag" says no and yes.
      if (answer === 'reject' && item === 'polite' && phrase === 'graag') continue;
      const known = items.get(phrase);
      if (known) known.push(item);
      else items.set(phrase, [item]);
    }
  return items;
}

function vocabulary(): ReadonlySet<string> {
  const words = new Set<string>();
  for (const phrases of [ITEMS.approve.keys(), ITEMS.reject.keys()])
    for (const phrase of phrases) for (const word of phrase.split(' ')) words.add(word);
  return words;
}

function longestPhrase(): number {
  let longest = 0;
  for (const phrases of [ITEMS.approve.keys(), ITEMS.reject.keys()])
    for (const phrase of phrases) longest = Math.max(longest, phrase.split(' ').length);
  return longest;
}
