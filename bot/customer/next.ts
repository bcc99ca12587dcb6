import { isOpen, quietEnds } from '../../core/calendar.ts';
import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { assertNever } from '../../core/decision.ts';
import type { OpenQuote } from '../../core/scene/queries.ts';
import { askAgain } from '../react/decision.ts';
import { asksQuote, byBot, pauseReminders, type Step, toConversation, wakeAt } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import { answersWhatEnded, chooseLines, confirmAll, confirmLines, confirmNone, severalQuotes } from './answer.ts';
import { answer, type CustomerAct, instead, type Reading, receiverOf, takeBack } from './customer-act.ts';
import { notAnAnswer, passOn, tellStatus, unclear } from './fallbacks.ts';
import { speakLanguage } from './language.ts';
import { changeMind, lastDecided, passQuestion, wantsCall } from './talk.ts';
import type { Next } from './understanding/understand.ts';

/** Decides what to ask or do about a text that is no answer. */
export function converseNext(act: CustomerAct, reading: Reading, next: Next): readonly Step[] {
  const { newest, text, command } = reading;
  const asked = act.scene.asked.get(act.address.addressId);
  if (command?.kind === 'language') return speakLanguage(act, command.language);
  if (command?.kind === 'start') return instead(act, newest, tellStatus(act));
  // A greeting begins a conversation; silence would look broken.
  if (command?.kind === 'greeting') return newest ? askedAgain(act, reading, newest) : tellStatus(act);
  if (command?.kind === 'thanks') return [{ do: 'needs-no-answer' }];
  const waiting = personAsked(act);
  if (waiting && isForThem(reading, next)) return instead(act, newest, hurry(act, waiting));
  if (!newest) return withoutQuote(act, reading, next);
  // We said "Type your question", so any text is one.
  if (asked?.kind === 'question-or-call' && isVague(next)) return instead(act, newest, passQuestion(act, newest, text));
  return aboutQuote(act, reading, newest, next);
}

function askedAgain(act: CustomerAct, { open }: Reading, newest: OpenQuote): readonly Step[] {
  return severalQuotes(act, open) ?? [...takeBack(act), askAgain(act.scene, newest, receiverOf(act))];
}

const PERSON_COMES_MS = 24 * 60 * 60_000;

/** The customer was told that a person answers, and nobody has yet. */
function personAsked({ scene }: CustomerAct): WaitingItem | undefined {
  const since = scene.now.getTime() - PERSON_COMES_MS;
  return scene.conversation.items.find(({ kind, raisedAt }) => kind === 'person' && raisedAt.getTime() > since);
}

/** True for words that the bot could only answer with the same promise, or with a question. */
function isForThem({ newest }: Reading, { ask }: Next): boolean {
  switch (ask) {
    case 'repeat':
    case 'person':
      return true;
    case 'question':
    case 'pause':
    case 'condition':
    case 'ceiling':
    case 'confirm-all':
    case 'confirm-none':
    case 'confirm-lines':
    case 'choose-lines':
      return newest === undefined;
    default:
      return false;
  }
}

/** Says nothing, and halves the time in which a person must answer. */
function hurry({ scene }: CustomerAct, { itemId, owner, dueAt }: WaitingItem): readonly Step[] {
  const { conversationId } = scene.conversation;
  const left = dueAt.getTime() - scene.now.getTime();
  if (left <= 0 || !isOpen(scene.garage.calendar, scene.now)) return [];
  const sooner = new Date(scene.now.getTime() + Math.floor(left / 2));
  return [
    toConversation({
      type: 'ReassignItem',
      data: { conversationId, itemId, owner, dueAt: sooner },
      meta: byBot(scene),
    }),
  ];
}

/**
 * True if the text may be a question. A likely yes or no is asked back instead of sent to the
 * mechanic.
 */
function isVague({ ask, confidence }: Next): boolean {
  return (
    ask === 'repeat' ||
    ask === 'choose-lines' ||
    ask === 'confirm-lines' ||
    (ask.startsWith('confirm-') && confidence < 0.5)
  );
}

function aboutQuote(act: CustomerAct, reading: Reading, newest: OpenQuote, next: Next): readonly Step[] {
  switch (next.ask) {
    case 'confirm-all':
    case 'confirm-none':
    case 'confirm-lines':
    case 'choose-lines':
      return severalQuotes(act, reading.open) ?? targeted(act, reading, newest, next);
    case 'pause':
      return pause(act, newest);
    case 'condition':
    case 'ceiling':
      return notAnAnswer(act, reading, next.ask);
    case 'thanks':
      return notAnAnswer(act, reading, 'acknowledgement');
    case 'repeat':
      return unclear(act, reading);
    default:
      return somethingElse(act, reading, next.ask);
  }
}

/** Asks the question that fits the words, after whatever else they ask for. */
function targeted(act: CustomerAct, { text }: Reading, newest: OpenQuote, next: Next): readonly Step[] {
  const besides =
    next.also === 'question' ? passQuestion(act, newest, text) : next.also === 'status' ? tellStatus(act) : [];
  switch (next.ask) {
    case 'confirm-all':
      return [...besides, ...confirmAll(act, newest)];
    case 'confirm-none':
      return [...besides, ...confirmNone(act, newest)];
    case 'confirm-lines':
      return [...besides, ...confirmLines(act, newest, next.lines?.approved ?? [])];
    default:
      return [...besides, ...takeBack(act), chooseLines(act, newest)];
  }
}

type Elsewhere = 'question' | 'status' | 'call' | 'person' | 'wrong-person' | 'optout' | 'confirm-optout';

/** Handles what the mechanic, a person or the garage's data can answer. */
function somethingElse(act: CustomerAct, { newest, text }: Reading, ask: Elsewhere): readonly Step[] {
  switch (ask) {
    case 'question':
      return instead(act, newest, passQuestion(act, newest, text));
    case 'status':
      return instead(act, newest, tellStatus(act));
    case 'call':
      return instead(act, newest, wantsCall(act, text));
    case 'person':
      return instead(act, newest, passOn(act));
    case 'wrong-person':
      return instead(act, newest, passOn(act, 'wrong_number'));
    case 'optout':
    case 'confirm-optout':
      return [...takeBack(act), answer(act, { kind: 'confirm-optout' }, { asks: { kind: 'confirm-optout' } })];
    default:
      return assertNever(ask);
  }
}

function withoutQuote(act: CustomerAct, reading: Reading, next: Next): readonly Step[] {
  const { command, text } = reading;
  const asked = act.scene.asked.get(act.address.addressId);
  if (command?.kind === 'change') return change(act) ?? unclear(act, reading);
  if (command?.kind === 'acknowledgement') return [{ do: 'needs-no-answer' }];
  switch (next.ask) {
    case 'thanks':
      return [{ do: 'needs-no-answer' }];
    case 'pause':
      return [];
    case 'confirm-all':
    case 'confirm-none':
    case 'confirm-lines':
    case 'choose-lines':
    case 'condition':
    case 'ceiling':
    case 'repeat':
      if (asked?.kind === 'question-or-call') return passQuestion(act, undefined, text);
      return answersWhatEnded(act, reading) ?? unclear(act, reading);
    default:
      return somethingElse(act, reading, next.ask);
  }
}

/** "Let me ask": pauses the reminders and asks once more afterwards. */
function pause(act: CustomerAct, open: OpenQuote): readonly Step[] {
  const { scene } = act;
  const { calendar, settings } = scene.garage;
  const until = quietEnds(calendar, new Date(scene.now.getTime() + settings.consultMs));
  if (until >= open.version.standing.validUntil) return [...takeBack(act), askAgain(scene, open, receiverOf(act))];
  const quote = quoteFacts(scene, open.view, open.quote, open.version);
  const { about } = asksQuote(open, 'again');
  return [
    ...takeBack(act),
    pauseReminders(until),
    wakeAt('watch-quote', open.view.repair.repairId, until),
    answer(
      act,
      { kind: 'consult', vehicle: vehicleFacts(open.view), quote, askAgainAt: until },
      { about, asks: { kind: 'other' } },
    ),
  ];
}

function change(act: CustomerAct): readonly Step[] | undefined {
  const decided = lastDecided(act);
  return decided && [...takeBack(act), ...changeMind(act, decided.quote.quoteId)];
}
