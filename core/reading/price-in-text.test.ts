import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceInText } from './price-in-text.ts';

describe('a price in free text', () => {
  it.each([
    'wordt ongeveer 300',
    'het kost 80',
    'that is € 38',
    'reken op 286,40',
    'zo’n 250 voor de remmen',
    'about 1.286',
    'kost 38 euro extra',
    "dat wordt 95 euro's extra",
    'dat is 300-400 euro',
    'driehonderd euro',
    'vijfennegentig euro',
    'a few hundred pounds',
    '95 usd',
    '€95/uur',
    '95 plus btw',
    '95 ex',
    'kosten: 95',
    'de prijs is dan 95',
    'the price is 95',
    'maximaal 95',
    'ca.300',
    'approximately 95',
    'it will be 95',
    'het wordt zo’n 80',
    'kost een tientje',
    'met 10% korting',
  ])('is seen in "%s"', (text) => expect(priceInText(text)).toBeDefined());
  it.each([
    'klaar om 16:30',
    'klaar om 16.30',
    'tot 16:30',
    'tot 16 uur',
    'kamer 12',
    'u kunt komen tussen 10 en 12',
    'het wordt dinsdag 24 november',
    'het duurt ongeveer twee uur',
    'remblokken nog 2 mm',
    'bouwjaar 2019',
    'AB-123-C staat klaar',
    'bel 026 123 45 67',
    'bel 06-12345678 of 06-87654321',
    'over 20 minuten',
    'nog 300 km',
    'een en ander',
    'dank u',
    '',
  ])('is not seen in "%s"', (text) => expect(priceInText(text)).toBeUndefined());

  const filler = fc.constantFrom('is', 'dan', 'ongeveer', 'nu', 'wel', 'about', 'then');
  const sign = fc.constantFrom('kosten:', 'prijs', 'de prijs', 'price', 'kost', 'costs', 'totaal:');
  it('is seen whatever stands between a word for price and its number', () => {
    fc.assert(
      fc.property(
        sign,
        fc.array(filler, { maxLength: 3 }),
        fc.integer({ min: 25, max: 9999 }),
        (word, between, number) => {
          expect(priceInText([word, ...between, number].join(' '))).toBeDefined();
        },
      ),
    );
  });
  it('is never a time', () => {
    fc.assert(
      fc.property(
        fc.nat(23),
        fc.nat(59),
        fc.constantFrom('klaar om', 'tot', 'wordt', 'ongeveer'),
        (hour, minute, word) => {
          expect(priceInText(`${word} ${hour}:${String(minute).padStart(2, '0')}`)).toBeUndefined();
        },
      ),
    );
  });
});
