import type { Language } from '../../../core/customer/address.ts';
import { withoutEnd } from '../../../core/trimmed.ts';
import { commandPhrases, type MechanicCommand } from '../../wording/mechanic/commands.ts';

const byPhrase = new Map<string, MechanicCommand>(
  commandPhrases.flatMap(([command, words]) => words.map((word) => [word, command] as const)),
);

// A question mark is no end of a command: "klaar?" asks, it does not tell.
const opening = new RegExp(
  `^(${[...byPhrase.keys()].map((phrase) => phrase.replaceAll(' ', '[ ]+')).join('|')})(?=[\\s:,.!;]|$)[\\s:,.!;]*`,
  'iu',
);

/** Takes the command off the beginning of a text, in either language. */
export function takeCommand(text: string): { readonly command: MechanicCommand; readonly rest: string } | undefined {
  const match = opening.exec(text);
  const command = byPhrase.get((match?.[1] ?? '').toLowerCase().replace(/ +/g, ' '));
  return match && command ? { command, rest: text.slice(match[0].length) } : undefined;
}

/**
 * Returns the command that the first word misspells. Short words are one letter from too many
 * others.
 */
export function nearCommand(text: string): MechanicCommand | undefined {
  const word = /^[\p{L}]+/u.exec(text)?.[0].toLowerCase() ?? '';
  if (word.length < 4) return undefined;
  for (const [phrase, command] of byPhrase) if (phrase.length >= 4 && withinOneEdit(word, phrase)) return command;
  return undefined;
}

const languages = new Map<string, Language>([
  ...['nl', 'nederlands', 'dutch'].map((word) => [word, 'nl'] as const),
  ...['en', 'english', 'engels'].map((word) => [word, 'en'] as const),
]);

/** Returns the language that a word names. */
export function readLanguage(text: string): Language | undefined {
  return languages.get(withoutEnd(text.toLowerCase(), /[.,!]/));
}

/**
 * True if at most one insertion, deletion, substitution or swap of neighbours makes `a` into `b`.
 */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  const restA = a.slice(from);
  const restB = b.slice(from);
  if (a.length > b.length) return restA.slice(1) === restB;
  if (a.length < b.length) return restA === restB.slice(1);
  return restA.slice(1) === restB.slice(1) || oneSwap(restA, restB);
}

function oneSwap(a: string, b: string): boolean {
  return a.length >= 2 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
}
