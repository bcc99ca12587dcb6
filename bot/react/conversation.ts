import type { ConversationEvent } from '../../core/conversation/conversation.ts';
import { assertNever } from '../../core/decision.ts';
import type { AddressId, CustomerId, NewId } from '../../core/ids.ts';
import { hasPart } from '../../core/repair/guard.ts';
import type { RepairFacts } from '../../core/repair/repair.ts';
import { canReach, openQuoteIn, openQuotesFor, openRepairsOf } from '../../core/scene/queries.ts';
import type { Person, Scene } from '../../core/scene/scene.ts';
import { itemDueAt, pauseReminders, raise, type Step, sleep, tell, voidAnswer, wakeAt } from '../step.ts';
import { repairNow, vehicleFacts } from '../wording/customer/facts.ts';
import { refresh } from './mechanic.ts';
import { askQuote, watchQuote } from './quote.ts';
import { untold } from './untold.ts';
import { endReadAloud } from './waiting.ts';

/** Follows changes in who speaks, who can be reached, and what waits for a person. */
export function reactToConversation(event: ConversationEvent, scene: Scene, newId: NewId): readonly Step[] {
  switch (event.type) {
    case 'TakenOver':
      return takenOver(scene);
    case 'HandedBack':
      return handedBack(scene);
    case 'AddressLinked':
      return [...linked(scene, event.data.addressId), ...refreshAll(scene)];
    case 'AddressDisowned':
      return [
        ...voidAnswerOf(scene, personAt(scene, event.data.addressId)),
        ...raise(scene, newId, { kind: 'wrong_number', owner: 'service', dueAt: itemDueAt(scene, false) }),
      ];
    case 'OptedOut':
      return optedOut(scene, event.data.addressId, newId);
    case 'OptedIn':
      return optedIn(scene, event.data.addressId);
    case 'ReachableChanged':
      return scene.repairs.flatMap((view) => (openQuoteIn(view) ? wakeQuote(scene, view.repair.repairId) : []));
    case 'ItemRaised':
      return [wakeAt('item-due', event.data.itemId, event.data.dueAt)];
    case 'ItemReassigned':
      return [wakeAt('item-due', event.data.itemId, event.data.dueAt), ...refreshAll(scene)];
    case 'ItemEnded':
      return [
        sleep('item-due', event.data.itemId),
        ...(event.data.kind === 'question' ? questionEnded(event.data, scene) : []),
      ];
    case 'AddressUnlinked':
      return voidAnswerOf(scene, personAt(scene, event.data.addressId));
    case 'ConversationOpened':
    case 'MessageReceived':
    case 'UnclearCounted':
    case 'UnclearCleared':
      return [];
    default:
      return assertNever(event);
  }
}

function questionEnded(
  { itemId }: Extract<ConversationEvent, { type: 'ItemEnded' }>['data'],
  scene: Scene,
): readonly Step[] {
  return [sleep('unread', itemId), ...thinkAnew(scene), ...refreshAll(scene)];
}

/**
 * Draws the mechanics' cards again: they say if a question waits and if the customer has a chat.
 */
function refreshAll({ repairs }: Scene): readonly Step[] {
  return repairs
    .filter(({ repair: { status } }) => status === 'registered' || status === 'started')
    .flatMap((view) => refresh(view));
}

function wakeQuote({ now }: Scene, subject: string): readonly Step[] {
  return [wakeAt('watch-quote', subject, now)];
}

/** Starts the time to think anew: the question that is answered now had stopped the reminders. */
function thinkAnew(scene: Scene): readonly Step[] {
  return scene.repairs.flatMap((view) => {
    const { onLift, repairId } = view.repair;
    if (!openQuoteIn(view)) return [];
    const { watch } = scene.garage.settings;
    const until = new Date(scene.now.getTime() + (onLift ? watch.onLift : watch.parked).remindMs);
    const paused = scene.pausedUntil && scene.pausedUntil > until ? scene.pausedUntil : until;
    return [pauseReminders(paused), ...wakeQuote(scene, repairId)];
  });
}

/** Drops what the bot wanted to answer. The three facts and the echoes still go out. */
function takenOver(scene: Scene): readonly Step[] {
  const { customerId } = scene.customer;
  const agent = scene.agent?.name ?? '';
  return [
    ...voidAnswer(scene),
    ...(canReach(scene, customerId)
      ? [tell(customerId, { kind: 'agent-joins', agent }, 'notification', { evenQuiet: true })]
      : []),
  ];
}

/** Asks an open quote again: from here on words count, so it must be the newest question. */
function handedBack(scene: Scene): readonly Step[] {
  const { customerId } = scene.customer;
  if (!canReach(scene, customerId)) return [];
  const agent = scene.agentBefore?.name ?? '';
  return [
    tell(customerId, { kind: 'handed-back', agent }, 'notification', { evenQuiet: true }),
    ...openQuotesFor(scene, customerId).map((open) => askQuote(scene, open, customerId, { evenQuiet: true })),
  ];
}

function personAt({ people }: Scene, addressId: AddressId): Person | undefined {
  return people.find(({ addresses }) => addresses.some((one) => one.addressId === addressId));
}

/** Tells the state in one message and asks the open quotes; nothing earlier is repeated. */
function linked(scene: Scene, addressId: AddressId): readonly Step[] {
  const person = personAt(scene, addressId);
  if (!person) return [];
  const { customerId } = person;
  const [first, ...others] = openRepairsOf(scene, customerId);
  const view = first ?? scene.repairs.find(({ repair }) => hasPart(repair, customerId));
  if (!view) return [tell(customerId, { kind: 'no-repair' }, 'answer', { answerTo: addressId })];
  const about = { repairId: view.repair.repairId };
  const state = repairNow(scene, view);
  const offer = person.addresses.find((one) => one.addressId === addressId)?.language === undefined;
  return [
    tell(customerId, { kind: 'linked', vehicle: vehicleFacts(view), state, offer }, 'answer', {
      about,
      answerTo: addressId,
    }),
    ...others.map((other) =>
      tell(customerId, { kind: 'status', vehicle: vehicleFacts(other), state: repairNow(scene, other) }, 'answer', {
        about: { repairId: other.repair.repairId },
        answerTo: addressId,
      }),
    ),
    ...openQuotesFor(scene, customerId).flatMap((open) => [
      askQuote(scene, open, customerId, { answerTo: addressId, evenQuiet: true }),
      ...watchQuote(scene, open.view),
    ]),
    ...endReadAloud(scene),
  ];
}

/** Asks back, because STOP may mean the repair. From now on an open quote is told by telephone. */
function optedOut(scene: Scene, addressId: AddressId, newId: NewId): readonly Step[] {
  const person = personAt(scene, addressId);
  if (!person) return [];
  const { customerId } = person;
  const [open] = openRepairsOf(scene, customerId).filter(({ repair }) => repair.status !== 'completed');
  const view = open ?? scene.repairs.find(({ repair }) => hasPart(repair, customerId));
  const vehicle = view ? vehicleFacts(view) : { model: undefined, plate: '', garageName: undefined };
  // A typed number may be a stranger's, who must not read about the car.
  const openRepair = open !== undefined && person.addresses.some((one) => one.addressId === addressId && one.proven);
  const elsewhere = person.addresses.some((one) => one.addressId !== addressId && one.proven && !one.optedOut);
  return [
    ...voidAnswerOf(scene, person),
    ...(elsewhere
      ? []
      : [{ do: 'cancel-queued', customerId, sorts: ['notification', 'question', 'reminder'] } as const]),
    tell(customerId, { kind: 'opted-out', vehicle, openRepair }, 'answer', { answerTo: addressId }),
    ...openQuotesFor(scene, customerId)
      .filter(({ view: { repair } }) => !canAnswer(scene, repair, customerId))
      .flatMap(({ view: { repair } }) =>
        raise(scene, newId, {
          kind: 'call',
          owner: 'service',
          repairId: repair.repairId,
          dueAt: itemDueAt(scene, repair.onLift),
        }),
      ),
  ];
}

/** True if another decider can still be asked in a chat. */
function canAnswer(scene: Scene, { contacts }: RepairFacts, customerId: CustomerId): boolean {
  return contacts.some((one) => one.decides && one.customerId !== customerId && canReach(scene, one.customerId));
}

/** Takes back the waiting words of this person; those of another person still count. */
function voidAnswerOf(scene: Scene, person: Person | undefined): readonly Step[] {
  return person?.addresses.some(({ addressId }) => addressId === scene.pendingAnswer?.addressId)
    ? voidAnswer(scene)
    : [];
}

function optedIn(scene: Scene, addressId: AddressId): readonly Step[] {
  const person = personAt(scene, addressId);
  if (!person) return [];
  return [
    tell(person.customerId, { kind: 'opted-in' }, 'answer', { answerTo: addressId }),
    ...openRepairsOf(scene, person.customerId)
      .flatMap((view) => untold(scene, view, { evenQuiet: true }))
      .filter((step) => step.do !== 'tell' || step.customerId === person.customerId),
    ...endReadAloud(scene),
  ];
}
