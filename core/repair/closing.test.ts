import { describe, expect, it } from 'vitest';
import { replay } from '../decision.ts';
import { calendar, event, registered, rules, started } from '../testing/builders.ts';
import { nextClosingAsk, nextClosingWake } from './closing.ts';
import { repairDecider } from './decider.ts';
import type { RepairEvent } from './repair.ts';

const halfAnHour = 30 * 60_000;
function at(time: string): Date {
  return new Date(`${time}+01:00`);
}
function ask(after: string, change: Parameters<typeof calendar>[0] = {}) {
  return nextClosingAsk(calendar(change), halfAnHour, at(after));
}
function wake(events: readonly RepairEvent[], now: string, change: Parameters<typeof calendar>[0] = {}) {
  return nextClosingWake(replay(repairDecider(rules), events), halfAnHour, calendar(change), at(now));
}
const tuesday = at('2026-11-24T17:00');

describe('what becomes of a car in hand', () => {
  it('is asked half an hour before the last closing of each day', () => {
    expect(ask('2026-11-23T10:00')).toEqual(at('2026-11-23T17:00'));
    expect(ask('2026-11-23T17:00')).toEqual(tuesday);
    expect(ask('2026-11-27T18:00')).toEqual(at('2026-11-30T17:00'));
    const lunch = [
      { opens: 480, closes: 720 },
      { opens: 780, closes: 1050 },
    ];
    expect(ask('2026-11-23T10:00', { days: { '2026-11-23': lunch } })).toEqual(at('2026-11-23T17:00'));
  });
  it('is asked at the same time on the clock after the clocks have changed', () =>
    expect(nextClosingAsk(calendar(), halfAnHour, new Date('2026-03-28T12:00:00Z'))).toEqual(
      new Date('2026-03-30T15:00:00Z'),
    ));
  it('is asked once a day, and again the next day', () =>
    expect(wake(started, '2026-11-23T17:00')).toEqual({ due: [{ do: 'ask-closing' }], again: tuesday }));
  it('is not asked after closing time, nor on a day that has become a holiday', () => {
    expect(wake(started, '2026-11-23T17:30')).toEqual({ due: [], again: tuesday });
    expect(wake(started, '2026-11-23T17:00', { days: { '2026-11-23': [] } })).toEqual({ due: [], again: tuesday });
  });
  it('is not asked of a car that waits for parts until another day, nor of one that is not in hand', () => {
    const waits = event('RepairBlocked', { by: 'parts', until: at('2026-11-26T10:00') });
    expect(wake([...started, waits], '2026-11-23T17:00')).toEqual({ due: [], again: tuesday });
    for (const events of [[registered()], [...started, event('RepairCompleted', { amount: undefined })]])
      expect(wake(events, '2026-11-23T17:00')).toEqual({ due: [], again: undefined });
  });
});
