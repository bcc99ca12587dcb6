import type { Currency } from '../money.ts';
import { withoutEnd } from '../trimmed.ts';

/** A word read as money, in minor units. */
export type AmountReading =
  | {
      readonly kind: 'amount';
      readonly minor: number;
      readonly currency: Currency | undefined;
      readonly explicit: boolean;
    }
  /** A number that can be read in two ways; `readings` are the likely ones. */
  | { readonly kind: 'unsure'; readonly readings: readonly number[] }
  | { readonly kind: 'none' };

const symbols: ReadonlyMap<string, Currency> = new Map([
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['$', 'USD'],
]);

/** Glues currency signs to their number: `€ 38` and `38 euro` become one word. */
export function gluedCurrency(text: string): string {
  return text
    .replace(/(?<![\p{L}\d])(?:eur|euro)\s*(?=\d)/giu, '€')
    .replace(/([€£$])\s+(?=\d)/gu, '$1')
    .replace(/(\d(?:[.,](?:-{1,2}|[–—=]))?)\s*(?:euro(?:['’]?s)?|eur|€)(?![\p{L}\d])(?!\s*\d)/giu, '$1€');
}

function unsure(...readings: number[]): AmountReading {
  return { kind: 'unsure', readings };
}
const none: AmountReading = { kind: 'none' };

// Nothing in a garage costs a million, but part and phone numbers look like it.
const limit = 1_000_000_00;

function tooWild(whole: string): boolean {
  return (whole.length > 1 && whole.startsWith('0')) || Number(whole) * 100 >= limit;
}

/**
 * Reads `286,40`, `286.40`, `1.286,40`, `1,286.40`, `38,-`, `38` with or without a currency sign.
 * Never guesses: `1.286` and `1,286` (thousands or not), `16.30` (a time) and one or three decimals
 * are unsure.
 */
export function readAmount(word: string): AmountReading {
  const match = /^([€£$]?)(\d[\d.,]*?)([.,](?:-{1,2}|[–—=]))?([€£$]?)$/u.exec(withoutEnd(word, /[.,]/));
  if (!match) return none;
  const [, before = '', number = '', dash, after = ''] = match;
  const currency = symbols.get(before || after);
  const amount = (whole: string, cents: string): AmountReading => {
    const digits = whole.replace(/[.,]/g, '');
    if (tooWild(digits) || (before && after)) return unsure();
    const explicit = currency !== undefined || cents !== '' || dash !== undefined;
    return { kind: 'amount', minor: Number(digits) * 100 + Number(cents || '0'), currency, explicit };
  };
  const grouped = /^\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)$/.test(number);
  if (/^\d+$/.test(number) || (dash && grouped)) return amount(number, '');
  if (dash) return unsure();
  const decimal = /^(\d+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))([.,])(\d{2})$/.exec(number);
  if (!decimal) return grouped ? unsure(Number(number.replace(/[.,]/g, '')) * 100) : unsure();
  const [, whole = '', separator, cents = ''] = decimal;
  const likeTime = separator === '.' && whole.length <= 2 && Number(whole) < 24 && Number(cents) < 60;
  return likeTime && !currency ? unsure(Number(whole) * 100 + Number(cents)) : amount(whole, cents);
}
