import { assertNever } from '../../core/decision.ts';
import type { NewId } from '../../core/ids.ts';
import { mayDecide } from '../../core/repair/queries.ts';
import type { RepairEventOf } from '../../core/repair/repair.ts';
import { wasShown } from '../../core/scene/queries.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { endItems, raise, redAt, tell } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { askQuote, canReach, watchQuote } from './ask-quote.ts';
import { expiredCard } from './mechanic.ts';
import { type AnyQuote, findQuote, type OpenQuote, openQuoteIn, viewOf } from './open-quotes.ts';
import type { Step } from './step.ts';
import { watchUnread } from './unread.ts';

type QuoteEvent =
  | RepairEventOf<'QuoteReleased'>
  | RepairEventOf<'QuoteSuperseded'>
  | RepairEventOf<'QuoteWithdrawn'>
  | RepairEventOf<'QuoteExpired'>;

/** What happens to a question besides being answered. */
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
        { do: 'close-question', quoteId, version, because: { why: 'superseded' } },
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

/** Everybody who decides is asked; the others hear at most that somebody else is. */
function released(scene: Scene, open: OpenQuote, newId: NewId): readonly Step[] {
  const { view, quote } = open;
  const deciding = view.repair.contacts.filter(({ decides }) => decides);
  const asked = deciding.map(({ customerId }) => askQuote(scene, open, customerId));
  // What the workshop was to hear of an older version is over.
  const asks: readonly Step[] = [
    { do: 'sleep', kind: 'unread', subject: quote.quoteId },
    ...askedElsewhere(scene, open),
  ];
  if (deciding.length > 0) return [...asked, ...asks, ...watchQuote(scene, view)];
  const { repairId, onLift } = view.repair;
  return [
    ...raise(scene, newId, { kind: 'authorisation', owner: 'service', repairId, dueAt: redAt(scene, onLift) }),
    ...asks,
    ...watchQuote(scene, view),
  ];
}

/** A driver is told that permission is asked, where those who give it have no chat with us. */
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
  // A draft was on no screen, so that nothing has to be said about it.
  if (why === 'withdrawn' && !wasShown(ended)) return endCalls(scene, { data });
  const wholeRepair = ended.view.repair.status === 'cancelled';
  return [
    { do: 'close-question', quoteId, version, because: { why } },
    ...forgetAnswer(scene, { data }),
    { do: 'sleep', kind: 'watch-quote', subject: repairId },
    ...endItems(
      scene,
      'outdated',
      (item) => item.repairId === repairId && (item.kind === 'call' || item.kind === 'authorisation'),
    ),
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

/** A version that was read aloud, or was about to be, because nobody who decides has a chat with us. */
function endCalls(scene: Scene, { data: { repairId } }: { readonly data: { readonly repairId: string } }) {
  const deciding = viewOf(scene, repairId)?.repair.contacts.filter(({ decides }) => decides) ?? [];
  if (deciding.some(({ customerId }) => canReach(scene, customerId))) return [];
  return endItems(scene, 'outdated', (item) => item.repairId === repairId && item.kind === 'call');
}

/** Words that wait out their seconds were about a version that no longer stands. */
function forgetAnswer(
  { pendingAnswer }: Scene,
  { data }: { readonly data: { readonly quoteId: string; readonly version: number } },
): readonly Step[] {
  return pendingAnswer?.quoteId === data.quoteId && pendingAnswer.version === data.version
    ? [{ do: 'void-answer' }]
    : [];
}
