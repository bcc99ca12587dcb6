import type { Language } from './customer/address.ts';

/** An exact amount in minor units (cents). Floats never hold money. */
export type Money = { readonly minor: number; readonly currency: Currency };
export type Currency = 'EUR' | 'USD' | 'GBP';

/** Throws RangeError when `minor` is not a safe integer. */
export function money(minor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Money needs whole minor units, got ${minor}`);
  return { minor, currency };
}

export function zero(currency: Currency): Money {
  return money(0, currency);
}

/** Throws TypeError on mixed currencies. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`Cannot add ${b.currency} to ${a.currency}`);
  return money(a.minor + b.minor, a.currency);
}

export function subtract(a: Money, b: Money): Money {
  return add(a, money(-b.minor, b.currency));
}
export function sum(amounts: readonly Money[], currency: Currency): Money {
  return amounts.reduce(add, zero(currency));
}
export function exceeds(a: Money, b: Money): boolean {
  return subtract(a, b).minor > 0;
}
export function sameAmount(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.minor === b.minor;
}

/** Hundredths of a percent: 21 % is 2100. */
export type BasisPoints = number;

/**
 * `amount` raised by `rate`, rounded half away from zero: a discount of an amount cancels the amount.
 */
export function raisedBy({ minor, currency }: Money, rate: BasisPoints): Money {
  const raised = Math.floor((Math.abs(minor) * (10_000 + rate) + 5_000) / 10_000);
  return money(minor < 0 ? -raised : raised, currency);
}

const SIGNS: Readonly<Record<Currency, string>> = { EUR: '€', USD: '$', GBP: '£' };

/**
 * `€ 1.286,40` in Dutch, `€ 1,286.40` in English; the no-break space keeps an amount on one line.
 */
export function formatMoney({ minor, currency }: Money, language: Language): string {
  const [group, point] = language === 'nl' ? ['.', ','] : [',', '.'];
  const size = Math.abs(minor);
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${SIGNS[currency]}\u00a0${minor < 0 ? '-' : ''}${whole}${point}${String(size % 100).padStart(2, '0')}`;
}
