import { cardAsMessage } from './card-text.ts';
import type { Capabilities, Choice, OutboundMedia, OutboundMessage } from './channel.ts';
import { splitText } from './split-text.ts';

/** What the networks in use allow below a photo; a longer text is sent by itself. */
const CAPTION_LENGTH = 1024;

type TextMessage = Extract<OutboundMessage, { kind: 'text' }>;

/**
 * Fits a message to a network; the parts are sent in order. Choices that it cannot show are dropped, never numbered: texts
 * for such a network are worded by the caller, and there digits name quote lines. Nothing is left of a message that
 * was only media on a network that drops media.
 */
export function adapt(message: OutboundMessage, capabilities: Capabilities): OutboundMessage[] {
  if (message.kind === 'text') return adaptText(message, capabilities);
  if (capabilities.cards === 'full' || capabilities.cards === 'partial') return [message];
  return adaptText(cardAsMessage(message.card), capabilities);
}

function adaptText(message: TextMessage, capabilities: Capabilities): OutboundMessage[] {
  const media = showsMedia(capabilities) ? message.media : undefined;
  const choices = fitChoices(message.choices ?? [], capabilities.choices);
  const parts = withMedia(splitText(message.text, capabilities.maxTextLength), media, capabilities.maxTextLength);
  const below = choices.length > 0 ? { choices } : contactRequestIn(message, capabilities);
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, ...below } : part));
}

/** No network has room for it beside choices, and those matter more. */
function contactRequestIn({ contactRequest }: TextMessage, { contactRequests }: Capabilities) {
  return contactRequests && contactRequest !== undefined ? { contactRequest } : {};
}

/** `rejected` media stay, because there the send has to fail and not to lose them. */
function showsMedia({ media }: Capabilities): boolean {
  return media !== 'dropped' && media !== 'fallback';
}

function withMedia(texts: readonly string[], media: OutboundMedia | undefined, maxTextLength: number): TextMessage[] {
  const plain = texts.filter((text) => text !== '').map((text): TextMessage => ({ kind: 'text', text }));
  if (media === undefined) return plain;
  const [first, ...rest] = plain;
  const fits = first !== undefined && rest.length === 0 && first.text.length <= Math.min(CAPTION_LENGTH, maxTextLength);
  return fits ? [{ ...first, media }] : [{ kind: 'text', text: '', media }, ...plain];
}

function fitChoices(
  choices: readonly Choice[],
  { support, max, labelLength }: Capabilities['choices'],
): readonly Choice[] {
  if ((support !== 'full' && support !== 'partial') || choices.length > max) return [];
  const cut = choices.map(({ token, label }) => ({ token, label: cutLabel(label, labelLength) }));
  // Two buttons that look alike would let a person approve what they did not mean.
  const alike = distinctLabels(cut) < distinctLabels(choices);
  return alike ? [] : cut;
}

function distinctLabels(choices: readonly Choice[]): number {
  return new Set(choices.map(({ label }) => label)).size;
}

/** A label of at most `max` UTF-16 units, cut behind a word and ended with `…`. */
function cutLabel(label: string, max: number): string {
  if (label.length <= max) return label;
  const window = label.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = label.startsWith(' ', window.length) ? window.length : window.lastIndexOf(' ');
  return `${(space > 0 ? window.slice(0, space) : window).trimEnd()}…`;
}
