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

/** `amount` raised by `rate`, rounded half up to the minor unit. */
export function raisedBy(amount: Money, rate: BasisPoints): Money {
  return money(Math.floor((amount.minor * (10_000 + rate) + 5_000) / 10_000), amount.currency);
}
