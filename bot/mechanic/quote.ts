import type { Wording } from '../../core/application/commands.ts';
import { endOfNextBusinessDay } from '../../core/calendar.ts';
import { as, type LineId, type QuoteId } from '../../core/ids.ts';
import { money, raisedBy } from '../../core/money.ts';
import { readMoment } from '../../core/reading/moment.ts';
import { currentVersion, openQuote, quoteOf, releasedVersion } from '../../core/repair/guard.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import type { QuoteLine, QuoteVersion, Severity } from '../../core/repair/repair.ts';
import { descriptionsOf, linesNotIn } from '../../core/scene/same-work.ts';
import type { DraftData, DraftLineData, MechanicAction, MechanicButton, MechanicCardInput } from '../cards/card.ts';
import { namedLines } from '../cards/repair-card.ts';
import { type Step, toRepair } from '../step.ts';
import { shownWords } from '../wording/format.ts';
import { type ChatAboutRepair, carCard, drawAnew, heard, type Values } from './chat.ts';
import { readAmountInput } from './register.ts';
import type { Doubt, DraftLine, QuoteDraft } from './typed/line.ts';
import { readQuote } from './typed/quote.ts';
import { undoButton } from './undo.ts';

type Of<Do extends MechanicAction['do']> = Extract<MechanicAction, { do: Do }>;

/** Asks for the prices of what was found, or for the lines of a quote when nothing was. */
export function priceSteps(chat: ChatAboutRepair, action: Of<'price'>, values: Values): readonly Step[] {
  const { words, repairId, clock, options } = chat;
  const typed = values.lines?.trim();
  if (typed) return draftSteps(chat, draftOf(readQuote(typed, clock, options), chat), {});
  const draft = draftOfFindings(chat, action.findingId);
  if (draft.lines.length > 0) return draftSteps(chat, draft, {});
  return carCard(chat, {
    text: words.quoteAsks,
    inputs: [{ name: 'lines', label: words.inputs.lines, placeholder: words.linesExample }],
    buttons: [{ label: words.buttons.makeQuote, action: { do: 'price', repairId }, style: 'primary' }],
  });
}

/** Drafts the quote when everything is known, and draws the card with the release buttons below. */
export function draftSteps(chat: ChatAboutRepair, typed: DraftData, values: Values): readonly Step[] {
  const draft = completed(chat, typed, values);
  const made = draft.unreadTimes ? undefined : quoteLines(draft, chat);
  if (!made) return askPrices(chat, draft);
  if (draft.onto === undefined && dropsAll(chat, draft)) return askOnto(chat, draft);
  const words = new Map<string, Wording>(made.map(({ line, text }) => [line.lineId, { kind: 'line', text }]));
  const readyIfApproved = draft.readyIfApproved === undefined ? undefined : new Date(draft.readyIfApproved);
  const readyIfDeclined = draft.readyIfDeclined === undefined ? undefined : new Date(draft.readyIfDeclined);
  const fresh = { lines: made.map(({ line }) => line), readyIfApproved, readyIfDeclined };
  const open = openVersion(chat);
  const typedWords = new Map(made.map(({ line, text }) => [line.lineId, text]));
  const wanted = draft.onto === 'add' && open ? added(chat, open, fresh, typedWords) : fresh;
  return [draftStep(chat, wanted, words), drawAnew(chat)];
}

type Wanted = Pick<QuoteVersion, 'lines' | 'readyIfApproved' | 'readyIfDeclined'>;

function draftStep(chat: ChatAboutRepair, wanted: Wanted, words?: ReadonlyMap<string, Wording>): Step {
  const { repairId, newId, meta, view } = chat;
  const quoteId = openQuote(view.repair)?.quoteId ?? as<QuoteId>(newId());
  return toRepair({ type: 'DraftQuote', data: { repairId, quoteId, ...wanted }, meta }, words);
}

/** The newest version of the open quote, sent or not. */
function openVersion({ view }: ChatAboutRepair): QuoteVersion | undefined {
  const open = openQuote(view.repair);
  return open && currentVersion(open);
}

/** True if nothing of the open quote would be left: that may be more work as well as other work. */
function dropsAll(chat: ChatAboutRepair, { lines }: DraftData): boolean {
  const open = openVersion(chat);
  const gone = open
    ? linesNotIn(
        chat.view,
        open,
        lines.map(({ text }) => text),
      )
    : [];
  return gone.length > 0 && gone.length === open?.lines.length;
}

/** Asks if the lines come to the open quote or take its place. Nothing can be sent before that. */
function askOnto(chat: ChatAboutRepair, draft: DraftData): readonly Step[] {
  const { words, format, repairId, options, view } = chat;
  const open = openVersion(chat);
  const action = (onto: 'add' | 'replace') => ({ do: 'draft', repairId, draft: { ...draft, onto } }) as const;
  return carCard(chat, {
    text: `${words.ontoAsks} ${format.words.replaces(open ? namedLines(view, open.lines, format) : '')}`,
    lines: draft.lines.map(({ number, text, amountMinor }) => ({
      text: `${number}. ${shownWords(text, 120)}`,
      ...(amountMinor === undefined ? {} : { amount: format.money(money(amountMinor, options.currency)) }),
      state: 'pending',
    })),
    buttons: [
      { label: format.words.buttons.addToOpen, action: action('add'), style: 'primary' },
      { label: words.buttons.replace, action: action('replace') },
    ],
  });
}

/** Puts new lines behind those of an open version. A line of exactly the same words gets its new price. */
function added(
  { view }: ChatAboutRepair,
  open: QuoteVersion,
  fresh: Wanted,
  typed: ReadonlyMap<LineId, string>,
): Wanted {
  const plain = (text: string | undefined): string | undefined => text?.trim().toLowerCase();
  const newWords = new Set(fresh.lines.map(({ lineId }) => plain(typed.get(lineId) ?? view.words.get(lineId))));
  const alone = ({ number }: QuoteLine): boolean => open.lines.filter((one) => one.number === number).length === 1;
  const kept = open.lines.filter((line) => {
    const said = plain(view.words.get(line.lineId));
    return said === undefined || !alone(line) || !newWords.has(said);
  });
  const numbers = choiceNumbers(kept);
  return {
    lines: [
      ...kept.map((line) => ({ ...line, number: numbers.indexOf(line.number) + 1 })),
      ...fresh.lines.map((line) => ({ ...line, number: line.number + numbers.length })),
    ],
    readyIfApproved: fresh.readyIfApproved ?? open.readyIfApproved,
    readyIfDeclined: fresh.readyIfDeclined ?? open.readyIfDeclined,
  };
}

/** Adds what the draft would drop of the version that the customer has. */
export function keepOpenSteps(chat: ChatAboutRepair, { quoteId, version }: Of<'keep-open'>): readonly Step[] {
  const open = openQuote(chat.view.repair);
  const sent = open && releasedVersion(open);
  const draft = open && currentVersion(open);
  const isMeant = open?.quoteId === quoteId && draft?.version === version && draft.standing.status === 'draft';
  if (!sent || !isMeant) return [...carCard(chat, { text: chat.words.oldCard }), drawAnew(chat)];
  const gone = linesNotIn(chat.view, sent, descriptionsOf(chat.view, draft));
  const whole = new Set(gone.map(({ number }) => number));
  const back = sent.lines.filter(({ number }) => whole.has(number));
  return [draftStep(chat, added(chat, { ...sent, lines: back }, draft, new Map())), drawAnew(chat)];
}

/** Fills in what the inputs of the card say. */
function completed(chat: ChatAboutRepair, draft: DraftData, values: Values): DraftData {
  const filled = draft.lines.map((line, index): DraftLineData => {
    const text = line.text || values[`text${index + 1}`]?.trim() || '';
    if (line.amountMinor !== undefined) return { ...line, text };
    const amount = readAmountInput(chat, values[`price${index + 1}`]);
    if (amount.kind !== 'amount') return { ...line, text };
    const { minor } = amount.amount;
    return { ...line, text, vatRate: amount.vatRate, amountMinor: line.discount ? -Math.abs(minor) : minor };
  });
  const { unreadTimes, ...rest } = draft;
  const lines = withoutOverdoneDiscount(filled);
  if (!unreadTimes) return { ...rest, lines };
  const ready = timeOf(chat, unreadTimes.ready, values.ready);
  const otherwise = timeOf(chat, unreadTimes.else, values.else);
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

/** Takes out a discount that is more than its choice costs, so that it is asked again. */
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

/**
 * Reads a time from its input. An emptied input leaves the time out; an untouched one is asked
 * again.
 */
function timeOf({ clock }: ChatAboutRepair, unread: string | undefined, typed: string | undefined): Time {
  if (unread === undefined || typed === '') return {};
  if (typed === undefined) return { unread };
  const moment = readMoment(typed, clock);
  return moment.kind === 'at' ? { at: moment.at.toISOString() } : { unread: typed };
}

function askPrices(chat: ChatAboutRepair, draft: DraftData): readonly Step[] {
  const { words, format, repairId, options } = chat;
  const { lines, unreadTimes } = draft;
  const shown = (minor: number): string => format.money(money(minor, options.currency));
  const vat = options.pricesIncludeVat ? words.inputs.including : words.inputs.excluding;
  // A discount stays within its own choice.
  const maxOff = ({ discount, number }: DraftLineData): string => {
    const others = lines.filter((one) => one.number === number && !one.discount);
    const total = others.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0);
    return discount && total > 0 ? `, ${words.inputs.atMost(shown(total), number)}` : '';
  };
  const inputs = lines.flatMap((line, index): MechanicCardInput[] => [
    ...(line.text === '' ? [{ name: `text${index + 1}`, label: words.inputs.text(line.number) }] : []),
    ...(line.amountMinor === undefined
      ? [{ name: `price${index + 1}`, label: `${shownWords(line.text, 60) || line.number}${maxOff(line)} (${vat})` }]
      : []),
  ]);
  const times = [
    ...(unreadTimes?.ready === undefined
      ? []
      : [{ name: 'ready', label: words.inputs.ready, value: shownWords(unreadTimes.ready, 40) }]),
    ...(unreadTimes?.else === undefined
      ? []
      : [{ name: 'else', label: words.inputs.else, value: shownWords(unreadTimes.else, 40) }]),
  ];
  const action = { do: 'draft', repairId, draft } as const;
  return carCard(chat, {
    text: words.pricesAsked,
    lines: lines.map((line) => ({
      text: `${line.number}. ${shownWords(line.text, 120)}`,
      ...(line.amountMinor === undefined ? {} : { amount: shown(line.amountMinor) }),
      state: 'pending',
    })),
    inputs: [...inputs, ...times],
    buttons: [...oneTap(chat, draft, shown), { label: words.buttons.makeQuote, action, style: 'primary' }],
  });
}

/** Offers each reading of an amount in doubt as a button, if nothing else is missing. */
function oneTap(chat: ChatAboutRepair, draft: DraftData, shown: (minor: number) => string): readonly MechanicButton[] {
  const { repairId, words } = chat;
  const missing = draft.lines.filter(({ amountMinor }) => amountMinor === undefined);
  const [only, ...others] = missing;
  if (!only || others.length > 0) return [];
  return (only.readings ?? []).map((amountMinor) => ({
    label: words.buttons.reading(shown(amountMinor)),
    action: {
      do: 'draft',
      repairId,
      draft: { ...draft, lines: draft.lines.map((line) => (line === only ? { ...line, amountMinor } : line)) },
    },
  }));
}

/** Sends the quote that the card shows, once. */
export function releaseSteps(
  chat: ChatAboutRepair,
  { quoteId, version, waits }: Of<'release'>,
  values: Values,
): readonly Step[] {
  const { desk, repairId, meta, words, format, view } = chat;
  const quote = quoteOf(view.repair, quoteId);
  const released = quote && releasedVersion(quote);
  if (released?.version === version) {
    const text = words.sentAlready(format.time(released.standing.releasedAt));
    return [...carCard(chat, { text }), drawAnew(chat)];
  }
  const typed = readAmountInput(chat, view.repair.agreedAmount ? undefined : values.amount);
  if (typed.kind === 'unclear') return [...carCard(chat, { text: words.amountUnclear }), drawAnew(chat)];
  const agreed =
    typed.kind === 'amount' ? [toRepair({ type: 'AgreeOrder', data: { repairId, amount: typed.amount }, meta })] : [];
  const act = { kind: 'release', repairId, quoteId, at: desk.now } as const;
  const validUntil = endOfNextBusinessDay(desk.garage.calendar, desk.now);
  return [
    ...agreed,
    toRepair({
      type: 'ReleaseQuote',
      data: { repairId, quoteId, version, validUntil, mechanicWaits: waits },
      meta,
    }),
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(chat, {
      text: `${words.released(format.when(validUntil))} ${heard(chat)}`,
      buttons: [undoButton(chat, act)],
    }),
  ];
}

/** Takes back the open quote; a draft is only dropped, because the customer never saw it. */
export function withdrawSteps(chat: ChatAboutRepair, action: Of<'withdraw'>): readonly Step[] {
  const { repairId, meta, words, view } = chat;
  const open = openQuote(view.repair);
  if (!open || (action.quoteId !== undefined && action.quoteId !== open.quoteId))
    return [...carCard(chat, { text: words.noOpenQuote }), drawAnew(chat)];
  const wasSent = releasedVersion(open) !== undefined;
  return [
    toRepair({ type: 'WithdrawQuote', data: { repairId, quoteId: open.quoteId }, meta }),
    ...carCard(chat, { text: wasSent ? `${words.withdrawn} ${heard(chat)}` : words.dropped }),
  ];
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
  const readings = doubts.flatMap((doubt) =>
    doubt.kind === 'amount' ? doubt.readings.map(({ minor }) => including(minor, chat)) : [],
  );
  return {
    number,
    text: description === '' && discount ? chat.words.discount : description,
    vatRate: price?.vatRate ?? chat.options.vatRate,
    ...(severity ? { severity } : {}),
    ...(price && doubts.length === 0 ? { amountMinor: price.amount.minor } : {}),
    ...(readings.length > 0 ? { readings } : {}),
    ...(discount ? { discount } : {}),
    ...(finding ? { findingId: finding.findingId } : {}),
  };
}

function including(minor: number, { options }: ChatAboutRepair): number {
  return options.pricesIncludeVat ? minor : raisedBy(money(minor, options.currency), options.vatRate).minor;
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
    const value = doubt.kind === 'past' ? `${words.tomorrow} ${format.time(doubt.at)}` : rest;
    times[/^(?:anders|else)$/i.test(word) ? 'else' : 'ready'] = value;
  }
  return Object.keys(times).length > 0 ? times : undefined;
}

/** Makes a draft of the findings without a price. */
function draftOfFindings({ view, options }: ChatAboutRepair, only: string | undefined): DraftData {
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

/** Makes the lines that the repair takes; undefined while something is missing. */
function quoteLines(
  { lines }: DraftData,
  { options, newId }: Pick<ChatAboutRepair, 'options' | 'newId'>,
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
              // No severity was typed, so nothing stronger is claimed.
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
