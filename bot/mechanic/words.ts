import type { Language } from '../../core/customer/address.ts';
import { withinOneEdit } from './near.ts';
import type { Command } from './typed/line.ts';

const phrases: readonly (readonly [Command, readonly string[]])[] = [
  ['new', ['new', 'nieuw']],
  ['start', ['start', 'begin']],
  ['found', ['found', 'gevonden']],
  ['quote', ['quote', 'offerte']],
  ['withdraw', ['withdraw', 'intrekken']],
  ['busy', ['busy', 'bezig']],
  ['wait', ['wait', 'wacht']],
  ['on', ['on', 'verder']],
  ['eta', ['eta', 'tijd']],
  ['lift', ['lift', 'brug']],
  ['done', ['done', 'klaar']],
  ['reopen', ['reopen', 'toch niet klaar']],
  ['cancel', ['cancel', 'annuleer']],
  ['collected', ['collected', 'opgehaald']],
  ['say', ['say', 'zeg']],
  ['note', ['note', 'notitie']],
  ['undo', ['undo', 'herstel']],
  ['mine', ['mine', 'mijn']],
  ['all', ['all', 'alles']],
  ['take', ['take', 'neem']],
  ['help', ['help', 'hulp']],
  ['link', ['link', 'koppel']],
  ['language', ['language', 'taal']],
];

const byPhrase = new Map<string, Command>(
  phrases.flatMap(([command, words]) => words.map((word) => [word, command] as const)),
);

// A question mark is no end of a command: "klaar?" asks, it does not tell.
const opening = new RegExp(
  `^(${[...byPhrase.keys()].map((phrase) => phrase.replaceAll(' ', '[ ]+')).join('|')})(?=[\\s:,.!;]|$)[\\s:,.!;]*`,
  'iu',
);

/** The command a text begins with, in either language, and what follows it. */
export function readCommand(text: string): { readonly command: Command; readonly rest: string } | undefined {
  const match = opening.exec(text);
  const command = byPhrase.get((match?.[1] ?? '').toLowerCase().replace(/ +/g, ' '));
  return match && command ? { command, rest: text.slice(match[0].length) } : undefined;
}

/** The command that the first word nearly is. Short words are left alone: they are one letter from too much. */
export function nearCommand(text: string): Command | undefined {
  const word = /^[\p{L}]+/u.exec(text)?.[0].toLowerCase() ?? '';
  if (word.length < 4) return undefined;
  for (const [phrase, command] of byPhrase) if (phrase.length >= 4 && withinOneEdit(word, phrase)) return command;
  return undefined;
}

const languages = new Map<string, Language>([
  ...['nl', 'nederlands', 'dutch'].map((word) => [word, 'nl'] as const),
  ...['en', 'english', 'engels'].map((word) => [word, 'en'] as const),
]);

/** The language that one word names, in either language. */
export function readLanguage(text: string): Language | undefined {
  return languages.get(text.toLowerCase().replace(/[.,!]+$/, ''));
}
