/** True when one edit (insert, delete, replace, swap of neighbours) makes `left` into `right`; with `strict` no letter may be replaced. */
export const oneEditApart = (left: string, right: string, strict: boolean): boolean => {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (long.length > short.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return !strict;
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2)
  );
};

/** The spellings to try for a word with letters held down: as it is, at most two alike in a row, none twice. */
export const collapsed = (word: string): readonly string[] => {
  const twice = word.replace(/(.)\1{2,}/gu, '$1$1');
  const lastOnce = word.replace(/(.)\1+$/u, '$1');
  const once = word.replace(/(.)\1+/gu, '$1');
  return [...new Set([twice, lastOnce, once])].filter((spelling) => spelling !== word);
};

/** True when a letter is held down, which writes enthusiasm as well as irony. */
export const isDrawnOut = (word: string): boolean => /(\p{L})\1{2}/u.test(word);

/** Cuts a word without spaces into known words, the fewest that do; undefined when there is no such cut. */
export const cutIntoWords = (word: string, isKnown: (part: string) => boolean): readonly string[] | undefined => {
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    for (let start = Math.max(0, end - 12); start <= end - 2; start++) {
      const before = best[start];
      if (!before || !isKnown(word.slice(start, end))) continue;
      const found = [...before, word.slice(start, end)];
      const known = best[end];
      if (!known || found.length < known.length) best[end] = found;
    }
  }
  const whole = best[word.length];
  return whole && whole.length > 1 ? whole : undefined;
};
