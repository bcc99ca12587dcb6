import { isDutchPlate, isForeignPlate, plateKey, undashed } from '../../core/reading/plate.ts';

/** Names and plates that a text may hold. */
export type KnownNames = { readonly names: readonly string[]; readonly plates: readonly string[] };

/**
 * Replaces what tells whose text it is by NAME, PLATE, PHONE, MAIL, LINK and NUMBER. A known name
 * of four letters or more is found within a longer word as well. Amounts stay, and so do unknown
 * names.
 */
export function withoutNames(text: string, { names, plates }: KnownNames): string {
  const steps: readonly ((words: string) => string)[] = [
    withoutAddresses,
    withoutNumbers,
    (words) => withoutPlates(words, plates),
    withoutDigits,
    (words) => withoutKnownNames(words, names),
    inWords,
  ];
  return steps.reduce((words, step) => step(words), text.replace(/\p{Co}/gu, ''));
}

/** Signs for private use hold the places until the end, so that no step looks for names in them. */
const NAME = '\ue000';
const PLATE = '\ue001';
const PHONE = '\ue002';
const MAIL = '\ue003';
const LINK = '\ue004';
const NUMBER = '\ue005';
const inOrder = ['NAME', 'PLATE', 'PHONE', 'MAIL', 'LINK', 'NUMBER'];

function inWords(text: string): string {
  return text.replace(/[\ue000-\ue005]/g, (sign) => inOrder[sign.charCodeAt(0) - 0xe000] ?? '');
}

const mail = /(?<![^\s@<>()[\],;:])[^\s@<>()[\],;:]+@[^\s@<>()[\],;:]+\.\p{L}{2,}/giu;
const handle = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{3,}/gu;
const link = /(?:(?<!\p{L})\p{L}{2,}:\/\/|www\.)\S+/giu;
// Without a path "de", "be" and "me" are words behind a full stop that lacks its space.
const site =
  /(?<![\p{L}\p{N}-]|[\p{L}\p{N}]\.)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:(?:nl|com|net|org|eu|info|io|app|uk)(?![\p{L}\p{N}])(?:\/\S*)?|\p{L}{2,}\/\S+)/giu;

function withoutAddresses(text: string): string {
  return text.replace(link, LINK).replace(mail, MAIL).replace(site, LINK).replace(handle, NAME);
}

const bank = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ .-]?[a-z\d]{4}){2,7}(?:[ .-]?[a-z\d]{1,3})?(?![\p{L}\p{N}])/giu;
const oldBank = /(?<!\d)\d{2}\.\d{2}\.\d{2}\.\d{3}(?!\d)/gu;
const card = /(?<!\d)\d{4}(?:[ .-]?\d{4}){3}(?!\d)/gu;
const chassis = /(?<![\p{L}\p{N}])(?=[a-z]*\d)[a-z\d]{17}(?![\p{L}\p{N}])/giu;
// An amount has no leading zero and no eight digits in a row.
const phone =
  /(?:(?:\+|(?<!\d)00)\d(?:[ ./()-]{0,3}\d){7,14}|(?<![\d.,])0[1-9](?:[ ./()-]{0,3}\d){7,9}|\d{8,})(?!\d)/gu;
const street =
  /(?<!\p{L})(?!onderweg|terugweg|halverwege)\p{L}{2,}(?:straat|laan|weg|plein|dijk|kade|singel|gracht|steeg|hof|pad|dreef|plantsoen|hoek|erf|waard)\s+\d{1,4}(?:\s?-?[a-z])?(?![\p{L}\p{N}])/giu;
const englishStreet =
  /(?<!\p{N})\d{1,4}[a-z]?\s+\p{L}{2,}(?:\s\p{L}{2,})?\s(?:street|road|avenue|lane|drive|close)(?!\p{L})/giu;
// Capitals only: "1200 op" is an amount.
const postcode =
  /(?<![\p{L}\p{N}])[1-9]\d{3} ?(?!(?:EU|KM|EN|OF|OP|OK|IN|IS|JA|TE|DE|ER|IK|OR|TO|NO)(?!\p{L}))[A-Z]{2}(?![\p{L}\p{N}])/gu;

function withoutNumbers(text: string): string {
  return text
    .replace(bank, (typed) => (digitsIn(typed) >= 8 ? NUMBER : typed))
    .replace(card, NUMBER)
    .replace(oldBank, NUMBER)
    .replace(chassis, NUMBER)
    .replace(phone, PHONE)
    .replace(street, `${NAME} ${NUMBER}`)
    .replace(englishStreet, `${NUMBER} ${NAME}`)
    .replace(postcode, NUMBER);
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}

const dashed = /(?<![\p{L}\p{N}-])[\p{L}\d]{1,4}(?:-[\p{L}\d]{1,4}){1,2}(?: \d{1,4}[eh]?)?(?![\p{L}\p{N}-])/giu;
const solid = /(?<![\p{L}\p{N}])[a-z\d]{6}(?![\p{L}\p{N}])/giu;
const spaced = /(?<![\p{L}\p{N}])(?:[A-Z]{1,3} \d{1,3} [A-Z]{1,3}|\d{1,3} [A-Z]{1,3} \d{1,3})(?![\p{L}\p{N}])/gu;
const capitalWord = /(?<!\p{L})(?:EN|OF|OR|AND|FOR|TOT|OM|OP|IN|OK|JA|EU|EUR|KM)(?!\p{L})/u;

function withoutPlates(text: string, known: readonly string[]): string {
  return [...known]
    .map((plate) => undashed(plateKey(plate)))
    .filter((key) => key.length >= 4)
    .reduce((words, key) => words.replace(anyWriting(key), PLATE), text)
    .replace(dashed, (typed) => (isPlate(typed) ? PLATE : typed))
    .replace(solid, (typed) => (isDutchPlate(typed) && !hasFourAlike(typed) ? PLATE : typed))
    .replace(spaced, (typed) => (isDutchPlate(typed) && !capitalWord.test(typed) ? PLATE : typed));
}

function isPlate(typed: string): boolean {
  return /\d/.test(typed) && (isDutchPlate(typed) || isForeignPlate(typed));
}

/** "50euro" and "1200km" have the shape of an old plate. */
function hasFourAlike(typed: string): boolean {
  return /\d{4}|\p{L}{4}/u.test(typed);
}

/** A plate with whatever stands between its signs, also within a longer word. */
function anyWriting(key: string): RegExp {
  return new RegExp([...key].join('[\\s._-]{0,3}'), 'giu');
}

/** Customer, order and policy numbers; an amount is shorter. */
function withoutDigits(text: string): string {
  return text.replace(/\p{Nd}{5,}/gu, (digits) => '0'.repeat([...digits].length));
}

const particles = 'de den der het van von la le el al du di da te ten ter in aan bij op over onder uit voor en';
/** In a name, but said of anybody and of every garage. */
const ordinary = new Set(
  `${particles} dr dhr mr mrs ms meneer mevrouw mevr heer fam familie
   auto autos autobedrijf autoservice automobielbedrijf garage garagebedrijf bedrijf service car cars bv vof zn zonen the and`
    .split(/\s+/)
    .filter(Boolean),
);
const between = new RegExp(`${NAME}(?:[ -]+(?:(?:${particles.replaceAll(' ', '|')})[ -]+){0,3}${NAME})+`, 'gu');
const word = /[\p{L}\p{M}\p{Cf}\p{N}_]+/gu;

function withoutKnownNames(text: string, names: readonly string[]): string {
  const known = [...new Set(names.flatMap(wordsOfName))];
  return text.replace(word, (one) => (namesSomebody(one, known) ? NAME : one)).replace(between, NAME);
}

/** The words of a name by which somebody can be told: without initials and what many names have. */
function wordsOfName(name: string): readonly string[] {
  const words = spellingsOf(name).flatMap((spelling) => spelling.split(/\P{L}+/u));
  return words.filter((one) => [...one].length >= 2 && !ordinary.has(one));
}

function namesSomebody(typed: string, known: readonly string[]): boolean {
  return spellingsOf(typed).some((spelling) => {
    const runs = spelling.split(/\P{L}+/u);
    const letters = runs.join('');
    return known.some((name) => (isLong(name) ? letters.includes(name) : runs.some((run) => isCalled(run, name))));
  });
}

/** Below four letters a name is a part of too many words; a script without spaces has no words. */
function isLong(name: string): boolean {
  return name.length >= 4 || !/^\p{Script=Latin}+$/u.test(name);
}

function isCalled(run: string, name: string): boolean {
  return run === name || (name.length === 3 && ['s', 'tje', 'tjes', 'je'].some((ending) => run === name + ending));
}

const solidLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Small letters without accents, and with "ü" as "ue". */
function spellingsOf(text: string): readonly string[] {
  const small = text.toLowerCase().normalize('NFC');
  return [...new Set([small, small.replace(/[äöü]/g, (letter) => `${letter}e`)].map(withoutAccents))];
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[ßøæœłđðþı]/g, (letter) => solidLetters[letter] ?? letter);
}
