import { assertNever, type Decider, reject } from '../decision.ts';
import { changeContacts } from './contacts.ts';
import { decideQuote } from './deciding.ts';
import { evolve } from './evolve.ts';
import type { RepairDecision } from './guard.ts';
import {
  agreeOrder,
  assignMechanic,
  block,
  cancel,
  collect,
  complete,
  dropFinding,
  moveOnLift,
  promiseTime,
  recordFinding,
  register,
  reopen,
  resume,
  start,
} from './lifecycle.ts';
import { attachPhoto, detachPhoto, showPhotos } from './photos.ts';
import { draft, expire, release, withdraw } from './quoting.ts';
import type { Repair, RepairCommand, RepairEvent, RepairRejection, RepairRules } from './repair.ts';
import { beginApprovedWork, revoke } from './revoking.ts';

export function repairDecider(rules: RepairRules): Decider<Repair, RepairCommand, RepairEvent, RepairRejection> {
  return {
    initial: { status: 'none' },
    decide: (command, repair) => decide(command, repair, rules),
    evolve,
  };
}

function decide(command: RepairCommand, repair: Repair, rules: RepairRules): RepairDecision {
  if (command.type === 'DecideQuote') return decideQuote(command, repair, rules);
  if (command.type === 'RevokeDecision') return revoke(command, repair);
  if (command.type === 'ChangeContacts') return changeContacts(command, repair);
  // Customers answer quotes, revoke decisions and add or remove deciders; only the garage does the
  // rest.
  if (command.meta.by.kind === 'customer') return reject({ code: 'NotStaff' });
  return decideForGarage(command, repair, rules);
}

type GarageCommand = Exclude<RepairCommand, { type: 'DecideQuote' | 'RevokeDecision' | 'ChangeContacts' }>;

function decideForGarage(command: GarageCommand, repair: Repair, rules: RepairRules): RepairDecision {
  switch (command.type) {
    case 'RegisterRepair':
      return register(command, repair, rules);
    case 'AgreeOrder':
      return agreeOrder(command, repair, rules);
    case 'AssignMechanic':
      return assignMechanic(command, repair);
    case 'StartRepair':
      return start(command, repair);
    case 'MoveOnLift':
      return moveOnLift(command, repair);
    case 'PromiseTime':
      return promiseTime(command, repair);
    case 'BlockRepair':
      return block(command, repair);
    case 'ResumeRepair':
      return resume(command, repair);
    case 'RecordFinding':
      return recordFinding(command, repair);
    case 'DropFinding':
      return dropFinding(command, repair);
    case 'AttachPhoto':
      return attachPhoto(command, repair);
    case 'DetachPhoto':
      return detachPhoto(command, repair);
    case 'ShowPhotos':
      return showPhotos(command, repair);
    case 'DraftQuote':
      return draft(command, repair, rules);
    case 'ReleaseQuote':
      return release(command, repair, rules);
    case 'WithdrawQuote':
      return withdraw(command, repair);
    case 'ExpireQuote':
      return expire(command, repair);
    case 'BeginApprovedWork':
      return beginApprovedWork(command, repair);
    case 'CompleteRepair':
      return complete(command, repair, rules);
    case 'ReopenRepair':
      return reopen(command, repair);
    case 'CancelRepair':
      return cancel(command, repair);
    case 'CollectVehicle':
      return collect(command, repair);
    default:
      return assertNever(command);
  }
}
