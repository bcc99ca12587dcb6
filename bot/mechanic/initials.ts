/**
 * Initials that tell these people apart, in their order: `MV` for Mia Visser. Where two have the same, both show more letters (`MVi`,
 * `MVo`); people of the same name get a number.
 */
export function initialsOf(names: readonly string[]): readonly string[] {
  const ways = names.map(waysToWrite);
  const tries = ways.map(() => 0);
  for (;;) {
    const written = ways.map((way, index) => way[tries[index] ?? 0] ?? '');
    const alike = written.flatMap((letters, index) => (countOf(written, letters) > 1 ? [index] : []));
    const longer = alike.filter((index) => (tries[index] ?? 0) + 1 < (ways[index]?.length ?? 0));
    if (longer.length === 0) return numbered(written);
    for (const index of longer) tries[index] = (tries[index] ?? 0) + 1;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function countOf(written: readonly string[], letters: string): number {
  return written.filter((one) => same(one, letters)).length;
}

/** From the shortest on, of equal length first with more of the last name. What stands between is left out, as in `Jan de Vries`. */
function waysToWrite(name: string): readonly string[] {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  const first = beginnings(words[0] ?? '');
  const last = words.length > 1 ? beginnings(words.at(-1) ?? '') : [''];
  return first
    .flatMap((a, nth) => last.map((b, more) => ({ letters: a + b, nth, length: nth + more })))
    .sort((a, b) => a.length - b.length || a.nth - b.nth)
    .map(({ letters }) => letters);
}

/** `M`, `Mi`, `Mia` */
function beginnings(word: string): readonly string[] {
  const [capital = '', ...rest] = [...word];
  return ['', ...rest].map((_, count) => capital.toUpperCase() + rest.slice(0, count).join('').toLowerCase());
}

/** Only for what no letter can tell apart. */
function numbered(written: readonly string[]): readonly string[] {
  const taken: string[] = [];
  for (const letters of written) {
    const isTaken = taken.some((one) => same(one, letters));
    taken.push(isTaken ? withNumber(letters, [...taken, ...written]) : letters);
  }
  return taken;
}

function withNumber(letters: string, taken: readonly string[]): string {
  let number = 2;
  while (taken.some((one) => same(one, `${letters}${number}`))) number += 1;
  return `${letters}${number}`;
}
