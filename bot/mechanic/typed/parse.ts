import { assertNever } from '../../../core/decision.ts';
import { findPlate } from '../../../core/reading/find-plate.ts';
import { type Clock, type Moment, mentionsTime, readMoment } from '../../../core/reading/moment.ts';
import {
  isDutchPlate,
  isForeignPlate,
  matchPlate,
  type PlateMode,
  type PlateTaken,
  plateKey,
  takePlate,
  takePlateAnywhere,
} from '../../../core/reading/plate.ts';
import { priceInText } from '../../../core/reading/price-in-text.ts';
import { withoutEnd } from '../../../core/trimmed.ts';
import type { MechanicCommand } from '../../wording/mechanic/commands.ts';
import { nearCommand, readLanguage, takeCommand } from './commands.ts';
import type { Doubt, MechanicLine, ParseOptions, Plain } from './line.ts';
import { readFindings, readPrice, readQuote } from './quote.ts';
import { readRegistration } from './registration.ts';

/** Reads one message of a mechanic, in Dutch or English. Never throws and never refuses. */
export function parseLine(text: string, clock: Clock, options: ParseOptions): MechanicLine {
  const line = tidy(text);
  const language = line.length > 3 ? readLanguage(line) : undefined;
  if (language) return { kind: 'language', language };
  const known = takeCommand(text.trim());
  if (known) return commandLine(line, { ...known, ...plateAfter(known, options) }, clock, options);
  const first = takePlate(text.trim(), 'command', options.openPlates);
  const second = first.plateText === undefined ? undefined : takeCommand(first.rest);
  if (second && second.command !== 'new') return commandLine(line, { ...first, ...second }, clock, options);
  if (second && plateKey(first.plateText ?? '').length >= 4)
    return commandLine(line, { ...second, ...plateOfNew(`${first.plateText}, ${second.rest}`) }, clock, options);
  if (first.plateText !== undefined && /^\??$/.test(first.rest) && mayBeShown(first.plateText, options))
    return { kind: 'show', plateText: first.plateText };
  return plainLine(line, options);
}

function tidy(text: string): string {
  return asTyped(text.replace(hidden, '').replace(/[\u2010\u2011]/g, '-'));
}

/**
 * Marks of direction and breaks that nobody sees. Joiners and variants stay where they belong to a
 * word or a picture, because these words go on to people.
 */
const hidden =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}|(?<=[A-Za-z\d-])(?:\u200c|\u200d)+(?=[A-Za-z\d-])/gu;

/** Words that go on to people: only white space is made plain. */
function asTyped(words: string): string {
  return words
    .replaceAll('\0', '')
    .replace(/[\u00a0\u2000-\u200a\u202f\t]/g, ' ')
    .replace(/\r\n?/g, '\n')
    .trim();
}

// A price in free text binds the garage outside any quote.
function priceDoubts(text: string): Doubt[] {
  const price = priceInText(text);
  return price === undefined ? [] : [{ kind: 'price-in-text', text: price }];
}

const plateModes: Partial<Record<MechanicCommand, PlateMode>> = {
  found: 'text',
  quote: 'text',
  note: 'text',
  say: 'strict',
  done: 'amount',
  agree: 'amount',
};

function plateAfter(
  { command, rest }: { readonly command: MechanicCommand; readonly rest: string },
  { openPlates }: ParseOptions,
): PlateTaken & { readonly plateTry?: string | undefined } {
  if (command === 'new') return plateOfNew(rest);
  const mode = plateModes[command] ?? 'command';
  const taken = takePlate(rest, mode, openPlates);
  const few = mode === 'command' || mode === 'amount';
  return taken.plateText === undefined && few ? takePlateAnywhere(rest) : taken;
}

function plateOfNew(text: string): PlateTaken & { readonly plateTry?: string | undefined } {
  const found = findPlate(text);
  return found.kind === 'read'
    ? { plateText: found.shown, rest: found.rest }
    : { plateText: undefined, plateTry: found.typed, rest: found.rest };
}

/** A bare number may be an answer to somebody, so it is a plate only when it fits one. */
function mayBeShown(plateText: string, { openPlates }: ParseOptions): boolean {
  const key = plateKey(plateText);
  if (isDutchPlate(plateText) || isForeignPlate(plateText)) return true;
  if (openPlates === undefined) return key.length >= 3;
  const { kind } = matchPlate(
    key,
    openPlates.map((open) => ({ plateKey: open, id: open })),
  );
  return kind === 'one' || kind === 'many' || (kind === 'near' && /\p{L}/u.test(key));
}

function plainLine(line: string, { openPlates }: ParseOptions): Plain {
  const first = takePlate(line, 'text', openPlates);
  const { plateText } = first.plateText === undefined ? takePlateAnywhere(line) : first;
  return { kind: 'plain', text: first.rest, plateText, suggestion: nearCommand(first.rest) };
}

/** Puts `word` in the place of a misspelled command; undefined where none is misspelled. */
export function respelled({ text, suggestion }: Plain, word: string): string | undefined {
  const isMisspelled = suggestion !== undefined && nearCommand(text) === suggestion;
  return isMisspelled ? text.replace(/^\p{L}+/u, word) : undefined;
}

type Read = PlateTaken & { readonly command: MechanicCommand; readonly plateTry?: string | undefined };

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one entry for each command reads better whole
function commandLine(line: string, read: Read, clock: Clock, options: ParseOptions): MechanicLine {
  const { command, plateText, plateTry, rest } = read;
  const words = tidy(rest);
  const sentence: Plain = { kind: 'plain', text: line, plateText, suggestion: command };
  // A sentence may begin with a command's word ("klaar voor vandaag"): without a plate it is only
  // offered.
  const isSentence = plateText === undefined && words !== '';
  switch (command) {
    case 'new':
      return isSentence && !looksLikeFacts(words) && plateTry === undefined
        ? sentence
        : { kind: command, plateText, plateTry, ...readRegistration(words, options) };
    case 'start':
    case 'withdraw':
    case 'busy':
    case 'on':
    case 'reopen':
    case 'cancel':
    case 'collected':
    case 'take':
    case 'undo':
      return isSentence ? sentence : { kind: command, plateText, doubts: unreadDoubt(words) };
    case 'found':
      return { kind: command, plateText, findings: readFindings(words), doubts: [] };
    case 'quote':
      return { kind: command, plateText, ...readQuote(words, clock, options) };
    case 'wait':
      return readWait(words, plateText, clock) ?? sentence;
    case 'eta':
      return readEta(words, plateText, clock) ?? sentence;
    case 'lift':
      return readLift(words, plateText) ?? sentence;
    case 'done':
      return readDone(words, plateText, clock, options) ?? sentence;
    case 'agree':
      return readAgreed(words, plateText, options) ?? sentence;
    case 'say':
      return { kind: command, plateText, text: asTyped(rest) || undefined, doubts: priceDoubts(words) };
    case 'note':
      return { kind: command, plateText, text: asTyped(rest) || undefined, doubts: [] };
    case 'mine':
    case 'all':
    case 'help':
      return words === '' && plateText === undefined ? { kind: command } : sentence;
    case 'link':
      return readLink(line) ?? sentence;
    case 'language':
      return readLanguageLine(words) ?? sentence;
    default:
      return assertNever(command);
  }
}

/** True for a list, or a text with a phone number. */
function looksLikeFacts(words: string): boolean {
  return /[,;\n]|\d{6}/.test(words);
}

function unreadDoubt(words: string): Doubt[] {
  return words === '' ? [] : [{ kind: 'unread', text: words }];
}

/** Reads `language [en]`; undefined when it is a sentence. */
function readLanguageLine(words: string): LineOf<'language'> | undefined {
  const language = readLanguage(words);
  return words === '' || language ? { kind: 'language', language } : undefined;
}

// Reads the whole line, because a code may look like a plate.
function readLink(line: string): MechanicLine | undefined {
  const code = /^\S+\s*(\S*)$/.exec(withoutEnd(line, /[.,!]/))?.[1];
  return code === undefined || !takeCommand(line) ? undefined : { kind: 'link', code: code || undefined };
}

type LineOf<Kind extends MechanicLine['kind']> = Extract<MechanicLine, { kind: Kind }>;
type PlateText = string | undefined;

// "klaar 16" and "klaar 1630" tell a time as often as an amount.
const bareTime = /^(?:[01]?\d|2[0-4]|[01]\d[0-5]\d|2[0-3][0-5]\d)$/;

/** Reads `done [485,40]`; undefined when it is a sentence. A time or other words make a doubt. */
function readDone(
  words: string,
  plateText: PlateText,
  clock: Clock,
  options: ParseOptions,
): LineOf<'done'> | undefined {
  const done = (doubts: readonly Doubt[]): LineOf<'done'> => ({ kind: 'done', plateText, price: undefined, doubts });
  if (words === '') return done([]);
  const price = readPrice(words, options);
  if (price.kind === 'price' && !bareTime.test(words)) return { ...done([]), price: price.price };
  const asked = price.kind === 'doubt' ? price.doubts : [];
  if (mentionsTime(words) || bareTime.test(words))
    return done([{ kind: 'done-or-eta', text: words, at: atOf(readMoment(words, clock)) }, ...asked]);
  if (asked.length > 0) return done(asked);
  return plateText === undefined ? undefined : done([{ kind: 'unread', text: words }]);
}

/** Reads `price [199]`; undefined when it is a sentence. */
function readAgreed(words: string, plateText: PlateText, options: ParseOptions): LineOf<'agree'> | undefined {
  const agreed = { kind: 'agree', plateText, price: undefined, doubts: [] } as const;
  if (words === '') return agreed;
  const reading = readPrice(words, options);
  if (reading.kind === 'price') return { ...agreed, price: reading.price };
  if (reading.kind === 'doubt') return { ...agreed, doubts: reading.doubts };
  return plateText === undefined ? undefined : { ...agreed, doubts: unreadDoubt(words) };
}

/** Reads `eta 16:30`; undefined when it is a sentence. */
function readEta(words: string, plateText: PlateText, clock: Clock): LineOf<'eta'> | undefined {
  const moment = readMoment(words, clock);
  const isTime = moment.kind !== 'none' || words === '' || mentionsTime(words);
  if (!isTime && plateText === undefined) return undefined;
  const unread: Doubt[] = moment.kind === 'none' && words !== '' ? [{ kind: 'time', text: words }] : [];
  return { kind: 'eta', plateText, ...timeOf(moment), doubts: [...unread, ...pastDoubt(moment, words)] };
}

const partsWord = /(?<!\p{L})(?:(?:for|op|on)\s+)?(?:parts?|onderdeel|onderdelen)(?!\p{L})/iu;

/**
 * Reads `wait parts [tue 10:00]`; undefined when it is a sentence. Anything but parts is a doubt.
 */
function readWait(words: string, plateText: PlateText, clock: Clock): LineOf<'wait'> | undefined {
  const parts = partsWord.test(words);
  const { moment, when, before } = momentAtEnd(words.replace(partsWord, ' ').trim(), clock);
  const what = withoutEnd(before.replace(/^[\s:,]+/, ''), /[\s:,]/);
  if (!parts && what !== '' && plateText === undefined) return undefined;
  const doubts = [...(parts ? [] : unreadDoubt(what)), ...pastDoubt(moment, when)];
  return { kind: 'wait', plateText, parts, what: what === '' ? undefined : what, ...timeOf(moment), doubts };
}

function momentAtEnd(
  text: string,
  clock: Clock,
): { readonly moment: Moment; readonly when: string; readonly before: string } {
  // Day, filler, time, "uur": a moment has at most five words.
  const words = text.split(/\s+/);
  for (let from = Math.max(0, words.length - 5); from < words.length; from += 1) {
    const when = words.slice(from).join(' ');
    const moment = readMoment(when, clock);
    if (moment.kind !== 'none') return { moment, when, before: words.slice(0, from).join(' ') };
  }
  return { moment: { kind: 'none' }, when: '', before: text };
}

/** Reads `lift on`; undefined when it is a sentence. */
function readLift(words: string, plateText: PlateText): LineOf<'lift'> | undefined {
  const word = withoutEnd(words.toLowerCase(), /[.!]/);
  const state = /^(?:on|op)$/.test(word) ? true : /^(?:off|af)$/.test(word) ? false : undefined;
  if (state !== undefined || words === '') return { kind: 'lift', plateText, onLift: state, doubts: [] };
  if (plateText === undefined) return undefined;
  return { kind: 'lift', plateText, onLift: undefined, doubts: [{ kind: 'unread', text: words }] };
}

function atOf(moment: Moment): Date | undefined {
  return moment.kind === 'at' ? moment.at : undefined;
}

function timeOf(moment: Moment): { readonly at: Date | undefined; readonly day: string | undefined } {
  return {
    at: atOf(moment),
    day: moment.kind === 'day' ? moment.day : undefined,
  };
}

function pastDoubt(moment: Moment, text: string): Doubt[] {
  return moment.kind === 'past' ? [{ kind: 'past', text, at: moment.at }] : [];
}
