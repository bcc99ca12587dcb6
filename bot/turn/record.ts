import type { InboundContent, NotOwn } from '../../channels/channel.ts';

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
