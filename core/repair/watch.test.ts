import { describe, expect, it } from 'vitest';
import { replay } from '../decision.ts';
import { calendar, event, meta, minutes, registered, rules, started } from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import type { RepairEvent } from './repair.ts';
import { defaultSettings, hasMoved, nextCollectWake, nextPromiseWake } from './watch.ts';

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
