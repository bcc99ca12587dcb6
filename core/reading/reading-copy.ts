/**
 * A text as it is read: without the signs that nobody sees, with one kind of dash and space, and
 * with full-width and composed signs as their plain ones. Places in it lead back to what was typed.
 */
export type ReadingCopy = {
  readonly text: string;
  /** What was typed before a place, without the marks that open there. */
  readonly before: (place: number) => string;
  /** What was typed behind a place, without the marks that close there. */
  readonly after: (place: number) => string;
  readonly between: (from: number, to: number) => string;
};

const opening = /[\s\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad\u202a\u202b\u202d\u202e\u2066-\u2068]/;
const closing = /[\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad\u202c\u2069]/;

export function readingCopy(typed: string): ReadingCopy {
  const signs: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let place = 0;
  for (const sign of typed) {
    const from = place;
    place += sign.length;
    const composed = isMark(sign) ? `${signs.at(-1) ?? ''}${sign}`.normalize('NFC') : '';
    if (composed.length === 1 && signs.length > 0) {
      signs[signs.length - 1] = composed;
      ends[ends.length - 1] = place;
      continue;
    }
    for (const unit of readAs(sign).split('')) {
      signs.push(unit);
      starts.push(from);
      ends.push(place);
    }
  }
  const endOf = (to: number): number => (to <= 0 ? 0 : (ends[to - 1] ?? typed.length));
  return {
    text: signs.join(''),
    before: (to) => {
      let end = starts[to] ?? typed.length;
      while (end > 0 && opening.test(typed.charAt(end - 1))) end -= 1;
      return typed.slice(0, end);
    },
    after: (from) => {
      let start = endOf(from);
      while (closing.test(typed.charAt(start))) start += 1;
      return typed.slice(start);
    },
    between: (from, to) => typed.slice(starts[from] ?? typed.length, endOf(to)),
  };
}

function isMark(sign: string): boolean {
  return /^\p{M}$/u.test(sign);
}

function readAs(sign: string): string {
  if (sign <= '~') return /[\0\r]/.test(sign) ? '' : sign === '\t' ? ' ' : sign;
  if (/^\p{Default_Ignorable_Code_Point}$/u.test(sign)) return '';
  if (/^[\u2028\u2029]$/.test(sign)) return '\n';
  if (/^\s$/.test(sign)) return ' ';
  if (/^[\p{Pd}\u2212\u2043\u02d7]$/u.test(sign)) return '-';
  if (/^[\uff01-\uff5e]$/.test(sign)) return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
  // Digits of Arabic and Persian keyboards.
  return /^[\u0660-\u0669\u06f0-\u06f9]$/.test(sign) ? String(sign.charCodeAt(0) & 15) : sign;
}
