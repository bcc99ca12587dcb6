import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from './amount.ts';

function grouped(whole: number, separator: string): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, separator);
}

/** Every way to type an amount of which nobody can read anything else. */
function notations(minor: number): string[] {
  const whole = Math.floor(minor / 100);
  const cents = String(minor % 100).padStart(2, '0');
  const dotted = `${whole}.${cents}`;
  const withCents = [`${whole},${cents}`, `€${dotted}`, `${whole},${cents}€`, `€${whole},${cents}`];
  if (whole >= 24 || Number(cents) >= 60) withCents.push(dotted);
  if (whole >= 1000) withCents.push(`${grouped(whole, '.')},${cents}`, `${grouped(whole, ',')}.${cents}`);
  if (cents !== '00') return withCents;
  return [...withCents, `${whole}`, `${whole},-`, `${whole},--`, `${whole}.-`, `€${whole}`, `€${whole},-`, `${whole}€`];
}

describe('an amount', () => {
  it('is the same however it is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.nat(99_999_999),
          fc.nat(999_999).map((whole) => whole * 100),
        ),
        (minor) => {
          for (const typed of notations(minor))
            expect(readAmount(typed), typed).toMatchObject({ kind: 'amount', minor });
        },
      ),
    );
  });
  it('with three decimals or grouped thousands is asked back, with or without a sign', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.nat(999),
        fc.constantFrom('.', ','),
        fc.constantFrom('', '€'),
        (whole, rest, separator, sign) => {
          const typed = `${sign}${whole}${separator}${String(rest).padStart(3, '0')}`;
          expect(readAmount(typed), typed).toEqual({ kind: 'unsure', readings: [(whole * 1000 + rest) * 100] });
        },
      ),
    );
  });
  it('that may be a time is asked back', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), (hour, minute) => {
        const typed = `${hour}.${String(minute).padStart(2, '0')}`;
        expect(readAmount(typed).kind, typed).toBe('unsure');
      }),
    );
  });
  it.each(['12,5', '12.5', '1.28,40', '1.2.3', '0286', '06123456', '1000000', '1.286.40', '€38€'])(
    'is not guessed from %s',
    (typed) => expect(readAmount(typed).kind).toBe('unsure'),
  );
  it.each(['2mm', '5W30', 'R16', '205/55', '16:30', '10-40', 'pads', '9%', '', '€', '-'])(
    'is not seen in %s',
    (typed) => expect(readAmount(typed)).toEqual({ kind: 'none' }),
  );
});
