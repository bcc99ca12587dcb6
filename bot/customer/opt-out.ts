import { type OpenQuote, openQuotesFor } from '../../core/scene/queries.ts';
import { askAgain } from '../react/decision.ts';
import { type Step, toConversation } from '../step.ts';
import { tellStatus } from './fallbacks.ts';
import { saysDo, saysWhole, type Understood } from './understanding/understand.ts';
import { takeBack, to, type Visit } from './visit.ts';

/** We begin nothing any more at this address. */
export function optOut({ scene, person, address }: Visit): Step {
  return toConversation({
    type: 'OptOut',
    data: { conversationId: scene.conversation.conversationId, addressId: address.addressId },
    meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
  });
}

/** "No more messages about your car?" is the newest thing that was said here. */
export function isAskedToStop({ scene, address }: Visit): boolean {
  return scene.asked.get(address.addressId)?.kind === 'confirm-optout';
}

/** A plain yes to that question. What says to do it, or names the quote, may be meant for the quote above. */
export function confirmsOptOut(visit: Visit, alone: Understood): boolean {
  return (
    isAskedToStop(visit) &&
    'answer' in alone &&
    alone.answer === 'approve' &&
    !(openQuotesFor(visit.scene, visit.person.customerId).length > 0 && (saysDo(alone) || saysWhole(alone)))
  );
}

/** The messages go on, with what waits for an answer, else with how it stands. */
export function goOn(visit: Visit, open: OpenQuote | undefined): readonly Step[] {
  return [
    ...takeBack(visit),
    ...(open ? [askAgain(visit.scene, open, to(visit), 'acknowledgement')] : tellStatus(visit)),
  ];
}
