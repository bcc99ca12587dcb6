import { accept, reject } from '../decision.ts';
import { sameAmount } from '../money.ts';
import { isActive, type RepairDecision, wrongStatus } from './guard.ts';
import { wrongAmount } from './lines.ts';
import type { Repair, RepairCommandOf, RepairRules } from './repair.ts';

/** The same vehicle, conversation and garage again is a repeat; anything else under this id is refused. */
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

/** What the repair is to cost without extra work. */
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

/** A finding that was a mistake; one that stands in a quote already stays. */
export function dropFinding({ data, meta }: RepairCommandOf<'DropFinding'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const known = repair.findings.find(({ findingId }) => findingId === data.findingId);
  return known && !known.priced ? accept({ type: 'FindingDropped', data, meta }) : accept();
}
