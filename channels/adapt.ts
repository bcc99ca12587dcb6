import type { Capabilities, Card, CardLine, Choice, OutboundMedia, OutboundMessage } from './channel.ts';

/** The shortest caption limit of the networks in use; a longer text is sent by itself. */
const CAPTION_LENGTH = 1024;

type TextMessage = Extract<OutboundMessage, { kind: 'text' }>;

/**
 * Fits a message to a network; the parts are sent in order. Choices that the network cannot show
 * are dropped, not numbered: the caller words texts for such a network, and digits there name quote
 * lines. Returns nothing for a message of media alone on a network that drops media.
 */
export function adapt(message: OutboundMessage, capabilities: Capabilities): OutboundMessage[] {
  if (message.kind === 'text') return adaptText(message, capabilities);
  if (capabilities.cards === 'full') return [message];
  return adaptText(cardAsMessage(message.card), capabilities);
}

function adaptText(message: TextMessage, capabilities: Capabilities): OutboundMessage[] {
  const media = showsMedia(capabilities) ? asShown(message.media, capabilities) : undefined;
  const choices = fitChoices(message.choices ?? [], capabilities.choices);
  const parts = withMedia(splitText(message.text, capabilities.maxTextLength), media, capabilities.maxTextLength);
  const below = choices.length > 0 ? { choices } : contactRequestIn(message, capabilities);
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, ...below } : part));
}

/** Networks allow it or choices, not both; choices matter more. */
function contactRequestIn({ contactRequest }: TextMessage, { contactRequests }: Capabilities) {
  return contactRequests && contactRequest !== undefined ? { contactRequest } : {};
}

/** Keeps `rejected` media, so that the send fails instead of losing them. */
function showsMedia({ media }: Capabilities): boolean {
  return media !== 'dropped' && media !== 'fallback';
}

function asShown(media: OutboundMedia | undefined, { pictures }: Capabilities): OutboundMedia | undefined {
  if (!media?.size || !pictures) return media;
  const { width, height } = media.size;
  const isShown =
    width + height <= pictures.maxSides && Math.max(width, height) <= pictures.maxRatio * Math.min(width, height);
  return isShown ? media : { ...media, asFile: true };
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
  if (support !== 'full' || choices.length > max) return [];
  const cut = choices.map(({ token, label }) => ({ token, label: cutLabel(label, labelLength) }));
  // Two buttons that look alike could make a person approve the wrong thing.
  const alike = distinctLabels(cut) < distinctLabels(choices);
  return alike ? [] : cut;
}

function distinctLabels(choices: readonly Choice[]): number {
  return new Set(choices.map(({ label }) => label)).size;
}

/**
 * Cuts a label to at most `max` UTF-16 units, behind a word where possible, and ends it with `…`.
 */
function cutLabel(label: string, max: number): string {
  if (label.length <= max) return label;
  const window = label.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = label.startsWith(' ', window.length) ? window.length : window.lastIndexOf(' ');
  return `${(space > 0 ? window.slice(0, space) : window).trimEnd()}…`;
}

/**
 * Splits into parts of at most `max` UTF-16 units (at least 4), at a paragraph, line or space where
 * possible. Bold that does not fit is closed and opened again; surrogate pairs stay whole.
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
  // Moving the whole bold range to the next part reads best, unless this part would be nearly
  // empty.
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

/**
 * Finds the best place to cut, above `min` and at most `max`. A break in the first half would waste
 * the part.
 */
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

/** Writes a card as text: title in bold, then facts, lines and links, each on its own line. */
export function cardAsText(card: Card): string {
  return [heading(card), card.text, listed(card.facts, fact), listed(card.lines, line), listed(card.links, link)]
    .filter((block): block is string => block !== undefined && block !== '')
    .join('\n\n');
}

function heading({ title, subtitle }: Card): string {
  return [bold(title), subtitle].filter(Boolean).join('\n');
}

/** A star or line break inside would end the bold early. */
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

/** Does not repeat a link that is its own label. */
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

/** Writes a card as text, with its actions as choices. */
export function cardAsMessage(card: Card): Extract<OutboundMessage, { kind: 'text' }> {
  return {
    kind: 'text',
    text: cardAsText(card),
    choices: (card.actions ?? []).map(({ token, label }) => ({ token, label })),
  };
}

/** UTF-16 units; `start` is the opening star, `end` is behind the closing one. */
type BoldSpan = { readonly start: number; readonly end: number };

/**
 * Outside, the stars touch no letter or digit; inside, no space; both are on one line. `2*3*4` and
 * a single star stay as they are.
 */
const BOLD = /(?<![\p{L}\p{N}*])\*(?![\s*])[^*\n]*(?<!\s)\*(?![\p{L}\p{N}*])/gu;

/** Finds `*bold*` in a text, in order, not overlapping. */
export function boldSpans(text: string): BoldSpan[] {
  return [...text.matchAll(BOLD)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
