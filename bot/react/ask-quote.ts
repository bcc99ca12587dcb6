import { chooseAddress } from '../../core/customer/choose-address.ts';
import type { AddressId, CustomerId } from '../../core/ids.ts';
import { type AskedFacts, nextQuoteWake, waitingQuote } from '../../core/repair/ladder.ts';
import { nextMinutes } from '../../core/repair/minutes-waiting.ts';
import { wasShown } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { asksQuote, tell } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { type OpenQuote, openQuoteIn } from './open-quotes.ts';
import { quotePhotos } from './quote-photos.ts';
import type { Step } from './step.ts';

/** The quote itself, saying what it replaces where an older version was shown. */
export function quotePhrase(scene: Scene, open: OpenQuote): CustomerPhrase {
  const { view, quote, version } = open;
  const before = quote.versions
    .filter((one) => one.version < version.version && wasShown({ view, quote, version: one }))
    .at(-1);
  return {
    kind: 'quote',
    vehicle: vehicleFacts(view),
    quote: quoteFacts(scene, view, quote, version),
    replaces: before && { total: before.total },
  };
}

type To = { readonly answerTo?: AddressId; readonly evenQuiet?: boolean };

/** Puts the quote to a person for the first time, with the photos of it, or in full once more. */
export function askQuote(scene: Scene, open: OpenQuote, customerId: CustomerId, to: To = {}): Step {
  return tell(customerId, quotePhrase(scene, open), 'question', {
    ...asksQuote(open, 'quote'),
    ...to,
    photos: quotePhotos(scene, open, customerId, to.answerTo),
  });
}

/** Looks after the question from now on: first whether it arrives. */
export function watchQuote(scene: Scene, view: RepairView): readonly Step[] {
  const { settings, calendar } = scene.garage;
  const { repair } = view;
  const { again } = nextQuoteWake(waitingQuote(repair), justAsked(scene), settings.watch, calendar, scene.now);
  if (!again) return [];
  const open = openQuoteIn(view);
  const at = earlier(again, open && minutesAt(scene, open));
  return [{ do: 'wake', kind: 'watch-quote', subject: repair.repairId, at }];
}

/** When the mechanic's card says anew how long the answer takes. */
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
    questionAnsweredAt: undefined,
    answerSettlesAt: undefined,
  };
}

/** Whether a person can be written to without being asked first who they are. */
export function canReach({ people }: Scene, customerId: CustomerId): boolean {
  const person = people.find((one) => one.customerId === customerId);
  return person !== undefined && chooseAddress(person.addresses, 'begin', { quote: true }).address !== undefined;
}
