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

/** What every rule of the repair answers. */
export type RepairDecision = Decision<RepairEvent, RepairRejection>;

/** A repair that is registered, whatever became of it. */
export type Known = Exclude<Repair, { status: 'none' }>;

/** A repair that work can be done on. */
export type Active = Extract<Repair, { status: 'registered' | 'started' }>;

export function isActive(repair: Repair): repair is Active {
  return repair.status === 'registered' || repair.status === 'started';
}

/** The refusal of a command that does not fit where the repair stands. */
export function wrongStatus({ status }: Repair): RepairRejection {
  return { code: 'WrongStatus', status };
}

/** Whether two times, either of which may be missing, are the same. */
export function sameTime(a: Date | undefined, b: Date | undefined): boolean {
  return a?.getTime() === b?.getTime();
}

type Stamp = Pick<RepairEvent, 'meta'>['meta'];

/** Takes the vehicle off the lift, if it is on it. */
export function takenOff(repair: RepairFacts, meta: Stamp): readonly RepairEventOf<'LiftChanged'>[] {
  return repair.onLift ? [{ type: 'LiftChanged', data: { repairId: repair.repairId, on: false }, meta }] : [];
}

/** Ends the wait for customer or parts, if there is one, so that no blocked time is left running. */
export function resumed({ repairId, blocked }: RepairFacts, meta: Stamp): readonly RepairEventOf<'RepairResumed'>[] {
  return blocked === undefined
    ? []
    : [{ type: 'RepairResumed', data: { repairId, since: blocked.since, by: blocked.by }, meta }];
}

/** Takes back whatever of a quote is drafted or released. */
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

/** A version that can be answered, as far as its standing goes. */
export type ReleasedVersion = QuoteVersion & { readonly standing: ReleasedStanding };

/** The newest version: a draft while one is being made, else the one the customer saw last. */
export function currentVersion(quote: Quote): QuoteVersion | undefined {
  return quote.versions.at(-1);
}

/** The version that waits for an answer; it may be older than a draft that is still being made. */
export function releasedVersion(quote: Quote): ReleasedVersion | undefined {
  return quote.versions.find(isReleased);
}

function isReleased(version: QuoteVersion): version is ReleasedVersion {
  return version.standing.status === 'released';
}

/** The versions of a quote that are drafted or released: none, one, or a released one and its successor's draft. */
export function openVersions(quote: Quote): readonly QuoteVersion[] {
  return quote.versions.filter(({ standing }) => standing.status === 'draft' || standing.status === 'released');
}

/** The quote that is drafted or released; a repair has at most one. */
export function openQuote(repair: Repair): Quote | undefined {
  return quotesOf(repair).find((quote) => openVersions(quote).length > 0);
}

/** Every quote of a repair, oldest first. */
export function quotesOf(repair: Repair): readonly Quote[] {
  return repair.status === 'none' ? [] : repair.quotes;
}

/** The quote with this id, if the repair has it. */
export function quoteOf(repair: Repair, quoteId: QuoteId): Quote | undefined {
  return quotesOf(repair).find((quote) => quote.quoteId === quoteId);
}

/** The decision that stands for a quote, with the version it was taken on. */
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

/** The approved lines: with the agreed order the only work that may be done. None once the repair is cancelled. */
export function unlockedLines(repair: Repair): readonly QuoteLine[] {
  return repair.status === 'cancelled' ? [] : quotesOf(repair).flatMap(approvedLines);
}

function approvedLines(quote: Quote): readonly QuoteLine[] {
  const standing = standingDecision(quote);
  return standing?.version.lines.filter(({ number }) => standing.decision.approved.includes(number)) ?? [];
}

/** What was approved on top of the agreed order, including VAT. */
export function approvedTotal(repair: Repair, currency: Currency): Money {
  return sum(
    quotesOf(repair).flatMap((quote) => standingDecision(quote)?.decision.total ?? []),
    currency,
  );
}

/** Agreed order and approved lines together; undefined while the agreed order is "to be determined". */
export function repairTotal(repair: Repair): Money | undefined {
  if (repair.status === 'none' || repair.agreedAmount === undefined) return undefined;
  return add(repair.agreedAmount, approvedTotal(repair, repair.agreedAmount.currency));
}

/** Whether this person is informed, decides or pays: who does none of it is no longer told anything about the repair. */
export function hasPart(repair: Repair, customerId: CustomerId): boolean {
  return (
    repair.status !== 'none' &&
    repair.contacts.some(
      (contact) => contact.customerId === customerId && (contact.informed || contact.decides || contact.pays),
    )
  );
}

/** Whether this person is a contact who decides about the repair. */
export function mayDecide(repair: Repair, customerId: CustomerId): boolean {
  return (
    repair.status !== 'none' && repair.contacts.some((contact) => contact.customerId === customerId && contact.decides)
  );
}
