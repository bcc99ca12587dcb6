import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from './calendar.ts';
import { callWindowAt, callWindows } from './call-windows.ts';
import { calendar, minutes, monday } from './testing/builders.ts';

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
  it('can be named as a time, unless it is past or the garage is closed then', () => {
    const at = (daysAhead: number, hours: number) =>
      callWindowAt(calendar(), monday, { daysAhead, minutes: hours * 60 });
    expect(at(0, 14)).toEqual({ from: minutes(240), to: minutes(300) });
    expect(at(0, 9)).toBeUndefined();
    expect(at(0, 22)).toBeUndefined();
    expect(local(at(1, 9)?.from ?? monday)).toBe('Tue 09:00');
  });
});
