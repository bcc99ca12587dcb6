import { quietEnds } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import type { OpenQuote } from '../../core/scene/queries.ts';
import { askAgain } from '../react/decision.ts';
import { asksQuote, pauseReminders, type Step, wakeAt } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import { answersWhatEnded, chooseLines, confirmAll, confirmLines, confirmNone, severalQuotes } from './answer.ts';
import { notAnAnswer, passOn, tellStatus, unclear } from './fallbacks.ts';
import { changeMind, lastDecided, passQuestion, promiseCall, speakLanguage } from './talk.ts';
import type { Next } from './understanding/understand.ts';
import type { Reading } from './visit.ts';
import { answer, isWaiting, takeBack, to, type Visit } from './visit.ts';

/** What is asked or done next about a text that answers nothing. */
export function converseNext(visit: Visit, reading: Reading, next: Next): readonly Step[] {
  const { newest, text, command } = reading;
  const asked = visit.scene.asked.get(visit.address.addressId);
  if (command?.kind === 'language') return speakLanguage(visit, command.language);
  if (command?.kind === 'start') return instead(visit, newest, tellStatus(visit));
  if (!newest) return withoutQuote(visit, reading, next);
  // "Type your question" was said, so that whatever comes is one.
  if (asked?.kind === 'question-or-call' && isVague(next))
    return instead(visit, newest, passQuestion(visit, newest, text));
  return aboutQuote(visit, reading, newest, next);
}

/** What may be a question; a likely yes or no is put as one of ours, and left to no mechanic. */
function isVague({ ask, confidence }: Next): boolean {
  return (
    ask === 'repeat' ||
    ask === 'choose-lines' ||
    ask === 'confirm-lines' ||
    (ask.startsWith('confirm-') && confidence < 0.5)
  );
}

function aboutQuote(visit: Visit, reading: Reading, newest: OpenQuote, next: Next): readonly Step[] {
  switch (next.ask) {
    case 'confirm-all':
    case 'confirm-none':
    case 'confirm-lines':
    case 'choose-lines':
      return severalQuotes(visit, reading.open) ?? targeted(visit, reading, newest, next);
    case 'pause':
      return pause(visit, newest);
    case 'condition':
    case 'ceiling':
      return notAnAnswer(visit, reading, next.ask);
    case 'thanks':
      return notAnAnswer(visit, reading, 'acknowledgement');
    case 'repeat':
      return unclear(visit, reading);
    default:
      return somethingElse(visit, reading, next.ask, next);
  }
}

/** One question about the quote that fits the words; what they ask besides goes before it. */
function targeted(visit: Visit, { text }: Reading, newest: OpenQuote, next: Next): readonly Step[] {
  const besides =
    next.also === 'question' ? passQuestion(visit, newest, text) : next.also === 'status' ? tellStatus(visit) : [];
  switch (next.ask) {
    case 'confirm-all':
      return [...besides, ...confirmAll(visit, newest)];
    case 'confirm-none':
      return [...besides, ...confirmNone(visit, newest)];
    case 'confirm-lines':
      return [...besides, ...confirmLines(visit, newest, next.lines?.approved ?? [])];
    default:
      return [...besides, ...takeBack(visit), chooseLines(visit, newest)];
  }
}

type Elsewhere = 'question' | 'status' | 'call' | 'person' | 'wrong-person' | 'optout' | 'confirm-optout';

/** What is for the mechanic, a person or the garage's own knowledge. */
function somethingElse(visit: Visit, { newest, text }: Reading, ask: Elsewhere, next: Next): readonly Step[] {
  switch (ask) {
    case 'question':
      return instead(visit, newest, passQuestion(visit, newest, text));
    case 'status':
      return instead(visit, newest, tellStatus(visit));
    case 'call':
      return instead(visit, newest, promiseCall(visit, newest?.view.repair.repairId));
    case 'person':
      // Anger that is answered by the same sentence each time grows.
      return instead(visit, newest, next.why === 'anger' && personWaits(visit) ? [] : passOn(visit));
    case 'wrong-person':
      return instead(visit, newest, passOn(visit, 'wrong_number'));
    case 'optout':
    case 'confirm-optout':
      return [...takeBack(visit), answer(visit, { kind: 'confirm-optout' }, { asks: { kind: 'confirm-optout' } })];
    default:
      return assertNever(ask);
  }
}

function withoutQuote(visit: Visit, reading: Reading, next: Next): readonly Step[] {
  const { command, text } = reading;
  const asked = visit.scene.asked.get(visit.address.addressId);
  if (command?.kind === 'change') return change(visit) ?? unclear(visit, reading);
  // Who says hello begins to talk: without a question of ours the answer is how it stands.
  if (command?.kind === 'greeting') return tellStatus(visit);
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
      if (asked?.kind === 'question-or-call') return passQuestion(visit, undefined, text);
      return answersWhatEnded(visit, reading) ?? unclear(visit, reading);
    default:
      return somethingElse(visit, reading, next.ask, next);
  }
}

/** Words that were taken back by this text are asked about again, because nothing has been approved by them. */
function instead(visit: Visit, newest: OpenQuote | undefined, steps: readonly Step[]): readonly Step[] {
  return [
    ...takeBack(visit),
    ...steps,
    ...(newest && isWaiting(visit) ? [askAgain(visit.scene, newest, to(visit))] : []),
  ];
}

/** "Let me ask": nothing happens meanwhile, and the question comes once more. */
function pause(visit: Visit, open: OpenQuote): readonly Step[] {
  const { scene } = visit;
  const { calendar, settings } = scene.garage;
  const until = quietEnds(calendar, new Date(scene.now.getTime() + settings.consultMs));
  if (until >= open.version.standing.validUntil) return [...takeBack(visit), askAgain(scene, open, to(visit))];
  const quote = quoteFacts(scene, open.view, open.quote, open.version);
  const { about } = asksQuote(open, 'again');
  return [
    ...takeBack(visit),
    pauseReminders(until),
    wakeAt('watch-quote', open.view.repair.repairId, until),
    answer(
      visit,
      { kind: 'consult', vehicle: vehicleFacts(open.view), quote, askAgainAt: until },
      { about, asks: { kind: 'other' } },
    ),
  ];
}

function personWaits({ scene }: Visit): boolean {
  return scene.conversation.items.some(({ kind }) => kind === 'person');
}

function change(visit: Visit): readonly Step[] | undefined {
  const decided = lastDecided(visit);
  return decided && [...takeBack(visit), ...changeMind(visit, decided.quote.quoteId)];
}
