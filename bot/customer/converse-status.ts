import type { RepairView } from '../../core/scene/scene.ts';
import type { Step } from '../react/step.ts';
import { repairNow, vehicleFacts } from '../wording/customer/facts.ts';
import { answer, ownRepairs, type Visit } from './visit.ts';

const most = 3;

/** Where each repair stands, one message a car. */
export function tellStatus(visit: Visit): readonly Step[] {
  const { scene, person } = visit;
  const own = ownRepairs(visit);
  const informed = (view: RepairView): boolean =>
    view.repair.contacts.some((one) => one.customerId === person.customerId && one.informed);
  if (own.length === 0) return [answer(visit, { kind: 'no-repair' })];
  return own.slice(0, most).map((view) =>
    answer(
      visit,
      { kind: 'status', vehicle: vehicleFacts(view), state: repairNow(scene, view) },
      // What only a second decider was told does not count as told to those who are informed.
      { about: informed(view) ? { repairId: view.repair.repairId } : {} },
    ),
  );
}
