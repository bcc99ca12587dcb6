import { type Channel, DeliveryError, editsMessages } from '../../channels/channel.ts';
import type { ClaimedDelivery, ClaimedLane } from '../../core/postgres/queue/claim-wave.ts';
import { type Db, isDatabaseAway } from '../../core/postgres/queue/db.ts';
import type { ReleasedLane, SettledDelivery } from '../../core/postgres/queue/wave.ts';
import { errorFacts, type WorkerLog } from './log.ts';
import { outcomeOf, unsent } from './outcome.ts';
import { type LoadMedia, type Outgoing, outgoingOf, type ShowInvitation } from './outgoing.ts';
import { picturesOf } from './pictures.ts';

/** A message that can leave as soon as `sending` is committed. */
export type Ready = { readonly lane: ClaimedLane; readonly head: ClaimedDelivery; readonly outgoing: Outgoing };

/** What is settled without a send. */
export type Prepared =
  | { readonly ready: Ready }
  | { readonly ready: undefined; readonly delivery: SettledDelivery | undefined; readonly lane: ReleasedLane };

export type PrepareOptions = {
  readonly pool: Db;
  readonly channel: Channel;
  readonly media: LoadMedia;
  /** Without it no message shows an invitation. */
  readonly showInvitation?: ShowInvitation;
  readonly log: WorkerLog;
  readonly now: () => Date;
};

/** Fits the head of a claimed lane to the network, or says why nothing of it is sent. Never throws. */
export async function prepare(options: PrepareOptions, lane: ClaimedLane): Promise<Prepared> {
  const { channel, showInvitation, log, now } = options;
  const { head } = lane;
  if (head === undefined) return { ready: undefined, delivery: undefined, lane: letGo(lane) };
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
  // What came before on this lane is over, so the message that it edits never left or nobody knows its id.
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

/** A lane that is let go as it was found. */
export function letGo(lane: ClaimedLane): ReleasedLane {
  return { ...lane, lastId: 0, retryInMs: undefined };
}

/** The lane waits, and nothing of it was tried. */
function lookAgain(lane: ClaimedLane, retryInMs: number): ReleasedLane {
  return { ...letGo(lane), retryInMs };
}

/** How soon it is looked whether the bytes of a photo have come. */
const PICTURES_MS = 300;

/** The process that was sending it ended; its first byte may have left. */
const leftOver = {
  kind: 'failed',
  error: new DeliveryError('unavailable', 'The process that was sending it ended', { outcome: 'unknown' }),
} as const;
