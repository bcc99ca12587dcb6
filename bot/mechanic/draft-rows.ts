import { money } from '../../core/money.ts';
import { readMoment } from '../../core/reading/moment.ts';
import type { Severity } from '../../core/repair/repair.ts';
import type { DraftData, DraftLineData, MechanicButton, MechanicCardInput } from '../cards/card.ts';
import type { Step } from '../step.ts';
import { shownWords } from '../wording/format.ts';
import { type ChatAboutRepair, carCard, type Values } from './chat.ts';
import { readAmountInput } from './register.ts';

/** Fills in what the inputs of the card say. */
export function completed(chat: ChatAboutRepair, draft: DraftData, values: Values): DraftData {
  const filled = draft.lines.flatMap((line, index) => filledLine(chat, line, index + 1, values));
  const { unreadTimes, ...rest } = draft;
  const lines = withoutOverdoneDiscount(renumbered(filled));
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

/** Fills in one line from its inputs; a row that was emptied is none. */
function filledLine(chat: ChatAboutRepair, line: DraftLineData, row: number, values: Values): readonly DraftLineData[] {
  const said = values[`text${row}`]?.trim();
  const typed = values[`price${row}`]?.trim();
  const text = (line.typed === undefined ? line.text || said : (said ?? line.text)) ?? '';
  if (line.typed !== undefined && said === '' && typed === '') return [];
  const how = severities.find((one) => one === values[`how${row}`]);
  const named = { ...line, text, ...(how ? { severity: how } : {}) };
  if (line.amountMinor !== undefined && (typed === undefined || line.typed === undefined)) return [named];
  const { typed: _typed, guessMinor, readings: _readings, ...known } = named;
  const offered = line.amountMinor ?? guessMinor;
  if (offered !== undefined && typed === amountValue(chat, offered)) return [{ ...known, amountMinor: offered }];
  const amount = readAmountInput(chat, typed);
  if (amount.kind !== 'amount') return [named];
  const { minor } = amount.amount;
  return [{ ...known, vatRate: amount.vatRate, amountMinor: line.discount ? -Math.abs(minor) : minor }];
}

const severities: readonly Severity[] = ['now', 'soon', 'later'];

/** Counts the choices from one again, because a row may have gone. */
function renumbered(lines: readonly DraftLineData[]): readonly DraftLineData[] {
  const numbers = [...new Set(lines.map(({ number }) => number))];
  return lines.map((line) => ({ ...line, number: numbers.indexOf(line.number) + 1 }));
}

/** Writes an amount including VAT so that it is read back as the same. */
function amountValue({ format, options, words }: ChatAboutRepair, minor: number): string {
  const amount = format.money(money(Math.abs(minor), options.currency));
  return options.pricesIncludeVat ? amount : `${amount} ${words.inputs.including}`;
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

/** Asks for what is missing. A line in doubt is a row to be looked over, with what was understood. */
export function askLines(chat: ChatAboutRepair, draft: DraftData): readonly Step[] {
  const { words } = chat;
  const typed = [...new Set(draft.lines.flatMap((line) => line.typed ?? []))];
  const unclear = typed.length === 0 ? '' : ` ${words.typedAs(shownWords(typed.join(' · '), 200))}`;
  return askRows(chat, draft, `${words.pricesAsked}${unclear}`);
}

/** Asks if the lines are right whose sum is not the typed total; a tap takes them as they stand. */
export function askTotal(chat: ChatAboutRepair, draft: DraftData, typed: number, together: number): readonly Step[] {
  const { words, format, options } = chat;
  const shown = (minor: number): string => format.money(money(minor, options.currency));
  const lines = draft.lines.map((line) => ({ ...line, typed: line.text }));
  return askRows(chat, { ...draft, lines }, words.totalDiffers(shown(typed), shown(together)));
}

function askRows(chat: ChatAboutRepair, draft: DraftData, text: string): readonly Step[] {
  const { words, format, repairId, options } = chat;
  const { lines, unreadTimes } = draft;
  const shown = (minor: number): string => format.money(money(minor, options.currency));
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
    text,
    lines: lines.flatMap(({ number, text, amountMinor, typed }) =>
      amountMinor === undefined || typed !== undefined
        ? []
        : [{ text: `${number}. ${shownWords(text, 120)}`, amount: shown(amountMinor), state: 'pending' as const }],
    ),
    inputs: [...lines.flatMap((line, index) => rowInputs(chat, lines, line, index + 1)), ...times],
    buttons: [...oneTap(chat, draft, shown), { label: words.buttons.makeQuote, action, style: 'primary' }],
  });
}

/** The inputs of a line: all of it where it is in doubt, else what it lacks. */
function rowInputs(
  chat: ChatAboutRepair,
  lines: readonly DraftLineData[],
  line: DraftLineData,
  row: number,
): readonly MechanicCardInput[] {
  const { inputs } = chat.words;
  const vat = chat.options.pricesIncludeVat ? inputs.including : inputs.excluding;
  const text = { name: `text${row}`, label: inputs.text(row) };
  const price = { name: `price${row}` };
  const most = mostOff(chat, lines, line);
  if (line.typed === undefined) {
    const name = shownWords(line.text, 60) || inputs.price(row);
    const asked = line.amountMinor === undefined ? [{ ...price, label: `${name}${most} (${vat})` }] : [];
    return line.text === '' ? [text, ...asked] : asked;
  }
  const offered = line.amountMinor ?? line.guessMinor;
  return [
    { ...text, value: shownWords(line.text, 120) },
    {
      ...price,
      label: `${inputs.price(row)}${most} (${vat})`,
      ...(offered === undefined ? {} : { value: amountValue(chat, offered) }),
    },
    {
      name: `how${row}`,
      label: inputs.how(row),
      value: line.severity ?? 'soon',
      options: severities.map((value) => ({ value, label: inputs.severity[value] })),
    },
  ];
}

/** `, at most € 20,00 off line 1`: a discount stays within its own choice. */
function mostOff(
  { words, format, options }: ChatAboutRepair,
  lines: readonly DraftLineData[],
  { discount, number }: DraftLineData,
): string {
  const others = lines.filter((one) => one.number === number && !one.discount);
  const total = others.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0);
  return discount && total > 0 ? `, ${words.inputs.atMost(format.money(money(total, options.currency)), number)}` : '';
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
      draft: { ...draft, lines: draft.lines.map((line) => (line === only ? settled(line, amountMinor) : line)) },
    },
  }));
}

function settled({ typed: _, readings: __, ...line }: DraftLineData, amountMinor: number): DraftLineData {
  return { ...line, amountMinor };
}
