import { repairNow, vehicleFacts } from '../react/facts.ts';
import { openRepairs } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { answer, type Visit } from './visit.ts';

const most = 3;

/** Where each repair stands, one message a car. */
export const tellStatus = (visit: Visit): readonly Step[] => {
  const { scene, person } = visit;
  const own = openRepairs(scene).filter(({ repair }) =>
    repair.contacts.some(({ customerId }) => customerId === person.customerId),
  );
  if (own.length === 0) return [answer(visit, { kind: 'no-repair' })];
  return own
    .slice(0, most)
    .map((view) =>
      answer(
        visit,
        { kind: 'status', vehicle: vehicleFacts(view), state: repairNow(scene, view) },
        { about: { repairId: view.repair.repairId } },
      ),
    );
};
