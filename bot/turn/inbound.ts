import type { CardAnswer } from '../../core/application/ports.ts';
import { as, type MessageId, type NewId } from '../../core/ids.ts';
import { toConversation } from '../step.ts';
import { knownLanguage } from '../wording/format.ts';
import { act } from './act.ts';
import { answerTap, tappedCard } from './card-answer.ts';
import { type AfterCommit, contextFor, type Inbound, type Stores, type Turn } from './context.ts';
import { customerTurn, deciderTurn, ownLinkTurn, passDecisionsOn, takenTurn } from './customer.ts';
import { mechanicTurn } from './mechanic.ts';
import { codesIn, customerCodeTurn, isCode, sharedTurn, strangerTurn } from './stranger.ts';
import { workplaceTurn } from './workplace.ts';

/** The outcome of a turn. */
export type InboundDone = {
  /** Left to do after the commit. */
  readonly afterCommit: readonly AfterCommit[];
  /** The card for a network that waits for one. */
  readonly answer: CardAnswer | undefined;
};

/** Gives an incoming message its turn; the sender decides how it is read. */
export async function inboundTurn(
  inbound: Inbound,
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<InboundDone> {
  const { accountId, message } = inbound;
  const { content } = message;
  const at = new Date(message.at);
  if (content.kind === 'status') {
    await store.recordStatus(accountId, message.chat, content.externalId, content.state, at);
    return { afterCommit: [], answer: undefined };
  }
  const { id, name } = message.sender;
  const language = knownLanguage(message.sender.language);
  const sender = {
    id,
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
  };
  const party = await store.partyOf(accountId, message.chat, sender, now);
  const tapped = message.awaits && (await tappedCard({ store, party, message }));
  const context = contextFor(store, now, newId, {
    simulated: party.simulated,
    homeGarageId: party.garageId,
    ...(tapped && { tapped: tapped.shownOn }),
  });
  const turn: Turn = { ...inbound, context, store, party, sender, messageId: as<MessageId>(newId()) };
  if (content.kind === 'reachable') await reachableTurn(turn, content.reachable, at);
  else await writtenTurn(turn);
  return { afterCommit: context.afterCommit, answer: message.awaits && (await answerTap(turn, tapped)) };
}

/** Chooses the turn by the owner of the chat: a team, a workplace, a colleague, a customer or nobody. */
async function writtenTurn(turn: Turn): Promise<void> {
  const { party, message } = turn;
  const { content, shared } = message;
  if (shared) return sharedTurn(turn);
  if (party.workplace) return workplaceTurn(turn, party.workplace);
  if (party.staffId) return mechanicTurn(turn);
  if (party.staffOnly) return strangerTurn(turn);
  if (content.kind === 'start' && content.payload) return invitedTurn(turn, content.payload);
  if (!party.customerId) return unknownTurn(turn);
  const kept = await withoutCodes(turn);
  return isCode(content) ? customerCodeTurn(kept) : customerTurn(kept, party.customerId);
}

/** Ends the codes of the staff that a customer has got hold of, and leaves them out of what is kept. */
async function withoutCodes(turn: Turn): Promise<Turn> {
  const { store, party, message, context } = turn;
  const { content } = message;
  const words = content.kind === 'media' ? content.caption : 'text' in content ? content.text : undefined;
  const exposed: string[] = [];
  for (const code of codesIn(words ?? ''))
    if (await store.endExposedCode(code, party.addressId, context.now)) exposed.push(code);
  if (exposed.length === 0) return turn;
  const hide = (text: string): string => exposed.reduce((left, code) => left.replaceAll(code, '•••'), text);
  const hidden =
    content.kind === 'media'
      ? { ...content, caption: hide(content.caption ?? '') }
      : 'text' in content
        ? { ...content, text: hide(content.text) }
        : content;
  return { ...turn, message: { ...message, content: hidden } };
}

/** Asks the sender of a customer's own number whether it is their car; the number alone proves nothing. */
async function unknownTurn(turn: Turn): Promise<void> {
  const { store, party, accountId, message } = turn;
  const { content } = message;
  const shared = content.kind === 'contact' && content.own ? content.phone : undefined;
  const customerId = shared && (await store.claimByPhone(party.addressId, accountId, shared));
  return customerId ? customerTurn(turn, customerId) : strangerTurn(turn);
}

async function reachableTurn({ context, store, party, accountId }: Turn, reachable: boolean, at: Date): Promise<void> {
  const conversationId = party.customerId && (await store.conversationFor(party.customerId, { ...party, accountId }));
  if (!conversationId || !party.customerId) return store.setReachable(party.addressId, reachable, at);
  const by = { kind: 'customer', customerId: party.customerId, addressId: party.addressId } as const;
  const data = { conversationId, addressId: party.addressId, reachable };
  await act(context, toConversation({ type: 'MarkReachable', data, meta: { at: context.now, by } }));
}

async function invitedTurn(turn: Turn, token: string): Promise<void> {
  const { context, store, party } = turn;
  const use = await store.useInvitation(token, party.addressId, context.now);
  if (use.kind === 'refused') return strangerTurn(turn, { ...use, kind: 'invitation-refused' });
  if (use.kind === 'taken') return takenTurn(turn, use.invitationId);
  if (use.kind === 'decides') return deciderTurn(turn, use);
  if (use.kind === 'own') return ownLinkTurn(turn, use);
  if (use.kind === 'again' && party.customerId) return customerTurn(turn, party.customerId);
  const { conversationId } = use;
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, turn.sender, context.now);
  const by = { kind: 'system', part: 'bot' } as const;
  const data = { conversationId, addressId: party.addressId, how: 'invitation' } as const;
  await act(context, toConversation({ type: 'LinkAddress', data, meta: { at: context.now, by } }));
  const before = party.customerId;
  if (use.kind === 'bound' && before && before !== use.customerId) await passDecisionsOn(turn, before, use.customerId);
}
