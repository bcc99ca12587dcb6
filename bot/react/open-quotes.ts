import type { CustomerId, QuoteId } from '../../core/ids.ts';
import {
  hasPart,
  mayDecide,
  openQuote,
  quoteOf,
  type ReleasedVersion,
  releasedVersion,
} from '../../core/repair/queries.ts';
import type { Quote, QuoteVersion } from '../../core/repair/quote.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';

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
