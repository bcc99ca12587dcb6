import { assertNever } from '../../../core/decision.ts';
import { readDone, readEta, readLift, readWait } from '../command-facts.ts';
import { isDutchPlate, isForeignPlate, matchPlate, plateKey } from '../plates.ts';
import { priceInText } from '../price-in-text.ts';
import { readFindings, readQuote } from '../quote-lines.ts';
import { nearCommand, readCommand, readLanguage } from '../words.ts';
import type { Clock, Command, Doubt, MechanicLine, ParseOptions, Plain } from './line.ts';
import { type PlateMode, type PlateTaken, takePlate, takePlateAnywhere } from './plates.ts';
import { readRegistration } from './registration.ts';

/** Reads one message of a mechanic, in Dutch or English. Never throws, refuses nothing and does nothing. */
export function parseLine(text: string, clock: Clock, options: ParseOptions): MechanicLine {
  const line = tidy(text);
  const language = line.length > 3 ? readLanguage(line) : undefined;
  if (language) return { kind: 'language', language };
  const known = readCommand(line);
  if (known) return commandLine(line, { ...known, ...plateAfter(known, options) }, clock, options);
  const first = takePlate(line, 'command', options.openPlates);
  const second = first.plateText === undefined ? undefined : readCommand(first.rest);
  if (second && (second.command !== 'new' || plateKey(first.plateText ?? '').length >= 4))
    return commandLine(line, { ...first, ...second }, clock, options);
  if (first.plateText !== undefined && /^\??$/.test(first.rest) && mayBeShown(first.plateText, options))
    return { kind: 'show', plateText: first.plateText };
  return plainLine(line, options);
}

function tidy(text: string): string {
  return text
    .replace(/[\u00a0\u2000-\u200a\u202f\t]/g, ' ')
    .replace(/[\u200b-\u200f\u2060\ufeff\0]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2010\u2011]/g, '-')
    .trim();
}

// A price in free text binds the garage outside any quote.
function priceDoubts(text: string): Doubt[] {
  const price = priceInText(text);
  return price === undefined ? [] : [{ kind: 'price-in-text', text: price }];
}

const plateModes: Partial<Record<Command, PlateMode>> = {
  new: 'new',
  found: 'text',
  quote: 'text',
  note: 'text',
  say: 'strict',
  done: 'amount',
};

function plateAfter(
  { command, rest }: { readonly command: Command; readonly rest: string },
  { openPlates }: ParseOptions,
): PlateTaken {
  const mode = plateModes[command] ?? 'command';
  const taken = takePlate(rest, mode, openPlates);
  const few = mode === 'command' || mode === 'amount';
  return taken.plateText === undefined && few ? takePlateAnywhere(rest) : taken;
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

type Read = PlateTaken & { readonly command: Command };

function commandLine(line: string, read: Read, clock: Clock, options: ParseOptions): MechanicLine {
  const { command, plateText, rest } = read;
  const words = rest.trim();
  const sentence: Plain = { kind: 'plain', text: line, plateText, suggestion: command };
  // A sentence may begin with a command's word ("klaar voor vandaag"): with no car in it, it is only offered.
  const isSentence = plateText === undefined && words !== '';
  switch (command) {
    case 'new':
      if (isSentence && !/[,;\n]|\d{6}/.test(words)) return sentence;
      return { kind: command, plateText, ...readRegistration(words, options) };
    case 'start':
    case 'withdraw':
    case 'busy':
    case 'on':
    case 'reopen':
    case 'cancel':
    case 'collected':
    case 'take':
    case 'undo':
      if (isSentence) return sentence;
      return { kind: command, plateText, doubts: words === '' ? [] : [{ kind: 'unread', text: words }] };
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
    case 'say':
      return { kind: command, plateText, text: words || undefined, doubts: priceDoubts(words) };
    case 'note':
      return { kind: command, plateText, text: words || undefined, doubts: [] };
    case 'mine':
    case 'all':
    case 'help':
      return words === '' && plateText === undefined ? { kind: command } : sentence;
    case 'link':
      return readLink(line) ?? sentence;
    case 'language': {
      const language = readLanguage(words);
      return words === '' || language ? { kind: command, language } : sentence;
    }
    default:
      return assertNever(command);
  }
}

// From the whole line, because a code may look like a plate.
function readLink(line: string): MechanicLine | undefined {
  const code = /^\S+\s*(\S*?)[.,!]*$/.exec(line)?.[1];
  return code === undefined || !readCommand(line) ? undefined : { kind: 'link', code: code || undefined };
}
