import { isOpen, nextOpening } from '../../core/calendar.ts';
import type { Step } from '../react/step.ts';
import { raise, redAt } from '../step.ts';
import { answer, type Visit } from './visit.ts';

/** A person of customer service answers from here. */
export function passOn(visit: Visit, kind: 'person' | 'wrong_number' = 'person'): readonly Step[] {
  const { scene, newId } = visit;
  const { calendar } = scene.garage;
  const opensAt = isOpen(calendar, scene.now) ? undefined : nextOpening(calendar, scene.now);
  return [
    ...raise(scene, newId, { kind, owner: 'service', dueAt: redAt(scene, isOnLift(visit)) }),
    answer(visit, { kind: 'passed-on', opensAt, now: scene.now }),
  ];
}

function isOnLift({ scene }: Visit): boolean {
  return scene.repairs.some(({ repair }) => repair.onLift);
}
