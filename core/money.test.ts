import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, money, raisedBy } from './money.ts';

describe('an amount raised by VAT', () => {
  it('is rounded half up to the cent', () => {
    expect(raisedBy(money(10_50, 'EUR'), 2100)).toEqual(money(12_71, 'EUR'));
    expect(raisedBy(money(100_05, 'EUR'), 2100)).toEqual(money(121_06, 'EUR'));
  });
  it('is cancelled by its discount', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.integer({ min: 0, max: 10_000 }), (minor, rate) => {
        const both = add(raisedBy(money(minor, 'EUR'), rate), raisedBy(money(-minor, 'EUR'), rate));
        expect(both.minor).toBe(0);
      }),
    );
  });
});
