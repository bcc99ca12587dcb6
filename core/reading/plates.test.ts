import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableRows } from '../testing/table-rows.ts';
import { findPlate, readPlate } from './find-plate.ts';

const rows = tableRows('plates');

function tidied(text = ''): string {
  return text
    .normalize('NFC')
    .replace(/\s*[,;]\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the plate of a registration', () => {
  it.each(rows)('%s: %s is %s: %s %s', (_, typed, outcome, key, shown, rest) => {
    const found = findPlate(typed ?? '');
    if (outcome === 'asked') expect(found.kind).toBe('asked');
    else expect({ ...found, rest: tidied(found.rest) }).toEqual({ kind: 'read', key, shown, rest: tidied(rest) });
  });
});

describe('what stands around a plate', () => {
  it.each([
    ['Jan Groß, AB-123-C, lekt', 'Jan Groß, lekt'],
    ['Jan, kenteken AB-123-C, lekt', 'Jan, lekt'],
    ['license plate AB-123-C | Jan', 'Jan'],
    ['AB-123-C, می‌خواهم 👨‍🔧 ½ m² – lekt…', 'می‌خواهم 👨‍🔧 ½ m² – lekt…'],
    ['\u2068AB-123-C\u2069, \u2067שלום\u2069', '\u2067שלום\u2069'],
  ])('stays as it was typed: %s', (typed, rest) => expect(findPlate(typed)).toMatchObject({ kind: 'read', rest }));
  it.each([
    ['BNO 1234, Schulz', ['B-NO 1234', 'BN-O 1234'], 'Schulz'],
    ['HH-AB 12, Petersen', ['HH-AB-12', 'HH-AB 12'], 'Petersen'],
    ['HH AB 12, Petersen', ['HH-AB-12', 'HH-AB 12'], 'Petersen'],
    ['AB-123-C of 12-XTG-3, Jan', ['AB-123-C', '12-XTG-3'], 'Jan'],
    ['AB-123-C & 12-XTG-3, Jan', ['AB-123-C', '12-XTG-3'], 'Jan'],
    ['AB-123-C (of D), Jan', ['AB-123-C'], 'Jan'],
    ['ab12ocd, Emma', ['AB12 OCD', 'AB-120-CD'], 'Emma'],
    ['golf7, Jan', [], 'Jan'],
  ])('stays where it is when the plate is asked: %s', (typed, readings, rest) => {
    const found = findPlate(typed);
    expect(found).toMatchObject({ kind: 'asked', rest });
    if (found.kind === 'asked') expect(found.readings.map((plate) => plate.shown)).toEqual(readings);
  });
  it.each([
    ['Piotr, WA 12345, +48 601 234 567', 'WA 12345'],
    ['Jan Jansen, AB 123 C, lekt', 'AB-123-C'],
  ])('may come first: %s', (typed, plate) => expect(findPlate(typed)).toMatchObject({ kind: 'read', shown: plate }));
});

describe('what looks like a plate', () => {
  it.each([
    ['bmw320', 'a model'],
    ['120000km', 'a reading'],
    ['120EUR', 'an amount'],
    ['12-mei-26', 'a date'],
    ['12-nov-2026', 'a date'],
    ['225/45 ZR17', 'a tyre'],
    ['1234AB 12', 'an address'],
    ['o6-1234567', 'a phone'],
    ['niet AB-123-C', 'another car'],
  ])('is none: %s (%s)', (typed) => expect(findPlate(`${typed}, Jan`).kind).toBe('asked'));
  it('is looked for in a time that grows with the text alone', () => {
    const timeOf = (text: string): number => {
      const began = performance.now();
      findPlate(text);
      return performance.now() - began;
    };
    for (const piece of ['O0-', 'AB-1', 'I0 ', 'A1,', ', A 1', '(((', '- ', 'HH-AB 1 ', '\u2068A'])
      expect(timeOf(piece.repeat(Math.ceil(4096 / piece.length)))).toBeLessThan(500);
  });
});

const letter = fc.constantFrom(...'BDFGHJKLNPRSTVXZ');
const digit = fc.constantFrom(...'23456789');
const shown = fc
  .constantFrom(
    'LL-DDD-L',
    'DD-LLL-D',
    'D-LL-DDD',
    'LL-DD-LL',
    'D-LLL-DDD',
    'L-LL DDDD',
    'LL-L DDD',
    'LLL-LL DD',
    'LLDD LLL',
  )
  .chain((shape) =>
    fc.tuple(...[...shape].map((sign) => (sign === 'L' ? letter : sign === 'D' ? digit : fc.constant(sign)))),
  )
  .map((signs) => signs.join(''));

describe('the key of a plate', () => {
  it('is the same with any marks that nobody sees, in any case', () =>
    fc.assert(
      fc.property(
        shown,
        fc.constantFrom('\u200b', '\u2068', '\u202a', '\u00ad', '\u061c', '\u200d'),
        fc.nat(10),
        (plate, mark, at) => {
          const typed = `${plate.slice(0, at)}${mark}${plate.slice(at)}`.toLowerCase();
          expect(readPlate(typed)).toEqual(readPlate(plate));
          expect(readPlate(plate)?.shown).toBe(plate);
        },
      ),
    ));
  it('is never that of another car', () =>
    fc.assert(
      fc.property(shown, shown, (one, other) => {
        if (one !== other) expect(readPlate(one)?.key).not.toBe(readPlate(other)?.key);
      }),
    ));
});
