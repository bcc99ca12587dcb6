import type { AfterCommit } from '../../../core/application/context.ts';
import { sceneOf } from '../../../core/application/context.ts';
import { carryOut } from '../../../core/application/turn.ts';
import type { NewId } from '../../../core/ids.ts';
import type { DueTimer } from '../../react/step.ts';
import { wake } from '../../react/wake.ts';
import { contextFor, type Stores } from './turn.ts';

/** A timer came due: the facts decide what is done now and when to look again. */
export const timerTurn = async (
  timer: DueTimer & { readonly garageId: Parameters<Stores['garageOf']>[0] },
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<{ readonly again: Date | undefined; readonly afterCommit: readonly AfterCommit[] }> => {
  const context = contextFor(store, now, newId, { simulated: false, homeGarageId: timer.garageId });
  const scene = await sceneOf(context, timer.conversationId);
  const { steps, again } = wake(timer, scene, newId);
  await carryOut(context, timer.conversationId, steps);
  return { again, afterCommit: context.afterCommit };
};
