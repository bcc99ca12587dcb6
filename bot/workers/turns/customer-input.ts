import type { InboundContent } from '../../../channels/channel.ts';
import { as } from '../../../core/ids.ts';
import type { CustomerInput } from '../../react/step.ts';
import type { ChoiceAction } from '../../wording/phrase.ts';
import { ownWords } from './own-words.ts';
import { mediaKind } from './timeline.ts';
import type { Turn } from './turn.ts';

/** A button of this address, and whether it still counts. */
export type Tapped = { readonly action: unknown; readonly standing: 'live' | 'closed' | 'expired' };

/** What the customer did, as the conversation reads it; undefined when nothing follows from it. */
export const customerInput = async (
  { message: { content, at }, party, messageId, store }: Turn,
  tapped: Tapped | undefined,
  follows: boolean,
): Promise<CustomerInput | undefined> => {
  const find = (externalId: string) => store.messageAt(party.addressId, externalId);
  const overtaken = content.kind === 'text' && (await store.isEdited(messageId, content.externalId));
  const read = await readContent(content, tapped, follows, find, overtaken);
  return read && { addressId: party.addressId, messageId, at: new Date(at), content: read };
};

const readContent = async (
  content: InboundContent,
  tapped: Tapped | undefined,
  follows: boolean,
  find: (externalId: string) => Promise<string | undefined>,
  overtaken: boolean,
): Promise<CustomerInput['content'] | undefined> => {
  switch (content.kind) {
    case 'text': {
      const repliesTo = content.replyTo ? await find(content.replyTo) : undefined;
      const { text } = content;
      return {
        kind: 'text',
        text,
        ...(repliesTo ? { repliesTo: as(repliesTo) } : {}),
        ...notOwnIn(text, content.notOwn, overtaken),
      };
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
      return { kind: 'edited', ...(edits ? { edits: as(edits) } : {}) };
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
};

const notOwnIn = (...words: Parameters<typeof ownWords>) => {
  const notOwn = ownWords(...words);
  return notOwn && { notOwn };
};
