/**
 * Takes signs off the end of a text. `/x+$/` would look at a long run of them again from each of its
 * signs when it is not at the end. `sign` matches one.
 */
export function withoutEnd(text: string, sign: RegExp): string {
  let end = text.length;
  while (end > 0 && sign.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
