import { describe, expect, it } from 'vitest';
import { DeliveryError, type DeliveryErrorCode } from '../../channels/channel.ts';
import type { ClaimedDelivery } from '../../core/postgres/queue/wave.ts';
import { outcomeOf, unsent } from './outcome.ts';

const now = new Date('2026-11-23T09:00:00Z');
const day = 24 * 60 * 60 * 1000;

function head(more: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    deliveryId: 1,
    state: 'queued',
    kind: 'message',
    messageId: 'm',
    conversationId: 'c',
    repeatable: false,
    queuedAt: now,
    attempts: 0,
    unknowns: 0,
    triedForMs: 0,
    lastCode: undefined,
    body: 'text',
    content: {},
    editsExternalId: undefined,
    ...more,
  };
}

type Told = { outcome: DeliveryError['outcome']; retryAfterMs?: number; movedTo?: string };

function failing(code: DeliveryErrorCode, told: Told, one = head(), n = 1, settleWithinMs = 0) {
  const error = new DeliveryError(code, 'It did not work', told);
  const { delivery, retryInMs } = outcomeOf(one, n, { kind: 'failed', error }, { settleWithinMs, now });
  return { state: delivery.state, shown: delivery.shown, troubleAt: delivery.troubleAt, retryInMs };
}

describe('a message that was not sent', () => {
  it('waits as the network told', () => {
    expect(failing('rate_limited', { outcome: 'not_sent', retryAfterMs: 7_000 })).toMatchObject({
      state: 'queued',
      shown: undefined,
      retryInMs: 7_000,
    });
  });

  it('waits longer each time, up to a minute', () => {
    const waits = [1, 2, 3, 7, 50].map((n) => failing('unavailable', { outcome: 'not_sent' }, head(), n).retryInMs);
    expect(waits).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });

  it('is given up after a day, and somebody is told', () => {
    const old = head({ attempts: 900, triedForMs: day + 1 });
    expect(failing('unavailable', { outcome: 'not_sent' }, old)).toMatchObject({ state: 'failed', troubleAt: now });
  });

  it('is not lost with a revoked token, however final that sounds', () => {
    expect(failing('not_authorised', { outcome: 'permanent', retryAfterMs: 60_000 })).toMatchObject({
      state: 'queued',
      retryInMs: 60_000,
    });
  });
});

describe('a message that may have arrived', () => {
  const doubt = (one: ClaimedDelivery, settleWithinMs = 0) =>
    failing('timeout', { outcome: 'unknown' }, one, 1, settleWithinMs);

  it('holds its lane while a status may still tell, and staff look at it after that', () => {
    expect(doubt(head(), 60_000)).toEqual({
      state: 'unknown',
      shown: 'unknown',
      troubleAt: new Date(now.getTime() + 60_000),
      retryInMs: 60_000,
    });
    expect(doubt(head())).toMatchObject({ state: 'unknown', retryInMs: undefined });
  });

  it('goes out once more when it carries a visible number, and only once', () => {
    expect(doubt(head({ repeatable: true }), 60_000)).toMatchObject({
      state: 'queued',
      shown: 'unknown',
      retryInMs: 60_000,
    });
    expect(doubt(head({ repeatable: true, unknowns: 1 }))).toMatchObject({ state: 'unknown', troubleAt: now });
  });

  it('is never repeated when it is a person’s words', () => {
    expect(doubt(head({ attempts: 5 }))).toMatchObject({ state: 'unknown' });
  });

  it('is repeated three times when it is an edit, which does no harm twice', () => {
    const states = [0, 1, 2, 3].map((unknowns) => doubt(head({ kind: 'edit', unknowns })).state);
    expect(states).toEqual(['queued', 'queued', 'queued', 'failed']);
  });
});

describe('a message that can never be sent', () => {
  it('fails, and somebody is told', () => {
    expect(failing('blocked', { outcome: 'permanent' })).toEqual({
      state: 'failed',
      shown: 'failed',
      troubleAt: now,
      retryInMs: undefined,
    });
  });

  it('follows a chat that moved, once', () => {
    const moved = { outcome: 'permanent', movedTo: 'new' } as const;
    expect(failing('moved', moved)).toMatchObject({ state: 'queued', retryInMs: 0 });
    expect(failing('moved', moved, head({ lastCode: 'moved' }))).toMatchObject({ state: 'failed' });
  });

  it('is nobody’s trouble when it was only an edit', () => {
    expect(unsent(head({ kind: 'edit' }), 'cancelled', 'nothing_to_edit', now)).toMatchObject({
      was: 'queued',
      shown: undefined,
      troubleAt: undefined,
    });
  });
});
