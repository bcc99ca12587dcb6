import { describe, expect, it } from 'vitest';
import { tableRows } from '../../../core/testing/table-rows.ts';
import type { DraftLine } from './line.ts';
import { readQuote } from './quote.ts';

const clock = { now: new Date('2026-11-24T08:05:00Z'), zone: 'Europe/Amsterdam' };
const options = { currency: 'EUR', pricesIncludeVat: true, vatRate: 2100 } as const;
const marks = { now: '!', soon: '', later: '~' } as const;
const words = { nl: 'Korting', en: 'Discount' };

/** `Wissers=3800x2~`: words, cents with VAT, pieces, how soon. */
function shown({ description, price, quantity, severity, discount }: DraftLine, language: 'nl' | 'en'): string {
  const name = discount ? words[language] : description.charAt(0).toUpperCase() + description.slice(1);
  return `${name}=${price?.amount.minor}${quantity > 1 ? `x${quantity}` : ''}${severity ? marks[severity] : ''}`;
}

describe('the lines of a quote', () => {
  it.each(tableRows('amounts'))('%s: %s is %s: %s', (language, typed, outcome, lines) => {
    const quote = readQuote(typed ?? '', clock, options);
    const isSure =
      quote.doubts.length === 0 &&
      quote.lines.every((line) => line.price && (line.description !== '' || line.discount));
    if (outcome === 'asked') expect(isSure && quote.lines.length > 0).toBe(false);
    else {
      expect(quote.doubts).toEqual([]);
      expect(quote.lines.map((line) => shown(line, language === 'nl' ? 'nl' : 'en')).join(' ; ')).toBe(lines);
    }
  });
});
