import {
  type Channel,
  DeliveryError,
  editsMessages,
  type OutboundMessage,
  type Receipt,
} from '../../channels/channel.ts';
import { withinTime } from './loop.ts';
import type { AttemptResult } from './outcome.ts';

/**
 * One message for the network; for an edit with the network's id of the message that it replaces.
 */
export type PartLeaving = {
  readonly chat: string;
  readonly parts: readonly OutboundMessage[];
  readonly edits: string | undefined;
  /** False leaves out the pictures above the words, because they have been tried. */
  readonly withPictures: boolean;
};

/**
 * Tries once; never throws. Parts go out in order; an edit replaces the last part, which has the
 * buttons. The words count: a picture above them that the network refuses, or keeps too long, is
 * left out.
 */
export async function sendParts(
  channel: Channel,
  { chat, parts, edits, withPictures }: PartLeaving,
): Promise<AttemptResult> {
  if (edits !== undefined) return sendWords(parts.slice(-1), (part) => edit(channel, chat, edits, part));
  const above = picturesAbove(parts);
  const send = (part: OutboundMessage): Promise<Receipt> => channel.send(chat, part);
  const pictures = withPictures ? await sendPictures(parts.slice(0, above), send) : nothingTaken;
  const words = pictures.error
    ? ({ kind: 'failed', error: pictures.error } as const)
    : await sendWords(parts.slice(above), send);
  // Those that were tried before are no matter of this attempt.
  const tried = withPictures ? parts.slice(0, above) : [];
  const missing = tried.flatMap((_, n) => (pictures.arrived.has(n) ? [] : [n]));
  return words.kind === 'failed' && pictures.arrived.size > 0
    ? { ...words, missing, picturesTaken: true }
    : { ...words, missing };
}

type Send = (part: OutboundMessage) => Promise<Receipt>;

async function sendWords(parts: readonly OutboundMessage[], send: Send): Promise<AttemptResult> {
  let receipt: Receipt | undefined;
  for (const part of parts) {
    try {
      receipt = await send(part);
    } catch (thrown) {
      const error = asDeliveryError(thrown);
      return { kind: 'failed', error: receipt === undefined ? error : partly(error) };
    }
  }
  return receipt === undefined ? { kind: 'failed', error: nothingToSend() } : { kind: 'sent', receipt };
}

/** Counts the pictures without words before the last part. */
function picturesAbove(parts: readonly OutboundMessage[]): number {
  const first = parts
    .slice(0, -1)
    .findIndex((part) => part.kind !== 'text' || part.media === undefined || part.text !== '');
  return first === -1 ? Math.max(parts.length - 1, 0) : first;
}

/**
 * The result of the pictures. An error means that nothing can be sent now, so the words are not
 * tried.
 */
type Pictures = {
  /** Those that arrived, or may have, by their place. */
  readonly arrived: ReadonlySet<number>;
  readonly error: DeliveryError | undefined;
};

const nothingTaken: Pictures = { arrived: new Set(), error: undefined };

/** The rest of the time for one send belongs to the words. */
const PICTURES_MS = 8_000;

async function sendPictures(parts: readonly OutboundMessage[], send: Send): Promise<Pictures> {
  const end = performance.now() + PICTURES_MS;
  const arrived = new Set<number>();
  for (const [n, part] of parts.entries()) {
    try {
      const receipt = await withinTime(end - performance.now(), send(part));
      arrived.add(n);
      if (receipt === undefined) break;
    } catch (thrown) {
      const error = asDeliveryError(thrown);
      if (error.outcome === 'not_sent') return { arrived, error };
      if (error.outcome === 'unknown') arrived.add(n);
    }
  }
  return { arrived, error: undefined };
}

async function edit(channel: Channel, chat: string, edits: string, part: OutboundMessage): Promise<Receipt> {
  if (editsMessages(channel)) return channel.edit(chat, edits, part);
  throw new DeliveryError('invalid', 'This network cannot edit a message', { outcome: 'permanent' });
}

/** After the first part arrived the message is neither sent nor not sent. */
function partly({ code, message, retryAfterMs }: DeliveryError): DeliveryError {
  return new DeliveryError(code, message, { outcome: 'unknown', ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

function nothingToSend(): DeliveryError {
  return new DeliveryError('invalid', 'There was nothing to send', { outcome: 'permanent' });
}

/** After any error but a DeliveryError nothing is known. */
function asDeliveryError(error: unknown): DeliveryError {
  return error instanceof DeliveryError
    ? error
    : new DeliveryError('unavailable', 'The channel failed in a way of its own', { outcome: 'unknown', cause: error });
}
