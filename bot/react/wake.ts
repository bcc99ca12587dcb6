import { isOpen, isQuiet, quietEnds } from '../../core/calendar.ts';
import { type Address, chooseAddress } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { CustomerId, NewId } from '../../core/ids.ts';
import { sameLocalDay } from '../../core/local-time.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import { type AskedFacts, nextQuoteWake, waitingQuote } from '../../core/repair/ladder.ts';
import { type WatchStep as Due, nextClosingWake, nextCollectWake, nextPromiseWake } from '../../core/repair/watch.ts';
import {
  canReach,
  lastTold,
  type OpenQuote,
  openQuoteIn,
  openRepairs,
  reachedAt,
  viewOf,
  wasShown,
} from '../../core/scene/queries.ts';
import type { Person, QuoteMessage, RepairView, Scene } from '../../core/scene/scene.ts';
import { asksFacts } from '../cards/repair-card.ts';
import {
  asksQuote,
  byTimer,
  type DueTimer,
  itemDueAt,
  raise,
  type Step,
  tell,
  toConversation,
  toRepair,
} from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { settleAnswer } from './decision.ts';
import { closingCard, pingLate, postUnread, promiseCard, reachableMechanic, redraw, refresh } from './mechanic.ts';
import { askQuote, earlier, minutesAt } from './quote.ts';
import { untold } from './untold.ts';

/** What a timer brings about, and when to look again. */
export type Woken = { readonly steps: readonly Step[]; readonly again: Date | undefined };

const asleep: Woken = { steps: [], again: undefined };

/** Decides everything again from the present state, so that a late or double timer does no harm. */
export function wake(timer: DueTimer, scene: Scene, newId: NewId): Woken {
  switch (timer.kind) {
    case 'watch-quote':
      return wakeQuote(scene, viewOf(scene, timer.subject), newId);
    case 'watch-promise':
      return wakePromise(scene, timer.subject, newId);
    case 'collect':
      return wakeCollect(scene, timer.subject);
    case 'redraw-card':
      return { steps: refreshed(scene, timer.subject), again: undefined };
    case 'ask-closing':
      return wakeClosing(scene, timer.subject);
    case 'unread':
      return { steps: postUnread(scene, timer.subject), again: undefined };
    case 'settle-answer':
      return settleAnswer(scene, newId);
    case 'held':
      return releaseHeld(scene);
    case 'item-due':
      return { steps: itemDue(scene, timer.subject), again: undefined };
    case 'delivery-trouble':
      return { steps: wakeDelivery(scene, timer.subject, newId), again: undefined };
    default:
      return assertNever(timer.kind);
  }
}

/** Asks the mechanic once for each promised time: a new time sets a new timer. */
function wakePromise(scene: Scene, repairId: string, newId: NewId): Woken {
  const view = viewOf(scene, repairId);
  if (!view) return asleep;
  const { settings, calendar } = scene.garage;
  const { due, again } = nextPromiseWake(view.repair, undefined, settings.watch, calendar, scene.now);
  const steps = due.flatMap((step) => {
    if (step.do !== 'ask-promise') return [];
    if (reachableMechanic(view)) return promiseCard(scene, view, step.promisedAt);
    const { onLift } = view.repair;
    return raise(scene, newId, {
      kind: 'question',
      owner: 'service',
      repairId: view.repair.repairId,
      dueAt: itemDueAt(scene, onLift),
    });
  });
  return { steps, again };
}

function wakeCollect(scene: Scene, subject: string): Woken {
  const view = viewOf(scene, subject);
  if (!view) return asleep;
  const { settings, calendar } = scene.garage;
  const { due, again } = nextCollectWake(view.repair, settings.watch, calendar, scene.now);
  const { repairId } = view.repair;
  return {
    steps: due.map(() => toRepair({ type: 'CollectVehicle', data: { repairId }, meta: byTimer(scene) })),
    again,
  };
}

/** Asks every evening as long as the car is in hand. */
function wakeClosing(scene: Scene, subject: string): Woken {
  const view = viewOf(scene, subject);
  if (!view) return asleep;
  const { settings, calendar } = scene.garage;
  const { due, again } = nextClosingWake(view.repair, settings.askClosingMs, calendar, scene.now);
  return { steps: due.flatMap(() => closingCard(scene, view)), again };
}

function refreshed(scene: Scene, repairId: string): readonly Step[] {
  const view = viewOf(scene, repairId);
  return view ? refresh(view) : [];
}

/** Drops all held messages and tells once what is still true. */
function releaseHeld(scene: Scene): Woken {
  const { calendar } = scene.garage;
  if (isQuiet(calendar, scene.now)) return { steps: [], again: quietEnds(calendar, scene.now) };
  return { steps: scene.repairs.flatMap((view) => untold(scene, view, { evenQuiet: false })), again: undefined };
}

/** Gives a question that the mechanic left to customer service, with a new deadline. */
function itemDue(scene: Scene, subject: string): readonly Step[] {
  const item = scene.conversation.items.find(({ itemId }) => itemId === subject);
  if (item?.owner !== 'mechanic') return [];
  const view = viewOf(scene, item.repairId);
  const { conversationId } = scene.conversation;
  const dueAt = itemDueAt(scene, view?.repair.onLift ?? false);
  return [
    ...(view ? pingLate(view) : []),
    toConversation({
      type: 'ReassignItem',
      data: { conversationId, itemId: item.itemId, owner: 'service', dueAt },
      meta: byTimer(scene),
    }),
  ];
}

/**
 * The ladder of an open question: reminder, call, next address, expiry. It never answers for the
 * customer.
 */
function wakeQuote(
  scene: Scene,
  view: RepairView | undefined,
  newId: NewId,
): { readonly steps: readonly Step[]; readonly again: Date | undefined } {
  const open = view && openQuoteIn(view);
  if (!open) return { steps: [], again: undefined };
  const { settings, calendar: real } = scene.garage;
  // Simulated people never sleep, but a real address may be among theirs.
  const sleepless = scene.people.every(({ addresses }) => addresses.every(({ simulated }) => simulated));
  const calendar = open.view.simulated && sleepless ? { ...real, quiet: undefined } : real;
  const quote = waitingQuote(open.view.repair);
  const asked = askedFacts(scene, open);
  const { due, again } = nextQuoteWake(quote, asked, settings.watch, calendar, scene.now);
  const steps = due.flatMap((step) => followLadder(step, scene, open, newId));
  // The question is over, or a waiting question of the customer stands on the card.
  if (again === undefined || asked.questionOpen) return { steps, again };
  return { steps: [...steps, ...cardNow(scene, open.view, due)], again: earlier(again, minutesAt(scene, open)) };
}

/**
 * Draws the card again: it tells of the reminder, and counts the waiting minutes while the garage
 * is open.
 */
function cardNow(scene: Scene, view: RepairView, due: readonly Due[]): readonly Step[] {
  if (due.some((step) => step.do === 'remind')) return redraw(view);
  return isOpen(scene.garage.calendar, scene.now) && !asksFacts(view) ? refresh(view) : [];
}

function followLadder(due: Due, scene: Scene, open: OpenQuote, newId: NewId): readonly Step[] {
  const { repairId, onLift } = open.view.repair;
  switch (due.do) {
    case 'expire': {
      const data = { repairId, quoteId: open.quote.quoteId, version: open.version.version };
      return [toRepair({ type: 'ExpireQuote', data, meta: byTimer(scene) })];
    }
    case 'remind':
      return remind(scene, open);
    case 'next-channel': {
      const next = otherAddress(scene, open);
      return next ? [askQuote(scene, open, next.customerId, { answerTo: next.address.addressId })] : [];
    }
    case 'call':
      return raise(scene, newId, { kind: 'call', owner: 'service', repairId, dueAt: itemDueAt(scene, onLift) });
    case 'ask-promise':
    case 'ask-closing':
    case 'collect':
      return [];
    default:
      return assertNever(due);
  }
}

/** Reminds all who were asked. */
function remind(scene: Scene, open: OpenQuote): readonly Step[] {
  const { view, quote, version } = open;
  const { contacts } = view.repair;
  const onLift = waitingQuote(view.repair)?.onLift ?? false;
  const { validUntil } = version.standing;
  const today = sameLocalDay(scene.garage.calendar.zone, validUntil, scene.now);
  const phrase: CustomerPhrase = {
    kind: 'reminder',
    vehicle: vehicleFacts(view),
    quote: quoteFacts(scene, view, quote, version),
    onLift,
    // Nobody has said until when the lift is kept free.
    until: onLift || today ? undefined : validUntil,
  };
  return contacts
    .filter(({ decides, customerId }) => {
      const person = scene.people.find((one) => one.customerId === customerId);
      return decides && person !== undefined && wasShown(open, person.addresses);
    })
    .map(({ customerId }) => tell(customerId, phrase, 'reminder', asksQuote(open, 'reminder')));
}

/**
 * Tells a person of a message that failed or may have, and asks a quote at the next address at
 * once.
 */
function wakeDelivery(scene: Scene, messageId: string, newId: NewId): readonly Step[] {
  const view = scene.repairs.find(({ shown }) => shown.some((one) => one.messageId === messageId));
  const showing = view?.shown.find((one) => one.messageId === messageId);
  // A late receipt has settled it.
  if (showing && showing.state !== 'failed' && showing.state !== 'unknown') return [];
  const repairId = view?.repair.repairId;
  const onLift = view?.repair.onLift ?? false;
  const trouble = raise(scene, newId, {
    kind: 'delivery',
    owner: 'service',
    repairId,
    dueAt: itemDueAt(scene, onLift),
  });
  const open = view && openQuoteIn(view);
  if (showing?.state === 'failed' && open?.quote.quoteId === showing.quoteId) {
    const next = otherAddress(scene, open);
    const elsewhere = next ? [askQuote(scene, open, next.customerId, { answerTo: next.address.addressId })] : [];
    return [...trouble, ...elsewhere];
  }
  // No chat is left: news that is still true becomes call items, with the text to read aloud.
  const { customerId } = scene.customer;
  const byTelephone = canReach(scene, customerId)
    ? []
    : openRepairs(scene).flatMap((one) => untold(scene, one, { evenQuiet: true }));
  return [...trouble, ...byTelephone];
}

/** Collects the facts of an open question for the reminder ladder. */
function askedFacts(scene: Scene, open: OpenQuote): AskedFacts {
  const { view, quote, version } = open;
  const { releasedAt } = version.standing;
  const since = (at: Date | undefined): Date | undefined => (at && at >= releasedAt ? at : undefined);
  const put = view.shown.filter((one) => one.quoteId === quote.quoteId && one.version === version.version);
  const seen = newestSeen(scene, put, releasedAt);
  const { pendingAnswer, conversation } = scene;
  return {
    askedAt: since(lastTold(view, 'quote', 'revoked')) ?? (put.length > 0 ? releasedAt : undefined),
    sentAt: seen?.shown.sentAt,
    deliveredAt: seen?.shown.deliveredAt,
    receipts: seen?.address?.skills.receipts ?? false,
    anotherAddress: otherAddress(scene, open) !== undefined,
    remindedAt: since(lastTold(view, 'reminder')) ?? remindedInVain(put, releasedAt),
    callRaised: conversation.items.some(
      ({ kind, repairId }) => (kind === 'call' || kind === 'callback') && repairId === view.repair.repairId,
    ),
    nextChannelTried: new Set(put.map(({ addressId }) => addressId)).size > 1,
    pausedUntil: scene.pausedUntil,
    questionOpen: conversation.items.some(
      ({ kind, repairId }) => kind === 'question' && (repairId === undefined || repairId === view.repair.repairId),
    ),
    answerSettlesAt: pendingAnswer?.quoteId === quote.quoteId ? pendingAnswer.settlesAt : undefined,
  };
}

/** A reminder that failed counts as sent: it is not repeated, a person calls instead. */
function remindedInVain(put: readonly QuoteMessage[], releasedAt: Date): Date | undefined {
  return put.some(({ sort, state }) => sort === 'reminder' && state === 'failed') ? releasedAt : undefined;
}

type Seen = { readonly shown: QuoteMessage; readonly address: Address | undefined };

/** Returns the first showing that reached a person, else the newest, which may still arrive. */
function newestSeen(scene: Scene, put: readonly QuoteMessage[], releasedAt: Date): Seen | undefined {
  const addresses = scene.people.flatMap((person) => person.addresses);
  const all = put
    .filter(({ state, sort }) => state !== 'cancelled' && sort !== 'reminder')
    .map((shown): Seen => ({ shown, address: addresses.find(({ addressId }) => addressId === shown.addressId) }));
  const reached = all.find(({ shown, address }) => {
    const at = address && reachedAt(shown, address);
    return at !== undefined && at >= releasedAt;
  });
  return reached ?? all.at(-1);
}

/** Finds an address of a decider where this version was not asked yet. */
function otherAddress(
  scene: Scene,
  { view, quote, version }: OpenQuote,
): { readonly customerId: CustomerId; readonly address: Address } | undefined {
  const tried = (address: Address): boolean =>
    view.shown.some(
      (one) => one.addressId === address.addressId && one.quoteId === quote.quoteId && one.version === version.version,
    );
  const among = ({ customerId, addresses }: Person) => {
    const { address } = chooseAddress(
      addresses.filter((one) => !tried(one)),
      'begin',
      { quote: true },
    );
    return address ? [{ customerId, address }] : [];
  };
  return scene.people.filter(({ customerId }) => mayDecide(view.repair, customerId)).flatMap(among)[0];
}
