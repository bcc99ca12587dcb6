import { accept, reject } from '../decision.ts';
import { exceeds, type Money, raisedBy, sameAmount } from '../money.ts';
import { isActive, type RepairDecision, resumed, takenOff, withdrawn, wrongStatus } from './guard.ts';
import { wrongAmount } from './lines.ts';
import { currentVersion, openQuote, repairTotal } from './queries.ts';
import type { Repair, RepairCommandOf, RepairEvent, RepairRejection, RepairRules } from './repair.ts';
import { workBegun } from './revoking.ts';

/** The mechanic takes the vehicle in hand: it goes on the lift, and waits for nothing any more. */
export function start({ data, meta }: RepairCommandOf<'StartRepair'>, repair: Repair): RepairDecision {
  if (repair.status === 'started') return accept();
  if (repair.status !== 'registered') return reject(wrongStatus(repair));
  const { repairId } = repair;
  return accept<RepairEvent>(
    ...resumed(repair, meta),
    { type: 'RepairStarted', data, meta },
    ...(repair.onLift ? [] : [{ type: 'LiftChanged', data: { repairId, on: true }, meta } as const]),
  );
}

/** Approved work counts as begun, so that nobody can take back a yes to what has been done. */
export function complete(
  { data, meta }: RepairCommandOf<'CompleteRepair'>,
  repair: Repair,
  rules: RepairRules,
): RepairDecision {
  if (repair.status === 'completed') {
    const repeated =
      data.amount === undefined || (repair.amount !== undefined && sameAmount(repair.amount, data.amount));
    return repeated ? accept() : reject(wrongStatus(repair));
  }
  if (repair.status !== 'started') return reject(wrongStatus(repair));
  const refusal = unanswered(repair) ?? wrongAmount(data.amount, rules.currency) ?? tooMuch(data.amount, repair, rules);
  if (refusal) return reject(refusal);
  return accept<RepairEvent>(
    ...workBegun(repair, meta),
    ...resumed(repair, meta),
    { type: 'RepairCompleted', data: { ...data, amount: data.amount ?? repairTotal(repair) }, meta },
    ...takenOff(repair, meta),
  );
}

function unanswered(repair: Repair): RepairRejection | undefined {
  const quote = openQuote(repair);
  const version = quote && currentVersion(quote);
  return quote && version && { code: 'OpenQuote', quoteId: quote.quoteId, version: version.version };
}

/** An order "to be determined" has no ceiling to hold the amount against; it is only recorded. */
function tooMuch(amount: Money | undefined, repair: Repair, { tolerance }: RepairRules): RepairRejection | undefined {
  const approved = repairTotal(repair);
  if (amount === undefined || approved === undefined) return undefined;
  const allowed = raisedBy(approved, tolerance);
  return exceeds(amount, allowed) ? { code: 'OverApproved', approved, allowed } : undefined;
}

export function reopen({ data, meta }: RepairCommandOf<'ReopenRepair'>, repair: Repair): RepairDecision {
  if (repair.status === 'started') return accept();
  return repair.status === 'completed' ? accept({ type: 'RepairReopened', data, meta }) : reject(wrongStatus(repair));
}

/** A quote that waits for an answer is withdrawn first: nobody can approve work on a cancelled repair. */
export function cancel({ data, meta }: RepairCommandOf<'CancelRepair'>, repair: Repair): RepairDecision {
  if (repair.status === 'cancelled') return accept();
  if (!isActive(repair) && repair.status !== 'completed') return reject(wrongStatus(repair));
  const quote = openQuote(repair);
  return accept<RepairEvent>(
    ...(quote ? withdrawn(repair, quote, meta) : []),
    ...resumed(repair, meta),
    { type: 'RepairCancelled', data, meta },
    ...takenOff(repair, meta),
  );
}

export function collect({ data, meta }: RepairCommandOf<'CollectVehicle'>, repair: Repair): RepairDecision {
  if (repair.status === 'collected') return accept();
  return repair.status === 'completed' ? accept({ type: 'VehicleCollected', data, meta }) : reject(wrongStatus(repair));
}
