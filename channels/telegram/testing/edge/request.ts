import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { EdgePayload } from './rules.ts';

/** The parameters of a call: JSON, or a form in which all but files is JSON or bare words. */
export async function readPayload(request: IncomingMessage): Promise<EdgePayload> {
  const type = request.headers['content-type'] ?? '';
  const body = await buffer(request);
  if (body.byteLength === 0) return {};
  if (!type.startsWith('multipart/')) return JSON.parse(body.toString('utf8')) as EdgePayload;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const fields = await Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? ([name, readField(value)] as const)
        : ([name, new Uint8Array(await value.arrayBuffer())] as const),
    ),
  );
  return Object.fromEntries(fields);
}

function readField(value: string): unknown {
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}
