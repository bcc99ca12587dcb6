import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPlate, isDutchPlate, matchPlate, plateKey } from './plate.ts';

const sidecodes = [
  'XX-99-99',
  '99-99-XX',
  '99-XX-99',
  'XX-99-XX',
  'XX-XX-99',
  '99-XX-XX',
  '99-XXX-9',
  '9-XXX-99',
  'XX-999-X',
  'X-999-XX',
  'XXX-99-X',
  'X-99-XXX',
  '9-XX-999',
  '999-XX-9',
];
const letters = 'BDFGHJKLNPRSTVXZ'.split('');
const dutchPlate = fc
  .tuple(
    fc.constantFrom(...sidecodes),
    fc.array(fc.tuple(fc.constantFrom(...letters), fc.nat(9)), { minLength: 6, maxLength: 6 }),
  )
  .map(([code, picks]) => {
    let at = 0;
    return code.replace(/[X9]/g, (place) => {
      const [letter, digit] = picks[at++] ?? ['B', 0];
      return place === 'X' ? letter : String(digit);
    });
  });
function opened(...plates: string[]) {
  return plates.map((plate) => ({ plateKey: plateKey(plate), id: plate }));
}

describe('a plate', () => {
  it('is the same with or without dashes and spaces, in any case', () => {
    fc.assert(
      fc.property(dutchPlate, (plate) => {
        const key = plateKey(plate);
        for (const typed of [plate.toLowerCase(), key, plate.replaceAll('-', ' '), ` ${key.toLowerCase()} `]) {
          expect(plateKey(typed)).toBe(key);
          expect(matchPlate(typed, opened(plate))).toEqual({ kind: 'one', id: plate });
          expect(isDutchPlate(typed)).toBe(true);
        }
      }),
    );
  });
  it('gets its dashes back', () => {
    fc.assert(
      fc.property(dutchPlate, (plate) => {
        expect(formatPlate(plateKey(plate))).toBe(plate);
      }),
    );
  });
  it('of another country is written as there, or as it was typed', () => {
    expect(formatPlate('1abc234')).toBe('1-ABC-234');
    expect(formatPlate('B-AB 1234')).toBe('B-AB 1234');
    expect(formatPlate('ab12cde')).toBe('AB12 CDE');
    expect(formatPlate('ČK-123-AB')).toBe('ČK-123-AB');
  });
});

describe('a key', () => {
  it.each(['HH-AB12', 'B-NO1234', 'KLE-AB123E', 'HHAB12', 'AB12CDE', '12XY9', 'ČK123AB'])('is its own key: %s', (key) =>
    expect(plateKey(key)).toBe(key),
  );
});

describe('matching a part of a plate', () => {
  it('finds the one open repair it fits', () =>
    expect(matchPlate('123', opened('AB-123-C', 'XX-99-YY'))).toEqual({ kind: 'one', id: 'AB-123-C' }));
  it('tells German cars apart by the place of the dash, and one under a former key is only offered', () => {
    const two = opened('B-NO 1234', 'BN-O 1234');
    expect(matchPlate('bn-o 1234', two)).toEqual({ kind: 'one', id: 'BN-O 1234' });
    expect(matchPlate('bno1234', two).kind).toBe('many');
    expect(matchPlate('B-NO 1234', [{ plateKey: 'BNO1234', id: 'former' }])).toEqual({ kind: 'near', ids: ['former'] });
    expect(matchPlate('HH-AB 12', opened('HH-AB-12').concat({ plateKey: 'HH-AB12', id: 'german' })).kind).toBe('many');
  });
  it('asks which of several', () =>
    expect(matchPlate('12', opened('AB-123-C', '12-XX-YY'))).toEqual({ kind: 'many', ids: ['AB-123-C', '12-XX-YY'] }));
  it('prefers a whole plate over a longer one that contains it', () =>
    expect(matchPlate('B-AB 12', opened('B-AB 123', 'B-AB 12'))).toEqual({ kind: 'one', id: 'B-AB 12' }));
  it.each([
    ['AB-I23-C', 'I for 1'],
    ['I23', 'I for 1 in a part'],
    ['AB-124-C', 'another digit'],
    ['AB-132-C', 'two digits swapped'],
    ['AB-12-C', 'a digit too few'],
    ['AB-1233-C', 'a digit too many'],
  ])('offers a near miss: %s (%s)', (typed) =>
    expect(matchPlate(typed, opened('AB-123-C'))).toEqual({ kind: 'near', ids: ['AB-123-C'] }),
  );
  it('is none for a single character, for nothing, and for a stranger', () => {
    for (const typed of ['1', '', '-', 'ZZ-987-Z']) expect(matchPlate(typed, opened('AB-123-C')).kind).toBe('none');
  });
  it('never takes a near miss for the car itself', () => {
    fc.assert(
      fc.property(dutchPlate, fc.nat(5), fc.constantFrom(...letters, ...'0123456789OI'), (plate, at, other) => {
        const key = plateKey(plate);
        const typed = key.slice(0, at) + other + key.slice(at + 1);
        fc.pre(typed !== key);
        expect(matchPlate(typed, opened(plate))).toEqual({ kind: 'near', ids: [plate] });
      }),
    );
  });
});
