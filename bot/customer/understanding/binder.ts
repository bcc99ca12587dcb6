import { type Answer, ITEMS, type Item, isAnswering, type Kind, LONGEST_PHRASE, VOCABULARY } from './lists.ts';
import type { Normal, Word } from './normalise.ts';
import { isSmall, namesLine } from './parts.ts';
import { FIRST_NAMES, NAME_PARTS, NEVER_NAMES } from './words/courtesy.ts';

/** The one open quote. Without lines known it is read as if it had several. */
export type AnsweredQuote = {
  readonly lines: readonly { readonly number: number; readonly description: string }[];
  /** Including VAT, in minor units. */
  readonly totalMinor?: number;
  /** Names of the customer and of the garage's staff; undefined when none is known. */
  readonly names?: { readonly customer: string; readonly staff: readonly string[] };
};

/** A text that answers: it is nothing but these listed phrases and courtesy. */
export type BoundText = { readonly answer: Answer; readonly phrases: readonly string[] };

const MAX_LETTERS = 500;
const MAX_WORDS = 30;
const MAX_ANSWERS = 3;
/** Greetings, names and thanks count too. It bounds the ways to cut a text. */
const MAX_STEPS = 10;

/**
 * Returns the answer that a text is. Any word or sign that is not listed, anywhere, makes it none.
 * No other function can decide. `text` is the source of `normal`.
 */
export function bind(text: string, normal: Normal, quote: AnsweredQuote): BoundText | undefined {
  const { asks, strange, up, down } = normal;
  if (asks || strange !== undefined || text.length > MAX_LETTERS || normal.words.length > MAX_WORDS) return undefined;
  const words = withAllOf(
    normal.words.map((word) =>
      word.text === `#${quote.totalMinor}` && !word.rough ? { ...word, text: '#total' } : word,
    ),
    quote.lines.length,
  );
  if (words.some(({ text: word }) => isOfOneLine(word, quote))) return undefined;
  if (normal.drawnOut && words.some(({ text: word }) => SIGHING.has(word))) return undefined;
  if (words.some((word) => isStressed(word, words))) return undefined;
  const approved = down ? undefined : chain(words, 'approve', quote);
  const rejected = up ? undefined : chain(words, 'reject', quote);
  if (approved && rejected) return undefined;
  const phrases = approved ?? rejected;
  return phrases && { answer: approved ? 'approve' : 'reject', phrases };
}

/** "All three" and "allebei" are all of it when the quote has so many lines. */
const COUNTS: readonly string[][] = [
  ['2', 'twee', 'two'],
  ['3', 'drie', 'three'],
  ['4', 'vier', 'four'],
  ['5', 'vijf', 'five'],
];
const BOTH: ReadonlyMap<string, string> = new Map([
  ['allebei', 'alles'],
  ['beide', 'alles'],
  ['both', 'everything'],
]);
function withAllOf(words: readonly Word[], lines: number): readonly Word[] {
  const count = COUNTS[lines - 2] ?? [];
  return words.flatMap((word, at) => {
    const isAll = (one: Word | undefined): boolean => one?.text === 'alle' || one?.text === 'all';
    if (isAll(words[at - 1]) && !word.pause && count.includes(word.text)) return [];
    const next = words[at + 1];
    if (isAll(word) && next && !next.pause && count.includes(next.text))
      return [{ ...word, text: word.text === 'alle' ? 'alles' : 'everything' }];
    const both = lines === 2 ? BOTH.get(word.text) : undefined;
    return [both ? { ...word, text: both } : word];
  });
}

/** Words that mock when they are shouted: "JA HOOR", "yeah SURE". */
const MOCKING = new Set('hoor tuurlijk natuurlijk zeker uiteraard sure certainly course'.split(' '));
/** Words that mock beside letters that are drawn out: "jaaa hoor", "yeaaah sounds good". */
const SIGHING = new Set([...MOCKING, ...'great fine good goed prima absoluut absolutely definitely'.split(' ')]);

/** Words that point at something or somebody: stressed, they mean this one and no other. */
const POINTING = new Set(
  'you u jij jou jullie uw ons onze ge ik i we wij me mij us our your my mijn that this it dit dat die deze het ze hem them'.split(
    ' ',
  ),
);
function isStressed({ text, accent, loud }: Word, all: readonly Word[]): boolean {
  if (accent) return VOCABULARY.has(text);
  if (!loud) return false;
  return MOCKING.has(text) || (POINTING.has(text) && !all.every((word) => word.loud));
}

/** With several lines "the repair" or "the extra work" may be one of them. */
const SINGLE = new Set('reparatie repair repairs job extra'.split(' '));
/**
 * Words that name one line if a line is called so: nouns for the work in general, and verbs for
 * repairing.
 */
const MEANS_ONE: readonly (readonly [word: RegExp, described: RegExp])[] = [
  [/repar|repair|herstel/u, /repar|repair|herstel/u],
  [/werk|work|job|klus/u, /werk|work|job|klus/u],
  [/alles|geheel|all|every|lot/u, /alles|geheel|all|every|lot/u],
  [/offerte|quote|voorstel|estimate|proposal|offer/u, /offerte|quote|voorstel|estimate|proposal|offer/u],
];
/**
 * "Repair it" orders another thing where a part is to be replaced or something is only looked at;
 * an inspection is approved as well.
 */
const MEANS_OTHER: readonly (readonly [word: RegExp, described: RegExp])[] = [
  [
    /^(?:repar|repair|herstel|fix)/u,
    /vervang|replac|nieuw|\bnew\b|test|check|controle|diagnos|zoek|uitlijn|align|inspect/u,
  ],
  [/^(?:goedgekeurd|approved|accepted)/u, /\b(?:apk|mot)\b|keuring|inspect/u],
];

/** True if a word may name one line of the quote, or something that the line does not say. */
function isOfOneLine(word: string, { lines }: AnsweredQuote): boolean {
  const fits = (pairs: typeof MEANS_ONE): boolean =>
    lines.some(({ description }) =>
      pairs.some(([said, described]) => said.test(word) && described.test(description.toLowerCase())),
    );
  if (fits(MEANS_OTHER)) return true;
  if (lines.length === 1) return false;
  return SINGLE.has(word) || fits(MEANS_ONE) || lines.some(({ description }) => names(word, description));
}

function names(word: string, description: string): boolean {
  return (
    namesLine(word, description) || (word.length >= 5 && !isSmall(word) && description.toLowerCase().includes(word))
  );
}

/** "Hoi met Jan" names the writer, "Beste Mark" the reader. Neither stands without the name. */
const PRESENTING = /(?: met|is)$/u;
const ADDRESSING = /^(?:beste|dear|geachte)$/u;

type Step = { readonly item: Item | 'name'; readonly phrase: string };

/**
 * Returns the answering phrases of a text that is a chain of listed ones; undefined for any other.
 */
function chain(words: readonly Word[], answer: Answer, quote: AnsweredQuote): readonly string[] | undefined {
  const people = peopleIn(quote);
  if (!words.every((word) => VOCABULARY.has(word.text) || people.isName(word))) return undefined;

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one search that calls itself
  function walk(at: number, steps: readonly Step[]): readonly string[] | undefined {
    const here = words[at];
    if (!here) return answers(steps, answer) ? said(steps) : undefined;
    if (steps.length === MAX_STEPS) return undefined;
    if (people.mayFollow(here, steps.at(-1), words.slice(at))) {
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

function said(steps: readonly Step[]): readonly string[] {
  return steps.filter(({ item }) => isAnswering(item)).map(({ phrase }) => phrase);
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a decision table, one rule a line, read from the top
function mayStand({ item, phrase }: Step, run: readonly Word[], steps: readonly Step[]): boolean {
  const before = steps.at(-1)?.item;
  const pause = run[0]?.pause === true;
  const opening = steps.at(-1);
  if (opening?.item === 'greet' && (PRESENTING.test(opening.phrase) || ADDRESSING.test(opening.phrase))) return false;
  if (item !== 'name' && isAnswering(item)) {
    // A pause inside an answer makes it another one: "laat maar. doen". "Yes, thank you" stays what
    // it is.
    if (run.slice(1).some((word) => word.sign || (word.pause && !word.text.startsWith('thank')))) return false;
    const answered = said(steps);
    if (answered.length === MAX_ANSWERS || answered.includes(phrase) || stacks(steps, phrase)) return false;
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

/** True if an answer may follow without a pause. */
function follows(before: Step | undefined, item: Kind, phrase: string): boolean {
  switch (before?.item) {
    case 'bare':
    case 'polite':
    case 'filler':
      return true;
    case 'mild':
      return BRIEF.has(before.phrase) && (OPENING.test(phrase) || (phrase === 'doen' && before.phrase !== 'goed'));
    case 'consent':
      // "Graag akkoord" asks for it.
      return OPENING.test(phrase) && !before.phrase.endsWith('graag');
    case 'greet':
      // "Hi all approved" greets everybody, "good morning works for me" agrees with a time.
      return item === 'full' ? !/^all\b/u.test(phrase) : item === 'bare' && !TIME_OF_DAY.test(before.phrase);
    case 'thanks':
      return !/^all\b/u.test(phrase);
    default:
      return false;
  }
}

/** "Ja, ja is goed" and "yeah, of course" mock as often as they agree. */
function stacks(steps: readonly Step[], phrase: string): boolean {
  const [first] = phrase.split(' ');
  return steps.some((one) => one.item === 'bare' && (one.phrase.split(' ')[0] === first || OF_COURSE.test(phrase)));
}

const OF_COURSE = /^(?:sure|certainly|of course|by all means)/u;
const TIME_OF_DAY = /morning|afternoon|evening|day|morgen|middag|avond|dag/u;
/**
 * "Prima doe maar" says two things; "fijn dat mag", "great deal" and "good you can go ahead" are
 * one sentence.
 */
const BRIEF = new Set('ok prima top goed fine alright grand perfect sorry helaas unfortunately'.split(' '));
const OPENING = /^(?:doe|doet|ga|maak|regel|repareer|voer|akkoord|go|do|please|proceed|just|get|niet|laat|hoeft)\b/u;

type IsName = (word: Word) => boolean;
type People = {
  readonly isName: IsName;
  /**
   * True if a word is a fitting name here. `rest` is the rest of the text, with this word first.
   */
  mayFollow(word: Word, before: Step | undefined, rest: readonly Word[]): boolean;
};

const parts = new Set(NAME_PARTS);
const firstNames = new Set(FIRST_NAMES);
const neverNames = new Set(NEVER_NAMES);

/**
 * Staff are greeted; the customer signs or introduces themselves. Any other name makes the text
 * another person's.
 */
function peopleIn({ names }: AnsweredQuote): People {
  const isNamed = (known: ReadonlySet<string>): IsName => {
    return ({ text }) => parts.has(text) || (known.has(text) && !VOCABULARY.has(text) && !neverNames.has(text));
  };
  const staff = isNamed(names ? new Set(names.staff.flatMap(wordsOf)) : firstNames);
  const own = names ? wordsOf(names.customer) : [];
  // "J. Jansen" signs for Jan Jansen.
  const customer = isNamed(names ? new Set([...own, ...own.map((word) => word.slice(0, 1))]) : firstNames);
  const either: IsName = (word) => staff(word) || customer(word);

  function mayFollow(word: Word, before: Step | undefined, rest: readonly Word[]): boolean {
    switch (before?.item) {
      case 'greet':
        return !word.pause && (PRESENTING.test(before.phrase) ? customer(word) : staff(word));
      case 'name':
        return either(word) && (!word.pause || rest.every(either));
      case 'signOff':
        return rest.every(customer);
      case 'thanks':
        return rest.every(either);
      default:
        return false;
    }
  }
  return { isName: either, mayFollow };
}

function wordsOf(name: string): readonly string[] {
  return (
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/\p{L}+/gu) ?? []
  );
}

/**
 * "Niet, zo laten" and "zeker niet, overslaan" refuse the refusal: a whole no stands first, or
 * behind a bare one.
 */
function refusesRefusal(steps: readonly Step[]): boolean {
  const answering = steps.filter(({ item }) => isAnswering(item));
  return answering.some(
    ({ item }, at) => item === 'full' && at > 0 && !['bare', 'mild'].includes(answering[at - 1]?.item ?? ''),
  );
}

/** "Quote approved, please" asks for it. */
const ASKED_FOR = /\b(?:approved?|accept(?:ed)?|agreed?|deal|akkoord|goedgekeurd|licht|light)\b/u;

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a decision table, one rule a line, read from the top
function answers(steps: readonly Step[], answer: Answer): boolean {
  const count = (...wanted: readonly Step['item'][]): number =>
    steps.filter(({ item }) => wanted.includes(item)).length;
  if (answer === 'reject' && (count('aside', 'farewell') > 0 || refusesRefusal(steps))) return false;
  if (count('bare') > 1 || count('consent') > 1) return false;
  if (count('polite') > 0 && said(steps).some((phrase) => ASKED_FOR.test(phrase))) return false;
  const named = steps.filter(({ item }) => item === 'name').map(({ phrase }) => phrase);
  if (named.length > 0 && named.every((name) => parts.has(name))) return false;
  if (count('full') > 0) return true;
  if (count('bare', 'consent') === 0) return false;
  // "Ja joh" and "yes mate" mock as often as they agree.
  if (count('filler') > 0) return false;
  if (count('weak') > 0) return count('bare') === 1;
  if (count('mild') > 0 && answer === 'approve') return false;
  if (count('signOff') > 0 && named.length === 0) return false;
  // "Ja bedankt", "is goed, tot straks" and "nee, alstublieft" say too little.
  return count('farewell', 'aside', answer === 'approve' ? 'thanks' : 'polite') === 0;
}
