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
