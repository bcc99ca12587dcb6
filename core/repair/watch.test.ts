import { describe, expect, it } from 'vitest';
import { replay } from '../decision.ts';
import { calendar, event, meta, minutes, registered, rules, started } from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import type { RepairEvent } from './repair.ts';
import {
  defaultSettings,
  hasMoved,
  nextClosingAsk,
  nextClosingWake,
  nextCollectWake,
  nextPromiseWake,
} from './watch.ts';

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

function repairAfter(...events: readonly RepairEvent[]) {
  return replay(repairDecider(rules), events);
}
const quarter = 15 * 60_000;
const open = calendar();

describe('a promised time', () => {
  const promisedAt = minutes(120);
  const promised = repairAfter(...started, event('TimePromised', { promisedAt, before: undefined }));
  const wake = (now: Date, askedAbout?: Date, repair = promised) =>
    nextPromiseWake(repair, askedAbout, defaultSettings, open, now);

  it('is asked about half an hour before', () => {
    expect(wake(minutes(30))).toEqual({ due: [], again: minutes(90) });
    expect(wake(minutes(90)).due).toEqual([{ do: 'ask-promise', promisedAt }]);
  });
  it('is asked about once, however late or often the timer fires', () => {
    expect(wake(minutes(200)).due).toEqual([{ do: 'ask-promise', promisedAt }]);
    expect(wake(minutes(200), promisedAt)).toEqual({ due: [], again: undefined });
  });
  it('that is moved is asked about again', () => expect(wake(minutes(95), minutes(60)).due).toHaveLength(1));
  it('early in the morning is not asked about at night', () => {
    const early = new Date('2026-11-24T06:10:00Z');
    const repair = repairAfter(...started, event('TimePromised', { promisedAt: early, before: undefined }));
    expect(wake(minutes(60), undefined, repair).again).toEqual(new Date('2026-11-24T06:00:00Z'));
  });
  it('no longer matters when the work is done, or was never promised', () => {
    const done = repairAfter(
      ...started,
      event('TimePromised', { promisedAt, before: undefined }),
      event('RepairCompleted', { amount: undefined }),
    );
    expect(wake(minutes(90), undefined, done)).toEqual({ due: [], again: undefined });
    expect(wake(minutes(90), undefined, repairAfter(registered()))).toEqual({ due: [], again: undefined });
  });
  it('is told when it moves by more than a quarter of an hour, either way, or to another day', () => {
    const moved = (told: Date | undefined, to: Date) => hasMoved(open.zone, told, to, quarter);
    expect(moved(minutes(60), minutes(75))).toBe(false);
    expect(moved(minutes(60), minutes(76))).toBe(true);
    expect(moved(minutes(60), minutes(44))).toBe(true);
    expect(moved(new Date('2026-11-23T22:55:00Z'), new Date('2026-11-23T23:05:00Z'))).toBe(true);
    expect(moved(undefined, minutes(60))).toBe(false);
  });
});

describe('a completed repair', () => {
  const completedAt = (at: Date) =>
    repairAfter(...started, event('RepairCompleted', { amount: undefined }, meta(undefined, at)));
  const wake = (now: Date, repair = completedAt(minutes(0)), hours = open) =>
    nextCollectWake(repair, defaultSettings, hours, now);

  it('counts as collected at closing two days later', () => {
    const closing = new Date('2026-11-25T16:30:00Z');
    expect(wake(minutes(5))).toEqual({ due: [], again: closing });
    expect(wake(closing)).toEqual({ due: [{ do: 'collect' }], again: undefined });
  });
  it('waits for the next closing time when the garage is closed that day', () =>
    expect(wake(minutes(5), completedAt(new Date('2026-11-26T10:00:00Z'))).again).toEqual(
      new Date('2026-11-30T16:30:00Z'),
    ));
  it('of a garage without hours waits for the end of the day', () =>
    expect(wake(minutes(5), completedAt(minutes(0)), calendar({ week: [] })).again).toEqual(
      new Date('2026-11-25T23:00:00Z'),
    ));
  it('that was reopened is not collected', () =>
    expect(wake(minutes(9999), repairAfter(...started))).toEqual({ due: [], again: undefined }));
});
