import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** No NUL and no half of a surrogate pair: PostgreSQL keeps neither. */
function sendable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

function word(max: number) {
  return z.string().min(1).max(max).refine(sendable);
}
/** Made by the page for each attempt to say something, so that a repeat of the request is known as one. */
const key = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional();

const messageBody = z.object({ text: z.string(), key });
const tapBody = z.object({
  token: word(200),
  values: z.record(word(100), z.string().max(4000).refine(sendable)).optional(),
  onMessage: word(200).optional(),
  key,
});
const startBody = z.object({ token: word(200).optional(), key });
const receiptsBody = z.object({ externalIds: z.array(word(200)).max(100) });
const clockBody = z.object({ minutes: z.coerce.number().int().min(1).max(10_080) });

/** Refuses a larger body, in bytes, before it is read. */
export function limitedTo(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('tooLarge');
    },
  });
}

/** What a person typed; kept as it was typed. */
export async function readMessage(c: Context) {
  const { text, key } = await read(c, messageBody);
  if (text.trim() === '') throw new Refusal('empty');
  if (!sendable(text)) throw new Refusal('unsendable');
  return { text, key };
}

/** A button, with what stands in the inputs of its card. */
export function readTap(c: Context) {
  return read(c, tapBody);
}

/** An invitation to open; without a token the newest one is meant. */
export function readStart(c: Context) {
  return read(c, startBody);
}

/** That this person shares the own number. */
export function readShare(c: Context) {
  return read(c, z.object({ key }));
}

/** The messages that came on screen. */
export function readReceipts(c: Context) {
  return read(c, receiptsBody);
}

/** How many minutes to skip. */
export async function readMinutes(c: Context) {
  return (await read(c, clockBody, 'badMinutes')).minutes;
}

async function read<Body>(c: Context, schema: z.ZodType<Body>, problem: 'malformed' | 'badMinutes' = 'malformed') {
  const parsed = schema.safeParse(await readFields(c));
  if (!parsed.success) throw new Refusal(problem);
  return parsed.data;
}

async function readFields(c: Context): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (isJson(c)) return c.req.json().catch(malformed);
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw new Refusal('wrongType');
  const fields = await c.req.parseBody().catch(malformed);
  // A browser's form has no nesting, so the inputs of a card are named `values.<name>`.
  const values = Object.entries(fields).filter(([name]) => name.startsWith('values.'));
  return { ...fields, values: Object.fromEntries(values.map(([name, value]) => [name.slice(7), value])) };
}

/** Whether a script asks; a plain form gets a page as its answer. */
export function isJson(c: Context): boolean {
  return /^application\/json\b/i.test(c.req.header('content-type') ?? '');
}

/** A body over the limit must stay "too large", whatever reads it; any other failure means that it is not to be read. */
function malformed(error: unknown): never {
  if (error instanceof Refusal) throw error;
  throw new Refusal('malformed');
}

/** A photo with the words beside it. The type is told by the bytes, never by the sender. */
export async function readPhoto(c: Context) {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) throw new Refusal('wrongType');
  const { photo, caption, key: given } = await c.req.parseBody().catch(malformed);
  const rest = z.object({ caption: z.string().trim().max(4096).refine(sendable).optional(), key }).safeParse({
    caption,
    key: given,
  });
  if (!rest.success || !(photo instanceof File)) throw new Refusal('malformed');
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const mimeType = pictureType(bytes);
  if (mimeType === undefined) throw new Refusal('notAPhoto');
  return { bytes, mimeType, fileName: `photo.${mimeType.slice(6)}`, ...rest.data };
}

function pictureType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('GIF8')) return 'image/gif';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : undefined;
}
