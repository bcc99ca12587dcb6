import { createHash } from 'node:crypto';
import { adapt } from '../../channels/adapt.ts';
import { cardAsText } from '../../channels/card-text.ts';
import type { Capabilities, Card, Choice, OutboundMedia, OutboundMessage } from '../../channels/channel.ts';

/** Reads stored bytes for sending; undefined when they are gone. */
export type LoadMedia = (sha256: string) => Promise<OutboundMedia | undefined>;

/** A picture that goes with a message. */
export type Picture = { readonly sha256: string; readonly media: OutboundMedia };

/** What a message's row holds beside its text. */
type StoredContent = {
  readonly choices?: readonly Choice[];
  readonly card?: Card;
  readonly contactRequest?: string;
  /** The words are about the pictures, and stand below the last of them. */
  readonly caption?: boolean;
  /** It carries an invitation; the link is made on the way out and is stored nowhere. */
  readonly invitationId?: string;
};

/** An invitation as people see it. */
export type ShownInvitation = {
  /** On a card: the links, and the picture of the QR code. */
  readonly card: Pick<Card, 'links' | 'image'>;
  /** Below a text: what any phone can open. */
  readonly link: string;
  /** The part of each link that opens the door, and is kept nowhere. */
  readonly token: string;
};

/** Makes what is shown of an invitation from its id. */
export type ShowInvitation = (invitationId: string) => ShownInvitation;

/** What the network gets, in order; none when it can show nothing of it. */
export type Outgoing = {
  readonly parts: readonly OutboundMessage[];
  readonly text: string;
  readonly hash: string;
  /** The SHA-256 of each picture among the parts. */
  readonly pictures: readonly string[];
};

/** Fits a stored message to a network, with the exact text as evidence. */
export function outgoingOf(
  { body, content }: { readonly body: string; readonly content: Readonly<Record<string, unknown>> },
  capabilities: Capabilities,
  pictures: readonly Picture[],
  showInvitation: ShowInvitation | undefined,
): Outgoing {
  const stored = content as StoredContent;
  const invitation = stored.invitationId ? showInvitation?.(stored.invitationId) : undefined;
  const messages = stored.card
    ? [{ kind: 'card', card: { ...stored.card, ...invitation?.card } } as const]
    : asTexts(invitation ? `${body}\n${invitation.link}` : body, stored, pictures);
  const parts = messages.flatMap((message) => adapt(message, capabilities));
  const said = parts
    .map(asText)
    .filter((words) => words !== '')
    .join('\n\n');
  // The evidence is kept for years, and a link in it would open the door to whoever reads a copy.
  const text = invitation ? said.replaceAll(invitation.token, '•••') : said;
  return {
    parts,
    text,
    hash: createHash('sha256').update(text).digest('hex'),
    pictures: parts.some(hasPicture) ? pictures.map(({ sha256 }) => sha256) : [],
  };
}

/**
 * A network takes one picture per message. A question stands below its pictures, in a message of its own: it is edited later, and
 * arrives whatever becomes of a picture.
 */
function asTexts(
  text: string,
  { choices, caption, contactRequest }: StoredContent,
  pictures: readonly Picture[],
): readonly OutboundMessage[] {
  const last = caption ? pictures.at(-1) : undefined;
  return [
    ...pictures.filter((one) => one !== last).map(({ media }): OutboundMessage => ({ kind: 'text', text: '', media })),
    {
      kind: 'text',
      text,
      ...(choices && { choices }),
      ...(last && { media: last.media }),
      ...(contactRequest && { contactRequest }),
    },
  ];
}

function hasPicture(part: OutboundMessage): boolean {
  return part.kind === 'text' && part.media !== undefined;
}

function asText(part: OutboundMessage): string {
  return part.kind === 'card' ? cardAsText(part.card) : part.text;
}
