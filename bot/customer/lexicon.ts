import { ARRANGEMENTS, COLLECTS, IDIOMS, INSTEADS } from './idioms.ts';
import { context } from './lexicon-context.ts';
import { english } from './lexicon-en.ts';
import { dutch } from './lexicon-nl.ts';
import { isPart } from './parts.ts';
import { collapsed, cutIntoWords, oneEditApart } from './spelling.ts';
import type { Lexicon, WordClass } from './word-class.ts';

type Classes = readonly WordClass[];

const words = new Map<string, WordClass[]>();

/** Phrases as a tree of words; `classes` stands where one ends. */
type Branch = { readonly next: Map<string, Branch>; classes?: WordClass[] };
const phrases: Branch = { next: new Map() };

/** Words that mean something only as a part of a phrase: known, so that nobody repairs their spelling. */
const phraseWords = new Set<string>();

const addPhrase = (entry: string, className: WordClass): void => {
  let branch = phrases;
  for (const part of entry.split('_')) {
    phraseWords.add(part);
    const known = branch.next.get(part) ?? { next: new Map() };
    branch.next.set(part, known);
    branch = known;
  }
  branch.classes = [...new Set([...(branch.classes ?? []), className])];
};

const addAll = (lexicon: Lexicon): void => {
  for (const [name, list] of Object.entries(lexicon)) {
    const className = name as WordClass;
    for (const entry of list.split(' ').filter(Boolean)) {
      if (entry.includes('_')) addPhrase(entry, className);
      else words.set(entry, [...new Set([...(words.get(entry) ?? []), className])]);
    }
  }
};
addAll(dutch);
addAll(english);
addAll(context);
const addIdioms = (idioms: readonly string[], ...names: readonly WordClass[]): void => {
  for (const idiom of idioms) for (const name of names) addPhrase(idiom, name);
};
addIdioms(IDIOMS, 'harmless');
addIdioms(ARRANGEMENTS, 'harmless', 'affairs');
addIdioms(COLLECTS, 'harmless', 'pickup');
addIdioms(INSTEADS, 'harmlessNo', 'away');

/** Words that look like a misspelling of an answer and are not: they stay residue. */
const NOT_A_MISSPELLING = new Set(
  (
    'slecht slechte accent expect begonnen staat stond regels started starter replaces repairs repaired approver morgen mogen ' +
    'akkoorden maker makers makkelijk makken doener doende uitgevoerd vervanger ontvangen bevangen herstart proces precede ' +
    'agrees disagrees degree greed great graan graad graat graaf uren zekerheid zekering zekeringen natuur nature natural ' +
    'please pleases pleaded pleasant prime primair fins happen hoppy continu contact gewoonte gewoond gewonnen absolute allen ' +
    'reparateur repareerde perfection perfecte directe directie directeur thanked approaching approached fiets staart stuurt ' +
    'doubt donut doel doelen moeten maten raken taken haken zaken laken weken regent regende sorteren bestelling besteld ' +
    'herstelde vervangende vervanging uitvoering uitvoerig uitvoer starters startte startmotor starting beginner beginsel ' +
    'goedmaken goeddoen carpet carrot order orders ordered change changes changing charge charged quite quiet quit'
  ).split(' '),
);
for (const word of words.keys()) NOT_A_MISSPELLING.delete(word);

const APPROVING: ReadonlySet<WordClass> = new Set([
  'yes',
  'sure',
  'accord',
  'agree',
  'agreeVerb',
  'goahead',
  'doImp',
  'doInf',
  'doEn',
  'permission',
  'startImp',
  'startInf',
  'good',
  'fine',
]);
/** Words of these classes are typed without spaces between them; others make new words by accident ("under-stand"). */
const ANSWERING: ReadonlySet<WordClass> = new Set([
  ...APPROVING,
  'accord',
  'no',
  'not',
  'geen',
  'none',
  'gladly',
  'please',
  'thanks',
  'laat',
  'ga',
  'door',
  'maar',
  'wel',
  'hoor',
  'adv',
  'hoeft',
  'needed',
  'zitten',
  'ref',
  'it',
  'is',
  'you',
  'mine',
  'may',
]);
const byLength = new Map<number, string[]>();
for (const word of words.keys()) {
  if (word.length >= 5) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);
}

/** A word that only phrases hold, typed with two letters swapped: "green ligth". */
const phrasePart = (word: string): string | undefined =>
  Array.from({ length: word.length - 2 }, (_, at) => at + 1)
    .map((at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2))
    .find((swapped) => phraseWords.has(swapped));

const misspelt = (word: string): string | undefined => {
  if (word.length < 5 || NOT_A_MISSPELLING.has(word) || /\d/.test(word)) return undefined;
  const near: string[] = [];
  for (const length of [word.length - 1, word.length, word.length + 1]) {
    for (const known of byLength.get(length) ?? []) {
      if (known[0] === word[0] && oneEditApart(word, known, Math.min(word.length, known.length) < 6)) near.push(known);
    }
  }
  const [first] = near;
  if (first === undefined) return phrasePart(word);
  const senses = near.map((known) => words.get(known) ?? []);
  if (senses.every((sense) => sense.some((name) => (senses[0] ?? []).includes(name)))) return first;
  return senses.flat().some((name) => APPROVING.has(name)) ? undefined : first;
};

/** Phrases that answer, written as one word: "gaatuwgang". */
const glued = new Map<string, readonly string[]>();
const glue = (branch: Branch, path: readonly string[]): void => {
  const whole = path.join('');
  if (whole.length >= 7 && branch.classes?.some((name) => APPROVING.has(name) || name === 'strongNo'))
    glued.set(whole, path);
  for (const [word, next] of branch.next) glue(next, [...path, word]);
};
glue(phrases, []);

const isGlueable = (part: string): boolean =>
  (part.length > 2 || GLUED_SHORT.has(part)) && (words.get(part) ?? []).some((name) => ANSWERING.has(name));
/** The two-letter words that may be part of a glued word; others make words by accident. */
const GLUED_SHORT = new Set('ja ga is no it do go me we je u uw ik ok'.split(' '));

/** An article that was typed against the word for the work. */
const ARTICLE = /^(de|het|the)(\p{L}{5,})$/u;

/** The known spelling of a word (itself, letters held down, one typing error), or the words it was glued from, or nothing. */
export const knownSpelling = (word: string): readonly string[] | undefined => {
  if (words.has(word) || phraseWords.has(word)) return [word];
  const phrase = glued.get(word);
  if (phrase) return phrase;
  for (const spelling of collapsed(word)) if (words.has(spelling) || phraseWords.has(spelling)) return [spelling];
  const mayBeGlued = word.length >= 5 && word.length <= 30 && !NOT_A_MISSPELLING.has(word);
  const cut = mayBeGlued ? cutIntoWords(word, isGlueable) : undefined;
  if (isPart(word)) return undefined;
  if (cut && cut.length <= 4) return cut;
  const articled = ARTICLE.exec(word);
  if (articled?.[1] && articled[2] && words.get(articled[2])?.includes('work')) return [articled[1], articled[2]];
  const correct = misspelt(word);
  return correct === undefined ? undefined : [correct];
};

/** Beginnings of angry words, which take every ending. */
const ANGRY =
  /^(waardelo|schanda|belachel|oplicht|afzett|godver|kanker|kutz|klote|fuck|ridicul|disgrac|scam|crook|thie[fv]|liar|leugen|bedrieg|onbeschoft|incompet|idio)/;

/** The classes of one word in its known spelling. */
export const classesOfWord = (word: string): Classes => words.get(word) ?? (ANGRY.test(word) ? ['complaint'] : []);

/** The longest phrase that starts at this word. */
export const phraseAt = (
  spelled: readonly string[],
  at: number,
): { readonly length: number; readonly classes: Classes } | undefined => {
  let branch: Branch | undefined = phrases;
  let found: { readonly length: number; readonly classes: Classes } | undefined;
  for (let end = at; branch && end < spelled.length; end++) {
    branch = branch.next.get(spelled[end] ?? '');
    if (branch?.classes) found = { length: end - at + 1, classes: branch.classes };
  }
  return found;
};
