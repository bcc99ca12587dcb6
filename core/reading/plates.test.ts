import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPlate, readPlate } from './find-plate.ts';

const rows = readFileSync(new URL('./tables/plates.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

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
