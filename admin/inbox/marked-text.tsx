import type { WordMarks } from '../../core/application/said.ts';
import { RichText } from '../components/rich-text.tsx';
import type { View } from '../frame/env.ts';

/** How a message came that its sender did not write here; empty for one that was. */
export function marksLine(marks: WordMarks | undefined, { words }: Pick<View, 'words'>): string {
  const { forwarded, via, automatic, elsewhere } = marks ?? {};
  const say = words.said.marks;
  return [
    forwarded && say.forwarded(forwarded.from),
    via && say.via(via.bot),
    automatic && say.automatic,
    elsewhere && say.elsewhere,
  ]
    .filter(Boolean)
    .join(' · ');
}

type MarkedTextProps = { readonly text: string; readonly marks: WordMarks | undefined; readonly bold: boolean };

/** The words of a message, with what was struck out struck out, and somebody else's words as a quote. */
export function MarkedText({ text, marks, bold }: MarkedTextProps) {
  if (!marks?.struck && !marks?.quoted) return <RichText text={text} bold={bold} />;
  return (
    <>
      {blocksOf(piecesOf(text, marks)).map((pieces) => {
        const words = pieces.map((piece) => (piece.struck ? <s>{piece.text}</s> : piece.text));
        return pieces[0]?.quoted ? <blockquote class="text">{words}</blockquote> : <p class="text">{words}</p>;
      })}
    </>
  );
}

/** What was not struck out, for a line without marks. */
export function withoutStruck(text: string, marks: WordMarks): string {
  return piecesOf(text, marks)
    .map((piece) => (piece.struck ? ' ' : piece.text))
    .join('');
}

type Piece = { readonly text: string; readonly struck: boolean; readonly quoted: boolean };

function piecesOf(text: string, { struck = [], quoted = [] }: WordMarks): readonly Piece[] {
  const ends = [...struck, ...quoted].flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < text.length);
  const cuts = [...new Set([0, ...ends, text.length])].sort((a, b) => a - b);
  const isIn = (stretches: typeof struck, at: number) => stretches.some(({ from, to }) => from <= at && at < to);
  return cuts
    .slice(1)
    .map((to, n) => ({ to, from: cuts[n] ?? 0 }))
    .map(({ from, to }) => ({ text: text.slice(from, to), struck: isIn(struck, from), quoted: isIn(quoted, from) }));
}

/** Pieces that stand together in a quote or beside it; the break of the line between two blocks is not shown twice. */
function blocksOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const blocks: Piece[][] = [];
  for (const piece of pieces) {
    const last = blocks.at(-1);
    if (last && last[0]?.quoted === piece.quoted) last.push(piece);
    else if (piece.text.trim() !== '')
      blocks.push([{ ...piece, text: last ? piece.text.replace(/^\n/, '') : piece.text }]);
  }
  return blocks;
}
