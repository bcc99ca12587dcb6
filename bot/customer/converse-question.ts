import type { RepairView } from '../../core/application/scene.ts';
import { questionCard, reachableMechanic, redraw } from '../react/mechanic.ts';
import { type OpenQuote, openRepairs } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { raise, redAt } from '../react/steps.ts';
import { answer, type Visit } from './visit.ts';

/** A question about the work goes to the mechanic, all else to customer service. */
export const passQuestion = (visit: Visit, newest: OpenQuote | undefined, text: string): readonly Step[] => {
  const { scene, newId } = visit;
  const view = newest?.view ?? onlyOneInHand(visit);
  const mechanic = view && reachableMechanic(view);
  const owner = mechanic ? 'mechanic' : 'service';
  const repairId = view?.repair.repairId;
  return [
    ...raise(scene, newId, { kind: 'question', owner, repairId, dueAt: redAt(scene, view?.repair.onLift ?? false) }),
    ...(view && mechanic ? [...questionCard(view, text, visit.language), ...redraw(view)] : []),
    answer(visit, { kind: 'question-passed', to: owner }, { about: repairId ? { repairId } : {} }),
  ];
};

/** With two cars in work nobody knows which one is meant. */
const onlyOneInHand = ({ scene }: Visit): RepairView | undefined => {
  const [view, ...others] = openRepairs(scene);
  const inHand = view?.repair.status === 'registered' || view?.repair.status === 'started';
  return others.length === 0 && inHand ? view : undefined;
};
