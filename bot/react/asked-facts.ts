import type { Address } from '../../core/customer/address.ts';
import { chooseAddress } from '../../core/customer/choose-address.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { AskedFacts } from '../../core/repair/ladder.ts';
import { mayDecide } from '../../core/repair/queries.ts';
import { reachedAt } from '../../core/scene/queries.ts';
import type { Person, Scene, ShownQuote } from '../../core/scene/scene.ts';
import type { OpenQuote } from './open-quotes.ts';
import { lastTold } from './told.ts';

/** What happened to an open question so far, for the reminder ladder. */
export function askedFacts(scene: Scene, open: OpenQuote): AskedFacts {
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
    // An answer pauses the reminders, which gives the same time to think.
    questionAnsweredAt: undefined,
    answerSettlesAt: pendingAnswer?.quoteId === quote.quoteId ? pendingAnswer.settlesAt : undefined,
  };
}

/** A reminder that did not arrive is not tried again and again: somebody phones instead. */
function remindedInVain(put: readonly ShownQuote[], releasedAt: Date): Date | undefined {
  return put.some(({ sort, state }) => sort === 'reminder' && state === 'failed') ? releasedAt : undefined;
}

type Seen = { readonly shown: ShownQuote; readonly address: Address | undefined };

/** The first showing that reached somebody, else the newest one, whose fate is still open. */
function newestSeen(scene: Scene, put: readonly ShownQuote[], releasedAt: Date): Seen | undefined {
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

/** An address of somebody who decides, where this version was not put yet. */
export function otherAddress(
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
