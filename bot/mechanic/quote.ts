import type { Wording } from '../../core/application/commands.ts';
import { endOfNextBusinessDay } from '../../core/calendar.ts';
import { as, type LineId, type QuoteId } from '../../core/ids.ts';
import { money } from '../../core/money.ts';
import { currentVersion, openQuote, quoteOf, releasedVersion } from '../../core/repair/guard.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import type { QuoteLine, QuoteVersion, Severity } from '../../core/repair/repair.ts';
import { descriptionsOf, linesNotIn } from '../../core/scene/same-work.ts';
import type { DraftData, MechanicAction } from '../cards/card.ts';
import { namedLines } from '../cards/repair-card.ts';
import { type Step, toRepair } from '../step.ts';
import { shownWords } from '../wording/format.ts';
import { type ChatAboutRepair, carCard, drawAnew, heard, type Values } from './chat.ts';
import { draftOf, draftOfFindings, openVersion } from './draft.ts';
import { askLines, askTotal, completed } from './draft-rows.ts';
import { readAmountInput } from './register.ts';
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
  if (!made) return askLines(chat, draft);
  const { totalMinor, ...compared } = draft;
  const together = made.reduce((total, { line }) => total + line.amount.minor, 0);
  if (totalMinor !== undefined && totalMinor !== together) return askTotal(chat, compared, totalMinor, together);
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
