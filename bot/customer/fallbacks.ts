import { isOpen, nextOpening } from '../../core/calendar.ts';
import type { RepairView } from '../../core/scene/scene.ts';
import { askAgain } from '../react/decision.ts';
import { byBot, raise, redAt, type Step, toConversation } from '../step.ts';
import { introduction, repairNow, vehicleFacts } from '../wording/customer/facts.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { sayWish } from './other-decider.ts';
import { answer, ownRepairs, type Reading, takeBack, to, type Visit } from './visit.ts';

/** A person of customer service answers from here. */
export function passOn(visit: Visit, kind: 'person' | 'wrong_number' = 'person'): readonly Step[] {
  const { scene, newId } = visit;
  const { calendar } = scene.garage;
  const opensAt = isOpen(calendar, scene.now) ? undefined : nextOpening(calendar, scene.now);
  return [
    ...raise(scene, newId, { kind, owner: 'service', dueAt: redAt(scene, isOnLift(visit)) }),
    answer(visit, { kind: 'passed-on', opensAt, now: scene.now }),
  ];
}

function isOnLift({ scene }: Visit): boolean {
  return scene.repairs.some(({ repair }) => repair.onLift);
}

/** The person behind this address says that it is the customer's. */
export function sayYes({ scene, person, address }: Visit): Step {
  return toConversation({
    type: 'LinkAddress',
    data: {
      conversationId: scene.conversation.conversationId,
      addressId: address.addressId,
      how: 'said_yes',
      customerId: person.customerId,
    },
    meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
  });
}

/** Nothing goes there any more, this answer aside. */
export function disown(visit: Visit): readonly Step[] {
  const { scene, person, address } = visit;
  return [
    answer(visit, { kind: 'wrong-number' }),
    toConversation({
      type: 'DisownAddress',
      data: { conversationId: scene.conversation.conversationId, addressId: address.addressId },
      meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
    }),
  ];
}

/** The question whether this is the customer, and nothing else about the car. */
export function askWho(visit: Visit): readonly Step[] {
  const phrase = introduction(visit.scene);
  return phrase ? [answer(visit, phrase, { asks: { kind: 'my-car' } })] : [answer(visit, { kind: 'no-repair' })];
}

/** What was not understood approves nothing: an open quote is asked again; after the second in a row a person takes it. */
export function unclear(visit: Visit, { newest, open }: Pick<Reading, 'newest' | 'open'>): readonly Step[] {
  const { scene } = visit;
  const { conversationId, unclear: before } = scene.conversation;
  const count = toConversation({ type: 'CountUnclear', data: { conversationId }, meta: byBot(scene) });
  const why = open.length > 1 ? 'several_quotes' : 'unclear';
  const asked = newest ? [askAgain(scene, newest, to(visit), why)] : [];
  if (before === 0) return [...takeBack(visit), count, ...(newest ? asked : [answer(visit, { kind: 'unclear' })])];
  const person = before === 1 ? passOn(visit) : [];
  // The question comes last, so that it is the newest.
  return [...takeBack(visit), count, ...person, ...asked];
}

/** The question once more, saying why this was no answer to it. */
export function notAnAnswer(
  visit: Visit,
  { newest, open }: Pick<Reading, 'newest' | 'open'>,
  why: UnclearReason,
): readonly Step[] {
  return newest
    ? [...takeBack(visit), askAgain(visit.scene, newest, to(visit), open.length > 1 ? 'several_quotes' : why)]
    : [];
}

/** Words that bind nowhere and would decide something, or who decides, are asked back; undefined when they would not. */
export function askBack(visit: Visit, reading: Reading, why: UnclearReason): readonly Step[] | undefined {
  const { text, understood, command: said, newest } = reading;
  const answers = 'answer' in understood || understood.ask.startsWith('confirm-') || understood.ask === 'choose-lines';
  const decides = said?.kind === 'change' || said?.kind === 'confirmation';
  const wants = 'ask' in understood ? sayWish(text, understood)?.wants : undefined;
  if (!answers && !decides && wants !== 'only-me') return undefined;
  return newest ? notAnAnswer(visit, reading, why) : unclear(visit, reading);
}

const most = 3;

/** Where each repair stands, one message a car. */
export function tellStatus(visit: Visit): readonly Step[] {
  const { scene, person } = visit;
  const own = ownRepairs(visit);
  const informed = (view: RepairView): boolean =>
    view.repair.contacts.some((one) => one.customerId === person.customerId && one.informed);
  if (own.length === 0) return [answer(visit, { kind: 'no-repair' })];
  return own.slice(0, most).map((view) =>
    answer(
      visit,
      { kind: 'status', vehicle: vehicleFacts(view), state: repairNow(scene, view) },
      // What only a second decider was told does not count as told to those who are informed.
      { about: informed(view) ? { repairId: view.repair.repairId } : {} },
    ),
  );
}
