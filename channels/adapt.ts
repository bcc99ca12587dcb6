import type { Capabilities, Card, CardLine, Choice, OutboundMedia, OutboundMessage } from './channel.ts';

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

/**
 * Parts of at most `max` UTF-16 units (at least 4), cut at a paragraph, a line or a space where there is one. A bold
 * stretch that does not fit is closed and opened again, and a surrogate pair stays whole.
 */
function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const { head, tail } = cut(rest, max);
    if (head !== '') parts.push(head);
    rest = tail;
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

type Cut = { readonly head: string; readonly tail: string };

function cut(text: string, max: number): Cut {
  const at = breakBefore(text, max);
  const span = boldSpans(text).find(({ start, end }) => start < at && at < end);
  if (span === undefined) return { head: text.slice(0, at).trimEnd(), tail: text.slice(at).trimStart() };
  // Moving the whole stretch to the next part reads best, unless that leaves this part nearly empty.
  const inside = spaceBefore(text, max - 1, span.start + 1);
  if (span.start > max / 2 || (span.start > 0 && inside === undefined)) {
    return { head: text.slice(0, span.start).trimEnd(), tail: text.slice(span.start) };
  }
  const reopened = inside ?? wholeBefore(text, max - 1);
  return { head: `${text.slice(0, reopened).trimEnd()}*`, tail: `*${text.slice(reopened).trimStart()}` };
}

function breakBefore(text: string, max: number): number {
  return spaceBefore(text, max, 0) ?? wholeBefore(text, max);
}

/** The best space to cut at, above `min` and at most at `max`; a paragraph in the first half would waste the part. */
function spaceBefore(text: string, max: number, min: number): number | undefined {
  const window = text.slice(0, max + 1);
  const places = ['\n\n', '\n', ' ']
    .map((mark) => window.lastIndexOf(mark))
    .filter((place) => place > min && place <= max);
  return places.find((place) => place >= max / 2) ?? (places.length > 0 ? Math.max(...places) : undefined);
}

function wholeBefore(text: string, at: number): number {
  return isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** A card for networks without cards: title in bold, then facts, lines and links, each on a line of its own. */
export function cardAsText(card: Card): string {
  return [heading(card), card.text, listed(card.facts, fact), listed(card.lines, line), listed(card.links, link)]
    .filter((block): block is string => block !== undefined && block !== '')
    .join('\n\n');
}

function heading({ title, subtitle }: Card): string {
  return [bold(title), subtitle].filter(Boolean).join('\n');
}

/** A star or line break inside would end the bold stretch early. */
function bold(words: string): string {
  const plain = words.replaceAll('*', '').replace(/\s+/g, ' ').trim();
  return plain === '' ? '' : `*${plain}*`;
}

function listed<T>(items: readonly T[] | undefined, show: (item: T) => string): string | undefined {
  return items?.map(show).join('\n');
}

function fact({ label, value }: { readonly label: string; readonly value: string }): string {
  return `${label}: ${value}`;
}

/** A link that is its own label is not written twice. */
function link({ label, url }: { readonly label: string; readonly url: string }): string {
  return label === url ? url : `${label}: ${url}`;
}

/** Signs instead of words, because a transport has no language. */
export const LINE_SIGNS = { plain: '', pending: '• ', approved: '✓ ', declined: '✗ ' } as const satisfies Record<
  CardLine['state'],
  string
>;

function line({ text, amount, state }: CardLine): string {
  return `${LINE_SIGNS[state]}${text}${amount === undefined ? '' : `: ${amount}`}`;
}

/** The same with the actions of the card as choices. */
export function cardAsMessage(card: Card): Extract<OutboundMessage, { kind: 'text' }> {
  return {
    kind: 'text',
    text: cardAsText(card),
    choices: (card.actions ?? []).map(({ token, label }) => ({ token, label })),
  };
}

/** A bold stretch of a text, in UTF-16 units; `start` is at the opening star and `end` behind the closing one. */
type BoldSpan = { readonly start: number; readonly end: number };

/**
 * Stars embrace words: outside they touch no letter or digit, inside no space, and both stand on one line. So `2*3*4` and a
 * lonely star stay what they are.
 */
const BOLD = /(?<![\p{L}\p{N}*])\*(?![\s*])[^*\n]*(?<!\s)\*(?![\p{L}\p{N}*])/gu;

/** Where `*bold*` stands in a text, in order and without overlap. */
export function boldSpans(text: string): BoldSpan[] {
  return [...text.matchAll(BOLD)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
