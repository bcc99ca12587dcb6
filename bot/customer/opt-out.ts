import { type OpenQuote, openQuotesFor } from '../../core/scene/queries.ts';
import { askAgain } from '../react/decision.ts';
import { type Step, toConversation } from '../step.ts';
import { addressOf, type CustomerAct, receiverOf, takeBack } from './customer-act.ts';
import { tellStatus } from './fallbacks.ts';
import { saysDo, saysWhole, type Understood } from './understanding/understand.ts';

/** Ends all messages that we would begin at this address. */
export function optOut(act: CustomerAct): Step {
  return toConversation({ type: 'OptOut', data: addressOf(act), meta: act.meta });
}

export function optIn(act: CustomerAct): Step {
  return toConversation({ type: 'OptIn', data: addressOf(act), meta: act.meta });
}

/** True if "No more messages about your car?" is the newest thing that was said here. */
export function isAskedToStop({ scene, address }: CustomerAct): boolean {
  return scene.asked.get(address.addressId)?.kind === 'confirm-optout';
}

/**
 * True for a plain yes to that question. Words such as "do it" may answer the quote above instead.
 */
export function confirmsOptOut(act: CustomerAct, alone: Understood): boolean {
  return (
    isAskedToStop(act) &&
    'answer' in alone &&
    alone.answer === 'approve' &&
    !(openQuotesFor(act.scene, act.person.customerId).length > 0 && (saysDo(alone) || saysWhole(alone)))
  );
}

/** Goes on with the open question, else with the state of the repair. */
export function goOn(act: CustomerAct, open: OpenQuote | undefined): readonly Step[] {
  return [
    ...takeBack(act),
    ...(open ? [askAgain(act.scene, open, receiverOf(act), 'acknowledgement')] : tellStatus(act)),
  ];
}
