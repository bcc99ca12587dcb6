import { assertNever } from '../decision.ts';
import { isKnownPlate, readPlate } from './find-plate.ts';
import { withinOneEdit } from './near.ts';
import { isDutchKey, isGermanKey, type Plate, plateCopy, shownFromKey } from './plate-shapes.ts';
import { type ReadingCopy, readingCopy } from './reading-copy.ts';
import { startsWithUnit } from './unit.ts';

/**
 * Returns what tells a car from all others however its plate is written: letters and digits in upper
 * case, and in a German plate the dash behind its district.
 */
export function plateKey(text: string): string {
  return isGermanKey(text) ? text : (readPlate(text)?.key ?? plateCopy(text).replace(/[^\p{L}\d]/gu, ''));
}

/** True for a whole Dutch plate, with or without dashes. */
export function isDutchPlate(text: string): boolean {
  return isDutchKey(plateKey(text));
}

/** True for a whole plate of another country whose shapes are known. */
export function isForeignPlate(text: string): boolean {
  return !isDutchPlate(text) && isKnownPlate(text);
}

/** Writes a plate as its country does, else as it was typed. */
export function formatPlate(text: string): string {
  return isGermanKey(text) ? shownFromKey(text) : (readPlate(text)?.shown ?? shownFromKey(plateKey(text)));
}

/** The key of a plate, and how it is shown where the key does not say that. */
export function plateFacts(text: string | undefined): { readonly plateKey?: string; readonly plate?: string } {
  const key = plateKey(text ?? '');
  return text === undefined || key === '' ? {} : factsOf({ key, shown: formatPlate(text) });
}

export function factsOf({ key, shown }: Plate): { readonly plateKey: string; readonly plate?: string } {
  return { plateKey: key, ...(formatPlate(key) === shown ? {} : { plate: shown }) };
}

/**
 * Returns the key under which a German car may stand from before its key had a dash. Another car may
 * stand there as well, so that it alone never tells which.
 */
export function formerKey(key: string): string | undefined {
  return isGermanKey(key) ? undashed(key) : undefined;
}

/** An open repair, by the key of its plate. */
export type OpenPlate<Id> = { readonly plateKey: string; readonly id: Id };

/** `one` may be acted on; `near` is only ever offered. */
export type PlateMatch<Id> =
  | { readonly kind: 'one'; readonly id: Id }
  | { readonly kind: 'many'; readonly ids: readonly Id[] }
  | { readonly kind: 'near'; readonly ids: readonly Id[] }
  | { readonly kind: 'none' };

/** Finds the open repairs that a plate, or a part of at least two characters, may mean. */
export function matchPlate<Id>(fragment: string, open: readonly OpenPlate<Id>[]): PlateMatch<Id> {
  const part = typedKey(fragment);
  if (part.length < 2) return { kind: 'none' };
  const exact = open.filter(({ plateKey: key }) => (part.includes('-') ? key : undashed(key)) === part);
  const fits =
    exact.length > 0 || part.includes('-') ? exact : open.filter((one) => undashed(one.plateKey).includes(part));
  const [first, ...others] = fits;
  if (first && others.length === 0) return { kind: 'one', id: first.id };
  if (first) return { kind: 'many', ids: fits.map(({ id }) => id) };
  const near = open.filter((one) => isNear(undashed(part), undashed(one.plateKey))).map(({ id }) => id);
  return near.length > 0 ? { kind: 'near', ids: near } : { kind: 'none' };
}

/** The key without an O read as a zero: what is acted on is what was typed. */
function typedKey(text: string): string {
  const letters = plateCopy(text).replace(/[^\p{L}\d]/gu, '');
  const key = plateKey(text);
  return undashed(key) === letters ? key : letters;
}

export function undashed(key: string): string {
  return key.replace('-', '');
}

function alike(key: string): string {
  return key.replaceAll('O', '0').replaceAll('I', '1');
}

// A short part may only mix up O/0 and I/1: with a free character, two digits fit half the garage.
function isNear(part: string, key: string): boolean {
  if (alike(key).includes(alike(part))) return true;
  if (part.length < 3) return false;
  if (part.length >= 5 && withinOneEdit(part, key)) return true;
  for (let from = 0; from + part.length <= key.length; from += 1)
    if (withinOneEdit(part, key.slice(from, from + part.length))) return true;
  return false;
}

/** How freely a part of a plate is recognised at the beginning of a text. */
export type PlateMode =
  /** First in the line, or after a command that takes few other words: any word with a digit. */
  | 'command'
  /** As `command`, but digits alone must fit an open repair: `done 485` is an amount. */
  | 'amount'
  /** Before the mechanic's own words: a part counts with a colon, or if it fits one open repair. */
  | 'text'
  /** Before words that reach the customer: as `text`, but digits alone need the colon. */
  | 'strict';

export type PlateTaken = { readonly plateText: string | undefined; readonly rest: string };

type Candidate = { readonly text: string; readonly words: number; readonly stop: string; readonly rest: string };

const notAPlate = /^(?:\d{1,2}[uh](?:\d{2})?|\d{1,2}(?:am|pm)|\d+x\d*|x\d+)$/i;

/** Takes the plate off the beginning of a text, if it has one. */
export function takePlate(text: string, mode: PlateMode, openPlates: readonly string[] | undefined): PlateTaken {
  const copy = readingCopy(text);
  for (const words of [3, 2, 1]) {
    const candidate = beginning(copy, words);
    if (candidate && counts(candidate, mode, openPlates)) return { plateText: candidate.text, rest: candidate.rest };
  }
  return { plateText: undefined, rest: text };
}

const stops = [
  ':(?!\\d\\d(?!\\d))',
  '[,;.!]+(?=\\s|$)',
  // Without a space behind it, a comma ends a plate but not a number: `AB123C,Jan` and `485,40`.
  '[,;](?![\\d-])',
  '(?<=\\p{L}[\\p{L}\\d-]*)[,;]',
  // The question mark stays: "klaar AB123C?" asks.
  '(?=\\?\\s*$)',
  '(?=\\s)',
  '$',
];

const words = [1, 2, 3].map(
  (count) =>
    new RegExp(
      `^((?:[\\p{L}\\d-]+[ ]+){${count - 1}}[\\p{L}\\d]+(?:-[\\p{L}\\d]+)*)(${stops.join('|')})[\\s:,;]*`,
      'u',
    ),
);

// No plate is longer. Without a limit, a message of one endless word would cost much time.
const longestPlate = 24;

const lead = /^(?:["'“”„«([]\s?|(?:kenteken|plate)(?:\s?:)?\s)*/iu;

function beginning(copy: ReadingCopy, count: number): Candidate | undefined {
  const before = lead.exec(copy.text.slice(0, longestPlate))?.[0] ?? '';
  const start = copy.text.slice(before.length, before.length + longestPlate);
  const unquoted = /["'“”„«([]/.test(before) ? start.replace(/["'”»)\]]/, ' ') : start;
  const match = words[count - 1]?.exec(unquoted);
  if (!match?.[1]) return undefined;
  let end = before.length + match[0].length;
  while (/[\s:,;]/.test(copy.text.charAt(end))) end += 1;
  return { text: match[1], words: count, stop: match[2] ?? '', rest: copy.after(end) };
}

function counts(candidate: Candidate, mode: PlateMode, openPlates: readonly string[] | undefined): boolean {
  const { text, stop, rest } = candidate;
  const key = plateKey(text);
  if (!/\d/.test(key) || key.length < 2 || undashed(key).length > 9) return false;
  const known = openPlates?.includes(key) ?? false;
  const few = mode === 'command' || mode === 'amount';
  if (candidate.words > 1) return countsSpaced(candidate, known || few || /^[:,]/.test(stop));
  if (notAPlate.test(text)) return false;
  if (known || isDutchPlate(text)) return true;
  if (stop === ':') return true;
  return !startsWithUnit(rest) && countsAsPart(key, mode, openPlates);
}

/** True for a part of a plate that is no number or word of the mechanic's own. */
function countsAsPart(key: string, mode: PlateMode, openPlates: readonly string[] | undefined): boolean {
  const isNumber = /^\d+$/.test(key);
  const isLong = key.length >= 3;
  switch (mode) {
    case 'command':
      return true;
    case 'amount':
      return !isNumber || (isLong && (openPlates === undefined || fitsOne(key, openPlates)));
    case 'strict':
      return !isNumber && isLong && openPlates !== undefined && fitsOne(key, openPlates);
    case 'text':
      return isLong && openPlates !== undefined && fitsOne(key, openPlates);
    default:
      return assertNever(mode);
  }
}

// "op 30 km" has the shape of a plate, so spaces need a sign of intent: capitals, a colon, a known
// car.
function countsSpaced({ text, words: count }: Candidate, meant: boolean): boolean {
  if (!meant && text !== text.toUpperCase()) return false;
  const groups = text.trim().split(/ +/);
  if (!groups.every((group) => /^[\p{L}]+$|^\d+$/u.test(group)))
    return count === 2 && isForeignPlate(text) && /-|^\p{L}{1,2}\d{2,3} \p{L}{3}$/u.test(text);
  if (isDutchPlate(text)) return groups.every((group) => group.length <= 3);
  return count === 3 && isForeignPlate(`${groups[0]}-${groups[1]} ${groups[2]}`);
}

function fitsOne(key: string, openPlates: readonly string[]): boolean {
  return (
    matchPlate(
      key,
      openPlates.map((open) => ({ plateKey: open, id: open })),
    ).kind === 'one'
  );
}

/** Takes a whole plate, written as one word, out of any place in a text. */
export function takePlateAnywhere(text: string): PlateTaken {
  const copy = readingCopy(text);
  for (const match of copy.text.matchAll(/[\p{L}\d-]+/gu)) {
    const [word] = match;
    if (word.length > longestPlate || !/^[^-].*[^-]$/.test(word) || !isDutchPlate(word)) continue;
    const after = copy.after(match.index + word.length).replace(/^[\s:,;]+/, '');
    return { plateText: word, rest: [copy.before(match.index), after].filter(Boolean).join(' ') };
  }
  return { plateText: undefined, rest: text };
}
