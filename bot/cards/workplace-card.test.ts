import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialsOf } from '../mechanic/initials.ts';

describe('the initials of colleagues', () => {
  it.each([
    [
      ['Mia Visser', 'Rob Jansen'],
      ['MV', 'RJ'],
    ],
    [
      ['Mia Visser', 'Mo Vos'],
      ['MVi', 'MVo'],
    ],
    [['Jan de Vries'], ['JV']],
    [
      ['Mia', 'Mo', 'Rob'],
      ['Mi', 'Mo', 'R'],
    ],
    [
      ['Mia Visser', 'Max Visser'],
      ['MiV', 'MaV'],
    ],
    [
      ['Mia Visser', 'Mia Visser'],
      ['MiaVisser', 'MiaVisser2'],
    ],
    [
      ['Jean-Luc Ünal', '…'],
      ['JÜ', '?'],
    ],
  ])('of %j are %j', (names, initials) => {
    expect(initialsOf(names)).toEqual(initials);
  });

  const anyName = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom('Mia', 'Mo', 'mia', 'M'), fc.constantFrom('Visser', 'Vos', 'de Vos', 'V', ''))
      .map((two) => two.join(' ')),
  );

  it('tell any people apart', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 12 }), (names) => {
        const initials = initialsOf(names);
        expect(initials).toHaveLength(names.length);
        expect(initials.every((one) => one !== '')).toBe(true);
        expect(new Set(initials.map((one) => one.toLowerCase())).size).toBe(names.length);
      }),
    );
  });

  it('do not depend on the order in which people with different names are listed', () => {
    const distinct = fc.uniqueArray(
      fc.constantFrom('Mia Visser', 'Mo Vos', 'Mia', 'Rob Jansen', 'Ria Jansen', 'R Jansen'),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(distinct, (names) => {
        const there = new Map(names.map((name, index) => [name, initialsOf(names)[index]]));
        const back = [...names].reverse();
        expect(new Map(back.map((name, index) => [name, initialsOf(back)[index]]))).toEqual(there);
      }),
    );
  });
});
