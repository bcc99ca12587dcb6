import { chooseAddress, type Language } from '../../core/customer/address.ts';
import { currentVersion, openQuote } from '../../core/repair/guard.ts';
import type { QuoteVersion } from '../../core/repair/repair.ts';
import { followerOf } from '../../core/scene/queries.ts';
import type { DraftData, DraftLineData } from '../cards/card.ts';
import { discountNames } from '../wording/customer/lines.ts';
import type { ChatAboutRepair } from './chat.ts';
import type { Doubt, DraftLine, QuoteDraft } from './typed/line.ts';

/** The newest version of the open quote, sent or not. */
export function openVersion({ view }: ChatAboutRepair): QuoteVersion | undefined {
  const open = openQuote(view.repair);
  return open && currentVersion(open);
}

type TypedQuote = QuoteDraft & { readonly doubts: readonly Doubt[] };

/** Makes a draft of a typed quote. Amounts in doubt are taken out, so that they are asked. */
export function draftOf(typed: TypedQuote, chat: ChatAboutRepair): DraftData {
  const lines: DraftLineData[] = [];
  typed.lines.forEach((line, index) => {
    lines.push(
      lineOf(
        line,
        typed.doubts.filter((doubt) => 'line' in doubt && doubt.line === index),
        lines.at(-1),
        chat,
      ),
    );
  });
  const { readyIfApproved, readyIfDeclined } = typed;
  const unread = unreadTimes(typed.doubts, chat);
  return {
    ...ontoOf(typed, lines, chat),
    ...(readyIfApproved ? { readyIfApproved: readyIfApproved.toISOString() } : {}),
    ...(readyIfDeclined ? { readyIfDeclined: readyIfDeclined.toISOString() } : {}),
    ...(unread ? { unreadTimes: unread } : {}),
    ...(typed.total ? { totalMinor: typed.total.amount.minor } : {}),
  };
}

const more = /^extra\b[\s:,-]*/iu;

/** A `+` or the word "extra" in front means more work, where a quote is open. */
function ontoOf(
  { adds }: TypedQuote,
  lines: readonly DraftLineData[],
  chat: ChatAboutRepair,
): Pick<DraftData, 'lines' | 'onto'> {
  const [first, ...others] = lines;
  if (!first || !openVersion(chat) || !(adds || more.test(first.text))) return { lines };
  return { lines: [{ ...first, text: first.text.replace(more, '') }, ...others], onto: 'add' };
}

function lineOf(
  line: DraftLine,
  doubts: readonly Doubt[],
  before: DraftLineData | undefined,
  chat: ChatAboutRepair,
): DraftLineData {
  const { price, number, description, discount } = line;
  const finding = discount ? undefined : findingOf(description, chat);
  const sameChoice = before?.number === number ? before.severity : undefined;
  const severity = line.severity ?? finding?.severity ?? sameChoice;
  return {
    number,
    text: description === '' && discount ? discountNames[readerLanguage(chat)] : description,
    vatRate: price?.vatRate ?? chat.options.vatRate,
    ...(severity ? { severity } : {}),
    ...(price && doubts.length === 0 ? { amountMinor: price.amount.minor } : {}),
    ...doubtedOf(line, doubts),
    ...(discount ? { discount } : {}),
    ...(finding ? { findingId: finding.findingId } : {}),
  };
}

/** What a card shows of a line in doubt. */
function doubtedOf(
  { guessed }: DraftLine,
  doubts: readonly Doubt[],
): Pick<DraftLineData, 'typed' | 'readings' | 'guessMinor'> {
  const readings = doubts.flatMap((doubt) => ('readings' in doubt ? doubt.readings.map(({ minor }) => minor) : []));
  const typed = doubts[0]?.text;
  const [first] = readings;
  return {
    ...(typed ? { typed } : {}),
    ...(guessed && first !== undefined ? { guessMinor: first } : {}),
    ...(readings.length > 0 && !guessed ? { readings } : {}),
  };
}

/** The language of the customer, who reads the line. */
function readerLanguage({ view, scene }: ChatAboutRepair): Language {
  const { addresses, language } = followerOf(view, scene);
  return chooseAddress(addresses, 'begin', { quote: true }).address?.language ?? language;
}

/** Finds the finding that a line prices, so that its severity need not be typed again. */
function findingOf(description: string, { view }: ChatAboutRepair) {
  const line = description.toLowerCase();
  const { findings } = view.repair;
  return line.length < 4
    ? undefined
    : findings.find(({ findingId, priced }) => {
        const words = view.words.get(findingId)?.toLowerCase();
        return !priced && words !== undefined && (words.includes(line) || line.includes(words));
      });
}

function unreadTimes(doubts: readonly Doubt[], { words, format }: ChatAboutRepair): DraftData['unreadTimes'] {
  const times: { ready?: string; else?: string } = {};
  for (const doubt of doubts) {
    if (doubt.kind !== 'time' && doubt.kind !== 'past') continue;
    const [, word = '', rest = ''] = /^(\p{L}+)[\s:,]*(.*)$/su.exec(doubt.text) ?? [];
    // A time that is over was most likely meant for tomorrow.
    const value = doubt.kind === 'past' ? `${words.tomorrow} ${format.time(doubt.at)}` : withMinutes(rest);
    times[/^(?:anders|else)$/i.test(word) ? 'else' : 'ready'] = value;
  }
  return Object.keys(times).length > 0 ? times : undefined;
}

/** Writes `16` and `om 1630` as a time that can be read, to be confirmed. */
function withMinutes(typed: string): string {
  const [, hour, minutes = '00'] = /^(?:\p{L}+ +)?(\d{1,2})(\d\d)?$/u.exec(typed) ?? [];
  return hour === undefined ? typed : `${hour}:${minutes}`;
}

/** Makes a draft of the findings without a price. */
export function draftOfFindings({ view, options }: ChatAboutRepair, only: string | undefined): DraftData {
  return {
    lines: view.repair.findings
      .filter(({ findingId, priced }) => (only === undefined ? !priced : findingId === only))
      .map(({ findingId, severity }, index) => ({
        number: index + 1,
        text: view.words.get(findingId) ?? '',
        severity,
        vatRate: options.vatRate,
        findingId,
      })),
  };
}
