import { sceneOf } from '../../../core/application/context.ts';
import type { DeciderUse, InvitationUse, PersonHere } from '../../../core/application/party.ts';
import type { ConversationId, CustomerId } from '../../../core/ids.ts';
import { withoutSay, withSay } from '../../../core/repair/contacts.ts';
import { mayDecide } from '../../../core/repair/queries.ts';
import { openRepairs, viewOf } from '../../react/open-quotes.ts';
import { tell } from '../../step.ts';
import { carryOut, handle } from '../../turn/act.ts';
import type { Turn } from '../../turn/context.ts';
import { customerTurn } from '../../turn/customer.ts';
import { strangerTurn } from '../../turn/stranger.ts';
import { vehicleFacts } from '../../wording/customer/facts.ts';

const bot = { kind: 'system', part: 'bot' } as const;

/** Somebody follows a link that was forwarded: from now on this person decides as well, in the name of whoever made the link. */
export async function deciderTurn(turn: Turn, use: DeciderUse): Promise<void> {
  const { context, store, party, sender } = turn;
  const { conversationId, repairId, invitedBy } = use;
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const scene = await sceneOf(context, conversationId);
  const view = openRepairs(scene).find(({ repair }) => repair.repairId === repairId);
  // Whoever has lost the say meanwhile has none to give.
  if (!view || !mayDecide(view.repair, invitedBy.customerId))
    return strangerTurn(turn, { kind: 'invitation-refused', why: 'expired', from: 'customer' });
  const here = await store.personAt(party.addressId, context.now);
  const { customerId } = here;
  if (mayDecide(view.repair, customerId)) return customerTurn(turn, customerId);
  await open(turn, conversationId, here);
  const meta = { at: context.now, by: { kind: 'customer', ...invitedBy } } as const;
  const contacts = withSay(view.repair.contacts, customerId);
  await handle(context, { type: 'ChangeContacts', data: { repairId, contacts }, meta });
}

/** Whoever opens a link wants to be written to in that chat, whatever was said or believed of it before. */
async function open(
  { context, party }: Turn,
  conversationId: ConversationId,
  { customerId, proven, optedOut, reachable }: PersonHere,
): Promise<void> {
  const of = { conversationId, addressId: party.addressId };
  const meta = { at: context.now, by: bot };
  if (!proven) await handle(context, { type: 'LinkAddress', data: { ...of, how: 'forwarded', customerId }, meta });
  if (optedOut) await handle(context, { type: 'OptIn', data: of, meta });
  if (!reachable) await handle(context, { type: 'MarkReachable', data: { ...of, reachable: true }, meta });
}

/** Whoever made a link and opens it is told to forward it. */
export async function ownLinkTurn(
  turn: Turn,
  { conversationId, repairId }: Extract<InvitationUse, { kind: 'own' }>,
): Promise<void> {
  const { context, store, party, sender } = turn;
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const view = viewOf(await sceneOf(context, conversationId), repairId);
  if (!view || !party.customerId) return strangerTurn(turn);
  const phrase = { kind: 'forward-link', vehicle: vehicleFacts(view) } as const;
  const to = { about: { repairId }, answerTo: party.addressId };
  await carryOut(context, conversationId, [tell(party.customerId, phrase, 'answer', to)]);
}

/**
 * A chat that decides about somebody else's car becomes a customer's own, because that customer brought a car too. The say goes
 * with it: else a quote that is on this screen could be answered by nobody.
 */
export async function keepSay({ context, store }: Turn, before: CustomerId, now: CustomerId): Promise<void> {
  for (const { conversationId, repairId } of await store.decidesElsewhere(before)) {
    const view = viewOf(await sceneOf(context, conversationId), repairId);
    if (!view) continue;
    const contacts = withSay(withoutSay(view.repair.contacts, before), now);
    const meta = { at: context.now, by: bot };
    await handle(context, { type: 'ChangeContacts', data: { repairId, contacts }, meta });
  }
}
