import type { Decision } from '../decision.ts';
import type { CustomerId, QuoteId } from '../ids.ts';
import { add, type Currency, type Money, sum } from '../money.ts';
import type {
  Quote,
  QuoteDecision,
  QuoteLine,
  QuoteVersion,
  ReleasedStanding,
  Repair,
  RepairEvent,
  RepairEventOf,
  RepairFacts,
  RepairRejection,
} from './repair.ts';

export type RepairDecision = Decision<RepairEvent, RepairRejection>;

export type Known = Exclude<Repair, { status: 'none' }>;

export type Active = Extract<Repair, { status: 'registered' | 'started' }>;

export function isActive(repair: Repair): repair is Active {
  return repair.status === 'registered' || repair.status === 'started';
}

export function wrongStatus({ status }: Repair): RepairRejection {
  return { code: 'WrongStatus', status };
}

/** Compares two times that may both be missing. */
export function sameTime(a: Date | undefined, b: Date | undefined): boolean {
  return a?.getTime() === b?.getTime();
}

type Stamp = Pick<RepairEvent, 'meta'>['meta'];

export function takenOff(repair: RepairFacts, meta: Stamp): readonly RepairEventOf<'LiftChanged'>[] {
  return repair.onLift ? [{ type: 'LiftChanged', data: { repairId: repair.repairId, on: false }, meta }] : [];
}

/** Ends the wait for customer or parts, if there is one, so that no blocked time runs on. */
export function resumed({ repairId, blocked }: RepairFacts, meta: Stamp): readonly RepairEventOf<'RepairResumed'>[] {
  return blocked === undefined
    ? []
    : [{ type: 'RepairResumed', data: { repairId, since: blocked.since, by: blocked.by }, meta }];
}

/** Takes back what is drafted or released of a quote. */
export function withdrawn(
  { repairId }: RepairFacts,
  quote: Quote,
  meta: Stamp,
): readonly RepairEventOf<'QuoteWithdrawn'>[] {
  return openVersions(quote).map(({ version }) => ({
    type: 'QuoteWithdrawn',
    data: { repairId, quoteId: quote.quoteId, version },
    meta,
  }));
}

export type ReleasedVersion = QuoteVersion & { readonly standing: ReleasedStanding };

/**
 * Returns the newest version: a draft if there is one, else the version that the customer saw last.
 */
export function currentVersion(quote: Quote): QuoteVersion | undefined {
  return quote.versions.at(-1);
}

/** Returns the version that waits for an answer; it may be older than a draft. */
export function releasedVersion(quote: Quote): ReleasedVersion | undefined {
  return quote.versions.find(isReleased);
}

function isReleased(version: QuoteVersion): version is ReleasedVersion {
  return version.standing.status === 'released';
}

/**
 * Returns what is drafted or released: none, one, or a released version and the draft of the next.
 */
export function openVersions(quote: Quote): readonly QuoteVersion[] {
  return quote.versions.filter(({ standing }) => standing.status === 'draft' || standing.status === 'released');
}

/** Returns the quote that is drafted or released; a repair has at most one. */
export function openQuote(repair: Repair): Quote | undefined {
  return quotesOf(repair).find((quote) => openVersions(quote).length > 0);
}

export function quotesOf(repair: Repair): readonly Quote[] {
  return repair.status === 'none' ? [] : repair.quotes;
}

export function quoteOf(repair: Repair, quoteId: QuoteId): Quote | undefined {
  return quotesOf(repair).find((quote) => quote.quoteId === quoteId);
}

/** Returns the decision that stands, with its version. */
export function standingDecision(
  quote: Quote,
):
  | { readonly version: QuoteVersion; readonly decision: QuoteDecision; readonly released: ReleasedStanding }
  | undefined {
  for (const version of quote.versions) {
    if (version.standing.status === 'decided')
      return { version, decision: version.standing.decision, released: version.standing.released };
  }
  return undefined;
}

/**
 * Returns the approved lines. With the agreed order they are the only work that may be done. None
 * once the repair is cancelled.
 */
export function unlockedLines(repair: Repair): readonly QuoteLine[] {
  return repair.status === 'cancelled' ? [] : quotesOf(repair).flatMap(approvedLines);
}

function approvedLines(quote: Quote): readonly QuoteLine[] {
  const standing = standingDecision(quote);
  return standing?.version.lines.filter(({ number }) => standing.decision.approved.includes(number)) ?? [];
}

/** Returns what was approved beyond the agreed order, including VAT. */
export function approvedTotal(repair: Repair, currency: Currency): Money {
  return sum(
    quotesOf(repair).flatMap((quote) => standingDecision(quote)?.decision.total ?? []),
    currency,
  );
}

/**
 * Returns agreed order and approved lines together; undefined while the agreed order is "to be
 * determined".
 */
export function repairTotal(repair: Repair): Money | undefined {
  if (repair.status === 'none' || repair.agreedAmount === undefined) return undefined;
  return add(repair.agreedAmount, approvedTotal(repair, repair.agreedAmount.currency));
}

/** True if this person is informed, decides or pays. Others are no longer told about the repair. */
export function hasPart(repair: Repair, customerId: CustomerId): boolean {
  return (
    repair.status !== 'none' &&
    repair.contacts.some(
      (contact) => contact.customerId === customerId && (contact.informed || contact.decides || contact.pays),
    )
  );
}

export function mayDecide(repair: Repair, customerId: CustomerId): boolean {
  return (
    repair.status !== 'none' && repair.contacts.some((contact) => contact.customerId === customerId && contact.decides)
  );
}
