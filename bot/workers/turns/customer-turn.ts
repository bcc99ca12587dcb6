import type { InboundContent } from '../../../channels/channel.ts';
import type { Meta } from '../../../core/actor.ts';
import { sceneOf } from '../../../core/application/context.ts';
import { carryOut, handle } from '../../../core/application/turn.ts';
import { as, type ConversationId, type CustomerId } from '../../../core/ids.ts';
import { converse } from '../../customer/converse.ts';
import type { CustomerInput } from '../../react/step.ts';
import type { ChoiceAction } from '../../wording/phrase.ts';
import { strangerTurn } from './stranger-turn.ts';
import { bodyOf, contentOf, externalIdOf, mediaKind } from './timeline.ts';
import type { Turn } from './turn.ts';

/** A customer wrote or tapped: it goes onto the timeline, and the conversation decides what follows. */
export const customerTurn = async (turn: Turn, customerId: CustomerId): Promise<void> => {
  const { context, store, party, sender, messageId, message, accountId } = turn;
  const tapped =
    message.content.kind === 'choice' ? await store.findChoice(message.content.token, context.now) : undefined;
  const mine = tapped?.addressId === party.addressId ? tapped : undefined;
  const conversationId =
    (mine && (await store.conversationOfMessage(mine.messageId))) ??
    (await store.conversationFor(customerId, { addressId: party.addressId, accountId }, await repliedIn(turn)));
  if (!conversationId) return strangerTurn(turn);
  // Locks first, in the one order; everything below is inside them.
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const { garage } = await sceneOf(context, conversationId);
  const by = { kind: 'customer', customerId, addressId: party.addressId } as const;
  await store.addMessage(
    {
      messageId,
      garageId: garage.garageId,
      conversationId,
      addressId: party.addressId,
      direction: 'in',
      by,
      sort: undefined,
      phrase: undefined,
      body: mine?.label ?? bodyOf(message.content),
      content: contentOf(message.content),
      about: {},
      externalId: externalIdOf(message.content),
      at: new Date(message.at),
    },
    [],
  );
  if (message.content.kind === 'media')
    await store.keepMedia(messageId, accountId, message.content.media.reference, message.content.media.fileName);
  const meta = { at: context.now, by };
  await handle(context, {
    type: 'RecordReceived',
    data: { conversationId, messageId, addressId: party.addressId },
    meta,
  });
  await hearAgain(turn, conversationId, meta);
  const input = await customerInput(turn, mine);
  if (!input) return;
  const scene = await sceneOf(context, conversationId);
  await carryOut(context, conversationId, converse(input, scene, context.newId));
};

/** A reply that quotes a message belongs where that message stands. */
const repliedIn = async ({ store, party, message: { content } }: Turn): Promise<ConversationId | undefined> => {
  const replyTo = content.kind === 'text' || content.kind === 'media' ? content.replyTo : undefined;
  const replied = replyTo === undefined ? undefined : await store.messageAt(party.addressId, replyTo);
  return replied && (await store.conversationOfMessage(replied));
};

/** Whoever writes can be written to, whatever was believed: word of an unblocked chat may have been lost. */
const hearAgain = async ({ context, party }: Turn, conversationId: ConversationId, meta: Meta): Promise<void> => {
  const { people } = await sceneOf(context, conversationId);
  const here = people.flatMap(({ addresses }) => addresses).find(({ addressId }) => addressId === party.addressId);
  if (!here || here.reachable) return;
  const data = { conversationId, addressId: party.addressId, reachable: true };
  await handle(context, { type: 'MarkReachable', data, meta });
};

type Tapped = { readonly action: unknown; readonly standing: 'live' | 'closed' | 'expired' };

/** Edits and shared contacts are shown to staff and change nothing by themselves. */
const customerInput = async (
  { message: { content, at }, party, messageId, store }: Turn,
  tapped: Tapped | undefined,
): Promise<CustomerInput | undefined> => {
  const read = await readContent(content, tapped, (externalId) => store.messageAt(party.addressId, externalId));
  return read && { addressId: party.addressId, messageId, at: new Date(at), content: read };
};

const readContent = async (
  content: InboundContent,
  tapped: Tapped | undefined,
  find: (externalId: string) => Promise<string | undefined>,
): Promise<CustomerInput['content'] | undefined> => {
  switch (content.kind) {
    case 'text': {
      const repliesTo = content.replyTo ? await find(content.replyTo) : undefined;
      return { kind: 'text', text: content.text, ...(repliesTo ? { repliesTo: as(repliesTo) } : {}) };
    }
    case 'choice': {
      const tap = content.tap === undefined ? {} : { tap: content.tap };
      if (!tapped) return { kind: 'foreign-choice', ...tap };
      return { kind: 'choice', action: tapped.action as ChoiceAction, standing: tapped.standing, ...tap };
    }
    case 'start':
      return { kind: 'start' };
    case 'media':
      return { kind: 'media', what: mediaKind(content.media.mimeType), caption: content.caption };
    case 'location':
    case 'unsupported':
      return { kind: 'unsupported' };
    case 'contact':
    case 'reaction':
    case 'edited':
    case 'status':
    case 'reachable':
      return undefined;
  }
};
