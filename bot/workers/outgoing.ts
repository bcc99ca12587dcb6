import { createHash } from 'node:crypto';
import { adapt } from '../../channels/adapt.ts';
import { cardAsText } from '../../channels/card-text.ts';
import type { Capabilities, Card, Choice, OutboundMedia, OutboundMessage } from '../../channels/channel.ts';

/** Reads stored bytes for sending; undefined when they are gone. */
export type LoadMedia = (sha256: string) => Promise<OutboundMedia | undefined>;

/** What a message's row holds beside its text. */
type StoredContent = {
  readonly choices?: readonly Choice[];
  readonly card?: Card;
  readonly media?: readonly string[];
  readonly contactRequest?: string;
  /** The card carries a customer's invitation; its link is made on the way out and is stored nowhere. */
  readonly invitationId?: string;
};

/** An invitation as people see it: the link, and the picture of its QR code. */
export type ShowInvitation = (invitationId: string) => Pick<Card, 'links' | 'image'>;

/** What the network gets, in order; none when it can show nothing of it. */
export type Outgoing = { readonly parts: readonly OutboundMessage[]; readonly text: string; readonly hash: string };

/** Fits a stored message to a network, with the exact text as evidence. */
export const outgoingOf = async (
  { body, content }: { readonly body: string; readonly content: Readonly<Record<string, unknown>> },
  capabilities: Capabilities,
  loadMedia: LoadMedia,
  showInvitation: ShowInvitation,
): Promise<Outgoing> => {
  const stored = content as StoredContent;
  const invitation = stored.invitationId ? showInvitation(stored.invitationId) : {};
  const messages = stored.card
    ? [{ kind: 'card', card: { ...stored.card, ...invitation } } as const]
    : await asTexts(body, stored, loadMedia);
  const parts = messages.flatMap((message) => adapt(message, capabilities));
  const text = parts.map(asText).join('\n\n');
  return { parts, text, hash: createHash('sha256').update(text).digest('hex') };
};

/** A network takes one picture per message; the words and the buttons stand with the last, so that they are at the bottom. */
const asTexts = async (
  text: string,
  { choices, media, contactRequest }: StoredContent,
  loadMedia: LoadMedia,
): Promise<OutboundMessage[]> => {
  const loaded = await Promise.all((media ?? []).map(loadMedia));
  const pictures = loaded.filter((one) => one !== undefined);
  const last = pictures.at(-1);
  return [
    ...pictures.slice(0, -1).map((one): OutboundMessage => ({ kind: 'text', text: '', media: one })),
    {
      kind: 'text',
      text,
      ...(choices && { choices }),
      ...(last && { media: last }),
      ...(contactRequest && { contactRequest }),
    },
  ];
};

const asText = (part: OutboundMessage): string => (part.kind === 'card' ? cardAsText(part.card) : part.text);
