import { accept, reject } from '../decision.ts';
import { exceeds, type Money, raisedBy, sameAmount } from '../money.ts';
import {
  currentVersion,
  isActive,
  openQuote,
  type RepairDecision,
  repairTotal,
  resumed,
  sameTime,
  takenOff,
  withdrawn,
  wrongStatus,
} from './guard.ts';
import { wrongAmount } from './lines.ts';
import type { Repair, RepairCommandOf, RepairEvent, RepairRejection, RepairRules } from './repair.ts';
import { workBegun } from './revoking.ts';

/** Puts the vehicle on the lift; it waits for nothing any more. */
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

/** Approved work counts as begun, so that a yes cannot be taken back once the work is done. */
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

/** An order "to be determined" has no ceiling to compare with, so the amount is only recorded. */
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

/** Withdraws an open quote first: nobody can approve work on a cancelled repair. */
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

/**
 * The same vehicle, conversation and garage again is a repeat; anything else under this id is
 * refused.
 */
export function register(
  { data, meta }: RepairCommandOf<'RegisterRepair'>,
  repair: Repair,
  { currency }: RepairRules,
): RepairDecision {
  if (repair.status !== 'none') {
    const repeated =
      repair.vehicleId === data.vehicleId &&
      repair.conversationId === data.conversationId &&
      repair.garageId === data.garageId;
    return repeated ? accept() : reject(wrongStatus(repair));
  }
  const wrong = wrongAmount(data.agreedAmount, currency);
  return wrong ? reject(wrong) : accept({ type: 'RepairRegistered', data, meta });
}

export function agreeOrder(
  { data, meta }: RepairCommandOf<'AgreeOrder'>,
  repair: Repair,
  { currency }: RepairRules,
): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const wrong = wrongAmount(data.amount, currency);
  if (wrong) return reject(wrong);
  const { agreedAmount: before } = repair;
  const repeated =
    data.amount === undefined ? before === undefined : before !== undefined && sameAmount(before, data.amount);
  return repeated ? accept() : accept({ type: 'OrderAgreed', data, meta });
}

/** A completed repair may be handed on too: it can be reopened. */
export function assignMechanic({ data, meta }: RepairCommandOf<'AssignMechanic'>, repair: Repair): RepairDecision {
  if (!isActive(repair) && repair.status !== 'completed') return reject(wrongStatus(repair));
  return repair.mechanicId === data.mechanicId ? accept() : accept({ type: 'MechanicAssigned', data, meta });
}

/** The same finding with another severity is a correction. */
export function recordFinding({ data, meta }: RepairCommandOf<'RecordFinding'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const known = repair.findings.find(({ findingId }) => findingId === data.findingId);
  return known?.severity === data.severity ? accept() : accept({ type: 'FindingRecorded', data, meta });
}

/** Removes a mistaken finding; one that is in a quote stays. */
export function dropFinding({ data, meta }: RepairCommandOf<'DropFinding'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const known = repair.findings.find(({ findingId }) => findingId === data.findingId);
  return known && !known.priced ? accept({ type: 'FindingDropped', data, meta }) : accept();
}

/** Only for exceptions: starting puts a vehicle on the lift and completing takes it off. */
export function moveOnLift({ data, meta }: RepairCommandOf<'MoveOnLift'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  return repair.onLift === data.on ? accept() : accept({ type: 'LiftChanged', data, meta });
}

export function promiseTime({ data, meta }: RepairCommandOf<'PromiseTime'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const before = repair.promisedAt;
  if (sameTime(before, data.promisedAt)) return accept();
  return accept({ type: 'TimePromised', data: { ...data, before }, meta });
}

/** Ends an earlier wait for somebody else first, so that each wait has its own time. */
export function block({ data, meta }: RepairCommandOf<'BlockRepair'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const { blocked } = repair;
  if (blocked?.by === data.by && sameTime(blocked.until, data.until)) return accept();
  const ended = blocked?.by === data.by ? [] : resumed(repair, meta);
  return accept<RepairEvent>(...ended, { type: 'RepairBlocked', data, meta });
}

export function resume({ meta }: RepairCommandOf<'ResumeRepair'>, repair: Repair): RepairDecision {
  return isActive(repair) ? accept(...resumed(repair, meta)) : reject(wrongStatus(repair));
}
