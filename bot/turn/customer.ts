import type { Meta } from '../../core/actor.ts';
import { sceneOf } from '../../core/application/context.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { converse } from '../customer/converse.ts';
import { flooded } from '../customer/converse-flood.ts';
import { customerInput } from '../workers/turns/customer-input.ts';
import { carryOut, handle } from './act.ts';
import type { Turn } from './context.ts';
import { bodyOf, contentOf, externalIdOf } from './record.ts';
import { strangerTurn } from './stranger.ts';

/** A customer wrote or tapped: it goes onto the timeline, and the conversation decides what follows. */
export async function customerTurn(turn: Turn, customerId: CustomerId): Promise<void> {
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
  const heard = await store.countHeard(party.addressId, context.now);
  const { garage } = await sceneOf(context, conversationId);
  const follows = await followsInAlbum(turn);
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
  if (message.content.kind !== 'reaction')
    await handle(context, {
      type: 'RecordReceived',
      data: { conversationId, messageId, addressId: party.addressId },
      meta,
    });
  await hearAgain(turn, conversationId, meta);
  const input = await customerInput(turn, conversationId, mine, follows);
  if (!input) return;
  const scene = await sceneOf(context, conversationId);
  const { heldDownAfter } = scene.garage.settings;
  if (heard === heldDownAfter + 1) await carryOut(context, conversationId, flooded(input, scene, context.newId));
  const answering = { ...context, heldDown: heard > heldDownAfter };
  await carryOut(answering, conversationId, converse(input, await sceneOf(context, conversationId), context.newId));
}

/** Parts of an album come one by one; only the first is answered. */
async function followsInAlbum({ store, party, message: { content } }: Turn): Promise<boolean> {
  return content.kind === 'media' && content.album !== undefined && store.hasAlbum(party.addressId, content.album);
}

/** A reply that quotes a message belongs where that message stands. */
async function repliedIn({ store, party, message: { content } }: Turn): Promise<ConversationId | undefined> {
  const replyTo = content.kind === 'text' || content.kind === 'media' ? content.replyTo : undefined;
  const replied = replyTo === undefined ? undefined : await store.messageAt(party.addressId, replyTo);
  return replied && (await store.conversationOfMessage(replied));
}

/** Whoever writes can be written to, whatever was believed: word of an unblocked chat may have been lost. */
async function hearAgain({ context, party }: Turn, conversationId: ConversationId, meta: Meta): Promise<void> {
  const { people } = await sceneOf(context, conversationId);
  const here = people.flatMap(({ addresses }) => addresses).find(({ addressId }) => addressId === party.addressId);
  if (!here || here.reachable) return;
  const data = { conversationId, addressId: party.addressId, reachable: true };
  await handle(context, { type: 'MarkReachable', data, meta });
}
