import { money, raisedBy } from '../../core/money.ts';
import type { QuoteLine, Severity } from '../../core/repair/quote.ts';
import type { DraftData, DraftLineData } from '../cards/card.ts';
import type { AtCar } from './chat.ts';
import type { Doubt, DraftLine, QuoteDraft } from './typed/line.ts';

type Typed = QuoteDraft & { readonly doubts: readonly Doubt[] };

/** A typed quote as far as it is sure: amounts in doubt are taken out, so that they are asked. */
export function draftOf(typed: Typed, at: AtCar): DraftData {
  const lines: DraftLineData[] = [];
  typed.lines.forEach((line, index) => {
    lines.push(
      lineOf(
        line,
        typed.doubts.filter((doubt) => 'line' in doubt && doubt.line === index),
        lines.at(-1),
        at,
      ),
    );
  });
  const { readyIfApproved, readyIfDeclined } = typed;
  const unread = unreadTimes(typed.doubts, at);
  return {
    lines,
    ...(readyIfApproved ? { readyIfApproved: readyIfApproved.toISOString() } : {}),
    ...(readyIfDeclined ? { readyIfDeclined: readyIfDeclined.toISOString() } : {}),
    ...(unread ? { unreadTimes: unread } : {}),
  };
}

function lineOf(
  line: DraftLine,
  doubts: readonly Doubt[],
  before: DraftLineData | undefined,
  at: AtCar,
): DraftLineData {
  const { price, number, description, discount } = line;
  const finding = discount ? undefined : findingOf(description, at);
  const sameChoice = before?.number === number ? before.severity : undefined;
  const severity = line.severity ?? finding?.severity ?? sameChoice;
  const readings = doubts.flatMap((doubt) =>
    doubt.kind === 'amount' ? doubt.readings.map(({ minor }) => including(minor, at)) : [],
  );
  return {
    number,
    text: description === '' && discount ? at.say.discount : description,
    vatRate: price?.vatRate ?? at.options.vatRate,
    ...(severity ? { severity } : {}),
    ...(price && doubts.length === 0 ? { amountMinor: price.amount.minor } : {}),
    ...(readings.length > 0 ? { readings } : {}),
    ...(discount ? { discount } : {}),
    ...(finding ? { findingId: finding.findingId } : {}),
  };
}

function including(minor: number, { options }: AtCar): number {
  return options.pricesIncludeVat ? minor : raisedBy(money(minor, options.currency), options.vatRate).minor;
}

/** The finding without a price that a line names, so that its words and severity need not be typed again. */
function findingOf(description: string, { view }: AtCar) {
  const line = description.toLowerCase();
  const { findings } = view.repair;
  return line.length < 4
    ? undefined
    : findings.find(({ findingId, priced }) => {
        const words = view.words.get(findingId)?.toLowerCase();
        return !priced && words !== undefined && (words.includes(line) || line.includes(words));
      });
}

function unreadTimes(doubts: readonly Doubt[], { say, by }: AtCar): DraftData['unreadTimes'] {
  const times: { ready?: string; else?: string } = {};
  for (const doubt of doubts) {
    if (doubt.kind !== 'time' && doubt.kind !== 'past') continue;
    const [, word = '', rest = ''] = /^(\p{L}+)[\s:,]*(.*)$/su.exec(doubt.text) ?? [];
    // A time that is over was most likely meant for tomorrow.
    const value = doubt.kind === 'past' ? `${say.tomorrow} ${by.time(doubt.at)}` : rest;
    times[/^(?:anders|else)$/i.test(word) ? 'else' : 'ready'] = value;
  }
  return Object.keys(times).length > 0 ? times : undefined;
}

/** The findings without a price as lines of a quote. */
export function draftOfFindings({ view, options }: AtCar, only: string | undefined): DraftData {
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

/** Numbers, severities and amounts as the repair takes them; undefined while something is missing. */
export function quoteLines(
  { lines }: DraftData,
  { options, newId }: Pick<AtCar, 'options' | 'newId'>,
): readonly { readonly line: QuoteLine; readonly text: string }[] | undefined {
  const made = lines.flatMap(({ number, text, severity, amountMinor, vatRate, findingId }) =>
    amountMinor === undefined || text === ''
      ? []
      : [
          {
            text,
            line: {
              lineId: newId() as QuoteLine['lineId'],
              number,
              // Nothing was said about how soon, so nothing stronger is claimed.
              severity: severity ?? ('soon' satisfies Severity),
              amount: money(amountMinor, options.currency),
              vatRate,
              ...(findingId ? { findingId } : {}),
            },
          },
        ],
  );
  return made.length === lines.length && made.length > 0 ? made : undefined;
}
