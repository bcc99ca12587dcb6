import type { NewId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { raise, redAt } from '../step.ts';
import { askQuote, canReach } from './ask-quote.ts';
import { otherAddress } from './asked-facts.ts';
import { openQuoteIn, openRepairs } from './open-quotes.ts';
import { owed } from './owed.ts';
import type { Step } from './step.ts';

/** A message that failed, or may have: a person hears of it, and a quote goes to the next address at once. */
export function wakeDelivery(scene: Scene, messageId: string, newId: NewId): readonly Step[] {
  const view = scene.repairs.find(({ shown }) => shown.some((one) => one.messageId === messageId));
  const showing = view?.shown.find((one) => one.messageId === messageId);
  // A late receipt has settled it meanwhile.
  if (showing && showing.state !== 'failed' && showing.state !== 'unknown') return [];
  const repairId = view?.repair.repairId;
  const onLift = view?.repair.onLift ?? false;
  const trouble = raise(scene, newId, { kind: 'delivery', owner: 'service', repairId, dueAt: redAt(scene, onLift) });
  const open = view && openQuoteIn(view);
  if (showing?.state === 'failed' && open?.quote.quoteId === showing.quoteId) {
    const next = otherAddress(scene, open);
    const elsewhere = next ? [askQuote(scene, open, next.customerId, { answerTo: next.address.addressId })] : [];
    return [...trouble, ...elsewhere];
  }
  // Nobody can be written to any more: what is still true becomes call items, with the text to read aloud.
  const { customerId } = scene.customer;
  const byTelephone = canReach(scene, customerId)
    ? []
    : openRepairs(scene).flatMap((one) => owed(scene, one, { evenQuiet: true }));
  return [...trouble, ...byTelephone];
}
