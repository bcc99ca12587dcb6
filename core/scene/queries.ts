import type { AnyQuote, OpenQuote } from '../../bot/react/open-quotes.ts';
import type { Address } from '../customer/address.ts';
import type { Shown } from '../repair/quote.ts';
import type { AskedQuestion, Scene, ShownQuote } from './scene.ts';

/** Whether a message is, or will be, on a screen. */
export function isUnderway({ state }: ShownQuote): boolean {
  return state !== 'cancelled' && state !== 'failed';
}

/** The messages that put this version to an address since it was opened for an answer, oldest first. */
export function showingsOf({ view, quote, version }: OpenQuote): readonly ShownQuote[] {
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
function isOver({ sentAt, deliveredAt }: ShownQuote, since: Date): boolean {
  const last = Math.max(sentAt?.getTime() ?? 0, deliveredAt?.getTime() ?? 0);
  return last > 0 && last + coarse < since.getTime();
}

/** When a message reached its address: delivered where the channel tells, else sent. */
export function reachedAt({ sentAt, deliveredAt }: ShownQuote, { skills }: Address): Date | undefined {
  return skills.receipts ? deliveredAt : sentAt;
}

/** What an address had on its screen: the part of the evidence that decides whether words can be about this version. */
export function shownAt(scene: Scene, open: OpenQuote, address: Address): Shown {
  const { addressId, skills } = address;
  const asked = scene.asked.get(addressId);
  const put = showingsOf(open).filter((one) => one.addressId === addressId);
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
