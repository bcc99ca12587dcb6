import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../channels/channel.ts';
import { createAccountGate } from './account-gate.ts';

function setup(pace = { perSecond: 10, atOnce: 30 }) {
  let now = 0;
  const gate = createAccountGate({ pace, limit: 200, monotonicMs: () => now });
  return { gate, pass: (ms: number) => (now += ms) };
}

describe('an account', () => {
  it('begins no more than the network’s pace allows', () => {
    const { gate, pass } = setup();
    expect(gate.room(0)).toBe(30);
    gate.take(30);
    expect([gate.room(0), gate.waitMs()]).toEqual([0, 100]);
    pass(500);
    expect(gate.room(0)).toBe(5);
  });

  it('waits whole when the network asks for it, and then goes on as before', () => {
    const { gate, pass } = setup();
    gate.learn(new DeliveryError('rate_limited', 'Too many', { outcome: 'not_sent', retryAfterMs: 4_000 }));
    expect([gate.room(0), gate.waitMs()]).toEqual([0, 4_000]);
    pass(4_000);
    expect(gate.room(0)).toBe(30);
  });

  it('tries a refused token with one message only', () => {
    const { gate, pass } = setup();
    gate.learn(new DeliveryError('not_authorised', 'Revoked', { outcome: 'not_sent', retryAfterMs: 1_000 }));
    pass(1_000);
    expect([gate.room(0), gate.room(1)]).toEqual([1, 0]);
    gate.learn(undefined);
    expect(gate.room(1)).toBe(30);
  });

  it('still tries with one message only after a send that began earlier broke, and says once that it is refused', () => {
    const { gate, pass } = setup();
    const revoked = new DeliveryError('not_authorised', 'Revoked', { outcome: 'not_sent', retryAfterMs: 1_000 });
    expect([gate.learn(revoked), gate.learn(revoked)]).toEqual([true, false]);
    gate.learn(new DeliveryError('timeout', 'It hung', { outcome: 'unknown' }));
    pass(1_000);
    expect(gate.room(0)).toBe(1);
  });

  it('goes on with the pause and the doubt that an earlier process left', () => {
    const { gate, pass } = setup();
    gate.resume({ pauseMs: 2_000, refused: true });
    expect([gate.room(0), gate.waitMs()]).toEqual([0, 2_000]);
    pass(2_000);
    expect(gate.room(0)).toBe(1);
  });

  it('keeps a bounded number of sends underway, so that hangs cost a bounded memory', () => {
    const { gate } = setup({ perSecond: 1_000_000, atOnce: 1_000_000 });
    expect([gate.room(0), gate.room(300), gate.room(400), gate.room(500)]).toEqual([200, 100, 0, 0]);
  });
});
