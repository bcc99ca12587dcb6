import { isQuiet, quietEnds } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import type { NewId } from '../../core/ids.ts';
import { nextClosingWake } from '../../core/repair/closing.ts';
import { nextCollectWake, nextPromiseWake } from '../../core/repair/watch.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { byTimer, command, raise, redAt } from '../step.ts';
import { closingCard } from './closing-card.ts';
import { pingLate, promiseCard, reachableMechanic, refresh } from './mechanic.ts';
import { viewOf } from './open-quotes.ts';
import { owed } from './owed.ts';
import { settleAnswer } from './settle-answer.ts';
import type { DueTimer, Step } from './step.ts';
import { postUnread } from './unread.ts';
import { wakeDelivery } from './wake-delivery.ts';
import { wakeQuote } from './wake-quote.ts';

/** What is done now because time has passed, and when to look again. */
export type Woken = { readonly steps: readonly Step[]; readonly again: Date | undefined };

const asleep: Woken = { steps: [], again: undefined };

/** What a timer does: everything is decided again from how things stand, so that a late or double one does no harm. */
export function wake(timer: DueTimer, scene: Scene, newId: NewId): Woken {
  switch (timer.kind) {
    case 'watch-quote':
      return wakeQuote(scene, viewOf(scene, timer.subject), newId);
    case 'watch-promise':
      return wakePromise(scene, timer.subject, newId);
    case 'collect':
      return wakeCollect(scene, timer.subject);
    case 'redraw-card':
      return { steps: refreshed(scene, timer.subject), again: undefined };
    case 'ask-closing':
      return wakeClosing(scene, timer.subject);
    case 'unread':
      return { steps: postUnread(scene, timer.subject), again: undefined };
    case 'settle-answer':
      return settleAnswer(scene, newId);
    case 'held':
      return letGo(scene);
    case 'item-due':
      return { steps: itemDue(scene, timer.subject), again: undefined };
    case 'delivery-trouble':
      return { steps: wakeDelivery(scene, timer.subject, newId), again: undefined };
    default:
      return assertNever(timer.kind);
  }
}

/** The mechanic is asked once for each promised time: a new time sets a new timer. */
function wakePromise(scene: Scene, repairId: string, newId: NewId): Woken {
  const view = viewOf(scene, repairId);
  if (!view) return asleep;
  const { settings, calendar } = scene.garage;
  const { due, again } = nextPromiseWake(view.repair, undefined, settings.watch, calendar, scene.now);
  const steps = due.flatMap((step) => {
    if (step.do !== 'ask-promise') return [];
    if (reachableMechanic(view)) return promiseCard(scene, view, step.promisedAt);
    const { onLift } = view.repair;
    return raise(scene, newId, {
      kind: 'question',
      owner: 'service',
      repairId: view.repair.repairId,
      dueAt: redAt(scene, onLift),
    });
  });
  return { steps, again };
}

function wakeCollect(scene: Scene, subject: string): Woken {
  const view = viewOf(scene, subject);
  if (!view) return asleep;
  const { settings, calendar } = scene.garage;
  const { due, again } = nextCollectWake(view.repair, settings.watch, calendar, scene.now);
  const { repairId } = view.repair;
  return {
    steps: due.map(() => command({ type: 'CollectVehicle', data: { repairId }, meta: byTimer(scene) })),
    again,
  };
}

/** Every evening anew, as long as the car is in hand. */
function wakeClosing(scene: Scene, subject: string): Woken {
  const view = viewOf(scene, subject);
  if (!view) return asleep;
  const { settings, calendar } = scene.garage;
  const { due, again } = nextClosingWake(view.repair, settings.askClosingMs, calendar, scene.now);
  return { steps: due.flatMap(() => closingCard(scene, view)), again };
}

function refreshed(scene: Scene, repairId: string): readonly Step[] {
  const view = viewOf(scene, repairId);
  return view ? refresh(view) : [];
}

/** Nothing that was held goes out as it was: what is still true by now is said, once. */
function letGo(scene: Scene): Woken {
  const { calendar } = scene.garage;
  if (isQuiet(calendar, scene.now)) return { steps: [], again: quietEnds(calendar, scene.now) };
  return { steps: scene.repairs.flatMap((view) => owed(scene, view, { evenQuiet: false })), again: undefined };
}

/** A question that the mechanic left is customer service's as well, with a clock of its own. */
function itemDue(scene: Scene, subject: string): readonly Step[] {
  const item = scene.conversation.items.find(({ itemId }) => itemId === subject);
  if (item?.owner !== 'mechanic') return [];
  const view = viewOf(scene, item.repairId);
  const { conversationId } = scene.conversation;
  const dueAt = redAt(scene, view?.repair.onLift ?? false);
  return [
    ...(view ? pingLate(view) : []),
    command({
      type: 'ReassignItem',
      data: { conversationId, itemId: item.itemId, owner: 'service', dueAt },
      meta: byTimer(scene),
    }),
  ];
}
