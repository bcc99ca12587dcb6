import { assertNever } from '../../core/decision.ts';
import type { AddressId, CustomerId, MessageId, NewId, QuoteId } from '../../core/ids.ts';
import { mayDecide, quoteOf } from '../../core/repair/guard.ts';
import { type AskedFacts, nextQuoteWake, waitingQuote } from '../../core/repair/ladder.ts';
import { maxPhotos } from '../../core/repair/photos.ts';
import type { QuoteVersion, RepairEventOf } from '../../core/repair/repair.ts';
import { nextMinutes } from '../../core/repair/watch.ts';
import {
  type AnyQuote,
  canReach,
  findQuote,
  isUnderway,
  type OpenQuote,
  openQuoteIn,
  viewOf,
  wasShown,
} from '../../core/scene/queries.ts';
import { descriptionsOf, linesNotIn } from '../../core/scene/same-work.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import {
  asksQuote,
  closeQuestion,
  endItems,
  itemDueAt,
  raise,
  type Step,
  sleep,
  tell,
  voidAnswer,
  wakeAt,
} from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { expiredCard, watchUnread } from './mechanic.ts';
import { endAboutQuote } from './waiting.ts';

type QuoteEvent =
  | RepairEventOf<'QuoteReleased'>
  | RepairEventOf<'QuoteSuperseded'>
  | RepairEventOf<'QuoteWithdrawn'>
  | RepairEventOf<'QuoteExpired'>;

/** Follows a question that is asked, replaced, withdrawn or expired. */
export function reactToQuote(event: QuoteEvent, scene: Scene, newId: NewId): readonly Step[] {
  const { quoteId, version } = event.data;
  switch (event.type) {
    case 'QuoteReleased': {
      const view = viewOf(scene, event.data.repairId);
      const open = view && openQuoteIn(view);
      return open?.version.version === version && open.quote.quoteId === quoteId ? released(scene, open, newId) : [];
    }
    case 'QuoteSuperseded':
      return [
        closeQuestion(quoteId, version, { why: 'superseded' }),
        ...forgetAnswer(scene, event),
        ...endCalls(scene, event),
      ];
    case 'QuoteWithdrawn':
      return over(scene, event, 'withdrawn');
    case 'QuoteExpired':
      return over(scene, event, 'expired');
    default:
      return assertNever(event);
  }
}

/** Asks all deciders. The others hear at most that another person is asked. */
function released(scene: Scene, open: OpenQuote, newId: NewId): readonly Step[] {
  const { view, quote } = open;
  const deciding = view.repair.contacts.filter(({ decides }) => decides);
  const asked = deciding.map(({ customerId }) => askQuote(scene, open, customerId));
  // The workshop no longer has to hear of an older version.
  const asks: readonly Step[] = [sleep('unread', quote.quoteId), ...askedElsewhere(scene, open)];
  if (deciding.length > 0) return [...asked, ...asks, ...watchQuote(scene, view)];
  const { repairId, onLift } = view.repair;
  return [
    ...raise(scene, newId, { kind: 'authorisation', owner: 'service', repairId, dueAt: itemDueAt(scene, onLift) }),
    ...asks,
    ...watchQuote(scene, view),
  ];
}

/** Tells a driver that permission is asked, if those who give it have no chat with us. */
function askedElsewhere(scene: Scene, { view }: OpenQuote): readonly Step[] {
  const { contacts, repairId } = view.repair;
  const decidesHere = contacts.some(
    (contact) =>
      contact.decides && scene.people.some((one) => one.customerId === contact.customerId && one.addresses.length > 0),
  );
  if (decidesHere || view.told.has('decided-elsewhere')) return [];
  return contacts
    .filter(({ informed }) => informed)
    .filter(({ customerId }) => !mayDecide(view.repair, customerId))
    .map(({ customerId }) =>
      tell(customerId, { kind: 'decided-elsewhere', vehicle: vehicleFacts(view) }, 'notification', {
        about: { repairId },
      }),
    );
}

function over(
  scene: Scene,
  { data }: RepairEventOf<'QuoteWithdrawn'> | RepairEventOf<'QuoteExpired'>,
  why: 'withdrawn' | 'expired',
): readonly Step[] {
  const { quoteId, version, repairId } = data;
  const ended = findQuote(scene, quoteId, version);
  if (!ended) return [];
  // Nobody saw a draft, so nothing is said about it.
  if (why === 'withdrawn' && !wasShown(ended)) return endCalls(scene, { data });
  const wholeRepair = ended.view.repair.status === 'cancelled';
  return [
    closeQuestion(quoteId, version, { why }),
    ...forgetAnswer(scene, { data }),
    sleep('watch-quote', repairId),
    ...endAboutQuote(scene, repairId, 'outdated'),
    ...(wholeRepair ? [] : sayOver(scene, ended, why)),
    ...(why === 'expired' && !wholeRepair
      ? [...expiredCard(ended, false), watchUnread(scene, ended.view, quoteId)]
      : []),
  ];
}

function sayOver(scene: Scene, ended: AnyQuote, why: 'withdrawn' | 'expired'): readonly Step[] {
  const { view, quote, version } = ended;
  const { repairId, contacts } = view.repair;
  const phrase: CustomerPhrase = {
    kind: why,
    vehicle: vehicleFacts(view),
    quote: quoteFacts(scene, view, quote, version),
  };
  const saw = (customerId: string): boolean =>
    scene.people.some((one) => one.customerId === customerId && wasShown(ended, one.addresses));
  return contacts
    .filter(({ decides, customerId }) => decides && saw(customerId))
    .map(({ customerId }) =>
      tell(customerId, phrase, 'notification', {
        about: { repairId, quoteId: quote.quoteId, version: version.version },
      }),
    );
}

/** Ends the calls that read a version aloud, which happens if no decider has a chat with us. */
function endCalls(scene: Scene, { data: { repairId } }: { readonly data: { readonly repairId: string } }) {
  const deciding = viewOf(scene, repairId)?.repair.contacts.filter(({ decides }) => decides) ?? [];
  if (deciding.some(({ customerId }) => canReach(scene, customerId))) return [];
  return endItems(scene, 'outdated', (item) => item.repairId === repairId && item.kind === 'call');
}

/** Takes back the words that wait if they were about this version. */
function forgetAnswer(
  scene: Scene,
  { data }: { readonly data: { readonly quoteId: string; readonly version: number } },
): readonly Step[] {
  const { pendingAnswer } = scene;
  return pendingAnswer?.quoteId === data.quoteId && pendingAnswer.version === data.version ? voidAnswer(scene) : [];
}

/** Puts the quote, and says what it replaces if an older version was shown. */
export function quotePhrase(scene: Scene, open: OpenQuote): CustomerPhrase {
  const { view, quote, version } = open;
  const before = quote.versions
    .filter((one) => one.version < version.version && wasShown({ view, quote, version: one }))
    .at(-1);
  return {
    kind: 'quote',
    vehicle: vehicleFacts(view),
    quote: quoteFacts(scene, view, quote, version),
    replaces: before && { total: before.total, ...newSince(view, before, version) },
  };
}

/** The choices that are new, where all that was asked before is asked again. */
function newSince(view: RepairView, before: QuoteVersion, version: QuoteVersion): { added?: readonly number[] } {
  if (linesNotIn(view, before, descriptionsOf(view, version)).length > 0) return {};
  const known = descriptionsOf(view, before);
  const added = [...new Set(linesNotIn(view, version, known).map(({ number }) => number))];
  return added.length > 0 ? { added } : {};
}

type To = { readonly answerTo?: AddressId; readonly evenQuiet?: boolean };

/** Asks a person the quote in full, with the photos that they have not seen. */
export function askQuote(scene: Scene, open: OpenQuote, customerId: CustomerId, to: To = {}): Step {
  return tell(customerId, quotePhrase(scene, open), 'question', {
    ...asksQuote(open, 'quote'),
    ...to,
    photos: quotePhotos(scene, open, customerId, to.answerTo),
  });
}

/** Sets the timer that watches the question, first for its delivery. */
export function watchQuote(scene: Scene, view: RepairView): readonly Step[] {
  const { settings, calendar } = scene.garage;
  const { repair } = view;
  const { again } = nextQuoteWake(waitingQuote(repair), justAsked(scene), settings.watch, calendar, scene.now);
  if (!again) return [];
  const open = openQuoteIn(view);
  const at = earlier(again, open && minutesAt(scene, open));
  return [wakeAt('watch-quote', repair.repairId, at)];
}

/** Returns when the mechanic's card counts the waiting minutes next. */
export function minutesAt({ garage, now }: Scene, { version }: OpenQuote): Date | undefined {
  return nextMinutes(version.standing.releasedAt, garage.settings.minutesWaiting, garage.calendar, now);
}

export function earlier(a: Date, b: Date | undefined): Date {
  return b && b < a ? b : a;
}

function justAsked({ now, pausedUntil }: Scene): AskedFacts {
  return {
    askedAt: now,
    sentAt: undefined,
    deliveredAt: undefined,
    receipts: true,
    anotherAddress: false,
    remindedAt: undefined,
    callRaised: false,
    nextChannelTried: false,
    pausedUntil,
    questionOpen: false,
    answerSettlesAt: undefined,
  };
}

/**
 * Returns the messages whose photos stand above a quote, newest last: released with it or with an
 * earlier quote that ended without an answer, and not yet shown to this person (or at `at`).
 */
function quotePhotos(
  { people }: Scene,
  { view }: OpenQuote,
  customerId: CustomerId,
  at: AddressId | undefined,
): readonly MessageId[] {
  const { photos } = view.repair;
  const addresses = people.find((one) => one.customerId === customerId)?.addresses ?? [];
  const places = at ? [at] : addresses.map(({ addressId }) => addressId);
  const seen = view.shown
    .filter((one) => isUnderway(one) && places.includes(one.addressId))
    .flatMap((one) => one.photos ?? []);
  // Photos that were left out because there were too many are not shown later either.
  const releases = new Set(
    photos.flatMap(({ messageId, went }) => (seen.includes(messageId) ? [went?.at.getTime()] : [])),
  );
  return photos
    .filter(({ went }) => went?.quoteId && isUnanswered(view, went.quoteId) && !releases.has(went.at.getTime()))
    .map(({ messageId }) => messageId)
    .slice(-maxPhotos);
}

function isUnanswered({ repair }: RepairView, quoteId: QuoteId): boolean {
  return quoteOf(repair, quoteId)?.versions.every(({ standing }) => standing.status !== 'decided') ?? false;
}
