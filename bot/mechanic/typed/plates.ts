import { isDutchPlate, isForeignPlate, matchPlate, plateKey } from '../plates.ts';

/** How freely a part of a plate is recognised at the beginning of a text. */
export type PlateMode =
  /** First in the line, or after a command that takes few other words: any word with a digit. */
  | 'command'
  /** As `command`, but digits alone must fit an open repair: `done 485,40` and `done 485` are amounts. */
  | 'amount'
  /** Before words of the mechanic's own: a part counts with a colon, or when it fits one open repair. */
  | 'text'
  /** Before words that reach the customer: as `text`, but digits alone need the colon. */
  | 'strict'
  /** A plate that need not be known here yet: a part is not enough. */
  | 'new';

export type PlateTaken = { readonly plateText: string | undefined; readonly rest: string };

type Candidate = { readonly text: string; readonly words: number; readonly stop: string; readonly rest: string };

const units =
  /^(?:mm|cm|m|km|inch|l|ltr|lit(?:er|re)s?|ml|bar|kg|gr|a|ah|v|volt|w|kw|pk|hp|nm|x|stuks?|st|pcs|pieces|jaar|jr|years?|maand(?:en)?|months?|weken|weeks?|dag(?:en)?|days?|uur|uren|hours?|hrs?|min|minuten|minutes|graden|miles|euro|eur|procent|percent|%|°c|°)(?=[\s.,;:!?)]|$)/i;

/** Whether a text begins with a unit, so that the number before it is no plate and no price. */
export function startsWithUnit(text: string): boolean {
  return units.test(text);
}

const notAPlate = /^(?:\d{1,2}[uh](?:\d{2})?|\d{1,2}(?:am|pm)|\d+x\d*|x\d+)$/i;

/** Takes the plate off the beginning of a text, if it has one. */
export function takePlate(text: string, mode: PlateMode, openPlates: readonly string[] | undefined): PlateTaken {
  for (const words of [3, 2, 1]) {
    const candidate = beginning(text, words);
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

// No plate is longer, and the shape is tried at every length: a message of one endless word must not cost.
const longestPlate = 24;

function beginning(text: string, count: number): Candidate | undefined {
  const match = words[count - 1]?.exec(text.slice(0, longestPlate));
  if (!match?.[1]) return undefined;
  const rest = text.slice(match[0].length).replace(/^[\s:,;]+/, '');
  return { text: match[1], words: count, stop: match[2] ?? '', rest };
}

function counts(candidate: Candidate, mode: PlateMode, openPlates: readonly string[] | undefined): boolean {
  const { text, stop, rest } = candidate;
  const key = plateKey(text);
  if (!/\d/.test(key) || key.length < 2 || key.length > 9) return false;
  const known = openPlates?.includes(key) ?? false;
  const few = mode === 'command' || mode === 'amount';
  if (candidate.words > 1) return countsSpaced(candidate, known || few || /^[:,]/.test(stop));
  if (notAPlate.test(text)) return false;
  if (known || isDutchPlate(text)) return true;
  if (mode === 'new') return /^[:,]/.test(stop) || (key.length >= 4 && /\p{L}/u.test(key));
  if (stop === ':') return true;
  if (startsWithUnit(rest)) return false;
  const digits = /^\d+$/.test(key);
  if (mode === 'amount' && digits) return key.length >= 3 && (openPlates === undefined || fitsOne(key, openPlates));
  if (few) return true;
  if (mode === 'strict' && digits) return false;
  return key.length >= 3 && openPlates !== undefined && fitsOne(key, openPlates);
}

// "op 30 km" has the shape of a plate, so a plate with spaces must also look meant: capitals, a colon, a known car.
function countsSpaced({ text, words: count }: Candidate, meant: boolean): boolean {
  if (!meant && text !== text.toUpperCase()) return false;
  const groups = text.trim().split(/ +/);
  if (!groups.every((group) => /^[\p{L}]+$|^\d+$/u.test(group)))
    return count === 2 && isForeignPlate(text) && text.includes('-');
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

/** A whole plate written as one word anywhere in a text, taken out of it. */
export function takePlateAnywhere(text: string): PlateTaken {
  for (const match of text.matchAll(/[\p{L}\d-]+/gu)) {
    const [word] = match;
    if (word.length > longestPlate || !/^[^-].*[^-]$/.test(word) || !isDutchPlate(word)) continue;
    const after = text.slice(match.index + word.length).replace(/^[\s:,;]+/, '');
    return { plateText: word, rest: [text.slice(0, match.index).trimEnd(), after].filter(Boolean).join(' ') };
  }
  return { plateText: undefined, rest: text };
}
