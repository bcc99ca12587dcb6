import type { AfterCommit } from '../../../core/application/context.ts';
import { sceneOf } from '../../../core/application/context.ts';
import { as, type MessageId, type NewId } from '../../../core/ids.ts';
import type { DueTimer } from '../../react/step.ts';
import { wake } from '../../react/wake.ts';
import { carryOut, handle } from '../../turn/act.ts';
import { type Context, contextFor, type Stores } from '../../turn/context.ts';

/** A timer came due: the facts decide what is done now and when to look again. */
export async function timerTurn(
  timer: DueTimer & { readonly garageId: Parameters<Stores['garageOf']>[0] },
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<{ readonly again: Date | undefined; readonly afterCommit: readonly AfterCommit[] }> {
  const context = contextFor(store, now, newId, { simulated: false, homeGarageId: timer.garageId });
  if (timer.kind === 'delivery-trouble') await loseAddress(context, store, timer);
  const scene = await sceneOf(context, timer.conversationId);
  const { steps, again } = wake(timer, scene, newId);
  await carryOut(context, timer.conversationId, steps);
  return { again, afterCommit: context.afterCommit };
}

/** A customer who blocked the bot cannot be written to; hearing from them again makes the address work again. */
async function loseAddress(
  context: Context,
  store: Stores,
  { conversationId, subject }: Pick<DueTimer, 'conversationId' | 'subject'>,
): Promise<void> {
  const addressId = await store.refusingAddress(as<MessageId>(subject));
  if (!addressId) return;
  const data = { conversationId, addressId, reachable: false };
  await handle(context, {
    type: 'MarkReachable',
    data,
    meta: { at: context.now, by: { kind: 'system', part: 'bot' } },
  });
}
