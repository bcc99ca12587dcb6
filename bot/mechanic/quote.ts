import type { Wording } from '../../core/application/commands.ts';
import { endOfNextBusinessDay } from '../../core/calendar.ts';
import { as, type LineId, type QuoteId } from '../../core/ids.ts';
import { money, raisedBy } from '../../core/money.ts';
import { openQuote, quoteOf, releasedVersion } from '../../core/repair/guard.ts';
import type { QuoteLine, Severity } from '../../core/repair/repair.ts';
import type { DraftData, DraftLineData, MechanicAction, MechanicButton, MechanicCardInput } from '../cards/card.ts';
import { type Step, toRepair } from '../step.ts';
import { shownWords } from '../wording/format.ts';
import { type AtCar, carCard, drawAnew, heard, type Values } from './chat.ts';
import { readInput } from './register.ts';
import { readMoment } from './typed/dates.ts';
import type { Doubt, DraftLine, QuoteDraft } from './typed/line.ts';
import { readQuote } from './typed/quote.ts';
import { undoButton } from './undo.ts';

type Of<Do extends MechanicAction['do']> = Extract<MechanicAction, { do: Do }>;

/** Asks for the prices of what was found, or for the lines of a quote when nothing was. */
export function priceSteps(at: AtCar, action: Of<'price'>, values: Values): readonly Step[] {
  const { say, repairId, clock, options } = at;
  const typed = values.lines?.trim();
  if (typed) return draftSteps(at, draftOf(readQuote(typed, clock, options), at), {});
  const draft = draftOfFindings(at, action.findingId);
  if (draft.lines.length > 0) return draftSteps(at, draft, {});
  return carCard(at, {
    text: say.quoteAsks,
    inputs: [{ name: 'lines', label: say.inputs.lines, placeholder: say.linesExample }],
    buttons: [{ label: say.buttons.makeQuote, action: { do: 'price', repairId }, style: 'primary' }],
  });
}

/** Drafts when everything is known; the card with the lines and the release buttons is drawn below. */
export function draftSteps(at: AtCar, typed: DraftData, values: Values): readonly Step[] {
  const draft = completed(at, typed, values);
  const made = draft.unreadTimes ? undefined : quoteLines(draft, at);
  if (!made) return askPrices(at, draft);
  const { repairId, newId, meta } = at;
  const words = new Map<string, Wording>(made.map(({ line, text }) => [line.lineId, { kind: 'line', text }]));
  const quoteId = openQuote(at.view.repair)?.quoteId ?? as<QuoteId>(newId());
  return [
    toRepair(
      {
        type: 'DraftQuote',
        data: {
          repairId,
          quoteId,
          lines: made.map(({ line }) => ({ ...line, lineId: as<LineId>(line.lineId) })),
          readyIfApproved: draft.readyIfApproved === undefined ? undefined : new Date(draft.readyIfApproved),
          readyIfDeclined: draft.readyIfDeclined === undefined ? undefined : new Date(draft.readyIfDeclined),
        },
        meta,
      },
      words,
    ),
    drawAnew(at),
  ];
}

/** What the inputs of the card add to what was typed before. */
function completed(at: AtCar, draft: DraftData, values: Values): DraftData {
  const filled = draft.lines.map((line, index): DraftLineData => {
    const text = line.text || values[`text${index + 1}`]?.trim() || '';
    if (line.amountMinor !== undefined) return { ...line, text };
    const amount = readInput(at, values[`price${index + 1}`]);
    if (amount.kind !== 'amount') return { ...line, text };
    const { minor } = amount.amount;
    return { ...line, text, vatRate: amount.vatRate, amountMinor: line.discount ? -Math.abs(minor) : minor };
  });
  const { unreadTimes, ...rest } = draft;
  const lines = withoutOverdoneDiscount(filled);
  if (!unreadTimes) return { ...rest, lines };
  const ready = timeOf(at, unreadTimes.ready, values.ready);
  const otherwise = timeOf(at, unreadTimes.else, values.else);
  const unread = {
    ...(ready.unread === undefined ? {} : { ready: ready.unread }),
    ...(otherwise.unread === undefined ? {} : { else: otherwise.unread }),
  };
  return {
    ...rest,
    lines,
    ...(ready.at ? { readyIfApproved: ready.at } : {}),
    ...(otherwise.at ? { readyIfDeclined: otherwise.at } : {}),
    ...(Object.keys(unread).length > 0 ? { unreadTimes: unread } : {}),
  };
}

/** A discount that is more than its choice costs cannot be meant: it is asked. */
function withoutOverdoneDiscount(lines: readonly DraftLineData[]): readonly DraftLineData[] {
  return lines.map((line) => {
    const choice = lines.filter(({ number }) => number === line.number);
    const total = choice.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0);
    const known = choice.every(({ amountMinor }) => amountMinor !== undefined);
    if (!line.discount || !known || total >= 0) return line;
    const { amountMinor: _, ...unknown } = line;
    return unknown;
  });
}

type Time = { readonly at?: string; readonly unread?: string };

/** Emptied by the mechanic, the time is left out; untouched it is asked until it can be read. */
function timeOf({ clock }: AtCar, unread: string | undefined, typed: string | undefined): Time {
  if (unread === undefined || typed === '') return {};
  if (typed === undefined) return { unread };
  const moment = readMoment(typed, clock);
  return moment.kind === 'at' ? { at: moment.at.toISOString() } : { unread: typed };
}

function askPrices(at: AtCar, draft: DraftData): readonly Step[] {
  const { say, by, repairId, options } = at;
  const { lines, unreadTimes } = draft;
  const shown = (minor: number): string => by.money(money(minor, options.currency));
  const vat = options.pricesIncludeVat ? say.inputs.including : say.inputs.excluding;
  // A discount stays within its own choice.
  const mostOff = ({ discount, number }: DraftLineData): string => {
    const others = lines.filter((one) => one.number === number && !one.discount);
    const total = others.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0);
    return discount && total > 0 ? `, ${say.inputs.atMost(shown(total), number)}` : '';
  };
  const inputs = lines.flatMap((line, index): MechanicCardInput[] => [
    ...(line.text === '' ? [{ name: `text${index + 1}`, label: say.inputs.text(line.number) }] : []),
    ...(line.amountMinor === undefined
      ? [{ name: `price${index + 1}`, label: `${shownWords(line.text, 60) || line.number}${mostOff(line)} (${vat})` }]
      : []),
  ]);
  const times = [
    ...(unreadTimes?.ready === undefined
      ? []
      : [{ name: 'ready', label: say.inputs.ready, value: shownWords(unreadTimes.ready, 40) }]),
    ...(unreadTimes?.else === undefined
      ? []
      : [{ name: 'else', label: say.inputs.else, value: shownWords(unreadTimes.else, 40) }]),
  ];
  const action = { do: 'draft', repairId, draft } as const;
  return carCard(at, {
    text: say.pricesAsked,
    lines: lines.map((line) => ({
      text: `${line.number}. ${shownWords(line.text, 120)}`,
      ...(line.amountMinor === undefined ? {} : { amount: shown(line.amountMinor) }),
      state: 'pending',
    })),
    inputs: [...inputs, ...times],
    buttons: [...oneTap(at, draft, shown), { label: say.buttons.makeQuote, action, style: 'primary' }],
  });
}

/** One amount that can be read in two ways is one tap away. */
function oneTap(at: AtCar, draft: DraftData, shown: (minor: number) => string): readonly MechanicButton[] {
  const { repairId, say } = at;
  const missing = draft.lines.filter(({ amountMinor }) => amountMinor === undefined);
  const [only, ...others] = missing;
  if (!only || others.length > 0) return [];
  return (only.readings ?? []).map((amountMinor) => ({
    label: say.buttons.reading(shown(amountMinor)),
    action: {
      do: 'draft',
      repairId,
      draft: { ...draft, lines: draft.lines.map((line) => (line === only ? { ...line, amountMinor } : line)) },
    },
  }));
}

/** Sends the quote that the card shows; what the customer has already is not sent twice. */
export function releaseSteps(at: AtCar, { quoteId, version, waits }: Of<'release'>): readonly Step[] {
  const { desk, repairId, meta, say, by, view } = at;
  const quote = quoteOf(view.repair, quoteId);
  const released = quote && releasedVersion(quote);
  if (released?.version === version) {
    const text = say.sentAlready(by.time(released.standing.releasedAt));
    return [...carCard(at, { text }), drawAnew(at)];
  }
  const act = { kind: 'release', repairId, quoteId, at: desk.now } as const;
  const validUntil = endOfNextBusinessDay(desk.garage.calendar, desk.now);
  return [
    toRepair({
      type: 'ReleaseQuote',
      data: { repairId, quoteId, version, validUntil, mechanicWaits: waits },
      meta,
    }),
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(at, { text: `${say.released(by.when(validUntil))} ${heard(at)}`, buttons: [undoButton(at, act)] }),
  ];
}

/** Takes back the open quote; a draft that nobody saw is only dropped. */
export function withdrawSteps(at: AtCar, action: Of<'withdraw'>): readonly Step[] {
  const { repairId, meta, say, view } = at;
  const open = openQuote(view.repair);
  if (!open || (action.quoteId !== undefined && action.quoteId !== open.quoteId))
    return [...carCard(at, { text: say.noOpenQuote }), drawAnew(at)];
  const wasSent = releasedVersion(open) !== undefined;
  return [
    toRepair({ type: 'WithdrawQuote', data: { repairId, quoteId: open.quoteId }, meta }),
    ...carCard(at, { text: wasSent ? `${say.withdrawn} ${heard(at)}` : say.dropped }),
  ];
}

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
function draftOfFindings({ view, options }: AtCar, only: string | undefined): DraftData {
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
function quoteLines(
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
