import type { z } from 'zod';

/**
 * Reads a whole stream; undefined when it is longer than `maxBytes`. An announced length above the
 * limit is refused unread, and an announced length below it is not believed.
 */
export async function readAtMost(
  { headers, body }: Pick<Request | Response, 'headers' | 'body'>,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads the body of a request as text; undefined when it is longer than `maxBytes`. */
export async function readBody(request: Request, maxBytes: number): Promise<string | undefined> {
  return (await readAtMost(request, maxBytes))?.toString('utf8');
}

/** Makes a schema for which a part of another shape is a part that is not there. */
export function absentWhenMalformed<T extends z.ZodType>(shape: T) {
  return shape.optional().catch(undefined);
}

// PostgreSQL takes neither NUL nor half a surrogate pair. A message that cannot be stored would be
// brought again for ever.

export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/** Returns the text without NUL, and with a replacement sign for each half surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Returns a storable text of the same length, for a network that counts places in the text. */
export function storableInPlace(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
