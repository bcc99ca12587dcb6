import type { RepairView, Scene } from '../../core/application/scene.ts';
import type { ItemId, RepairId } from '../../core/ids.ts';
import { questionCard, reachableMechanic, redraw } from '../react/mechanic.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { raise, redAt } from '../react/steps.ts';
import { answer, ownRepairs, type Visit } from './visit.ts';

/** A question about the work goes to the mechanic, all else to customer service. */
export const passQuestion = (visit: Visit, newest: OpenQuote | undefined, text: string): readonly Step[] => {
  const { scene, newId } = visit;
  const view = newest?.view ?? onlyOneInHand(visit);
  const mechanic = view && reachableMechanic(view);
  const owner = mechanic ? 'mechanic' : 'service';
  const repairId = view?.repair.repairId;
  const raised = raise(scene, newId, {
    kind: 'question',
    owner,
    repairId,
    dueAt: redAt(scene, view?.repair.onLift ?? false),
  });
  const item = raisedIn(raised) ?? waitingIn(scene, repairId);
  return [
    ...raised,
    ...(view && mechanic && item
      ? [...questionCard(view, text, visit.language, { answers: item, to: visit.person.customerId }), ...redraw(view)]
      : []),
    answer(visit, { kind: 'question-passed', to: owner }, { about: repairId ? { repairId } : {} }),
  ];
};

/** With two cars in work nobody knows which one is meant. */
const onlyOneInHand = (visit: Visit): RepairView | undefined => {
  const [view, ...others] = ownRepairs(visit);
  const inHand = view?.repair.status === 'registered' || view?.repair.status === 'started';
  return others.length === 0 && inHand ? view : undefined;
};

const raisedIn = (steps: readonly Step[]): ItemId | undefined =>
  steps.flatMap((step) =>
    step.do === 'command' && step.command.type === 'RaiseItem' ? [step.command.data.itemId] : [],
  )[0];

/** A second question joins the one that waits already. */
const waitingIn = ({ conversation }: Scene, repairId: RepairId | undefined): ItemId | undefined =>
  conversation.items.find((item) => item.kind === 'question' && item.repairId === repairId)?.itemId;
