import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLocal, laterDate, localParts } from '../local-time.ts';
import { readMoment } from './moment.ts';

const zones = ['Europe/Amsterdam', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const anyZone = fc.constantFrom(...zones);
// Days around which one of the zones changes its clock, and any day.
const anyDay = fc.oneof(
  fc
    .constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01')
    .map((day) => new Date(day)),
  fc.date({ min: new Date('2024-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
);
const anyNow = fc
  .tuple(anyDay, fc.integer({ min: -1440, max: 1440 }))
  .map(([day, by]) => new Date(day.getTime() + by * 60_000));

const amsterdam = { now: new Date('2026-11-23T08:00:00Z'), zone: 'Europe/Amsterdam' };
function at(iso: string) {
  return { kind: 'at', at: new Date(iso) };
}

describe('a time in words', () => {
  it.each([
    ['16:30', '2026-11-23T15:30:00Z'],
    ['16.30', '2026-11-23T15:30:00Z'],
    ['16u30', '2026-11-23T15:30:00Z'],
    ['om 16:30 uur', '2026-11-23T15:30:00Z'],
    ['16 uur', '2026-11-23T15:00:00Z'],
    ['4pm', '2026-11-23T15:00:00Z'],
    ['vandaag 16:30', '2026-11-23T15:30:00Z'],
    ['today at 16:30', '2026-11-23T15:30:00Z'],
    ['tomorrow 10:00', '2026-11-24T09:00:00Z'],
    ['morgen 10:00', '2026-11-24T09:00:00Z'],
    ['10:00 morgen', '2026-11-24T09:00:00Z'],
    ['overmorgen 9:15', '2026-11-25T08:15:00Z'],
    ['tue 10:00', '2026-11-24T09:00:00Z'],
    ['Di 10:00', '2026-11-24T09:00:00Z'],
    ['maandag 10:00', '2026-11-23T09:00:00Z'],
    ['mon 8:30', '2026-11-30T07:30:00Z'],
  ])('%s', (text, iso) => expect(readMoment(text, amsterdam)).toEqual(at(iso)));

  it('that is over today is said to be past', () =>
    expect(readMoment('8:30', amsterdam)).toEqual({ kind: 'past', at: new Date('2026-11-23T07:30:00Z') }));
  it('may be a day alone', () => {
    expect(readMoment('morgen', amsterdam)).toEqual({ kind: 'day', day: '2026-11-24' });
    expect(readMoment('ma', amsterdam)).toEqual({ kind: 'day', day: '2026-11-30' });
  });
  it.each(['', 'half four', '25:00', '16:75', '16', 'morgen vroeg', '10:00 11:00', 'op de brug', '24:00'])(
    'is not guessed from "%s"',
    (text) => expect(readMoment(text, amsterdam)).toEqual({ kind: 'none' }),
  );
  it('tomorrow at ten is ten on the wall also when the clock changes in the night', () => {
    const now = new Date('2026-10-24T18:00:00Z');
    expect(readMoment('morgen 10:00', { now, zone: 'Europe/Amsterdam' })).toEqual(at('2026-10-25T09:00:00Z'));
  });
});

describe('the wall clock of a garage', () => {
  it('reads back the time of any hour of tomorrow that exists', () => {
    fc.assert(
      fc.property(anyNow, anyZone, fc.nat(23), fc.nat(59), (now, zone, hour, minute) => {
        const two = (part: number) => String(part).padStart(2, '0');
        const date = laterDate(localParts(zone, now).date, 1);
        const minutes = hour * 60 + minute;
        fc.pre(localParts(zone, atLocal(zone, date, minutes)).minutes === minutes);
        const read = readMoment(`morgen ${two(hour)}:${two(minute)}`, { now, zone });
        expect(read.kind).toBe('at');
        if (read.kind === 'at') expect(localParts(zone, read.at)).toMatchObject({ date, minutes });
      }),
    );
  });
  it('never promises a moment that is over, and a weekday is the one that was named', () => {
    const names = ['zo', 'ma', 'di', 'wo', 'do', 'vr', 'za'];
    fc.assert(
      fc.property(anyNow, anyZone, fc.nat(6), fc.integer({ min: 7, max: 23 }), (now, zone, weekday, hour) => {
        const read = readMoment(`${names[weekday]} ${hour}:00`, { now, zone });
        expect(read.kind).toBe('at');
        if (read.kind !== 'at') return;
        expect(read.at > now).toBe(true);
        const local = localParts(zone, read.at);
        expect([local.weekday, local.minutes]).toEqual([weekday, hour * 60]);
        expect(local.date <= laterDate(localParts(zone, now).date, 7)).toBe(true);
      }),
    );
  });
});
