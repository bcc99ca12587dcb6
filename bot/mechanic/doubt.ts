import { add, type Money, money } from '../../core/money.ts';
import { readMoment } from '../../core/reading/moment.ts';
import { approvedTotal } from '../../core/repair/guard.ts';
import type { Repair } from '../../core/repair/repair.ts';
import { questionsOf } from '../../core/scene/queries.ts';
import type { MechanicAction, MechanicButton, MechanicCard } from '../cards/card.ts';
import { shownWords } from '../wording/format.ts';
import type { MechanicCommand } from '../wording/mechanic/commands.ts';
import { type ChatAboutRepair, listenerName, listenerOf } from './chat.ts';
import type { Doubt, Plain } from './typed/line.ts';
import { respelled } from './typed/parse.ts';
import { readPrice } from './typed/quote.ts';

type Question = Omit<MechanicCard, 'title'>;

const day = 86_400_000;

function noteButton({ words, repairId }: ChatAboutRepair, text: string): MechanicButton {
  return {
    label: words.buttons.note,
    action: { do: 'note', repairId, text },
  };
}

function textOf(doubts: readonly Doubt[]): string {
  return doubts.map(({ text }) => text).join(' ');
}

/** "start AB123C nearly": asks for the command alone, or the words as a note. */
export function askUnread(chat: ChatAboutRepair, action: MechanicAction, doubts: readonly Doubt[]): Question {
  return {
    text: chat.words.unread(shownWords(textOf(doubts), 80)),
    buttons: [{ label: actionLabel(chat, action), action }, noteButton(chat, textOf(doubts))],
  };
}

/** "klaar 16:30": asks if the car is ready now, or by then. */
export function askDone(chat: ChatAboutRepair, doubts: readonly Doubt[]): Question {
  const { words, format, repairId, options } = chat;
  const buttons = doubts.flatMap((doubt): MechanicButton[] => {
    if (doubt.kind === 'done-or-eta') {
      const reading = readPrice(doubt.text, options);
      const promise: MechanicAction = {
        do: 'promise',
        repairId,
        ...(doubt.at ? { at: doubt.at.toISOString() } : {}),
      };
      return [
        { label: words.buttons.doneNow, action: { do: 'done', repairId } },
        { label: words.buttons.promiseInstead(doubt.at && format.when(doubt.at)), action: promise },
        ...(reading.kind === 'price' ? [doneFor(chat, reading.price.amount.minor)] : []),
      ];
    }
    if (doubt.kind === 'amount') return doubt.readings.map(({ minor }) => doneFor(chat, minor));
    return [{ label: words.buttons.doneNow, action: { do: 'done', repairId } }, noteButton(chat, doubt.text)];
  });
  const onlyAmount = doubts.every(({ kind }) => kind === 'amount');
  return {
    text: onlyAmount
      ? words.whichAmount(shownWords(textOf(doubts), 40))
      : words.doneOrEta(shownWords(textOf(doubts), 80)),
    ...(onlyAmount ? { inputs: [{ name: 'amount', label: words.inputs.amount }] } : {}),
    buttons: onlyAmount ? [...buttons, { label: words.buttons.done, action: { do: 'done', repairId } }] : buttons,
  };
}

/** Asks what is to be paid, where nothing was agreed: the customer reads it with "ready". */
export function askAmount(chat: ChatAboutRepair): Question {
  const { words, format, repairId, view, options } = chat;
  const extra = approvedTotal(view.repair, options.currency);
  return {
    text: extra.minor > 0 ? words.amountAsksWith(format.money(extra)) : words.amountAsks,
    inputs: [{ name: 'amount', label: words.inputs.total, placeholder: format.words.exampleAmount }],
    buttons: [
      { label: words.buttons.done, action: { do: 'done', repairId }, style: 'primary' },
      { label: words.buttons.doneWithout, action: { do: 'done', repairId, sure: true } },
    ],
  };
}

/** Asks if an amount is all that is to be paid, or comes with the approved extra work. */
export function askWhole(chat: ChatAboutRepair, amount: Money): Question {
  const { words, format, repairId, view, options } = chat;
  const extra = approvedTotal(view.repair, options.currency);
  const whole = add(amount, extra);
  const choice = (label: string, { minor }: Money): MechanicButton => ({
    label,
    action: { do: 'done', repairId, amountMinor: minor, sure: true },
  });
  return {
    text: words.wholeAsks(format.money(amount), format.money(extra)),
    buttons: [
      choice(words.buttons.isWhole(format.money(amount)), amount),
      choice(words.buttons.withExtra(format.money(whole)), whole),
    ],
  };
}

/** Asks about what was found and never priced, before the car goes. */
export function askFindings(
  { words, format, repairId }: ChatAboutRepair,
  found: readonly string[],
  amountMinor: number | undefined,
): Question {
  const amount = amountMinor === undefined ? {} : { amountMinor };
  return {
    text: words.unpricedFound(shownWords(found.join(' · '), 200)),
    buttons: [
      { label: format.words.buttons.price, action: { do: 'price', repairId } },
      { label: words.buttons.doneLeaving, action: { do: 'done', repairId, ...amount, sure: true, leaves: true } },
    ],
  };
}

/** Says that an amount for a car that was reported ready is not taken, and how it would be. */
export function askDoneAgain(
  { words, format, repairId }: ChatAboutRepair,
  { completedAt, amount: before }: Pick<Extract<Repair, { status: 'completed' }>, 'completedAt' | 'amount'>,
  amount: Money,
): Question {
  const said = before
    ? words.doneForAlready(format.time(completedAt), format.money(before))
    : words.doneAlready(format.time(completedAt));
  return {
    text: `${said} ${words.amountNotTaken(format.money(amount))}`,
    buttons: [{ label: words.buttons.reopen, action: { do: 'reopen', repairId } }],
  };
}

/** Asks what was agreed with the customer. */
export function askAgreed(chat: ChatAboutRepair, doubts: readonly Doubt[]): Question {
  const { words, format, repairId } = chat;
  const readings = doubts.flatMap((doubt) => (doubt.kind === 'amount' ? doubt.readings : []));
  return {
    text: doubts.length > 0 ? words.whichAmount(shownWords(textOf(doubts), 40)) : words.agreedAsks,
    inputs: [{ name: 'amount', label: format.words.agreedAmount, placeholder: format.words.exampleAmount }],
    buttons: [
      ...readings.map((amount) => agreedFor(chat, amount)),
      { label: format.words.buttons.save, action: { do: 'agree', repairId }, style: 'primary' },
    ],
  };
}

/** Asks about another price than the one that the customer agreed to. */
export function askOtherPrice(chat: ChatAboutRepair, before: Money, amount: Money): Question {
  const { words, format } = chat;
  return {
    text: words.otherPrice(format.money(before), format.money(amount)),
    buttons: [agreedFor(chat, amount, true), { label: words.buttons.no, action: { do: 'nothing' } }],
  };
}

function agreedFor({ words, format, repairId }: ChatAboutRepair, amount: Money, sure = false): MechanicButton {
  return {
    label: words.buttons.agreedFor(format.money(amount)),
    action: { do: 'agree', repairId, amountMinor: amount.minor, ...(sure ? { sure } : {}) },
  };
}

function doneFor({ words, format, repairId, options }: ChatAboutRepair, amountMinor: number): MechanicButton {
  return {
    label: words.buttons.doneFor(format.money(money(amountMinor, options.currency))),
    action: { do: 'done', repairId, amountMinor },
  };
}

/** Asks for the time that could not be read, or is over: the same time tomorrow is one tap. */
export function askEta(chat: ChatAboutRepair, doubts: readonly Doubt[]): Question {
  const { words, format, repairId } = chat;
  const tomorrow = doubts.flatMap((doubt): MechanicButton[] => {
    if (doubt.kind !== 'past') return [];
    const later = new Date(doubt.at.getTime() + day);
    return [
      {
        label: words.buttons.promise(format.when(later)),
        action: { do: 'promise', repairId, at: later.toISOString() },
      },
    ];
  });
  const past = tomorrow.length > 0;
  return {
    text: past ? words.timeIsOver(shownWords(textOf(doubts), 40)) : words.timeUnread(shownWords(textOf(doubts), 40)),
    inputs: [{ name: 'time', label: words.inputs.time, placeholder: '16:30' }],
    buttons: [...tomorrow, { label: words.buttons.promise(undefined), action: { do: 'promise', repairId } }],
  };
}

/** Asks if the car waits for parts, where they were not named. */
export function askWait(chat: ChatAboutRepair, wait: MechanicAction, doubts: readonly Doubt[]): Question {
  return {
    text: doubts.length > 0 ? chat.words.waitUnread(shownWords(textOf(doubts), 80)) : chat.words.waitsFor,
    buttons: [
      { label: chat.words.buttons.waitForParts, action: wait },
      ...(doubts.length > 0 ? [noteButton(chat, textOf(doubts))] : []),
    ],
  };
}

/** Asks if the car is on the lift or off it. */
export function askLift(chat: ChatAboutRepair, doubts: readonly Doubt[]): Question {
  const { words, format, repairId } = chat;
  return {
    text: doubts.length > 0 ? words.unread(shownWords(textOf(doubts), 80)) : words.onOrOff,
    buttons: [true, false].map((on) => ({
      label: on ? format.words.buttons.liftOn : format.words.buttons.liftOff,
      action: { do: 'lift', repairId, on },
    })),
  };
}

/**
 * Asks about a price in free text, which would bind the garage outside any quote: it is made one,
 * or the mechanic says that it is no price.
 */
export function askPrice(chat: ChatAboutRepair, text: string): Question {
  const { words, repairId } = chat;
  return {
    text: words.priceInText(shownWords(text)),
    buttons: [
      { label: words.buttons.makeQuote, action: { do: 'price', repairId }, style: 'primary' },
      { label: words.buttons.noPrice, action: { do: 'say', repairId, text, sure: true } },
    ],
  };
}

/** Asks what a sentence without a known word is for; it goes nowhere by itself. */
export function askPlain(chat: ChatAboutRepair, line: Plain): Question {
  const { words, repairId, view, scene } = chat;
  const { text } = line;
  const listener = listenerOf(chat);
  const answers = questionsOf(view, scene).length > 0;
  return {
    text: answers
      ? words.answerToCustomer(shownWords(text), listenerName(chat, listener))
      : words.plain(shownWords(text)),
    buttons: [
      {
        label: words.buttons.toCustomer,
        action: { do: 'say', repairId, text, ...(answers ? { to: listener.customerId } : {}) },
        ...(answers ? { style: 'primary' } : {}),
      },
      noteButton(chat, text),
      { label: words.buttons.found, action: { do: 'found', repairId, text } },
      ...timeButton(chat, text),
      ...suggested(chat, line),
    ],
  };
}

/** Offers to promise a time that was typed alone; one that is over today is that of tomorrow. */
function timeButton({ words, format, clock, repairId }: ChatAboutRepair, text: string): readonly MechanicButton[] {
  const moment = readMoment(text, clock);
  if (moment.kind !== 'at' && moment.kind !== 'past') return [];
  const at = moment.kind === 'at' ? moment.at : new Date(moment.at.getTime() + day);
  return [{ label: words.buttons.promise(format.when(at)), action: { do: 'promise', repairId, at: at.toISOString() } }];
}

const tapped: readonly MechanicCommand[] = [
  'start',
  'withdraw',
  'busy',
  'on',
  'reopen',
  'cancel',
  'collected',
  'take',
  'done',
];

/**
 * Offers the command that may have been meant: a misspelled line is run again, and a known word
 * that began a sentence is a button.
 */
function suggested(chat: ChatAboutRepair, line: Plain): readonly MechanicButton[] {
  const { suggestion } = line;
  const { words, repairId } = chat;
  if (suggestion === undefined) return [];
  const word = words.commands[suggestion];
  const text = respelled(line, word);
  if (text !== undefined) return [{ label: words.buttons.meant(word), action: { do: 'line', text, repairId } }];
  const action = { do: suggestion, repairId } as MechanicAction;
  return tapped.includes(suggestion) ? [{ label: actionLabel(chat, action), action }] : [];
}

/** Labels a button that does this and nothing else. */
export function actionLabel({ words, format, options }: ChatAboutRepair, action: MechanicAction): string {
  const { buttons } = words;
  switch (action.do) {
    case 'start':
    case 'busy':
    case 'reopen':
    case 'collected':
    case 'on':
    case 'take':
    case 'show':
    case 'cancel':
    case 'withdraw':
    case 'undo':
      return buttons[action.do];
    case 'done':
      return action.amountMinor === undefined
        ? buttons.done
        : buttons.doneFor(format.money(money(action.amountMinor, options.currency)));
    case 'agree':
      return action.amountMinor === undefined
        ? buttons.yes
        : buttons.agreedFor(format.money(money(action.amountMinor, options.currency)));
    case 'promise':
      return buttons.promise(action.at === undefined ? undefined : format.when(new Date(action.at)));
    case 'say':
    case 'send-photo':
      return buttons.toCustomer;
    case 'note':
      return buttons.note;
    case 'found':
      return buttons.found;
    case 'wait':
      return buttons.waitForParts;
    case 'draft':
    case 'price':
      return buttons.makeQuote;
    default:
      return buttons.yes;
  }
}

/** True if the customer hears of it, so that a line without a plate needs a tap. */
export function reachesCustomer({ do: what }: MechanicAction): boolean {
  return (
    what === 'start' ||
    what === 'done' ||
    what === 'promise' ||
    what === 'say' ||
    what === 'send-photo' ||
    what === 'release' ||
    what === 'withdraw' ||
    what === 'reopen' ||
    what === 'cancel' ||
    what === 'send-now'
  );
}
