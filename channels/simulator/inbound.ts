import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { InboundContent, Receive } from '../channel.ts';
import { isStorable } from '../untrusted.ts';
import { mediaReference, tapOf } from './channel.ts';
import type { EntryContent, EntryMedia, Profile, SimulatedPerson, SimulatorStore } from './store.ts';
import type { Lang, PageWords } from './wording.ts';

export type InboundOptions = {
  readonly store: SimulatorStore;
  readonly receive: (profile: Profile) => Receive;
  readonly clock: { now(): Date };
  readonly newId: () => string;
};

/** The person who acts, and the language in which that person reads the page. */
export type Player = { readonly person: SimulatedPerson; readonly lang: Lang };

type Keyed = { readonly key?: string | undefined };
type Tap = Keyed & {
  readonly token: string;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly onMessage?: string | undefined;
};
type Photo = Keyed & EntryMedia & { readonly caption?: string | undefined };

/**
 * Reports what people do on the page as a network would. Their words are logged before they are
 * received, so that an answer never stands above its question. Both steps know a repeated key, so a
 * retry completes a half-done one.
 */
export function createInbound({ store, receive, clock, newId }: InboundOptions) {
  const hand = ({ person, lang }: Player, dedupeKey: string, content: InboundContent): Promise<void> =>
    receive(person.profile)({
      chat: person.chat,
      dedupeKey: `${person.chat}:${dedupeKey}`,
      sender: { id: person.chat, name: person.name, language: lang },
      at: clock.now().toISOString(),
      content,
    });
  const show = ({ person: { chat } }: Player, externalId: string, content: EntryContent, media?: EntryMedia) =>
    store.append({ chat, direction: 'in', externalId, at: clock.now().toISOString(), content }, media);

  return {
    says: async (player: Player, { text, key = newId() }: Keyed & { text: string }): Promise<void> => {
      const externalId = `m-${key}`;
      await show(player, externalId, { kind: 'text', text });
      await hand(player, externalId, { kind: 'text', text, externalId });
    },

    taps: async (player: Player, { token, values = {}, onMessage, key = newId() }: Tap): Promise<void> => {
      await hand(player, `t-${key}`, {
        kind: 'choice',
        token,
        ...(Object.keys(values).length > 0 && { values }),
        ...(onMessage !== undefined && { onMessage }),
        tap: tapOf(player.person.chat, key),
      });
    },

    opens: async (player: Player, payload: string, key = newId()): Promise<void> => {
      await show(player, `s-${key}`, { kind: 'notice', text: 'opened' });
      await hand(player, `s-${key}`, { kind: 'start', payload });
    },

    sharesNumber: async (player: Player, key = newId()): Promise<void> => {
      const { phone = '' } = player.person;
      await show(player, `n-${key}`, { kind: 'text', text: phone });
      await hand(player, `n-${key}`, { kind: 'contact', phone, own: true });
    },

    /** The key is the message itself: two windows and a reload report one reading. */
    reads: async (player: Player, externalIds: readonly string[]): Promise<void> => {
      for (const externalId of new Set(externalIds)) {
        await hand(player, `r-${externalId}`, { kind: 'status', externalId, state: 'read' });
      }
    },

    sendsPhoto: async (player: Player, photo: Photo): Promise<void> => {
      const { bytes, mimeType, fileName, caption = '', key = newId() } = photo;
      const externalId = `p-${key}`;
      await show(player, externalId, { kind: 'text', text: caption, media: { mimeType, fileName } }, photo);
      const reference = mediaReference(player.person.chat, externalId);
      await hand(player, externalId, {
        kind: 'media',
        externalId,
        media: { reference, mimeType, bytes: bytes.byteLength, fileName },
        ...(caption !== '' && { caption }),
      });
    },
  };
}

function word(max: number) {
  return z.string().min(1).max(max).refine(isStorable);
}
/** Made by the page for each attempt, so that a repeated request is known as a repeat. */
const key = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional();

const messageBody = z.object({ text: z.string(), key });
const tapBody = z.object({
  token: word(200),
  values: z.record(word(100), z.string().max(4000).refine(isStorable)).optional(),
  onMessage: word(200).optional(),
  key,
});
const startBody = z.object({ token: word(200).optional(), key });
const receiptsBody = z.object({ externalIds: z.array(word(200)).max(100) });
const clockBody = z.object({ minutes: z.coerce.number().int().min(1).max(10_080) });

/** Refuses a larger body, in bytes, before reading it. */
export function limitedTo(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('tooLarge');
    },
  });
}

/** Reads typed words; they stay as they were typed. */
export async function readMessage(c: Context) {
  const { text, key } = await read(c, messageBody);
  if (text.trim() === '') throw new Refusal('empty');
  if (!isStorable(text)) throw new Refusal('unsendable');
  return { text, key };
}

/** Reads a tap with the inputs of its card. */
export function readTap(c: Context) {
  return read(c, tapBody);
}

/** Reads which invitation to open; without a token, the newest one. */
export function readStart(c: Context) {
  return read(c, startBody);
}

export function readShare(c: Context) {
  return read(c, z.object({ key }));
}

/** Reads which messages were on screen. */
export function readReceipts(c: Context) {
  return read(c, receiptsBody);
}

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

/** Tells a script from a plain form, which gets a page as its answer. */
export function isJson(c: Context): boolean {
  return /^application\/json\b/i.test(c.req.header('content-type') ?? '');
}

/** Keeps "too large" whatever reads the body; any other failure means an unreadable body. */
function malformed(error: unknown): never {
  if (error instanceof Refusal) throw error;
  throw new Refusal('malformed');
}

/** Reads a photo with its caption. Takes the type from the bytes, never from the sender. */
export async function readPhoto(c: Context) {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) throw new Refusal('wrongType');
  const { photo, caption, key: given } = await c.req.parseBody().catch(malformed);
  const rest = z.object({ caption: z.string().trim().max(4096).refine(isStorable).optional(), key }).safeParse({
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

/** Stable codes; the words of the page hold their sentences. */
export type Problem = keyof PageWords['problems'];

const statusOf: Readonly<Record<Problem, ContentfulStatusCode>> = {
  foreign: 403,
  malformed: 400,
  wrongType: 415,
  empty: 400,
  unsendable: 400,
  tooLarge: 413,
  notAPhoto: 415,
  unknownChat: 404,
  noButtons: 409,
  notACustomer: 409,
  noNumber: 409,
  noInvitation: 409,
  badMinutes: 400,
  realPeople: 409,
  notFound: 404,
};

/** The app turns `problem` into a sentence. */
export class Refusal extends HTTPException {
  override readonly name = 'Refusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(statusOf[problem], { message: problem });
    this.problem = problem;
  }
}
