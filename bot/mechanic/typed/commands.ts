import type { Language } from '../../../core/customer/address.ts';
import { withinOneEdit } from '../../../core/reading/near.ts';
import { readingCopy } from '../../../core/reading/reading-copy.ts';
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
  const copy = readingCopy(text);
  const match = opening.exec(copy.text);
  const command = byPhrase.get((match?.[1] ?? '').toLowerCase().replace(/ +/g, ' '));
  return match && command ? { command, rest: copy.after(match[0].length) } : undefined;
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
