import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessMs,
  businessMs,
  type Calendar,
  callWindows,
  closesAt,
  endOfNextBusinessDay,
  isOpen,
  isQuiet,
  nextOpening,
  openingsOn,
  quietEnds,
  shiftEnds,
} from './calendar.ts';
import { calendar, minutes, monday } from './testing/builders.ts';

const amsterdam = calendar();
const withLunch = calendar({
  week: amsterdam.week.map((spans) =>
    spans.length === 0
      ? []
      : [
          { opens: 480, closes: 720 },
          { opens: 780, closes: 1050 },
        ],
  ),
});
const hour = 3_600_000;
function utc(text: string): Date {
  return new Date(`${text}:00Z`);
}
function iso(at: Date | undefined): string | undefined {
  return at?.toISOString().slice(0, 16);
}

describe('opening hours', () => {
  it('are those of the local day, from opening up to closing', () => {
    expect(isOpen(amsterdam, utc('2026-11-23T07:00'))).toBe(true);
    expect(isOpen(amsterdam, utc('2026-11-23T06:59'))).toBe(false);
    expect(isOpen(amsterdam, utc('2026-11-23T16:30'))).toBe(false);
    expect(isOpen(amsterdam, utc('2026-11-22T10:00'))).toBe(false);
    expect(isOpen(withLunch, utc('2026-11-23T11:30'))).toBe(false);
  });
  it('of a dated exception go before those of the week', () => {
    const holidays = calendar({ days: { '2026-12-25': [], '2026-12-26': [{ opens: 600, closes: 720 }] } });
    expect(isOpen(holidays, utc('2026-12-25T10:00'))).toBe(false);
    expect(isOpen(holidays, utc('2026-12-26T10:00'))).toBe(true);
  });
  it('that overlap are counted once', () => {
    const twice = calendar({
      days: {
        '2026-11-23': [
          { opens: 480, closes: 700 },
          { opens: 600, closes: 720 },
          { opens: 720, closes: 780 },
        ],
      },
    });
    expect(openingsOn(twice, '2026-11-23')).toHaveLength(1);
    expect(businessMs(twice, utc('2026-11-23T00:00'), utc('2026-11-23T20:00'))).toBe(5 * hour);
  });
  it('follow the clock through the change to winter time', () => {
    const daily = calendar({ week: Array.from({ length: 7 }, () => [{ opens: 480, closes: 1050 }]) });
    expect(iso(nextOpening(daily, utc('2026-10-24T18:00')))).toBe('2026-10-25T07:00');
    expect(iso(nextOpening(daily, utc('2026-10-23T18:00')))).toBe('2026-10-24T06:00');
  });
  it('may be missing altogether', () => {
    const never = calendar({ week: [] });
    expect(nextOpening(never, utc('2026-11-23T10:00'))).toBeUndefined();
    expect(addBusinessMs(never, utc('2026-11-23T10:00'), 1)).toBeUndefined();
    expect(iso(endOfNextBusinessDay(never, utc('2026-11-23T10:00')))).toBe('2026-11-24T23:00');
  });
});

describe('the default validity of a quote', () => {
  it('is closing time of the next day that the garage is open', () => {
    expect(iso(endOfNextBusinessDay(amsterdam, utc('2026-11-23T10:00')))).toBe('2026-11-24T16:30');
    expect(iso(endOfNextBusinessDay(amsterdam, utc('2026-11-27T10:00')))).toBe('2026-11-30T16:30');
    expect(iso(endOfNextBusinessDay(calendar({ days: { '2026-11-24': [] } }), utc('2026-11-23T10:00')))).toBe(
      '2026-11-25T16:30',
    );
  });
  it('counts from the local day: after midnight in Amsterdam it is tomorrow already', () =>
    expect(iso(endOfNextBusinessDay(amsterdam, utc('2026-11-23T23:30')))).toBe('2026-11-25T16:30'));
});

describe('the day of a garage', () => {
  it('closes at its last closing time, lunch aside', () => {
    expect(iso(closesAt(withLunch, utc('2026-11-23T09:00')))).toBe('2026-11-23T16:30');
    expect(closesAt(amsterdam, utc('2026-11-23T17:00'))).toBeUndefined();
    expect(closesAt(amsterdam, utc('2026-11-22T09:00'))).toBeUndefined();
  });
  it('measures opening time only', () => {
    expect(businessMs(withLunch, utc('2026-11-23T10:00'), utc('2026-11-23T13:00'))).toBe(2 * hour);
    expect(businessMs(amsterdam, utc('2026-11-27T15:30'), utc('2026-11-30T08:00'))).toBe(2 * hour);
    expect(businessMs(amsterdam, utc('2026-11-30T08:00'), utc('2026-11-27T15:30'))).toBe(0);
  });
});

describe('quiet hours', () => {
  it('run over midnight', () => {
    expect(isQuiet(amsterdam, utc('2026-11-23T20:00'))).toBe(true);
    expect(isQuiet(amsterdam, utc('2026-11-23T05:59'))).toBe(true);
    expect(isQuiet(amsterdam, utc('2026-11-23T06:00'))).toBe(false);
    expect(isQuiet(amsterdam, utc('2026-11-23T19:59'))).toBe(false);
  });
  it('end in the morning', () => {
    expect(iso(quietEnds(amsterdam, utc('2026-11-23T20:30')))).toBe('2026-11-24T06:00');
    expect(iso(quietEnds(amsterdam, utc('2026-11-24T00:30')))).toBe('2026-11-24T06:00');
    expect(iso(quietEnds(amsterdam, utc('2026-11-24T12:00')))).toBe('2026-11-24T12:00');
  });
  it('need not exist', () => expect(isQuiet(calendar({ quiet: undefined }), utc('2026-11-23T23:00'))).toBe(false));
});

describe('in every zone, on every day of the year', () => {
  const zones = [
    'Europe/Amsterdam',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
    'UTC',
  ];
  const anyMinute = fc.integer({ min: 0, max: 24 * 60 });
  const anySpan = fc.tuple(anyMinute, anyMinute).map(([a, b]) => ({ opens: Math.min(a, b), closes: Math.max(a, b) }));
  const anyQuiet = fc.record({ from: fc.integer({ max: 1439, min: 0 }), to: fc.integer({ max: 1439, min: 0 }) });
  const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
    zone: fc.constantFrom(...zones),
    week: fc.array(fc.array(anySpan, { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
    days: fc.constant({}),
    quiet: fc.option(anyQuiet, { nil: undefined }),
  });
  /** Half of them around a change of the clock in one of the zones. */
  const anyMoment = fc.oneof(
    fc.date({ min: utc('2026-01-01T00:00'), max: utc('2027-12-31T00:00'), noInvalidDate: true }),
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-29T01:00',
          '2026-10-25T01:00',
          '2026-03-08T07:00',
          '2026-11-01T06:00',
          '2026-04-04T15:00',
          '2026-10-03T15:30',
        ),
        fc.integer({ min: -6 * hour, max: 6 * hour }),
      )
      .map(([change, ms]) => new Date(utc(change).getTime() + ms)),
  );
  const whenever = (rule: (calendar: Calendar, at: Date, ms: number) => void): void =>
    fc.assert(fc.property(anyCalendar, anyMoment, fc.integer({ min: 1, max: 40 * hour }), rule), { numRuns: 200 });

  it('it is not quiet when quiet hours end, and it was until then', () =>
    whenever((calendar, at) => {
      const end = quietEnds(calendar, at);
      expect(isQuiet(calendar, end)).toBe(false);
      expect(end.getTime()).toBeGreaterThanOrEqual(at.getTime());
      for (let before = at.getTime(); before < end.getTime(); before += hour / 4)
        expect(isQuiet(calendar, new Date(before))).toBe(true);
    }));
  it('the garage is open when it opens, and was closed just before', () =>
    whenever((calendar, at) => {
      const next = nextOpening(calendar, at);
      if (!next) return;
      expect(next > at).toBe(true);
      expect(isOpen(calendar, next)).toBe(true);
      if (!isOpen(calendar, at)) expect(businessMs(calendar, at, next)).toBe(0);
    }));
  it('opening time adds up over any moment in between', () =>
    whenever((calendar, at, ms) => {
      const middle = new Date(at.getTime() + Math.floor(ms / 3));
      const end = new Date(at.getTime() + ms);
      const whole = businessMs(calendar, at, end);
      expect(businessMs(calendar, at, middle) + businessMs(calendar, middle, end)).toBe(whole);
      expect(whole).toBeLessThanOrEqual(ms);
    }));
  it('adding opening time is the reverse of measuring it', () =>
    whenever((calendar, at, ms) => {
      const end = addBusinessMs(calendar, at, ms);
      if (end) expect(businessMs(calendar, at, end)).toBe(ms);
    }));
  it('a quote lasts beyond today', () =>
    whenever((calendar, at) => {
      expect(endOfNextBusinessDay(calendar, at) > at).toBe(true);
    }));
});

describe('a shift', () => {
  const until = (at: string): string | undefined => iso(shiftEnds(withLunch, utc(at), 4 * hour));

  it('ends at closing time, whether it begins early, at work or during lunch', () => {
    expect(until('2026-11-23T06:15')).toBe('2026-11-23T16:30');
    expect(until('2026-11-23T08:00')).toBe('2026-11-23T16:30');
    expect(until('2026-11-23T11:15')).toBe('2026-11-23T16:30');
  });
  it('ends after four hours at night, after closing and on a closed day', () => {
    expect(until('2026-11-23T01:00')).toBe('2026-11-23T05:00');
    expect(until('2026-11-23T16:30')).toBe('2026-11-23T20:30');
    expect(until('2026-11-22T10:00')).toBe('2026-11-22T14:00');
  });
});

function local(at: Date): string {
  return at.toLocaleString('en-GB', {
    timeZone: 'Europe/Amsterdam',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
function shown(now: Date) {
  return callWindows(calendar(), now).map(({ from, to }) => `${local(from)} to ${local(to)}`);
}

describe('the hours in which a customer can be called', () => {
  it('are the next one, one two hours later, and one of the next day', () =>
    expect(shown(monday)).toEqual(['Mon 11:00 to Mon 12:00', 'Mon 13:00 to Mon 14:00', 'Tue 08:00 to Tue 09:00']));
  it('are three of the next day when it is over for today', () =>
    expect(shown(minutes(9 * 60))).toEqual([
      'Tue 08:00 to Tue 09:00',
      'Tue 10:00 to Tue 11:00',
      'Tue 13:00 to Tue 14:00',
    ]));
  it('skip a day on which the garage is closed', () => {
    const friday = new Date('2026-11-27T18:00:00Z');
    expect(shown(friday)[0]).toMatch(/^(Sat|Mon)/);
    expect(callWindows(calendar({ week: [[], [], [], [], [], [], []] }), friday)).toEqual([]);
  });
  it('are always open hours, at least half an hour ahead, in order', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), (ahead) => {
        const now = minutes(ahead);
        const windows = callWindows(calendar(), now);
        expect(windows.length).toBeGreaterThan(0);
        for (const [index, { from, to }] of windows.entries()) {
          expect(isOpen(calendar(), from) && isOpen(calendar(), new Date(to.getTime() - 1))).toBe(true);
          expect(from.getTime()).toBeGreaterThanOrEqual(now.getTime() + 30 * 60_000);
          expect(from.getTime()).toBeGreaterThan(windows[index - 1]?.from.getTime() ?? 0);
        }
      }),
    ));
});
