import { money } from '../../core/money.ts';
import type { Doubt, ParseOptions, Price } from './typed/line.ts';
import { readQuoteLine } from './typed/quote.ts';

/** What a text says if it is an amount and nothing else. */
type PriceReading =
  | { readonly kind: 'price'; readonly price: Price }
  | { readonly kind: 'doubt'; readonly doubts: readonly Doubt[] }
  | { readonly kind: 'none' };

/** Reads `485,40`, `€ 199`, `2x 89` or `199 ex`, as a line of a quote without a description. */
export function readPrice(text: string, options: ParseOptions): PriceReading {
  const { line, doubts } = readQuoteLine(text, options);
  if (line.description !== '' || line.discount || line.severity !== undefined) return { kind: 'none' };
  if (line.price) return { kind: 'price', price: line.price };
  const asked = doubts.flatMap((doubt): Doubt[] =>
    doubt.kind === 'amount'
      ? [{ ...doubt, line: undefined, readings: doubt.readings.map((minor) => money(minor, options.currency)) }]
      : [{ kind: 'amount', text: text.trim(), line: undefined, readings: [] }],
  );
  return asked.length > 0 ? { kind: 'doubt', doubts: asked } : { kind: 'none' };
}
