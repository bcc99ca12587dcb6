import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLocal, atLocalAfter, laterDate, localParts, sameLocalDay, weekdayOf } from './local-time.ts';

const amsterdam = 'Europe/Amsterdam';
function iso(at: Date): string {
  return at.toISOString().slice(0, 16);
}

describe('a local time', () => {
  it('is the clock on the wall, summer and winter', () => {
    expect(iso(atLocal(amsterdam, '2026-11-23', 630))).toBe('2026-11-23T09:30');
    expect(iso(atLocal(amsterdam, '2026-07-23', 630))).toBe('2026-07-23T08:30');
    expect(localParts(amsterdam, new Date('2026-11-22T23:30:00Z'))).toEqual({
      date: '2026-11-23',
      minutes: 30,
      weekday: 1,
    });
  });
  it('that the clock skips is the moment of the skip', () =>
    expect(iso(atLocal(amsterdam, '2026-03-29', 150))).toBe('2026-03-29T01:00'));
  it('that comes twice is the first, or the first after a moment', () => {
    expect(iso(atLocal(amsterdam, '2026-10-25', 150))).toBe('2026-10-25T00:30');
    expect(iso(atLocalAfter(amsterdam, '2026-10-25', 150, new Date('2026-10-25T00:30:00Z')))).toBe('2026-10-25T01:30');
  });
  it('of 1440 minutes is the end of the day, also of one with 23 hours', () => {
    expect(iso(atLocal(amsterdam, '2026-03-29', 1440))).toBe('2026-03-29T22:00');
    expect(iso(atLocal(amsterdam, '2026-10-25', 1440))).toBe('2026-10-25T23:00');
  });
  it('survives a day that a zone left out', () => {
    const skipped = atLocal('Pacific/Apia', '2011-12-30', 600);
    expect(localParts('Pacific/Apia', skipped).date).toBe('2011-12-31');
  });
  it('read back is what was written, in every zone, unless the clock skips it', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(amsterdam, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati'),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, days, minutes) => {
          const date = laterDate('2026-01-01', days);
          const read = localParts(zone, atLocal(zone, date, minutes));
          expect(read.date).toBe(date);
          expect(read.weekday).toBe(weekdayOf(date));
          expect(read.minutes).toBeGreaterThanOrEqual(minutes);
          expect(read.minutes - minutes).toBeLessThanOrEqual(60);
          if (minutes >= 240) expect(read.minutes).toBe(minutes);
        },
      ),
      { numRuns: 2000 },
    ));
});

describe('a date', () => {
  it('goes on over the end of months and leap days', () => {
    expect(laterDate('2028-02-28', 1)).toBe('2028-02-29');
    expect(laterDate('2026-12-31', 1)).toBe('2027-01-01');
    expect(laterDate('2026-03-01', -1)).toBe('2026-02-28');
  });
  it('is the same for two moments only where they are looked at', () => {
    const [late, early] = [new Date('2026-11-23T22:30:00Z'), new Date('2026-11-23T23:30:00Z')];
    expect(sameLocalDay('UTC', late, early)).toBe(true);
    expect(sameLocalDay(amsterdam, late, early)).toBe(false);
  });
});
