import { boldSpans } from '../bold.ts';

/** A stretch of a text, without the stars that made it bold. */
type Piece = { readonly words: string; readonly bold: boolean };

/** A text with `*bold*` words, cut where it changes between bold and not. */
export function boldPieces(text: string): Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const { start, end } of boldSpans(text)) {
    found.push({ words: text.slice(done, start), bold: false }, { words: text.slice(start + 1, end - 1), bold: true });
    done = end;
  }
  return [...found, { words: text.slice(done), bold: false }].filter(({ words }) => words !== '');
}
