import type { Actor } from '../actor.ts';
import { mayDecide } from './queries.ts';
import type { Evidence, QuoteVersion, ReleasedStanding, Shown } from './quote.ts';
import type { DecisionRefusal, Repair, RepairRules } from './repair.ts';

/** An answer that a customer gave in words, typed or spelled in digits. */
export type Written = Extract<Evidence, { how: 'digits' | 'words' }>;

/** Whether whoever answered may decide, and answered in the way that such a person answers. */
export function refusedActor(by: Actor, evidence: Evidence, repair: Repair): DecisionRefusal | undefined {
  if (by.kind === 'customer') {
    if (evidence.how === 'staff' || !mayDecide(repair, by.customerId)) return 'may_not_decide';
    if (evidence.answered.addressId !== by.addressId) return 'may_not_decide';
    return evidence.answered.proven ? undefined : 'not_proven';
  }
  const onBehalf = by.kind === 'staff' && by.role !== 'mechanic' && evidence.how === 'staff';
  // "Somebody said so" is no evidence: who spoke must be written down.
  return onBehalf && evidence.spokeWith !== '' ? undefined : 'may_not_decide';
}

/** Why a version cannot be answered any more, or not yet. */
export function refusedStanding(version: QuoteVersion, newerReleased: boolean): DecisionRefusal | undefined {
  switch (version.standing.status) {
    case 'released':
      return undefined;
    case 'draft':
      return 'not_delivered';
    case 'superseded':
      return 'old_version';
    case 'withdrawn':
      return newerReleased ? 'old_version' : 'withdrawn';
    case 'expired':
      return newerReleased ? 'old_version' : 'expired';
    case 'decided':
      return 'already_decided';
    default:
      return version.standing satisfies never;
  }
}

/** The time that counts against the validity: that of the words, else of the tap or of the writing down. */
export function answeredAt(evidence: Evidence, at: Date): Date {
  return isWritten(evidence) ? evidence.sentAt : at;
}

export function isWritten(evidence: Evidence): evidence is Written {
  return evidence.how === 'digits' || evidence.how === 'words';
}

const minute = 60_000;

/** Whether the answer can be about this version at all, and about nothing else. A button says so by itself. */
export function refusedEvidence(
  evidence: Evidence,
  { releasedAt }: ReleasedStanding,
  at: Date,
  rules: RepairRules,
): DecisionRefusal | undefined {
  if (evidence.how === 'button') return undefined;
  if (evidence.how === 'staff') {
    // People write down the minute of a call. What was said before the quote was out is no answer to it.
    const spoken = evidence.spokenAt <= at && floor(evidence.spokenAt, minute) >= floor(releasedAt, minute);
    return spoken ? undefined : 'sent_before_delivery';
  }
  return refusedTime(evidence, releasedAt, rules) ?? refusedContext(evidence.shown);
}

/** Providers' times are coarse: two within one of their steps count as the same, which is not "before". */
function refusedTime(
  { sentAt, shown, messageIds }: Written,
  releasedAt: Date,
  { replacedGraceMs }: RepairRules,
): DecisionRefusal | undefined {
  const { deliveredAt, receipts, replacedAnother, clockPrecisionMs } = shown;
  if (deliveredAt === undefined || messageIds.length === 0) return 'not_delivered';
  // Without receipts nobody knows when the new one reached the screen; until then an answer may mean the old one.
  const grace = !receipts && replacedAnother ? replacedGraceMs : 0;
  const sent = floor(sentAt, clockPrecisionMs);
  const seen = floor(deliveredAt, clockPrecisionMs) + grace;
  const open = floor(releasedAt, clockPrecisionMs);
  return sent >= seen && sent >= open ? undefined : 'sent_before_delivery';
}

function refusedContext({ newestQuestion, botControls, openQuotes }: Shown): DecisionRefusal | undefined {
  if (!newestQuestion) return 'not_newest_question';
  if (!botControls) return 'agent_controls';
  return openQuotes === 1 ? undefined : 'several_quotes';
}

function floor(at: Date, step: number): number {
  const ms = at.getTime();
  return step > 1 ? Math.floor(ms / step) * step : ms;
}
