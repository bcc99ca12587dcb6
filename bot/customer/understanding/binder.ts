import { type Answer, ITEMS, type Item, isAnswering, type Kind, LONGEST_PHRASE, VOCABULARY } from './lists.ts';
import type { Normal, Word } from './normalise.ts';
import { namesLine } from './parts.ts';
import { FIRST_NAMES, NAME_PARTS } from './words/courtesy.ts';

/** The one open quote. Without lines known it is read as if it had several. */
export type Quote = {
  readonly lines: readonly { readonly number: number; readonly description: string }[];
  /** Including VAT, in minor units. */
  readonly totalMinor?: number;
  /** The name of the customer who writes, and of who works at the garage; undefined when nobody is known. */
  readonly names?: { readonly customer: string; readonly staff: readonly string[] };
};

/** A text that answers: it is nothing but these listed phrases and courtesy. */
export type Bound = { readonly answer: Answer; readonly phrases: readonly string[] };

const MAX_LETTERS = 500;
const MAX_WORDS = 30;
const MAX_ANSWERS = 3;
/** Greetings, names and thanks included. It bounds the ways in which a text can be cut. */
const MAX_STEPS = 10;

/**
 * The answer that a text is, or nothing: any word or sign that is not listed, anywhere, means nothing. The only function that can decide.
 * `text` is what `normal` was made of.
 */
export function bind(text: string, normal: Normal, quote: Quote): Bound | undefined {
  const { asks, strange, up, down } = normal;
  if (asks || strange !== undefined || text.length > MAX_LETTERS || normal.words.length > MAX_WORDS) return undefined;
  const words = normal.words.map((word) => (word.text === `#${quote.totalMinor}` ? { ...word, text: '#total' } : word));
  if (quote.lines.length !== 1 && words.some(({ text: word }) => SINGLE.has(word) || namesSomeLine(word, quote)))
    return undefined;
  if ((normal.drawnOut || words.every(({ loud }) => loud)) && words.some(({ text: word }) => MOCKING.has(word)))
    return undefined;
  if (words.some((word) => isStressed(word, words))) return undefined;
  const approved = down ? undefined : chain(words, 'approve', quote);
  const rejected = up ? undefined : chain(words, 'reject', quote);
  if (approved && rejected) return undefined;
  const phrases = approved ?? rejected;
  return phrases && { answer: approved ? 'approve' : 'reject', phrases };
}

/** Words that mock beside letters that are drawn out or shouted: "jaaa hoor", "JA TUURLIJK". */
const MOCKING = new Set('hoor tuurlijk natuurlijk zeker uiteraard sure certainly great fine'.split(' '));

/** Words that point at something or somebody: stressed, they mean this one and no other. */
const POINTING = new Set(
  'you u jij jou jullie uw ons onze ge ik i we wij me mij us our your my mijn that this it dit dat die deze het ze hem them'.split(
    ' ',
  ),
);
function isStressed({ text, accent, loud }: Word, all: readonly Word[]): boolean {
  if (accent) return VOCABULARY.has(text);
  return loud && POINTING.has(text) && !all.every((word) => word.loud);
}

/** With several lines "the repair" or "the extra work" may be one of them. */
const SINGLE = new Set('reparatie repair repairs job extra'.split(' '));
/** Words for the work in general, by how they begin: where a line is called so, they are no longer everything. */
const GENERAL = [
  /repar|repair|herstel/u,
  /werk|work|job|klus/u,
  /alles|geheel|all|every|lot/u,
  /offerte|quote|voorstel|estimate|proposal|offer/u,
];

function namesSomeLine(word: string, { lines }: Quote): boolean {
  return lines.some(({ description }) => {
    const described = description.toLowerCase();
    const isGeneral = GENERAL.some((kind) => kind.test(word) && kind.test(described));
    return isGeneral || namesLine(word, description) || (word.length >= 4 && described.includes(word));
  });
}

/** "Hoi met Jan": who writes says so. */
const PRESENTING = /(?:met|is)$/u;

type Step = { readonly item: Item | 'name'; readonly phrase: string };

/** The answering phrases of a text that is a chain of listed ones; undefined when it is none. */
function chain(words: readonly Word[], answer: Answer, quote: Quote): readonly string[] | undefined {
  const names = namesIn(quote);
  if (!words.every((word) => VOCABULARY.has(word.text) || names.any(word))) return undefined;

  function walk(at: number, steps: readonly Step[]): readonly string[] | undefined {
    const here = words[at];
    if (!here) return answers(steps, answer, quote) ? said(steps) : undefined;
    if (steps.length === MAX_STEPS) return undefined;
    const before = steps.at(-1)?.item;
    const isLast = words.slice(at).every(names.any);
    const presents = PRESENTING.test(steps.at(-1)?.phrase ?? '');
    const isName = isLast || presents ? names.customer : names.any;
    if (before !== undefined && takesName(before, isLast) && isName(here)) {
      const found = walk(at + 1, [...steps, { item: 'name', phrase: here.text }]);
      if (found) return found;
    }
    for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
      const run = words.slice(at, at + length);
      const phrase = run.map(({ text }) => text).join(' ');
      for (const item of ITEMS[answer].get(phrase) ?? []) {
        if (!mayStand({ item, phrase }, run, steps)) continue;
        const found = walk(at + length, [...steps, { item, phrase }]);
        if (found) return found;
      }
    }
    return undefined;
  }
  return walk(0, []);
}

const said = (steps: readonly Step[]): readonly string[] =>
  steps.filter(({ item }) => isAnswering(item)).map(({ phrase }) => phrase);

function mayStand({ item, phrase }: Step, run: readonly Word[], steps: readonly Step[]): boolean {
  const before = steps.at(-1)?.item;
  const pause = run[0]?.pause === true;
  if (item !== 'name' && isAnswering(item)) {
    // A pause inside an answer makes it another one: "laat maar. doen".
    if (run.slice(1).some((word) => word.sign || (word.pause && item !== 'bare'))) return false;
    const answered = said(steps);
    if (answered.length === MAX_ANSWERS || answered.includes(phrase)) return false;
    if (steps.some((one) => one.item === 'signOff' || one.item === 'farewell')) return false;
    // "Ja alles, prima" may say how things are.
    if (item === 'mild' && steps.some((one) => isAnswering(one.item) && one.item !== 'mild' && one.item !== 'bare'))
      return false;
    return before === undefined || pause || follows(steps.at(-1), item, phrase);
  }
  if (item === 'greet') return steps.every((one) => one.item === 'greet' || one.item === 'name');
  // "Akkoord tot morgen" sets a term, and what is trusted or needed may go on behind an aside.
  if (item === 'farewell' || item === 'aside') return before === undefined ? item === 'aside' : pause;
  // "Please accept", "graag akkoord" ask for it.
  if (item === 'polite') return said(steps).length > 0;
  // "Man man man" and "jongens, jongens" sigh.
  if (item === 'filler') return said(steps).length > 0 && !steps.some((one) => one.item === 'filler');
  if (item === 'signOff' && (before === 'bare' || before === 'consent')) return pause;
  return item === 'thanks' || !steps.some((one) => one.item === 'signOff');
}

/** Whether an answer may follow without a pause. */
function follows(before: Step | undefined, item: Kind, phrase: string): boolean {
  switch (before?.item) {
    case 'bare':
    case 'polite':
    case 'filler':
      return true;
    case 'mild':
      return BRIEF.has(before.phrase) && OPENING.test(phrase);
    case 'consent':
      return OPENING.test(phrase);
    case 'greet':
      // "Hi all, please" greets everybody, "good morning works for me" agrees with a time.
      return !/^all\b/u.test(phrase) && item !== 'consent';
    case 'thanks':
      return !/^all\b/u.test(phrase);
    default:
      return false;
  }
}

/** "Prima doe maar" says two things; "fijn dat mag", "great deal" and "good you can go ahead" are one sentence. */
const BRIEF = new Set('ok prima top goed fine alright perfect sorry helaas unfortunately'.split(' '));
const OPENING = /^(?:doe|doet|ga|maak|regel|repareer|voer|akkoord|go|do|please|proceed|just|get|niet|laat|hoeft)\b/u;

/** A name stands behind a greeting, or at the very end behind a signature or thanks. */
function takesName(before: Step['item'], isLast: boolean): boolean {
  return before === 'greet' || before === 'name' || (isLast && (before === 'signOff' || before === 'thanks'));
}

type IsName = (word: Word) => boolean;

const parts = new Set(NAME_PARTS);
const firstNames = new Set(FIRST_NAMES);

/** Whoever signs is the customer who writes: with another name under it a text is somebody else's. */
function namesIn({ names }: Quote): { readonly any: IsName; readonly customer: IsName } {
  const isNamed = (known: ReadonlySet<string>): IsName => {
    return ({ text }) => parts.has(text) || (known.has(text) && !VOCABULARY.has(text));
  };
  if (!names) return { any: isNamed(firstNames), customer: isNamed(firstNames) };
  const wordsOf = (name: string): readonly string[] =>
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/\p{L}+/gu) ?? [];
  const own = wordsOf(names.customer);
  // "J. Jansen" signs for Jan Jansen.
  const customer = new Set([...own, ...own.map((word) => word.slice(0, 1))]);
  return {
    any: isNamed(new Set([...customer, ...names.staff.flatMap(wordsOf)])),
    customer: isNamed(customer),
  };
}

/** "Niet, zo laten" and "don't - leave it" refuse the refusal. */
const NOT = new Set(['do not', 'please do not', 'niet', 'niets', 'niks', 'nothing']);
function opensWithNot(steps: readonly Step[]): boolean {
  return said(steps)
    .slice(0, -1)
    .some((phrase) => NOT.has(phrase));
}

function answers(steps: readonly Step[], answer: Answer, { lines }: Quote): boolean {
  const count = (...wanted: readonly Step['item'][]): number =>
    steps.filter(({ item }) => wanted.includes(item)).length;
  if (count('one') > 0 && lines.length !== 1) return false;
  if (answer === 'reject' && (count('aside', 'farewell') > 0 || opensWithNot(steps))) return false;
  if (count('bare') > 1 || count('consent') > 1) return false;
  if (count('full', 'one') > 0) return true;
  if (count('bare', 'consent') === 0) return false;
  // "Ja joh" and "yes mate" mock as often as they agree.
  if (count('filler') > 0) return false;
  if (count('weak') > 0) return count('bare') === 1;
  if (count('mild') > 0 && answer === 'approve') return false;
  if (count('signOff') > 0 && count('name') === 0) return false;
  // "Ja bedankt", "is goed, tot straks" and "nee, alstublieft" say too little.
  return count('farewell', 'aside', answer === 'approve' ? 'thanks' : 'polite') === 0;
}
