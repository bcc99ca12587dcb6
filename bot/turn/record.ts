import type { InboundContent, NotOwn } from '../../channels/channel.ts';
import type { Actor } from '../../core/ids.ts';
import type { Turn } from './context.ts';
import { reply } from './tell-staff.ts';

/** Says something in the chat that was written from, whoever that is; `contactRequest` is the label of a button that shares a number. */
export async function answer({ context, party }: Turn, text: string, contactRequest?: string): Promise<void> {
  await reply(context, {
    do: 'reply',
    addressId: party.addressId,
    reply: { text, ...(contactRequest && { contactRequest }) },
  });
}

/** In which language somebody is answered whom the product does not know. */
export function languageHere({ sender, party }: Turn): 'nl' | 'en' {
  return sender.language ?? party.language;
}

/** Nobody who floods us is answered more often within a minute. */
export const mostAnswers = 5;

/** The same, unless this chat was answered often enough within the last minute. */
export async function answerSeldom(turn: Turn, text: string): Promise<void> {
  const { store, party, context } = turn;
  if ((await store.countHeard(party.addressId, context.now)) <= mostAnswers) await answer(turn, text);
}

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

/** The words of what came in, for the timeline; what has no words has an empty body and says in its content what it is. */
export function bodyOf(content: InboundContent): string {
  switch (content.kind) {
    case 'text':
    case 'edited':
      return content.text;
    case 'media':
      return content.caption ?? '';
    case 'start':
    case 'choice':
    case 'contact':
    case 'status':
    case 'reachable':
    case 'location':
    case 'reaction':
    case 'unsupported':
      return '';
  }
}

/** What the timeline keeps beside the words: never a token, never a phone number. */
export function contentOf(content: InboundContent): Readonly<Record<string, unknown>> {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', ...replying(content), ...marked(content) };
    case 'start':
    case 'choice':
    case 'status':
    case 'reachable':
      return { kind: content.kind };
    case 'edited':
      return { kind: 'edited', edits: content.externalId, ...marked(content) };
    case 'contact':
      return { kind: 'contact', own: content.own, ...marked(content) };
    case 'media':
      return {
        kind: 'media',
        what: mediaKind(content.media.mimeType),
        ...(content.album && { album: content.album }),
        ...replying(content),
        ...marked(content),
      };
    case 'location': {
      const { latitude, longitude, place } = content;
      return { kind: 'location', latitude, longitude, ...(place && { place }), ...marked(content) };
    }
    case 'reaction':
      return { kind: 'reaction', to: content.onMessage, ...(content.emoji && { emoji: content.emoji }) };
    case 'unsupported':
      return {
        kind: 'unsupported',
        what: content.what,
        ...(content.words && { words: content.words }),
        ...marked(content),
      };
  }
}

/** By the network's id, because what it replies to may have been sent by either side. */
function replying({ replyTo }: { readonly replyTo?: string }) {
  return replyTo === undefined ? {} : { replyTo };
}

/** Which of the words are not the sender's own. */
function marked({ notOwn }: { readonly notOwn?: NotOwn }) {
  return notOwn === undefined ? {} : { notOwn };
}

export function externalIdOf(content: InboundContent): string | undefined {
  return content.kind === 'text' || content.kind === 'media' || content.kind === 'location'
    ? content.externalId
    : undefined;
}

/** Which of the four sorts of file a MIME type is. */
export function mediaKind(mimeType: string | undefined): 'photo' | 'voice' | 'file' | 'other' {
  if (mimeType?.startsWith('image/')) return 'photo';
  if (mimeType?.startsWith('audio/')) return 'voice';
  return mimeType ? 'file' : 'other';
}
