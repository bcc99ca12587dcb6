import { accept } from '../decision.ts';
import type { ConversationCommandOf, WaitingItem } from './conversation.ts';
import type { ConversationDecision, Open } from './decision.ts';

export function raiseItem({ data, meta }: ConversationCommandOf<'RaiseItem'>, { items }: Open): ConversationDecision {
  return items.some(({ itemId }) => itemId === data.itemId) ? accept() : accept({ type: 'ItemRaised', data, meta });
}

/** What is named narrows what is ended: an id, kinds, a repair. A command that names none of them ends nothing. */
export function endItems({ data, meta }: ConversationCommandOf<'EndItems'>, { items }: Open): ConversationDecision {
  const { conversationId, how } = data;
  const ended = items.filter((item) => isNamed(item, data));
  return accept(
    ...ended.map(({ itemId, kind, raisedAt }) => ({
      type: 'ItemEnded' as const,
      data: { conversationId, itemId, kind, how, raisedAt },
      meta,
    })),
  );
}

function isNamed(item: WaitingItem, { itemId, kinds, repairId }: ConversationCommandOf<'EndItems'>['data']): boolean {
  return (
    (itemId !== undefined || kinds !== undefined || repairId !== undefined) &&
    (itemId === undefined || itemId === item.itemId) &&
    (kinds === undefined || kinds.includes(item.kind)) &&
    (repairId === undefined || repairId === item.repairId)
  );
}

/** An item that has ended meanwhile needs no owner any more. */
export function reassignItem(
  { data, meta }: ConversationCommandOf<'ReassignItem'>,
  { items }: Open,
): ConversationDecision {
  const item = items.find(({ itemId }) => itemId === data.itemId);
  const changes = item && (item.owner !== data.owner || item.dueAt.getTime() !== data.dueAt.getTime());
  return changes ? accept({ type: 'ItemReassigned', data, meta }) : accept();
}
