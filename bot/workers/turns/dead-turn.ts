import { sceneOf } from '../../../core/application/context.ts';
import { carryOut } from '../../../core/application/turn.ts';
import type { AccountId, NewId } from '../../../core/ids.ts';
import { raise } from '../../react/steps.ts';
import { contextFor, type Stores } from './turn.ts';

/** What came in could not be handled: where its chat belongs to a customer, a person is asked to look. True when there is one to ask. */
export const deadTurn = async (
  { accountId, chat }: { readonly accountId: AccountId; readonly chat: string },
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<boolean> => {
  const party = await store.partyOf(accountId, chat, { id: chat }, now);
  const conversationId = party.customerId && (await store.conversationFor(party.customerId, { ...party, accountId }));
  if (!conversationId) return false;
  const context = contextFor(store, now, newId, { simulated: party.simulated, homeGarageId: party.garageId });
  const scene = await sceneOf(context, conversationId);
  await carryOut(context, conversationId, raise(scene, newId, { kind: 'dead', owner: 'service', dueAt: now }));
  return true;
};
