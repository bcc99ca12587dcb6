import type { ItemId, RepairId } from '../../core/ids.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { questionCard, reachableMechanic, redraw } from '../react/mechanic.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { watchUnread } from '../react/unread.ts';
import { raise, redAt } from '../step.ts';
import { answer, ownRepairs, type Visit } from './visit.ts';

/** A question about the work goes to the mechanic, all else to customer service. */
export function passQuestion(visit: Visit, newest: OpenQuote | undefined, text: string): readonly Step[] {
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
    ...(view && item ? noticed(visit, view, item, text, raised.length > 0) : []),
    ...(view && mechanic && item
      ? [...questionCard(view, text, visit.language, { answers: item, to: visit.person.customerId }), ...redraw(view)]
      : []),
    answer(visit, { kind: 'question-passed', to: owner }, { about: repairId ? { repairId } : {} }),
  ];
}

/** The words of a question are kept, so that the card can show them, and the workshop if nobody has seen it. */
function noticed({ scene }: Visit, view: RepairView, item: ItemId, text: string, isNew: boolean): readonly Step[] {
  const before = view.words.get(item);
  const asked = before === undefined ? text : `${before} · ${text}`;
  return [
    {
      do: 'keep-words',
      repairId: view.repair.repairId,
      words: new Map([[item, { kind: 'question', text: asked }]]),
    },
    ...(isNew ? [watchUnread(scene, view, item)] : []),
  ];
}

/** With two cars in work nobody knows which one is meant. */
function onlyOneInHand(visit: Visit): RepairView | undefined {
  const [view, ...others] = ownRepairs(visit);
  const inHand = view?.repair.status === 'registered' || view?.repair.status === 'started';
  return others.length === 0 && inHand ? view : undefined;
}

function raisedIn(steps: readonly Step[]): ItemId | undefined {
  return steps.flatMap((step) =>
    step.do === 'command' && step.command.type === 'RaiseItem' ? [step.command.data.itemId] : [],
  )[0];
}

/** A second question joins the one that waits already. */
function waitingIn({ conversation }: Scene, repairId: RepairId | undefined): ItemId | undefined {
  return conversation.items.find((item) => item.kind === 'question' && item.repairId === repairId)?.itemId;
}
