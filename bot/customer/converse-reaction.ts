import type { MessageId } from '../../core/ids.ts';
import { showingsOf } from '../../core/scene/queries.ts';
import { openQuotesFor } from '../react/open-quotes.ts';
import { askAgain } from '../react/refused.ts';
import type { Step } from '../react/step.ts';
import { to as backTo, isWaiting, type Visit } from './visit.ts';

/**
 * A thumb on a message says "seen" as often as "yes", so it decides nothing: on an open quote it gets the question back, elsewhere
 * it gets no answer. Words that wait out their seconds go on waiting, because a reaction is no further text.
 */
export function converseReaction(visit: Visit, to: MessageId | undefined): readonly Step[] {
  const { scene, address, person } = visit;
  if (!to || address.frozen || !address.proven || scene.conversation.controller.kind === 'agent') return [];
  if (isWaiting(visit)) return [];
  const open = openQuotesFor(scene, person.customerId).find((one) =>
    showingsOf(one).some(({ messageId }) => messageId === to),
  );
  return open ? [askAgain(scene, open, backTo(visit), 'acknowledgement')] : [];
}
