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
export type Outgoing = { readonly parts: readonly OutboundMessage[]; readonly text: string; readonly hash: string };

/** Fits a stored message to a network, with the exact text as evidence. */
export const outgoingOf = async (
  { body, content }: { readonly body: string; readonly content: Readonly<Record<string, unknown>> },
  capabilities: Capabilities,
  loadMedia: LoadMedia,
  showInvitation: ShowInvitation | undefined,
): Promise<Outgoing> => {
  const stored = content as StoredContent;
  const invitation = stored.invitationId ? showInvitation?.(stored.invitationId) : undefined;
  const messages = stored.card
    ? [{ kind: 'card', card: { ...stored.card, ...invitation?.card } } as const]
    : await asTexts(invitation ? `${body}\n${invitation.link}` : body, stored, loadMedia);
  const parts = messages.flatMap((message) => adapt(message, capabilities));
  const said = parts.map(asText).join('\n\n');
  // The evidence is kept for years, and a link in it would open the door to whoever reads a copy.
  const text = invitation ? said.replaceAll(invitation.token, '•••') : said;
  return { parts, text, hash: createHash('sha256').update(text).digest('hex') };
};

/** A network takes one picture per message; the words and the buttons stand with the last, so that they are at the bottom. */
const asTexts = async (
  text: string,
  { choices, media }: StoredContent,
  loadMedia: LoadMedia,
): Promise<OutboundMessage[]> => {
  const loaded = await Promise.all((media ?? []).map(loadMedia));
  const pictures = loaded.filter((one) => one !== undefined);
  const last = pictures.at(-1);
  return [
    ...pictures.slice(0, -1).map((one): OutboundMessage => ({ kind: 'text', text: '', media: one })),
    { kind: 'text', text, ...(choices && { choices }), ...(last && { media: last }) },
  ];
};

const asText = (part: OutboundMessage): string => (part.kind === 'card' ? cardAsText(part.card) : part.text);
