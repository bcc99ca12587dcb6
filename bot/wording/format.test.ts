import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, money } from '../../core/money.ts';
import { plateEnd } from './customer/message.ts';
import {
  formatDay,
  formatNearDay,
  formatPercent,
  formatTime,
  inSentence,
  languageOf,
  plain,
  shownWords,
} from './format.ts';

const zone = 'Europe/Amsterdam';
const monday = new Date('2026-11-23T12:00:00Z');

describe('an amount', () => {
  it.each([
    [128640, '€\u00a01.286,40', '€\u00a01,286.40'],
    [0, '€\u00a00,00', '€\u00a00.00'],
    [5, '€\u00a00,05', '€\u00a00.05'],
    [-2500, '€\u00a0-25,00', '€\u00a0-25.00'],
    [123456789, '€\u00a01.234.567,89', '€\u00a01,234,567.89'],
  ])('of %d cents is written as people write it', (minor, dutch, english) => {
    expect(formatMoney(money(minor, 'EUR'), 'nl')).toBe(dutch);
    expect(formatMoney(money(minor, 'EUR'), 'en')).toBe(english);
  });

  it('loses no cent, however large', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        const digits = formatMoney(money(minor, 'GBP'), 'nl').replace(/[^\d-]/gu, '');
        expect(Number(digits)).toBe(minor);
      }),
    );
  });
});

describe('a time', () => {
  it.each([
    ['2026-11-23T07:40:00Z', '8:40'],
    ['2026-11-23T15:30:00Z', '16:30'],
    ['2026-11-22T23:05:00Z', '0:05'],
    ['2026-07-01T06:40:00Z', '8:40'],
  ])('is on the garage’s clock: %s', (at, expected) => {
    expect(formatTime(new Date(at), zone, 'nl')).toBe(expected);
    expect(formatTime(new Date(at), zone, 'en')).toBe(expected);
  });
});

describe('a day', () => {
  it.each([
    ['2026-11-23T22:59:00Z', 'vandaag', 'today'],
    ['2026-11-23T23:00:00Z', 'morgen (di 24 nov)', 'tomorrow (Tue 24 Nov)'],
    ['2026-11-25T09:00:00Z', 'wo 25 nov', 'Wed 25 Nov'],
    ['2026-11-22T09:00:00Z', 'zo 22 nov', 'Sun 22 Nov'],
    ['2027-03-01T09:00:00Z', 'ma 1 mrt', 'Mon 1 Mar'],
  ])('is named from the garage’s calendar: %s', (at, dutch, english) => {
    expect(formatDay(new Date(at), monday, zone, 'nl')).toBe(dutch);
    expect(formatDay(new Date(at), monday, zone, 'en')).toBe(english);
  });

  it('tomorrow is tomorrow when the clocks change, too', () => {
    const saturday = new Date('2026-10-24T22:30:00Z');
    expect(formatNearDay(new Date('2026-10-25T23:30:00Z'), saturday, zone, 'nl')).toBe('morgen');
    expect(formatNearDay(new Date('2026-10-25T22:30:00Z'), saturday, zone, 'nl')).toBe('vandaag');
  });
});

describe('words of a person', () => {
  it('stay on one line and cannot switch bold', () => {
    expect(plain('  pads *2 mm*\r\n\u0000 left\u202e ')).toBe('pads \u22172 mm\u2217 left');
  });

  it('are cut with an ellipsis, never longer than allowed, never within a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 40 }), (words, most) => {
        const line = plain(words, most);
        expect(line.length).toBeLessThanOrEqual(most);
        expect(line).not.toMatch(/[*\n\p{Cc}]|[\ud800-\udbff](?![\udc00-\udfff])/u);
      }),
    );
  });

  it('go on within a sentence in lower case, but not an abbreviation', () => {
    expect([inSentence('Remblokken voor'), inSentence('APK'), inSentence('LED-lamp')]).toEqual([
      'remblokken voor',
      'APK',
      'LED-lamp',
    ]);
  });
});

describe('small facts', () => {
  it('a tolerance is a percentage', () => {
    expect([formatPercent(1000, 'nl'), formatPercent(750, 'nl'), formatPercent(750, 'en')]).toEqual([
      '10\u00a0%',
      '7,5\u00a0%',
      '7.5\u00a0%',
    ]);
  });

  it('the end of a plate is its last two signs', () => {
    expect(['AB-123-C', '12-XYZ-3', '12-34-AB', 'X'].map(plateEnd)).toEqual(['3-C', 'Z-3', 'AB', 'X']);
  });

  it('a language code means Dutch, English, or what the garage speaks', () => {
    expect(['nl', 'nl-BE', 'en-GB', 'EN_us', 'de', '', undefined].map((code) => languageOf(code, 'nl'))).toEqual([
      'nl',
      'nl',
      'en',
      'en',
      'nl',
      'nl',
      'nl',
    ]);
  });
});

describe('words on a card', () => {
  it.each([
    ['lekt, bel 06-12345678', 'lekt, bel ••78'],
    ['APK 23-11-2026', 'APK 23-11-2026'],
    ['geb. 12-05-1980, 0612345678', 'geb. 12-05-1980, ••78'],
    ['06 12 34 56 78', '••78'],
  ])('show no phone number, and every date: %s', (words, shown) => expect(shownWords(words)).toBe(shown));
});
