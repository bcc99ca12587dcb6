import { createHash } from 'node:crypto';
import { adapt, cardAsText } from '../../channels/adapt.ts';
import {
  type Capabilities,
  type Card,
  type Channel,
  type Choice,
  DeliveryError,
  editsMessages,
  type OutboundMedia,
  type OutboundMessage,
} from '../../channels/channel.ts';
import { pictureTypes } from '../../core/application/media.ts';
import { isDatabaseAway, type Pool } from '../../core/postgres/database.ts';
import { keptPhotos } from '../../core/postgres/queue/media.ts';
import type { ClaimedDelivery, ClaimedLane, ReleasedLane, SettledDelivery } from '../../core/postgres/queue/wave.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';
import { outcomeOf, unsent } from './outcome.ts';

/** A message that can leave as soon as `sending` is committed. */
export type Ready = { readonly lane: ClaimedLane; readonly head: ClaimedDelivery; readonly outgoing: Outgoing };

/** Ready to be sent, or settled without a send. */
export type Prepared =
  | { readonly ready: Ready }
  | { readonly ready: undefined; readonly delivery: SettledDelivery | undefined; readonly lane: ReleasedLane };

export type PrepareOptions = {
  readonly pool: Pool;
  readonly channel: Channel;
  readonly media: LoadMedia;
  /** Without it no message shows an invitation. */
  readonly showInvitation?: ShowInvitation;
  readonly log: WorkerLog;
  readonly now: () => Date;
};

/**
 * Fits the head of a claimed lane to the network, or says why nothing of it is sent. Never throws.
 */
export async function prepare(options: PrepareOptions, lane: ClaimedLane): Promise<Prepared> {
  const { channel, showInvitation, log, now } = options;
  const { head } = lane;
  if (head === undefined) return { ready: undefined, delivery: undefined, lane: releaseUntouched(lane) };
  if (head.state === 'sending') {
    const { settleWithinMs } = channel.capabilities;
    const { delivery, retryInMs } = outcomeOf(head, head.attempts, leftOver, { settleWithinMs, now: now() });
    return { ready: undefined, delivery, lane: { ...lane, lastId: head.deliveryId, retryInMs } };
  }
  const end = (state: 'cancelled' | 'failed', code: string): Prepared => ({
    ready: undefined,
    delivery: unsent(head, state, code, now()),
    lane: { ...lane, lastId: head.deliveryId, retryInMs: undefined },
  });
  // The lane is in order, so the message that this edits never left, or its id is unknown.
  if (head.kind === 'edit' && head.editsExternalId === undefined) return end('cancelled', 'nothing_to_edit');
  if (head.kind === 'edit' && !editsMessages(channel)) return end('cancelled', 'cannot_edit');
  try {
    const pictures = await picturesOf(options, head);
    if (pictures === 'later') return { ready: undefined, delivery: undefined, lane: lookAgain(lane, PICTURES_MS) };
    if (pictures.length === 0 && head.content.caption === true) return end('failed', 'photo_missing');
    const outgoing = outgoingOf(head, channel.capabilities, pictures, showInvitation);
    return outgoing.parts.length === 0 ? end('failed', 'nothing_to_show') : { ready: { lane, head, outgoing } };
  } catch (error) {
    log.error({ deliveryId: head.deliveryId, ...errorFacts(error) }, 'a message could not be prepared');
    return isDatabaseAway(error)
      ? { ready: undefined, delivery: undefined, lane: lookAgain(lane, 1_000) }
      : end('failed', 'not_prepared');
  }
}

/** Releases a lane as it was found. */
export function releaseUntouched(lane: ClaimedLane): ReleasedLane {
  return { ...lane, lastId: 0, retryInMs: undefined };
}

/** Lets the lane wait; nothing was tried. */
function lookAgain(lane: ClaimedLane, retryInMs: number): ReleasedLane {
  return { ...releaseUntouched(lane), retryInMs };
}

/** Time between two looks for the bytes of a photo. */
const PICTURES_MS = 300;

/** The process ended while sending; the first byte may have left. */
const leftOver = {
  kind: 'failed',
  error: new DeliveryError('unavailable', 'The process that was sending it ended', { outcome: 'unknown' }),
} as const;

/** Reads stored bytes for sending; undefined when they are gone. */
export type LoadMedia = (sha256: string) => Promise<OutboundMedia | undefined>;

/** A picture of the message that a mechanic sent it in. */
type Picture = { readonly messageId: string; readonly sha256: string; readonly media: OutboundMedia };

/** A message's row, beside its text. */
type StoredContent = {
  readonly choices?: readonly Choice[];
  readonly card?: Card;
  readonly contactRequest?: string;
  /** The words stand below the last picture, as its caption. */
  readonly caption?: boolean;
  /** The link is made on the way out and stored nowhere. */
  readonly invitationId?: string;
};

/** An invitation as people see it. */
export type ShownInvitation = {
  /** For a card: the links, and the picture of the QR code. */
  readonly card: Pick<Card, 'links' | 'image'>;
  /** For a text: a link that any phone can open. */
  readonly link: string;
  /** The secret part of each link, which is stored nowhere. */
  readonly token: string;
};

export type ShowInvitation = (invitationId: string) => ShownInvitation;

/** The parts for the network, in order; none if it cannot show the message. */
type Outgoing = {
  readonly parts: readonly OutboundMessage[];
  readonly text: string;
  readonly hash: string;
  /** The pictures among the parts, in order. */
  readonly pictures: readonly Omit<Picture, 'media'>[];
};

/** Fits a stored message to a network, with the exact text as evidence. */
export function outgoingOf(
  { body, content }: { readonly body: string; readonly content: Readonly<Record<string, unknown>> },
  capabilities: Capabilities,
  pictures: readonly Picture[],
  showInvitation: ShowInvitation | undefined,
): Outgoing {
  const stored = content as StoredContent;
  const invitation = stored.invitationId ? showInvitation?.(stored.invitationId) : undefined;
  const messages = stored.card
    ? [{ kind: 'card', card: { ...stored.card, ...invitation?.card } } as const]
    : asTexts(invitation ? `${body}\n${invitation.link}` : body, stored, pictures);
  const parts = messages.flatMap((message) => adapt(message, capabilities));
  const said = parts
    .map(asText)
    .filter((words) => words !== '')
    .join('\n\n');
  // The evidence is kept for years, and a working link in it would let any reader of a copy in.
  const text = invitation ? said.replaceAll(invitation.token, '•••') : said;
  return {
    parts,
    text,
    hash: createHash('sha256').update(text).digest('hex'),
    pictures: parts.some(hasPicture) ? pictures.map(({ messageId, sha256 }) => ({ messageId, sha256 })) : [],
  };
}

/**
 * Networks take one picture per message. A question stands below its pictures in a message of its
 * own: it is edited later, and must arrive whatever becomes of a picture.
 */
function asTexts(
  text: string,
  { choices, caption, contactRequest }: StoredContent,
  pictures: readonly Picture[],
): readonly OutboundMessage[] {
  const last = caption ? pictures.at(-1) : undefined;
  return [
    ...pictures.filter((one) => one !== last).map(({ media }): OutboundMessage => ({ kind: 'text', text: '', media })),
    {
      kind: 'text',
      text,
      ...(choices && { choices }),
      ...(last && { media: last.media }),
      ...(contactRequest && { contactRequest }),
    },
  ];
}

function hasPicture(part: OutboundMessage): boolean {
  return part.kind === 'text' && part.media !== undefined;
}

function asText(part: OutboundMessage): string {
  return part.kind === 'card' ? cardAsText(part.card) : part.text;
}

/** How long a message waits for its photos, in ms; it then goes without them. */
const WAIT_MS = 15_000;

type Options = {
  readonly pool: Pool;
  readonly media: LoadMedia;
  readonly log: WorkerLog;
  readonly now: () => Date;
};

/** The messages that the pictures came in. */
type StoredPhotos = { readonly photos?: readonly string[] };

/**
 * Returns the pictures, or `later` while they are fetched and the message may wait. Throws only
 * when the database is away.
 */
async function picturesOf(options: Options, head: ClaimedDelivery): Promise<readonly Picture[] | 'later'> {
  const { photos = [] } = head.content as StoredPhotos;
  if (photos.length === 0) return [];
  const { pictures, waiting } = await keptPhotos(options.pool, photos);
  const waited = options.now().getTime() - head.queuedAt.getTime();
  if (waiting && head.attempts === 0 && waited < WAIT_MS) return 'later';
  const loaded = await Promise.all(pictures.map((one) => load(options, one)));
  return loaded.filter((one) => one !== undefined);
}

/** Leaves out a picture that cannot be read: the words do not fail because of it. */
async function load({ media, log }: Options, one: Outgoing['pictures'][number]): Promise<Picture | undefined> {
  try {
    const found = await media(one.sha256);
    return found && pictureTypes.has(found.mimeType) ? { ...one, media: found } : undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.warn(errorFacts(error), 'a picture could not be read');
    return undefined;
  }
}
