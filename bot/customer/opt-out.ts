import { type OpenQuote, openQuotesFor } from '../../core/scene/queries.ts';
import { askAgain } from '../react/decision.ts';
import { type Step, toConversation } from '../step.ts';
import { addressOf, type CustomerAct, takeBack, to } from './customer-act.ts';
import { tellStatus } from './fallbacks.ts';
import { saysDo, saysWhole, type Understood } from './understanding/understand.ts';

/** We begin nothing any more at this address. */
export function optOut(act: CustomerAct): Step {
  return toConversation({ type: 'OptOut', data: addressOf(act), meta: act.meta });
}

export function optIn(act: CustomerAct): Step {
  return toConversation({ type: 'OptIn', data: addressOf(act), meta: act.meta });
}

/** "No more messages about your car?" is the newest thing that was said here. */
export function isAskedToStop({ scene, address }: CustomerAct): boolean {
  return scene.asked.get(address.addressId)?.kind === 'confirm-optout';
}

/** A plain yes to that question. What says to do it, or names the quote, may be meant for the quote above. */
export function confirmsOptOut(act: CustomerAct, alone: Understood): boolean {
  return (
    isAskedToStop(act) &&
    'answer' in alone &&
    alone.answer === 'approve' &&
    !(openQuotesFor(act.scene, act.person.customerId).length > 0 && (saysDo(alone) || saysWhole(alone)))
  );
}

/** The messages go on, with what waits for an answer, else with how it stands. */
export function goOn(act: CustomerAct, open: OpenQuote | undefined): readonly Step[] {
  return [...takeBack(act), ...(open ? [askAgain(act.scene, open, to(act), 'acknowledgement')] : tellStatus(act))];
}
