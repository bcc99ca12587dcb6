import { isOpen, nextOpening } from '../../core/calendar.ts';
import type { RepairId } from '../../core/ids.ts';
import { viewOf } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { raise, redAt } from '../react/steps.ts';
import { answer, type Visit } from './visit.ts';

/** A person of customer service answers from here. */
export const passOn = (visit: Visit, kind: 'person' | 'wrong_number' = 'person'): readonly Step[] => {
  const { scene, newId } = visit;
  const { calendar } = scene.garage;
  const opensAt = isOpen(calendar, scene.now) ? undefined : nextOpening(calendar, scene.now);
  return [
    ...raise(scene, newId, { kind, owner: 'service', dueAt: redAt(scene, isOnLift(visit)) }),
    answer(visit, { kind: 'passed-on', opensAt, now: scene.now }),
  ];
};

const hour = 3_600_000;

/** Somebody phones; a closed garage does so on the next day that it is open. */
export const promiseCall = (
  visit: Visit,
  wanted: 'now' | 'later' | 'tomorrow',
  repairId: RepairId | undefined,
): readonly Step[] => {
  const { scene, newId } = visit;
  const { calendar } = scene.garage;
  const when = isOpen(calendar, scene.now) ? wanted : 'tomorrow';
  const due = {
    now: redAt(scene, viewOf(scene, repairId)?.repair.onLift ?? false),
    later: new Date(scene.now.getTime() + hour),
    tomorrow: nextOpening(calendar, scene.now) ?? redAt(scene, false),
  };
  return [
    ...raise(scene, newId, { kind: 'call', owner: 'service', repairId, dueAt: due[when] }),
    answer(visit, { kind: 'call-promised', when }),
  ];
};

const isOnLift = ({ scene }: Visit): boolean => scene.repairs.some(({ repair }) => repair.onLift);
