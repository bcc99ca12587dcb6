import { money } from '../../core/money.ts';
import type { Severity } from '../../core/repair/quote.ts';
import { takeMarks } from './line-marks.ts';
import { type Moment, readMoment } from './typed/dates.ts';
import type { Clock, Doubt, DraftLine, Finding, ParseOptions, QuoteDraft } from './typed/line.ts';
import { type LineDoubt, type ReadLine, readQuoteLine } from './typed/quote.ts';

const bullet = /^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+(?=\S))/;

function partsOf(text: string): string[] {
  return text
    .split(/;|\n|\s\/(?=\s)/)
    .map((part) => part.replace(bullet, '').trim())
    .filter((part) => part !== '');
}

/** Reads what follows `quote PLATE:`; `;`, a new line and ` / ` begin a line, `+` one of the same choice. */
export function readQuote(
  text: string,
  clock: Clock,
  options: ParseOptions,
): QuoteDraft & { readonly doubts: readonly Doubt[] } {
  const lines: DraftLine[] = [];
  const doubts: Doubt[] = [];
  const ready: { approved?: Date; declined?: Date } = {};
  for (const part of partsOf(text)) {
    const { rest, times, unread } = takeReadyTimes(part, clock);
    for (const { word, moment, text } of times) {
      if (moment.kind === 'at') ready[isElse(word) ? 'declined' : 'approved'] ??= moment.at;
      else doubts.push(moment.kind === 'past' ? { kind: 'past', text, at: moment.at } : { kind: 'time', text });
    }
    if (unread !== undefined && !hasPrice(readQuoteLine(part, options))) doubts.push({ kind: 'time', text: unread });
    else if (rest !== '') addChoice(rest, options, lines, doubts);
  }
  return { lines, doubts, readyIfApproved: ready.approved, readyIfDeclined: ready.declined };
}

function isElse(word: string): boolean {
  return /^(?:anders|else)$/i.test(word);
}

type ReadyTime = { readonly word: string; readonly text: string; readonly moment: Moment };

/** Takes `klaar 16:30` and `anders 15:00` off the end of a part; `unread` is one at its beginning that is no time. */
function takeReadyTimes(
  part: string,
  clock: Clock,
): { readonly rest: string; readonly times: readonly ReadyTime[]; readonly unread: string | undefined } {
  const times: ReadyTime[] = [];
  let rest = part;
  for (;;) {
    const match = /^(|.*\s)(klaar|ready|anders|else)[\s:,]+(\S.*)$/isu.exec(rest);
    const moment = match ? readMoment(match[3] ?? '', clock) : undefined;
    if (!match || !moment || moment.kind === 'none') break;
    times.push({ word: match[2] ?? '', text: rest.slice(match[1]?.length ?? 0), moment });
    rest = (match[1] ?? '').replace(/[\s,]+$/, '');
  }
  return { rest, times, unread: /^(?:klaar|ready|anders|else)(?=[\s:,]|$)/i.test(rest) ? rest : undefined };
}

function hasPrice({ line, doubts }: ReadLine): boolean {
  return line.price !== undefined || doubts.length > 0;
}

// "pads + discs 412" is one line of two words; only a part with a price of its own is a line.
function splitChoice(text: string, options: ParseOptions): ReadLine[] {
  const lines: string[][] = [[]];
  for (const part of text.split(/\s+\+\s*|\s*\+\s+/).filter((part) => part.trim() !== '')) {
    lines.at(-1)?.push(part);
    if (hasPrice(readQuoteLine(part, options))) lines.push([]);
  }
  return lines.filter((parts) => parts.length > 0).map((parts) => readQuoteLine(parts.join(' + '), options));
}

function addChoice(text: string, options: ParseOptions, lines: DraftLine[], doubts: Doubt[]): void {
  const joins = /^\+/.test(text);
  const read = splitChoice(text.replace(/^\++\s*/, ''), options);
  const previous = lines.at(-1)?.number ?? 0;
  const isNew = previous === 0 || !(joins || (read[0]?.line.discount ?? false));
  const number = isNew ? previous + 1 : previous;
  for (const { line, doubts: found } of read) {
    const index = lines.push({ number, ...line }) - 1;
    doubts.push(...found.map((doubt) => atLine(doubt, index, options)));
    if (line.discount && line.price !== undefined && choiceTotal(lines, number) < 0)
      doubts.push({ kind: 'discount', text, line: index });
  }
}

function choiceTotal(lines: readonly DraftLine[], number: number): number {
  return lines.reduce((total, line) => (line.number === number ? total + (line.price?.amount.minor ?? 0) : total), 0);
}

function atLine(doubt: LineDoubt, line: number, { currency }: ParseOptions): Doubt {
  return doubt.kind === 'amount'
    ? { ...doubt, line, readings: doubt.readings.map((minor) => money(minor, currency)) }
    : { ...doubt, line };
}

/** Reads what follows `found PLATE:`: words and severity, no prices. */
export function readFindings(text: string): Finding[] {
  return partsOf(text).flatMap((part) => {
    const { words, severity }: { words: readonly string[]; severity: Severity | undefined } = takeMarks(
      part.split(/\s+/),
      { severityOnly: true },
    );
    return words.length === 0 ? [] : [{ text: words.join(' '), severity }];
  });
}
