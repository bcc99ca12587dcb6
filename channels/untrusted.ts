/** What is streamed, or nothing when it is longer than `maxBytes`: a length that was announced is not even read, and may be wrong. */
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

/** The body of a request as text, or nothing when it is longer than `maxBytes`. */
export async function readBody(request: Request, maxBytes: number): Promise<string | undefined> {
  return (await readAtMost(request, maxBytes))?.toString('utf8');
}
