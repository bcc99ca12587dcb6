import { accept, reject } from '../decision.ts';
import type { Actor, Meta } from '../ids.ts';
import {
  isActive,
  mayDecide,
  openQuote,
  quoteOf,
  quotesOf,
  type RepairDecision,
  standingDecision,
  wrongStatus,
} from './guard.ts';
import type {
  QuoteVersion,
  ReleasedStanding,
  Repair,
  RepairCommandOf,
  RepairEvent,
  RepairEventOf,
  RepairFacts,
  RepairRejection,
} from './repair.ts';

/**
 * Allows a change of mind until the approved work has begun: the same version waits for a new
 * answer.
 */
export function revoke({ data, meta }: RepairCommandOf<'RevokeDecision'>, repair: Repair): RepairDecision {
  if (repair.status === 'none') return reject(wrongStatus(repair));
  const quote = quoteOf(repair, data.quoteId);
  if (!quote) return reject({ code: 'UnknownQuote' });
  if (meta.by.kind === 'system') return reject({ code: 'NotStaff' });
  const standing = standingDecision(quote);
  if (!standing) return reject({ code: 'NothingToRevoke' });
  const { version, decision, released } = standing;
  const ofVersion = { repairId: data.repairId, quoteId: data.quoteId, version: version.version };
  if (!mayRevoke(meta.by, repair)) {
    const how = meta.by.kind === 'staff' ? 'staff' : 'button';
    return accept({ type: 'DecisionRefused', data: { ...ofVersion, because: 'may_not_decide', how }, meta });
  }
  if (quote.workBegunAt) return reject({ code: 'WorkBegun', at: quote.workBegunAt });
  if (!isActive(repair)) return reject(wrongStatus(repair));
  return accept(
    { type: 'DecisionRevoked', data: { ...ofVersion, decisionId: decision.decisionId }, meta },
    ...afterwards(ofVersion, repair, released, meta),
  );
}

function mayRevoke(by: Actor, repair: Repair): boolean {
  if (by.kind === 'customer') return mayDecide(repair, by.customerId);
  return by.kind === 'staff' && by.role !== 'mechanic';
}

type OfVersion = RepairEventOf<'QuoteWithdrawn'>['data'];

/** Does not ask again about a version that has expired, or beside another open quote. */
function afterwards(
  version: OfVersion,
  repair: Repair,
  { validUntil }: ReleasedStanding,
  meta: Meta,
): readonly RepairEvent[] {
  if (meta.at >= validUntil) return [{ type: 'QuoteExpired', data: { ...version, validUntil }, meta }];
  return openQuote(repair) ? [{ type: 'QuoteWithdrawn', data: version, meta }] : [];
}

/** Fixes what was approved: from here on a change of mind comes too late. */
export function beginApprovedWork({ meta }: RepairCommandOf<'BeginApprovedWork'>, repair: Repair): RepairDecision {
  if (repair.status !== 'started') return reject(wrongStatus(repair));
  const begun = workBegun(repair, meta);
  const refused: RepairRejection = { code: 'NothingApproved' };
  const known = quotesOf(repair).some(({ workBegunAt }) => workBegunAt !== undefined);
  return begun.length > 0 || known ? accept(...begun) : reject(refused);
}

/** Marks every approval on which work has not begun yet. */
export function workBegun(repair: RepairFacts, meta: Meta): readonly RepairEventOf<'ApprovedWorkBegun'>[] {
  const quoteIds = repair.quotes
    .filter((quote) => quote.workBegunAt === undefined && hasApproval(standingDecision(quote)?.version))
    .map(({ quoteId }) => quoteId);
  return quoteIds.length === 0
    ? []
    : [{ type: 'ApprovedWorkBegun', data: { repairId: repair.repairId, quoteIds }, meta }];
}

function hasApproval(version: QuoteVersion | undefined): boolean {
  return version?.standing.status === 'decided' && version.standing.decision.approved.length > 0;
}
