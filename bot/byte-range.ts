/** The part of a file that a player asks for; both ends are in it. */
export type ByteRange = { readonly from: number; readonly to: number };

/** Reads a `Range` header for a file of this size. Undefined is the whole file: no header, several parts, or one that makes no sense. */
export function byteRangeOf(header: string | undefined, size: number): ByteRange | 'beyond' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  return from > to ? 'beyond' : { from, to };
}
