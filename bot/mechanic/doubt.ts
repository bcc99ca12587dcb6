import { money } from '../../core/money.ts';
import type { MechanicAction, MechanicButton, MechanicCard } from '../cards/card.ts';
import { questionsOf } from '../cards/repair-card.ts';
import { shownWords } from '../wording/format.ts';
import type { Command } from '../wording/mechanic/commands.ts';
import { type AtCar, listenerOf, nameOf } from './chat.ts';
import { nearCommand } from './typed/commands.ts';
import { readMoment } from './typed/dates.ts';
import type { Doubt, Plain } from './typed/line.ts';
import { readPrice } from './typed/quote.ts';

type Question = Omit<MechanicCard, 'title'>;

const day = 86_400_000;

function noteButton({ say, repairId }: AtCar, text: string): MechanicButton {
  return {
    label: say.buttons.note,
    action: { do: 'note', repairId, text },
  };
}

function words(doubts: readonly Doubt[]): string {
  return doubts.map(({ text }) => text).join(' ');
}

/** "start AB123C nearly": the command alone, or the words as a note. */
export function askUnread(at: AtCar, action: MechanicAction, doubts: readonly Doubt[]): Question {
  return {
    text: at.say.unread(shownWords(words(doubts), 80)),
    buttons: [{ label: actionLabel(at, action), action }, noteButton(at, words(doubts))],
  };
}

/** "klaar 16:30": ready to be collected, or ready by then. */
export function askDone(at: AtCar, doubts: readonly Doubt[]): Question {
  const { say, by, repairId, options } = at;
  const buttons = doubts.flatMap((doubt): MechanicButton[] => {
    if (doubt.kind === 'done-or-eta') {
      const reading = readPrice(doubt.text, options);
      const promise: MechanicAction = {
        do: 'promise',
        repairId,
        ...(doubt.at ? { at: doubt.at.toISOString() } : {}),
      };
      return [
        { label: say.buttons.doneNow, action: { do: 'done', repairId } },
        { label: say.buttons.promiseInstead(doubt.at && by.when(doubt.at)), action: promise },
        ...(reading.kind === 'price' ? [doneFor(at, reading.price.amount.minor)] : []),
      ];
    }
    if (doubt.kind === 'amount') return doubt.readings.map(({ minor }) => doneFor(at, minor));
    return [{ label: say.buttons.doneNow, action: { do: 'done', repairId } }, noteButton(at, doubt.text)];
  });
  const onlyAmount = doubts.every(({ kind }) => kind === 'amount');
  return {
    text: onlyAmount ? say.whichAmount(shownWords(words(doubts), 40)) : say.doneOrEta(shownWords(words(doubts), 80)),
    ...(onlyAmount ? { inputs: [{ name: 'amount', label: say.inputs.amount }] } : {}),
    buttons: onlyAmount ? [...buttons, { label: say.buttons.done, action: { do: 'done', repairId } }] : buttons,
  };
}

function doneFor({ say, by, repairId, options }: AtCar, amountMinor: number): MechanicButton {
  return {
    label: say.buttons.doneFor(by.money(money(amountMinor, options.currency))),
    action: { do: 'done', repairId, amountMinor },
  };
}

/** A time that cannot be read, or is over: the same time tomorrow is one tap. */
export function askEta(at: AtCar, doubts: readonly Doubt[]): Question {
  const { say, by, repairId } = at;
  const tomorrow = doubts.flatMap((doubt): MechanicButton[] => {
    if (doubt.kind !== 'past') return [];
    const later = new Date(doubt.at.getTime() + day);
    return [
      { label: say.buttons.promise(by.when(later)), action: { do: 'promise', repairId, at: later.toISOString() } },
    ];
  });
  const past = tomorrow.length > 0;
  return {
    text: past ? say.timeIsOver(shownWords(words(doubts), 40)) : say.timeUnread(shownWords(words(doubts), 40)),
    inputs: [{ name: 'time', label: say.inputs.time, placeholder: '16:30' }],
    buttons: [...tomorrow, { label: say.buttons.promise(undefined), action: { do: 'promise', repairId } }],
  };
}

/** What is waited for is only known to be parts when it was said so. */
export function askWait(at: AtCar, wait: MechanicAction, doubts: readonly Doubt[]): Question {
  return {
    text: doubts.length > 0 ? at.say.waitUnread(shownWords(words(doubts), 80)) : at.say.waitsFor,
    buttons: [
      { label: at.say.buttons.waitForParts, action: wait },
      ...(doubts.length > 0 ? [noteButton(at, words(doubts))] : []),
    ],
  };
}

/** On or off was not said. */
export function askLift(at: AtCar, doubts: readonly Doubt[]): Question {
  const { say, by, repairId } = at;
  return {
    text: doubts.length > 0 ? say.unread(shownWords(words(doubts), 80)) : say.onOrOff,
    buttons: [true, false].map((on) => ({
      label: on ? by.say.buttons.liftOn : by.say.buttons.liftOff,
      action: { do: 'lift', repairId, on },
    })),
  };
}

/** A price in free text binds the garage outside any quote: it is made one, or the mechanic says that it is no price. */
export function askPrice(at: AtCar, text: string): Question {
  const { say, repairId } = at;
  return {
    text: say.priceInText(shownWords(text)),
    buttons: [
      { label: say.buttons.makeQuote, action: { do: 'price', repairId }, style: 'primary' },
      { label: say.buttons.noPrice, action: { do: 'say', repairId, text, sure: true } },
    ],
  };
}

/** A sentence without a known word goes nowhere by itself. */
export function askPlain(at: AtCar, line: Plain): Question {
  const { say, repairId, view, scene } = at;
  const { text } = line;
  const listener = listenerOf(at);
  const answers = questionsOf(view, scene).length > 0;
  return {
    text: answers ? say.answerToCustomer(shownWords(text), nameOf(at, listener)) : say.plain(shownWords(text)),
    buttons: [
      {
        label: say.buttons.toCustomer,
        action: { do: 'say', repairId, text, ...(answers ? { to: listener.customerId } : {}) },
        ...(answers ? { style: 'primary' } : {}),
      },
      noteButton(at, text),
      { label: say.buttons.found, action: { do: 'found', repairId, text } },
      ...timeButton(at, text),
      ...suggested(at, line),
    ],
  };
}

/** A time alone is most likely when the car is ready; one that is over today is that of tomorrow. */
function timeButton({ say, by, clock, repairId }: AtCar, text: string): readonly MechanicButton[] {
  const moment = readMoment(text, clock);
  if (moment.kind !== 'at' && moment.kind !== 'past') return [];
  const at = moment.kind === 'at' ? moment.at : new Date(moment.at.getTime() + day);
  return [{ label: say.buttons.promise(by.when(at)), action: { do: 'promise', repairId, at: at.toISOString() } }];
}

const tapped: readonly Command[] = ['start', 'withdraw', 'busy', 'on', 'reopen', 'cancel', 'collected', 'take', 'done'];

/** The command that may have been meant: misspelled words are run again, a known word that began a sentence is a button. */
function suggested(at: AtCar, { text, suggestion }: Plain): readonly MechanicButton[] {
  const { say, repairId } = at;
  if (suggestion === undefined) return [];
  const word = say.commands[suggestion];
  if (nearCommand(text) === suggestion) {
    const corrected = text.replace(/^\p{L}+/u, word);
    return [{ label: say.buttons.meant(word), action: { do: 'line', text: corrected, repairId } }];
  }
  const action = { do: suggestion, repairId } as MechanicAction;
  return tapped.includes(suggestion) ? [{ label: actionLabel(at, action), action }] : [];
}

/** What a button says that does this and nothing else. */
export function actionLabel({ say, by, options }: AtCar, action: MechanicAction): string {
  const { buttons } = say;
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
        : buttons.doneFor(by.money(money(action.amountMinor, options.currency)));
    case 'promise':
      return buttons.promise(action.at === undefined ? undefined : by.when(new Date(action.at)));
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

/** What the customer hears of, so that a line without a plate needs a tap. */
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
