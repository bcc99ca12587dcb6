import type { DeliveryError, Receipt } from '../../channels/channel.ts';
import { assertNever } from '../../core/decision.ts';
import type { ClaimedDelivery, SettledDelivery } from '../../core/postgres/queue/wave.ts';

export type AttemptResult =
  | { readonly kind: 'sent'; readonly receipt: Receipt; readonly missing?: readonly number[] }
  | {
      readonly kind: 'failed';
      readonly error: DeliveryError;
      /** Pictures above the words that surely did not arrive with this attempt, by their place. */
      readonly missing?: readonly number[];
      /** Pictures above the words have arrived, or may have. */
      readonly picturesTaken?: boolean;
    };

export type Outcome = {
  readonly delivery: SettledDelivery;
  /** How long the lane waits; undefined lets it go on at once. */
  readonly retryInMs: number | undefined;
};

const GIVE_UP_AFTER_MS = 24 * 60 * 60 * 1000;
const LONGEST_BACKOFF_MS = 60_000;
/** A second attempt in the same trouble would be wasted, and it is the only one. */
const REPEAT_AFTER_MS = 2_000;
const EDIT_REPEATS = 3;
/** Remembered with a delivery whose words are still to be sent. */
const PICTURES_TAKEN = 'pictures_taken';
/** Later attempts send the words alone. */
const ATTEMPTS_WITH_PICTURES = 3;

/**
 * True if the pictures above the words are sent too: never twice, and the words wait only so long.
 */
export function takesPictures({ attempts, unknowns, lastCode }: ClaimedDelivery): boolean {
  return attempts < ATTEMPTS_WITH_PICTURES && unknowns === 0 && lastCode !== PICTURES_TAKEN;
}

/** True if a try was the last one with pictures, so that what did not arrive never will. */
export function triesNoPicturesAgain({ attempts }: ClaimedDelivery, result: AttemptResult): boolean {
  if (result.kind === 'sent' || result.picturesTaken === true || result.error.outcome === 'unknown') return true;
  return attempts + 1 >= ATTEMPTS_WITH_PICTURES;
}

/**
 * Decides by what is known. Not sent: again, after the pause that the network names or a growing
 * one, for a day. May have arrived: the lane is held while a status may still tell; then a message
 * with a visible number gets one more attempt, an edit three because it does no harm twice, and a
 * person's own words wait for staff. Refused for good: it fails and somebody is told.
 */
export function outcomeOf(
  head: ClaimedDelivery,
  n: number,
  result: AttemptResult,
  { settleWithinMs, now }: { readonly settleWithinMs: number; readonly now: Date },
): Outcome {
  if (result.kind === 'sent') return sentOutcome(head, n, result.receipt);
  const { error } = result;
  const failed: Failed = { head, n, error, now };
  const next = kindOf(error, head);
  switch (next) {
    case 'wait': {
      if (head.triedForMs > GIVE_UP_AFTER_MS) return over(failed, 'not_sent', 'failed', 0);
      const taken = result.picturesTaken || head.lastCode === PICTURES_TAKEN;
      return again(failed, 'not_sent', taken ? PICTURES_TAKEN : error.code, error.retryAfterMs ?? backoffMs(n));
    }
    case 'move':
      return again(failed, 'not_sent', 'moved', 0);
    case 'doubt':
      return head.kind === 'message' ? doubtMessage(failed, settleWithinMs) : doubtEdit(failed, settleWithinMs);
    case 'fail':
      return over(failed, 'permanent', 'failed', 0);
    default:
      return assertNever(next);
  }
}

type Failed = {
  readonly head: ClaimedDelivery;
  readonly n: number;
  readonly error: DeliveryError;
  readonly now: Date;
};

function doubtMessage(failed: Failed, settleWithinMs: number): Outcome {
  const { unknowns, repeatable } = failed.head;
  return unknowns < (repeatable ? 1 : 0)
    ? again(failed, 'unknown', 'unknown', Math.max(settleWithinMs, REPEAT_AFTER_MS))
    : over(failed, 'unknown', 'unknown', settleWithinMs);
}

function doubtEdit(failed: Failed, settleWithinMs: number): Outcome {
  return failed.head.unknowns < EDIT_REPEATS
    ? again(failed, 'unknown', 'unknown', Math.max(settleWithinMs, backoffMs(failed.n)))
    : over(failed, 'unknown', 'failed', 0);
}

function again({ head, n, now }: Failed, outcome: 'not_sent' | 'unknown', code: string, retryInMs: number): Outcome {
  return {
    delivery: {
      ...attempt(head, n, now),
      outcome,
      state: 'queued',
      shown: outcome === 'unknown' && head.kind === 'message' ? 'unknown' : undefined,
      code,
      troubleAt: undefined,
    },
    retryInMs,
  };
}

/** Ends the delivery; its lane waits for `holdMs`, and then staff hear of a message. */
function over(
  { head, n, error, now }: Failed,
  outcome: SettledDelivery['outcome'],
  state: 'failed' | 'unknown',
  holdMs: number,
): Outcome {
  const isMessage = head.kind === 'message';
  return {
    delivery: {
      ...attempt(head, n, now),
      outcome,
      state,
      shown: isMessage ? state : undefined,
      code: error.code,
      troubleAt: isMessage ? new Date(now.getTime() + holdMs) : undefined,
    },
    retryInMs: holdMs > 0 ? holdMs : undefined,
  };
}

function attempt({ deliveryId }: ClaimedDelivery, n: number, at: Date) {
  return { deliveryId, n, was: 'sending', externalId: undefined, at } as const;
}

function sentOutcome(head: ClaimedDelivery, n: number, { externalId, at, state }: Receipt): Outcome {
  return {
    delivery: {
      deliveryId: head.deliveryId,
      n,
      was: 'sending',
      outcome: 'sent',
      state,
      shown: head.kind === 'message' ? state : undefined,
      code: undefined,
      externalId,
      stoodIn: head.kind === 'edit' && externalId !== head.editsExternalId,
      at,
      troubleAt: undefined,
    },
    retryInMs: undefined,
  };
}

function kindOf(error: DeliveryError, head: ClaimedDelivery): 'wait' | 'move' | 'doubt' | 'fail' {
  // A revoked token or a lost session is the account's trouble: the message stays due.
  if (error.code === 'not_authorised') return 'wait';
  if (error.code === 'moved') return error.movedTo !== undefined && head.lastCode !== 'moved' ? 'move' : 'fail';
  if (error.outcome === 'not_sent') return 'wait';
  return error.outcome === 'unknown' ? 'doubt' : 'fail';
}

function backoffMs(n: number): number {
  return Math.min(1_000 * 2 ** Math.min(n - 1, 10), LONGEST_BACKOFF_MS);
}

/**
 * Ends a delivery without an attempt: an edit of what never arrived, or a message that the network
 * cannot show.
 */
export function unsent(head: ClaimedDelivery, state: 'cancelled' | 'failed', code: string, now: Date): SettledDelivery {
  return {
    deliveryId: head.deliveryId,
    n: head.attempts,
    was: 'queued',
    outcome: 'permanent',
    state,
    shown: head.kind === 'message' ? state : undefined,
    code,
    externalId: undefined,
    at: now,
    troubleAt: state === 'failed' && head.kind === 'message' ? now : undefined,
  };
}
