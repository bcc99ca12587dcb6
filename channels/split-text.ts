import { boldSpans } from './bold.ts';

/**
 * Parts of at most `max` UTF-16 units (at least 4), cut at a paragraph, a line or a space where there is one. A bold
 * stretch that does not fit is closed and opened again, and a surrogate pair stays whole.
 */
export function splitText(text: string, max: number): string[] {
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
