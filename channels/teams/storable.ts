/** Text that PostgreSQL takes: without NUL and half surrogate pairs. A message that cannot be stored would come back for ever. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}
