import type { WaitingItem } from '../conversation/conversation.ts';
import { type Address, chooseAddress } from '../customer/address.ts';
import type { CustomerId, QuoteId } from '../ids.ts';
import { hasPart, mayDecide, openQuote, quoteOf, type ReleasedVersion, releasedVersion } from '../repair/guard.ts';
import type { Quote, QuoteVersion, ShownEvidence } from '../repair/repair.ts';
import type { AskedQuestion, Person, QuoteMessage, RepairView, Scene } from './scene.ts';

/** A version that waits for an answer. */
export type OpenQuote = { readonly view: RepairView; readonly quote: Quote; readonly version: ReleasedVersion };

/** Any version of a quote, whatever became of it. */
export type AnyQuote = { readonly view: RepairView; readonly quote: Quote; readonly version: QuoteVersion };

/** The version of a repair that waits for an answer. */
export function openQuoteIn(view: RepairView): OpenQuote | undefined {
  const quote = openQuote(view.repair);
  const version = quote && releasedVersion(quote);
  return quote && version && { view, quote, version };
}

/** What waits for an answer of this person, who decides about it. */
export function openQuotesFor({ repairs }: Scene, customerId: CustomerId): readonly OpenQuote[] {
  return repairs.filter(({ repair }) => mayDecide(repair, customerId)).flatMap((view) => openQuoteIn(view) ?? []);
}

/** The repair and the version that a button, a question or an event names; undefined when it is not of this conversation. */
export function findQuote({ repairs }: Scene, quoteId: QuoteId, version: number): AnyQuote | undefined {
  for (const view of repairs) {
    const quote = quoteOf(view.repair, quoteId);
    const found = quote?.versions.find((one) => one.version === version);
    if (quote && found) return { view, quote, version: found };
  }
  return undefined;
}

/** The repair with this id. */
export function viewOf({ repairs }: Scene, repairId: string | undefined): RepairView | undefined {
  return repairs.find(({ repair }) => repair.repairId === repairId);
}

/** Repairs that are not over, newest first. */
export function openRepairs({ repairs }: Scene): readonly RepairView[] {
  return repairs.filter(({ repair }) => repair.status !== 'collected' && repair.status !== 'cancelled');
}

/** Those of them that a person is informed of, decides about or pays for, newest first. */
export function openRepairsOf(scene: Scene, customerId: CustomerId): readonly RepairView[] {
  return openRepairs(scene).filter(({ repair }) => hasPart(repair, customerId));
}

/** Whether a message is, or will be, on a screen. */
export function isUnderway({ state }: QuoteMessage): boolean {
  return state !== 'cancelled' && state !== 'failed';
}

/** The messages that put this version to an address since it was opened for an answer, oldest first. */
export function quoteMessagesOf({ view, quote, version }: OpenQuote): readonly QuoteMessage[] {
  return view.shown.filter(
    (one) =>
      one.quoteId === quote.quoteId &&
      one.version === version.version &&
      isUnderway(one) &&
      !isOver(one, version.standing.releasedAt),
  );
}

// Providers' times are coarse, and a revoked decision opens the same version anew.
const coarse = 1000;
function isOver({ sentAt, deliveredAt }: QuoteMessage, since: Date): boolean {
  const last = Math.max(sentAt?.getTime() ?? 0, deliveredAt?.getTime() ?? 0);
  return last > 0 && last + coarse < since.getTime();
}

/** When a message reached its address: delivered where the channel tells, else sent. */
export function reachedAt({ sentAt, deliveredAt }: QuoteMessage, { skills }: Address): Date | undefined {
  return skills.receipts ? deliveredAt : sentAt;
}

/** What an address had on its screen: the part of the evidence that decides whether words can be about this version. */
export function shownAt(scene: Scene, open: OpenQuote, address: Address): ShownEvidence {
  const { addressId, skills } = address;
  const asked = scene.asked.get(addressId);
  const put = quoteMessagesOf(open).filter((one) => one.addressId === addressId);
  // What was on the screen before something else was said is not what words answer now.
  const since = put.findIndex(({ messageId }) => asked && 'since' in asked && messageId === asked.since);
  const times = put.slice(Math.max(0, since)).flatMap((one) => reachedAt(one, address) ?? []);
  return {
    deliveredAt: times.reduce<Date | undefined>((first, at) => (first && first <= at ? first : at), undefined),
    receipts: skills.receipts,
    clockPrecisionMs: skills.clockPrecisionMs,
    replacedAnother: replacedAnother(open, address),
    newestQuestion: isAskedAbout(asked, open),
    openQuotes: scene.openQuotesAt.get(addressId) ?? 0,
    botControls: scene.conversation.controller.kind === 'bot',
  };
}

/** Whether a question is about this version. */
export function isAskedAbout(asked: AskedQuestion | undefined, { quote, version }: AnyQuote): boolean {
  return (
    asked !== undefined &&
    'quoteId' in asked &&
    asked.kind !== 'after-quote' &&
    asked.quoteId === quote.quoteId &&
    asked.version === version.version
  );
}

/** An answer may mean what was on the screen before: an older version, or a quote that ended without a decision. */
function replacedAnother({ view, quote, version }: OpenQuote, { addressId }: Address): boolean {
  return view.shown.some((one) => {
    if (one.addressId !== addressId || !isUnderway(one)) return false;
    if (one.quoteId === quote.quoteId) return one.version < version.version;
    const other = view.repair.quotes.find(({ quoteId }) => quoteId === one.quoteId);
    return other?.versions.every(({ standing }) => standing.status !== 'decided') ?? false;
  });
}

/** Whether this version was ever put to one of these addresses. */
export function wasShown({ view, quote, version }: AnyQuote, addresses?: readonly Address[]): boolean {
  return view.shown.some(
    (one) =>
      one.quoteId === quote.quoteId &&
      one.version === version.version &&
      isUnderway(one) &&
      (addresses === undefined || addresses.some(({ addressId }) => addressId === one.addressId)),
  );
}

/** When any of these phrases was last said about a repair; undefined when none was. */
export function lastTold({ told }: RepairView, ...kinds: readonly string[]): Date | undefined {
  return kinds.reduce<Date | undefined>((last, kind) => {
    const at = told.get(kind);
    return at && (!last || at > last) ? at : last;
  }, undefined);
}

/** The questions of the customer about this repair that wait for the mechanic. */
export function questionsOf({ repair }: RepairView, { conversation }: Scene): readonly WaitingItem[] {
  return conversation.items.filter(
    ({ kind, owner, repairId }) =>
      kind === 'question' && owner === 'mechanic' && (repairId === undefined || repairId === repair.repairId),
  );
}

/** The customer of a repair. */
export function customerOf(view: RepairView, scene: Scene): Person {
  return scene.people.find(({ customerId }) => customerId === view.customerId) ?? scene.customer;
}

/** Who is told about a repair: its customer, or whoever follows it in that one's place. */
export function followerOf(view: RepairView, scene: Scene): Person {
  const own = customerOf(view, scene);
  const informed = view.repair.contacts.filter((one) => one.informed).map(({ customerId }) => customerId);
  if (own.addresses.length > 0 || informed.includes(own.customerId)) return own;
  return scene.people.find(({ customerId }) => informed.includes(customerId)) ?? own;
}

/**
 * True if a person has a chat that is known to be theirs and open for news. One that is not yet
 * proven does not count here; `canReach` counts it.
 */
export function hasProvenChat({ addresses }: Person): boolean {
  return addresses.some(({ proven, frozen, optedOut, reachable }) => proven && !frozen && !optedOut && reachable);
}

/** True if there is a chat to write to, even one that is first asked whether the car is theirs. */
export function canReach({ people }: Scene, customerId: CustomerId): boolean {
  const person = people.find((one) => one.customerId === customerId);
  return person !== undefined && chooseAddress(person.addresses, 'begin', { quote: true }).address !== undefined;
}

const titles = /^(?:de|den|dhr|heer|meneer|mevr|mevrouw|mw|mej|fam|familie|dr|ir|ing|drs|mr|mrs|ms|miss|sir|madam)$/iu;

/** The first name of `Karin de Vries`; undefined for `Mevr. De Vries`, `J. Jansen` and where nobody gave a name. */
export function firstName(name: string): string | undefined {
  const [first = ''] = name.trim().split(/\s+/u);
  return /^\p{L}[\p{L}'’-]+$/u.test(first) && !titles.test(first) ? first : undefined;
}

/** The first name of somebody with a part in the conversation's repairs. */
export function firstNameOf({ people }: Scene, customerId: CustomerId): string | undefined {
  return firstName(people.find((one) => one.customerId === customerId)?.name ?? '');
}
