import type { Actor } from '../../../core/actor.ts';
import type { Turn } from '../../turn/context.ts';
import { bodyOf, contentOf, externalIdOf } from '../../turn/record.ts';

/** What came in outside any conversation goes onto the timeline of its chat; `sort` is `staff` where somebody works. */
export async function keepMessage(
  { store, party, messageId, message: { content, at } }: Turn,
  by: Actor,
  sort: 'staff' | undefined,
): Promise<void> {
  return store.addMessage(
    {
      messageId,
      garageId: party.garageId,
      conversationId: undefined,
      addressId: party.addressId,
      direction: 'in',
      by,
      sort,
      phrase: undefined,
      body: bodyOf(content),
      content: contentOf(content),
      about: {},
      externalId: externalIdOf(content),
      at: new Date(at),
    },
    [],
  );
}

/** Nobody that the product knows. */
export const somebody: Actor = { kind: 'system', part: 'bot' };
