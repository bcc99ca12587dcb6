import type { DeliveryError, Receipt } from '../../channels/channel.ts';
import { assertNever } from '../../core/decision.ts';
import type { ClaimedDelivery, SettledDelivery } from '../../core/postgres/queue/wave.ts';

/** What came of one attempt. */
export type AttemptResult =
  | { readonly kind: 'sent'; readonly receipt: Receipt }
  | {
      readonly kind: 'failed';
      readonly error: DeliveryError;
      /** Pictures above the words have arrived, or may have. */
      readonly picturesTaken?: boolean;
    };

/** What becomes of the delivery, and for how long its lane waits; undefined lets the lane go on at once. */
export type Outcome = { readonly delivery: SettledDelivery; readonly retryInMs: number | undefined };

const GIVE_UP_AFTER_MS = 24 * 60 * 60 * 1000;
const LONGEST_BACKOFF_MS = 60_000;
/** A second attempt in the same trouble would be wasted, and it is the only one. */
const REPEAT_AFTER_MS = 2_000;
const EDIT_REPEATS = 3;
/** Remembered with a delivery whose words are still to be sent. */
const PICTURES_TAKEN = 'pictures_taken';
/** A picture holds up its words so often at most. */
const ATTEMPTS_WITH_PICTURES = 3;

/** Whether the pictures above the words are sent: nobody gets them twice, and the words do not wait for them for long. */
export function takesPictures({ attempts, unknowns, lastCode }: ClaimedDelivery): boolean {
  return attempts < ATTEMPTS_WITH_PICTURES && unknowns === 0 && lastCode !== PICTURES_TAKEN;
}

/**
 * Decides by what is known. Not sent: again, as told or with growing pauses, for a day. May have arrived: the lane is held
 * while a status may still tell; then what carries a visible number gets one more attempt, an edit three because it does no harm
 * twice, and a person's words wait for staff. Never: it fails and somebody is told.
 */
export function outcomeOf(
  head: ClaimedDelivery,
  n: number,
  result: AttemptResult,
  { settleWithinMs, now }: { readonly settleWithinMs: number; readonly now: Date },
): Outcome {
  const base = { deliveryId: head.deliveryId, n, was: 'sending', externalId: undefined, at: now } as const;
  const isMessage = head.kind === 'message';
  if (result.kind === 'sent') return sentOutcome(head, n, result.receipt);
  const { error } = result;
  const taken = result.picturesTaken || head.lastCode === PICTURES_TAKEN;
  const again = (outcome: 'not_sent' | 'unknown', code: string, retryInMs: number): Outcome => ({
    delivery: {
      ...base,
      outcome,
      state: 'queued',
      shown: outcome === 'unknown' && isMessage ? 'unknown' : undefined,
      code,
      troubleAt: undefined,
    },
    retryInMs,
  });
  const over = (outcome: SettledDelivery['outcome'], state: 'failed' | 'unknown', holdMs: number): Outcome => ({
    delivery: {
      ...base,
      outcome,
      state,
      shown: isMessage ? state : undefined,
      code: error.code,
      troubleAt: isMessage ? new Date(now.getTime() + holdMs) : undefined,
    },
    retryInMs: holdMs > 0 ? holdMs : undefined,
  });
  const next = kindOf(error, head);
  switch (next) {
    case 'wait':
      return head.triedForMs > GIVE_UP_AFTER_MS
        ? over('not_sent', 'failed', 0)
        : again('not_sent', taken ? PICTURES_TAKEN : error.code, error.retryAfterMs ?? backoffMs(n));
    case 'move':
      return again('not_sent', 'moved', 0);
    case 'doubt': {
      const repeats = isMessage ? (head.repeatable ? 1 : 0) : EDIT_REPEATS;
      if (head.unknowns < repeats)
        return again('unknown', 'unknown', Math.max(settleWithinMs, isMessage ? REPEAT_AFTER_MS : backoffMs(n)));
      return isMessage ? over('unknown', 'unknown', settleWithinMs) : over('unknown', 'failed', 0);
    }
    case 'fail':
      return over('permanent', 'failed', 0);
    default:
      return assertNever(next);
  }
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

/** A delivery that ends without an attempt: an edit of what never arrived, or a message of which the network shows nothing. */
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
