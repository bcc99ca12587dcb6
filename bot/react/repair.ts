import { assertNever } from '../../core/decision.ts';
import type { CustomerId } from '../../core/ids.ts';
import { newDeciders } from '../../core/repair/contacts.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import type { RepairEvent, RepairEventOf } from '../../core/repair/repair.ts';
import { hasMoved, nextClosingAsk, nextCollectWake, nextPromiseWake } from '../../core/repair/watch.ts';
import { canReach, firstName, firstNameOf, openQuoteIn } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { type Step, sleep, tell, voidAnswer, wakeAt } from '../step.ts';
import { completedPhrase, repairNow, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { askQuote, watchQuote } from './quote.ts';
import { endAboutQuote, endReadAloud } from './waiting.ts';

type Other = Exclude<
  RepairEvent,
  {
    type:
      | 'QuoteReleased'
      | 'QuoteSuperseded'
      | 'QuoteWithdrawn'
      | 'QuoteExpired'
      | 'QuoteDecided'
      | 'DecisionRefused'
      | 'DecisionRevoked';
  }
>;

/** Follows the course of the repair. */
export function reactToRepair(event: Other, scene: Scene, view: RepairView): readonly Step[] {
  const { repairId } = view.repair;
  switch (event.type) {
    case 'RepairStarted':
      return [
        ...notify(view, () => startedPhrase(view, event.meta.at)),
        ...watchPromise(scene, view),
        ...watchClosing(scene, view),
      ];
    case 'TimePromised':
      return [...tellMoved(event, scene, view), ...watchPromise(scene, view)];
    case 'RepairCompleted':
      return completed(scene, view);
    case 'RepairReopened':
      return [
        sleep('collect', repairId),
        ...(view.told.has('completed') ? notify(view, () => ({ kind: 'reopened', vehicle: vehicleFacts(view) })) : []),
        ...watchPromise(scene, view),
        ...watchClosing(scene, view),
      ];
    case 'RepairCancelled':
      return cancelled(scene, view);
    case 'VehicleCollected':
      return [sleep('collect', repairId), ...endAboutQuote(scene, repairId, 'outdated')];
    case 'LiftChanged':
      // On the lift the reminders come at other times; the timer decides again.
      return openQuoteIn(view) ? [wakeAt('watch-quote', repairId, scene.now)] : [];
    case 'ContactsChanged':
      return reactToContacts(event, scene, view);
    case 'RepairRegistered':
    case 'OrderAgreed':
    case 'MechanicAssigned':
    case 'RepairBlocked':
    case 'RepairResumed':
    case 'FindingRecorded':
    case 'FindingDropped':
    case 'PhotoAttached':
    case 'PhotoDetached':
    case 'PhotosShown':
    case 'QuoteDrafted':
    case 'ApprovedWorkBegun':
      return [];
    default:
      return assertNever(event);
  }
}

/** Sends a notification to all who are kept informed. */
export function notify(view: RepairView, phrase: (customerId: CustomerId) => CustomerPhrase): readonly Step[] {
  return view.repair.contacts
    .filter(({ informed }) => informed)
    .map(({ customerId }) =>
      tell(customerId, phrase(customerId), 'notification', { about: { repairId: view.repair.repairId } }),
    );
}

export function startedPhrase(view: RepairView, at: Date): CustomerPhrase {
  return {
    kind: 'started',
    vehicle: vehicleFacts(view),
    at,
    promisedAt: view.repair.promisedAt,
  };
}

function tellMoved({ data, meta }: RepairEventOf<'TimePromised'>, scene: Scene, view: RepairView): readonly Step[] {
  // The bot's promise follows from a decision, whose echo tells it.
  if (meta.by.kind === 'system') return [];
  switch (promiseNews(scene, view, data.promisedAt)) {
    case 'first':
      return notify(view, () => ({ kind: 'status', vehicle: vehicleFacts(view), state: repairNow(scene, view) }));
    case 'moved':
      return notify(view, () => laterPhrase(view, view.promisedTold, data.promisedAt));
    case 'none':
      return [];
  }
}

/**
 * Says if the customer hears of a promised time: the first one after work began without any, or one
 * that has moved.
 */
export function promiseNews({ garage }: Scene, view: RepairView, promisedAt: Date): 'first' | 'moved' | 'none' {
  const { promisedTold: from, repair, told } = view;
  if (from === undefined) return repair.status === 'started' && told.has('started') ? 'first' : 'none';
  return hasMoved(garage.calendar.zone, from, promisedAt, garage.settings.tellLaterByMs) ? 'moved' : 'none';
}

export function laterPhrase(view: RepairView, from: Date | undefined, to: Date): CustomerPhrase {
  return {
    kind: 'later',
    vehicle: vehicleFacts(view),
    from,
    to,
    parts: view.repair.blocked?.by === 'parts',
    ...(view.repair.agreedAmount ? {} : { unpriced: true }),
  };
}

function watchPromise({ garage: { settings, calendar }, now }: Scene, { repair }: RepairView): readonly Step[] {
  const { due, again } = nextPromiseWake(repair, undefined, settings.watch, calendar, now);
  const at = due.length > 0 ? now : again;
  return at ? [wakeAt('watch-promise', repair.repairId, at)] : [sleep('watch-promise', repair.repairId)];
}

function watchClosing({ garage: { settings, calendar }, now }: Scene, { repair }: RepairView): readonly Step[] {
  const at = nextClosingAsk(calendar, settings.askClosingMs, now);
  return at ? [wakeAt('ask-closing', repair.repairId, at)] : [];
}

function completed(scene: Scene, view: RepairView): readonly Step[] {
  const { settings, calendar } = scene.garage;
  const { again } = nextCollectWake(view.repair, settings.watch, calendar, scene.now);
  const subject = view.repair.repairId;
  return [
    ...notify(view, (customerId) => completedPhrase(scene, view, customerId)),
    ...(again ? [wakeAt('collect', subject, again)] : []),
    sleep('watch-promise', subject),
    sleep('watch-quote', subject),
    sleep('ask-closing', subject),
  ];
}

/** Tells of the cancellation only if the customer was told anything before. */
function cancelled(scene: Scene, view: RepairView): readonly Step[] {
  const subject = view.repair.repairId;
  return [
    ...(view.told.size > 0 ? notify(view, () => ({ kind: 'cancelled', vehicle: vehicleFacts(view) })) : []),
    sleep('watch-promise', subject),
    sleep('watch-quote', subject),
    sleep('collect', subject),
    sleep('ask-closing', subject),
    ...endAboutQuote(scene, subject, 'outdated'),
  ];
}

type Changed = RepairEventOf<'ContactsChanged'>;

/**
 * Tells a new decider so and asks the open question, tells a former decider, and tells the other
 * deciders of both.
 */
function reactToContacts({ data, meta }: Changed, scene: Scene, view: RepairView): readonly Step[] {
  const gained = newDeciders(data.before, data.contacts);
  const lost = newDeciders(data.contacts, data.before);
  return [
    ...gained.flatMap((customerId) => welcome({ data, meta }, scene, view, customerId)),
    ...(gained.length > 0 && openQuoteIn(view) ? watchQuote(scene, view) : []),
    ...gained.flatMap((customerId) => tellOthers(scene, view, gained, customerId)),
    ...lost.flatMap((customerId) => dismiss(meta, scene, view, customerId)),
    ...(isReplaced(data) ? endReadAloud(scene, (item) => item.repairId === view.repair.repairId) : []),
  ];
}

/** True if somebody else is told in the place of one who was told so far. */
function isReplaced({ before, contacts }: Changed['data']): boolean {
  const isTold = (all: Changed['data']['contacts'], id: CustomerId): boolean =>
    all.some(({ customerId, informed }) => informed && customerId === id);
  return before.some(({ customerId }) => isTold(before, customerId) && !isTold(contacts, customerId));
}

/** Greets a new decider, even in quiet hours: the person opened the link right now. */
function welcome(
  { data, meta: { by } }: Pick<Changed, 'data' | 'meta'>,
  scene: Scene,
  view: RepairView,
  customerId: CustomerId,
): readonly Step[] {
  const { repairId } = view.repair;
  const asker = by.kind === 'customer' ? by.customerId : view.customerId;
  const state = repairNow(scene, view);
  const vehicle = vehicleFacts(view);
  const isFollower = data.contacts.some((one) => one.customerId === customerId && one.informed);
  // Who follows the car in this chat was asked nothing by anybody.
  const phrase: CustomerPhrase =
    isFollower && by.kind === 'system'
      ? { kind: 'follows', vehicle, state }
      : { kind: 'may-decide', vehicle, by: firstNameOf(scene, asker), state };
  const evenQuiet = by.kind !== 'staff';
  const open = openQuoteIn(view);
  return [
    ...(canReach(scene, customerId)
      ? [tell(customerId, phrase, 'notification', { about: { repairId }, evenQuiet })]
      : []),
    ...(open ? [askQuote(scene, open, customerId, { evenQuiet })] : []),
  ];
}

/**
 * Tells the other deciders. It asks for something else, so that a yes to this news approves
 * nothing.
 */
function tellOthers(
  scene: Scene,
  view: RepairView,
  gained: readonly CustomerId[],
  newcomer: CustomerId,
): readonly Step[] {
  const { repairId, contacts } = view.repair;
  const phrase = {
    kind: 'now-decides',
    vehicle: vehicleFacts(view),
    name: nameOf(scene, newcomer),
    repairId,
    customerId: newcomer,
  } as const;
  return contacts
    .filter(({ customerId, decides }) => decides && !gained.includes(customerId) && canReach(scene, customerId))
    .map(({ customerId }) =>
      tell(customerId, phrase, 'notification', { about: { repairId }, asks: { kind: 'other' }, evenQuiet: true }),
    );
}

function dismiss({ by }: Changed['meta'], scene: Scene, view: RepairView, customerId: CustomerId): readonly Step[] {
  const { repairId } = view.repair;
  const vehicle = vehicleFacts(view);
  const about = { repairId };
  const { pendingAnswer, people } = scene;
  const addresses = people.find((one) => one.customerId === customerId)?.addresses ?? [];
  const waits = addresses.some(({ addressId }) => addressId === pendingAnswer?.addressId);
  const name = nameOf(scene, customerId);
  return [
    ...(waits ? voidAnswer(scene) : []),
    ...(canReach(scene, customerId)
      ? [tell(customerId, { kind: 'say-lost', vehicle }, 'notification', { about, evenQuiet: true })]
      : []),
    ...(by.kind === 'customer' && mayDecide(view.repair, by.customerId)
      ? [tell(by.customerId, { kind: 'say-taken', vehicle, name }, 'answer', { about, answerTo: by.addressId })]
      : []),
  ];
}

/** People choose their name on a network, often a nickname: its first word, else all of it. */
function nameOf({ people }: Scene, customerId: CustomerId): string | undefined {
  const name = people.find((one) => one.customerId === customerId)?.name ?? '';
  return firstName(name) ?? (name || undefined);
}
