import { type BasisPoints, type Currency, type Money, money, raisedBy } from '../money.ts';

/** How a garage's mechanics type prices. */
export type PriceOptions = {
  readonly currency: Currency;
  readonly pricesIncludeVat: boolean;
  readonly vatRate: BasisPoints;
};

/** An amount as typed and as it will be sent. */
export type Price = {
  readonly typed: Money;
  readonly includesVat: boolean;
  readonly vatRate: BasisPoints;
  /** Including VAT. */
  readonly amount: Money;
};

/** Makes a price of a typed amount, with the amount that the customer will see. */
export function priceOf(
  minor: number,
  includesVat: boolean,
  vatRate: BasisPoints,
  { currency }: Pick<PriceOptions, 'currency'>,
): Price {
  const typed = money(minor, currency);
  return { typed, includesVat, vatRate, amount: includesVat ? typed : raisedBy(typed, vatRate) };
}
