import type { InboundContent, NotOwn } from '../../channels/channel.ts';
import type { NewChoice, NewMessage } from '../../core/application/ports.ts';
import { type Actor, type AddressId, as, type ConversationId, type MessageId } from '../../core/ids.ts';
import type { Context, Turn } from './context.ts';

/** A message to keep; the defaults are those of a message outside any conversation. */
type Recorded = Pick<NewMessage, 'garageId' | 'direction' | 'by' | 'body'> & Partial<NewMessage>;

/** Keeps a message on the timeline, with its buttons. */
export async function record(
  { store, newId, now }: Context,
  { messageId = as<MessageId>(newId()), ...message }: Recorded,
  choices: readonly NewChoice[] = [],
): Promise<MessageId> {
  const nothing = { conversationId: undefined, addressId: undefined, sort: undefined, phrase: undefined };
  const kept = { ...nothing, content: {}, about: {}, externalId: undefined, at: now, ...message, messageId };
  await store.addMessage(kept, choices);
  return messageId;
}

type Outgoing = Omit<Recorded, 'direction'> & { readonly addressId: AddressId };

type Sending = {
  readonly choices?: readonly NewChoice[];
  /** The message of ours that it takes the place of. */
  readonly edits?: MessageId | undefined;
  /** True if it may be sent once more when the first attempt is unknown. */
  readonly repeatable?: boolean;
  /** The conversation whose takeover cancels it; by default that of the message. */
  readonly stoppedWith?: ConversationId | undefined;
};

/** Keeps a message of ours and puts it on its way to an address. */
export async function send(
  context: Context,
  message: Outgoing,
  { choices = [], edits, repeatable = true, stoppedWith = message.conversationId }: Sending = {},
): Promise<MessageId> {
  const messageId = await record(context, { ...message, direction: 'out' }, choices);
  const { garageId, addressId } = message;
  const { store, now: at } = context;
  await store.enqueue({ garageId, addressId, messageId, conversationId: stoppedWith, edits, repeatable, at });
  return messageId;
}

/** Keeps an incoming message outside any conversation; `sort` is `staff` in a chat where somebody works. */
export async function keepMessage(
  { context, party, messageId, message: { content, at } }: Turn,
  by: Actor,
  sort: 'staff' | undefined,
): Promise<void> {
  await record(context, {
    messageId,
    garageId: party.garageId,
    addressId: party.addressId,
    direction: 'in',
    by,
    sort,
    body: bodyOf(content),
    content: contentOf(content),
    externalId: externalIdOf(content),
    at: new Date(at),
  });
}

/** Stands for an unknown sender. */
export const somebody: Actor = { kind: 'system', part: 'bot' };

/** Returns the words of an incoming message for the timeline; empty if it has none. */
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

/** Returns what the timeline keeps beside the words: never a token, never a phone number. */
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

/** Keeps the network's id, because the quoted message may be of either side. */
function replying({ replyTo }: { readonly replyTo?: string }) {
  return replyTo === undefined ? {} : { replyTo };
}

/** Keeps which words are not the sender's own. */
function marked({ notOwn }: { readonly notOwn?: NotOwn }) {
  return notOwn === undefined ? {} : { notOwn };
}

export function externalIdOf(content: InboundContent): string | undefined {
  return content.kind === 'text' || content.kind === 'media' || content.kind === 'location'
    ? content.externalId
    : undefined;
}

/** Sorts files by their MIME type. */
export function mediaKind(mimeType: string | undefined): 'photo' | 'voice' | 'file' | 'other' {
  if (mimeType?.startsWith('image/')) return 'photo';
  if (mimeType?.startsWith('audio/')) return 'voice';
  return mimeType ? 'file' : 'other';
}
