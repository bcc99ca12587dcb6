import { isOpen, nextOpening } from '../../core/calendar.ts';
import type { RepairView } from '../../core/scene/scene.ts';
import { askAgain } from '../react/decision.ts';
import { byBot, itemDueAt, raise, type Step, toConversation } from '../step.ts';
import { introduction, repairNow, vehicleFacts } from '../wording/customer/facts.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { addressOf, answer, type CustomerAct, ownRepairs, type Reading, receiverOf, takeBack } from './customer-act.ts';
import { deciderWish } from './other-decider.ts';

/** Passes the conversation to customer service. */
export function passOn(act: CustomerAct, kind: 'person' | 'wrong_number' = 'person'): readonly Step[] {
  const { scene, newId } = act;
  const { calendar } = scene.garage;
  const opensAt = isOpen(calendar, scene.now) ? undefined : nextOpening(calendar, scene.now);
  return [
    ...raise(scene, newId, { kind, owner: 'service', dueAt: itemDueAt(scene, isOnLift(act)) }),
    answer(act, { kind: 'passed-on', opensAt, now: scene.now }),
  ];
}

function isOnLift({ scene }: CustomerAct): boolean {
  return scene.repairs.some(({ repair }) => repair.onLift);
}

/** Links the address to the customer, who said that it is theirs. */
export function sayYes(act: CustomerAct): Step {
  const { customerId } = act.person;
  return toConversation({
    type: 'LinkAddress',
    data: { ...addressOf(act), how: 'said_yes', customerId },
    meta: act.meta,
  });
}

/** Ends all messages to this address after this answer. */
export function disown(act: CustomerAct): readonly Step[] {
  return [
    answer(act, { kind: 'wrong-number' }),
    toConversation({ type: 'DisownAddress', data: addressOf(act), meta: act.meta }),
  ];
}

/** Asks if this is the customer, and tells nothing else about the car. */
export function askWho(act: CustomerAct): readonly Step[] {
  const phrase = introduction(act.scene);
  return phrase ? [answer(act, phrase, { asks: { kind: 'my-car' } })] : [answer(act, { kind: 'no-repair' })];
}

/** Asks an open quote again after unclear words. The second time in a row a person takes over. */
export function unclear(act: CustomerAct, { newest, open }: Pick<Reading, 'newest' | 'open'>): readonly Step[] {
  const { scene } = act;
  const { conversationId, unclear: before } = scene.conversation;
  const count = toConversation({ type: 'CountUnclear', data: { conversationId }, meta: byBot(scene) });
  const why = open.length > 1 ? 'several_quotes' : 'unclear';
  const asked = newest ? [askAgain(scene, newest, receiverOf(act), why)] : [];
  if (before === 0) return [...takeBack(act), count, ...(newest ? asked : [answer(act, { kind: 'unclear' })])];
  const person = before === 1 ? passOn(act) : [];
  // The question comes last, so that it is the newest.
  return [...takeBack(act), count, ...person, ...asked];
}

/** Asks the quote again and says why this was no answer to it. */
export function notAnAnswer(
  act: CustomerAct,
  { newest, open }: Pick<Reading, 'newest' | 'open'>,
  why: UnclearReason,
): readonly Step[] {
  return newest
    ? [...takeBack(act), askAgain(act.scene, newest, receiverOf(act), open.length > 1 ? 'several_quotes' : why)]
    : [];
}

/**
 * Asks back words that cannot bind here but would decide something, or change who decides. Returns
 * undefined for other words.
 */
export function askBack(act: CustomerAct, reading: Reading, why: UnclearReason): readonly Step[] | undefined {
  const { text, understood, command: said, newest } = reading;
  const answers = 'answer' in understood || understood.ask.startsWith('confirm-') || understood.ask === 'choose-lines';
  const decides = said?.kind === 'change' || said?.kind === 'confirmation';
  const wants = 'ask' in understood ? deciderWish(text, understood)?.wants : undefined;
  if (!answers && !decides && wants !== 'only-me') return undefined;
  return newest ? notAnAnswer(act, reading, why) : unclear(act, reading);
}

const maxCars = 3;

/** Tells where each repair stands, one message a car. */
export function tellStatus(act: CustomerAct): readonly Step[] {
  const { scene, person } = act;
  const own = ownRepairs(act);
  const informed = (view: RepairView): boolean =>
    view.repair.contacts.some((one) => one.customerId === person.customerId && one.informed);
  if (own.length === 0) return [answer(act, { kind: 'no-repair' })];
  return own.slice(0, maxCars).map((view) =>
    answer(
      act,
      { kind: 'status', vehicle: vehicleFacts(view), state: repairNow(scene, view) },
      // A status that only a second decider read does not count as told to those who are kept
      // informed.
      { about: informed(view) ? { repairId: view.repair.repairId } : {} },
    ),
  );
}
