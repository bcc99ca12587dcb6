import { expect, it } from 'vitest';
import { createConversationPace } from './conversation-pace.ts';

/** When each of many messages leaves that are to be sent at once. */
function burst(count: number): number[] {
  let now = 0;
  const pace = createConversationPace(() => now);
  return Array.from({ length: count }, () => {
    now += pace('a:1mia');
    return now;
  });
}
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + ms).length));
}

it('a conversation gets no more than Teams allows, however much there is to say', () => {
  const times = burst(200);
  expect(times.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(7);
  expect(mostWithin(times, 2_000)).toBeLessThanOrEqual(8);
  expect(mostWithin(times, 30_000)).toBeLessThanOrEqual(60);
});

it('one conversation does not wait for another', () => {
  const pace = createConversationPace(() => 0);
  for (let count = 0; count < 9; count += 1) pace('a:1mia');
  expect(pace('a:1mia')).toBeGreaterThan(0);
  expect(pace('a:1tom')).toBe(0);
});
