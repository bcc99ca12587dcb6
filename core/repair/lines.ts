import { type Decision, reject } from '../decision.ts';
import { type Currency, type Money, money, sum } from '../money.ts';
import type { QuoteLine, RepairRejection } from './repair.ts';

/** In cents; beyond it a percentage of a sum would no longer be exact. */
const largestMinor = 10_000_000_000;

/** Returns the total including VAT, or why these lines cannot be a quote. */
export function priced(lines: readonly QuoteLine[], currency: Currency): PricedOrNot {
  if (lines.length === 0) return refuse({ code: 'EmptyQuote' });
  if (lines.some(({ amount }) => amount.currency !== currency)) return refuse({ code: 'MixedCurrency' });
  if (!lines.every(hasFairAmount)) return refuse({ code: 'InvalidAmount' });
  const minor = lines.reduce((total, { amount }) => total + amount.minor, 0);
  if (minor <= 0 || minor > largestMinor) return refuse({ code: 'InvalidAmount' });
  if (!countsFromOne(lines)) return refuse({ code: 'InvalidChoices' });
  return { total: money(minor, currency) };
}

type PricedOrNot = { readonly total: Money } | { readonly refused: Decision<never, RepairRejection> };

function refuse(because: RepairRejection): PricedOrNot {
  return { refused: reject(because) };
}

function hasFairAmount({ amount, vatRate }: QuoteLine): boolean {
  return (
    Number.isSafeInteger(amount.minor) &&
    Math.abs(amount.minor) <= largestMinor &&
    Number.isInteger(vatRate) &&
    vatRate >= 0 &&
    vatRate <= 10_000
  );
}

function countsFromOne(lines: readonly QuoteLine[]): boolean {
  return choiceNumbers(lines).every((number, index) => number === index + 1);
}

export function choiceNumbers(lines: readonly QuoteLine[]): readonly number[] {
  return [...new Set(lines.map(({ number }) => number))].sort((a, b) => a - b);
}

export function totalOf(lines: readonly QuoteLine[], numbers: readonly number[], currency: Currency): Money {
  return sum(
    lines.filter(({ number }) => numbers.includes(number)).map(({ amount }) => amount),
    currency,
  );
}

/**
 * Returns why an amount for the whole repair cannot be recorded; undefined when it can, or when
 * there is none.
 */
export function wrongAmount(amount: Money | undefined, currency: Currency): RepairRejection | undefined {
  if (amount === undefined) return undefined;
  if (amount.currency !== currency) return { code: 'MixedCurrency' };
  const fair = Number.isSafeInteger(amount.minor) && amount.minor >= 0 && amount.minor <= largestMinor;
  return fair ? undefined : { code: 'InvalidAmount' };
}
