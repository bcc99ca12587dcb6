import { accept, reject } from '../decision.ts';
import { isActive, type RepairDecision, resumed, sameTime, wrongStatus } from './guard.ts';
import type { Repair, RepairCommandOf, RepairEvent } from './repair.ts';

/** For the exceptions: starting puts a vehicle on the lift and completing takes it off. */
export function moveOnLift({ data, meta }: RepairCommandOf<'MoveOnLift'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  return repair.onLift === data.on ? accept() : accept({ type: 'LiftChanged', data, meta });
}

/** When the vehicle will be ready, as told to the customer. */
export function promiseTime({ data, meta }: RepairCommandOf<'PromiseTime'>, repair: Repair): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const before = repair.promisedAt;
  if (sameTime(before, data.promisedAt)) return accept();
  return accept({ type: 'TimePromised', data: { ...data, before }, meta });
}

/** Waiting for somebody else than before ends the earlier wait first, so that each has its own time. */
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
