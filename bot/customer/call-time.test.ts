import { describe, expect, it } from 'vitest';
import { readCallTime } from './call-time.ts';

describe('a time to be called', () => {
  it.each([
    ['14:00', 0, 14 * 60],
    ['14.30 graag', 0, 14 * 60 + 30],
    ['morgen 9 uur', 1, 9 * 60],
    ['om 3 uur', 0, 15 * 60],
    ['at 2 pm please', 0, 14 * 60],
    ['12 am', 0, 12 * 60],
    ['tomorrow after 10', 1, 10 * 60],
    ['rond 16', 0, 16 * 60],
  ])('is read: %s', (text, daysAhead, minutes) => expect(readCallTime(text)).toEqual({ daysAhead, minutes }));
  it.each(['1', '2 en 3', 'ja', 'max 200 euro', 'na 30 minuten', '25:00', 'over 2', 'akkoord 286,40'])(
    'is not read into: %s',
    (text) => expect(readCallTime(text)).toBeUndefined(),
  );
});
