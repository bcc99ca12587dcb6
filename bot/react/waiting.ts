import type { ItemEnd, ItemKind, WaitingItem } from '../../core/conversation/conversation.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { RepairFacts } from '../../core/repair/repair.ts';
import { canReach, viewOf } from '../../core/scene/queries.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { endItems, type Step } from '../step.ts';

/**
 * What waits for the outcome of a quote. Only these end by themselves. A question, a promised call
 * and whatever else a customer was told to count on ends by a person, or by the customer.
 */
const waitsForOutcome: ReadonlySet<ItemKind> = new Set(['call', 'authorisation']);

/** Ends what nobody has to do any more because a quote of this repair was answered or is over. */
export function endAboutQuote(scene: Scene, repairId: string, how: ItemEnd): readonly Step[] {
  return endItems(scene, how, (item) => item.repairId === repairId && waitsForOutcome.has(item.kind));
}

/** Ends the calls that read aloud what everybody concerned can be told in a chat. */
export function endReadAloud(scene: Scene, fits: (item: WaitingItem) => boolean = () => true): readonly Step[] {
  return endItems(scene, 'outdated', (item) => item.kind === 'call' && fits(item) && isToldInChat(scene, item));
}

function isToldInChat(scene: Scene, { repairId }: WaitingItem): boolean {
  const view = viewOf(scene, repairId);
  const concerned = scene.people.filter(({ customerId }) =>
    view ? isTold(view.repair, customerId) : customerId === scene.customer.customerId,
  );
  return concerned.every(({ customerId }) => canReach(scene, customerId));
}

function isTold({ contacts }: RepairFacts, customerId: CustomerId): boolean {
  return contacts.some((one) => one.customerId === customerId && (one.informed || one.decides));
}
