import { ANSWERS, COURTESY } from './lists.ts';
import { normalise, readablePart } from './normalise.ts';
import { phrasesOf } from './pattern.ts';

/**
 * Commands that count beside any quote. Each is a closed list, and the whole text must be the
 * phrase.
 */
export type Command =
  | { readonly kind: 'start' }
  | { readonly kind: 'language'; readonly language: 'nl' | 'en' }
  /** To answer a quote anew. */
  | { readonly kind: 'change' }
  /** "That is right", to "Is this what you mean?" and "Did you bring us this car?". */
  | { readonly kind: 'confirmation'; readonly phrase: string }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'thanks' }
  /** "Ok", "prima", "top": heard, and nothing more. */
  | { readonly kind: 'acknowledgement' };

const START = phrasesOf('(start|starten|aanmelden|weer aanmelden|subscribe|opt in) [graag|please|alstublieft]');
const CHANGE = phrasesOf(`
  (wijzig|wijzigen|wijziging|wijzig [mijn] (antwoord|keuze)|ik wil [het|dit|mijn antwoord|mijn keuze] wijzigen) [graag|alstublieft]
  (ik heb me bedacht|toch anders|ik wil het toch anders)
  (change|change (it|my answer|my choice|my mind)|i want to change [it|my answer|my choice]|i changed my mind|i have changed my mind) [please]
`);
const CONFIRMATION = phrasesOf(`
  [ja] (klopt|dat klopt|inderdaad|precies|dat bedoel ik|zo bedoel ik het|correct) [hoor]
  [yes|yeah] (that is right|that is correct|correct|exactly|right|that is what i mean|indeed)
`);
const THANKING = new Set([...COURTESY.thanks, ...COURTESY.greet, ...COURTESY.farewell, ...COURTESY.signOff]);
const ACKNOWLEDGING = new Set([...ANSWERS.approve.mild, ...Object.values(COURTESY).flatMap((phrases) => [...phrases])]);

const LANGUAGES: ReadonlyMap<string, 'nl' | 'en'> = new Map([
  ['english', 'en'],
  ['engels', 'en'],
  ['dutch', 'nl'],
  ['nederlands', 'nl'],
]);
const AROUND_LANGUAGE = new Set(
  (
    'in het please graag alstublieft can could we you u je jullie do this speak spreekt spreken spreek praten praat talk kunt kun kan ' +
    'kunnen dit that ook also to me my language taal write schrijven type i ik only alleen prefer liever rather sorry hi hello hoi hallo ' +
    'is it possible mogelijk mag a bit ja yes no nee heeft have instead continue verder gaan ok the toch weer maar after all again'
  ).split(' '),
);
const NOT = new Set('not geen niet'.split(' '));

/** No command is longer. */
const MAX_LETTERS = 200;

export function readCommand(text: string): Command | undefined {
  const { read, isWhole } = readablePart(text);
  if (!isWhole || read.length > MAX_LETTERS) return undefined;
  const normal = normalise(read);
  const words = normal.words.map((word) => word.text);
  if (words.length === 0 && normal.up && !normal.down && normal.strange === undefined)
    return { kind: 'acknowledgement' };
  const whole = words.join(' ');
  if (START.has(whole)) return { kind: 'start' };
  if (CHANGE.has(whole)) return { kind: 'change' };
  if (CONFIRMATION.has(whole) && !text.includes('?')) return { kind: 'confirmation', phrase: whole };
  const language = languageIn(words);
  if (language) return { kind: 'language', language };
  if (isChainOf(words, COURTESY.greet)) return { kind: 'greeting' };
  if (isChainOf(words, THANKING)) return { kind: 'thanks' };
  return isChainOf(words, ACKNOWLEDGING) && !text.includes('?') ? { kind: 'acknowledgement' } : undefined;
}

/**
 * The one language that is named, where nothing else is said; "I do not speak Dutch" asks for
 * English.
 */
function languageIn(words: readonly string[]): 'nl' | 'en' | undefined {
  const named = words.flatMap((word) => LANGUAGES.get(word) ?? []);
  const [language] = named;
  if (!language || named.length > 1) return undefined;
  if (!words.every((word) => LANGUAGES.has(word) || AROUND_LANGUAGE.has(word) || NOT.has(word))) return undefined;
  if (!words.some((word) => NOT.has(word))) return language;
  return language === 'nl' ? 'en' : 'nl';
}

const LONGEST = 7;

/** True if a text consists of such phrases only. */
export function isChainOf(words: readonly string[], phrases: ReadonlySet<string>): boolean {
  const ends = new Set([0]);
  for (const at of words.keys())
    if (ends.has(at))
      for (let end = at + 1; end <= Math.min(at + LONGEST, words.length); end++)
        if (phrases.has(words.slice(at, end).join(' '))) ends.add(end);
  return words.length > 0 && ends.has(words.length);
}
