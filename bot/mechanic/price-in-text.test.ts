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
  ])('is seen in "%s"', (text) => expect(priceInText(text)).toBeDefined());
  it.each([
    'klaar om 16:30',
    'klaar om 16.30',
    'remblokken nog 2 mm',
    'bouwjaar 2019',
    'bel 026 123 45 67',
    'over 20 minuten',
    'nog 300 km',
    'dank u',
    '',
  ])('is not seen in "%s"', (text) => expect(priceInText(text)).toBeUndefined());
});
