import { as, type ConversationId } from '../../../core/ids.ts';
import type { CustomerInput } from '../../react/step.ts';
import type { Turn } from '../../turn/context.ts';
import { mediaKind } from '../../turn/record.ts';
import type { ChoiceAction } from '../../wording/customer/phrase.ts';
import { ownWords } from './own-words.ts';

/** A button of this address, and whether it still counts. */
export type Tapped = { readonly action: unknown; readonly standing: 'live' | 'closed' | 'expired' };

/** What the customer did, as the conversation reads it; undefined when nothing follows from it. */
export async function customerInput(
  turn: Turn,
  conversationId: ConversationId,
  tapped: Tapped | undefined,
  follows: boolean,
): Promise<CustomerInput | undefined> {
  const { message, party, messageId } = turn;
  const read = await readContent(turn, conversationId, tapped, follows);
  return read && { addressId: party.addressId, messageId, at: new Date(message.at), content: read };
}

/** Nobody goes on with a sentence of an hour ago. */
const readBackMs = 60 * 60_000;

async function readContent(
  { message: { content, at }, party: { addressId }, messageId, store }: Turn,
  conversationId: ConversationId,
  tapped: Tapped | undefined,
  follows: boolean,
): Promise<CustomerInput['content'] | undefined> {
  const find = (externalId: string) => store.messageAt(addressId, externalId);
  switch (content.kind) {
    case 'text': {
      const repliesTo = content.replyTo ? ((await find(content.replyTo)) ?? 'unknown') : undefined;
      const since = new Date(new Date(at).getTime() - readBackMs);
      const before = await store.exchangedBefore(messageId, { conversationId, addressId }, since);
      const overtaken = await store.isEdited(messageId, content.externalId);
      const { text, notOwn } = content;
      return { kind: 'text', text, before, ...(repliesTo ? { repliesTo } : {}), ...notOwnIn(text, notOwn, overtaken) };
    }
    case 'choice': {
      const tap = content.tap === undefined ? {} : { tap: content.tap };
      if (!tapped) return { kind: 'foreign-choice', ...tap };
      return { kind: 'choice', action: tapped.action as ChoiceAction, standing: tapped.standing, ...tap };
    }
    case 'start':
      return { kind: 'start' };
    case 'media': {
      const { caption } = content;
      const what = mediaKind(content.media.mimeType);
      return { kind: 'media', what, caption, follows, ...notOwnIn(caption ?? '', content.notOwn, false) };
    }
    case 'location':
    case 'unsupported':
      return { kind: 'unsupported' };
    case 'edited': {
      const edits = await find(content.externalId);
      const text = ownWords(content.text, content.notOwn, false) ? '' : content.text;
      return { kind: 'edited', text, ...(edits ? { edits: as(edits) } : {}) };
    }
    case 'reaction': {
      const to = content.emoji === undefined ? undefined : await find(content.onMessage);
      return { kind: 'reaction', ...(to ? { to: as(to) } : {}) };
    }
    case 'contact':
      return { kind: 'contact', phone: content.phone, own: content.own };
    case 'status':
    case 'reachable':
      return undefined;
  }
}

function notOwnIn(...words: Parameters<typeof ownWords>) {
  const notOwn = ownWords(...words);
  return notOwn && { notOwn };
}
