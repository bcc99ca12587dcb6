import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, raisedBy, sum } from '../../../core/money.ts';
import { readFindings, readQuote } from './quote.ts';

const clock = { now: new Date('2026-11-23T08:00:00Z'), zone: 'Europe/Amsterdam' };
const options = { currency: 'EUR', pricesIncludeVat: true, vatRate: 2100 } as const;
function read(text: string, more: Partial<Parameters<typeof readQuote>[2]> = {}) {
  return readQuote(text, clock, { ...options, ...more });
}
function lineOf(text: string) {
  const { lines, doubts } = read(text);
  expect(lines).toHaveLength(1);
  return { ...lines[0], minor: lines[0]?.price?.amount.minor, doubts: doubts.map(({ kind }) => kind) };
}

describe('a line of a quote', () => {
  it.each([
    ['pads 286,40', 'pads', 286_40],
    ['pads 286.40', 'pads', 286_40],
    ['pads 1.286,40', 'pads', 1286_40],
    ['pads 1,286.40', 'pads', 1286_40],
    ['wissers 38,-', 'wissers', 38_00],
    ['wissers €38', 'wissers', 38_00],
    ['wissers € 38', 'wissers', 38_00],
    ['wissers 38 euro', 'wissers', 38_00],
    ['€ 38 wissers', 'wissers', 38_00],
    ['38 wissers links', 'wissers links', 38_00],
    ['remblokken 2 mm 286', 'remblokken 2 mm', 286_00],
    ['remblokken 286 nog 2 mm', 'remblokken nog 2 mm', 286_00],
    ['olie 5W30 45', 'olie 5W30', 45_00],
    ['205/55 R16 banden 412', '205/55 R16 banden', 412_00],
    ['remvloeistof DOT 4 60,00', 'remvloeistof DOT 4', 60_00],
    ['arbeid 1,5 uur 97,50', 'arbeid 1,5 uur', 97_50],
    ['controle 0', 'controle', 0],
  ])('%s', (text, description, minor) => {
    expect(lineOf(text)).toMatchObject({ description, minor, doubts: [] });
  });
  it.each(['remblokken 2x 89', 'remblokken 2 x 89', 'remblokken 2x89', 'remblokken 2× € 89,00', '2x 89 remblokken'])(
    'multiplies: %s',
    (text) => expect(lineOf(text)).toMatchObject({ description: 'remblokken', quantity: 2, minor: 178_00, doubts: [] }),
  );
  it.each([
    ['pads 1.286'],
    ['pads 16.30'],
    ['pads 12,5'],
    ['pads 1 286,40'],
    ['pads 286,40 wissers 38,00'],
    ['pads 286,40 links 2'],
    ['pads à 89'],
    ['pads 89 per stuk'],
    ['1,5x 60'],
    ['pads -25'],
    ['pads £ 38'],
    ['pads 38 16:30'],
    ['pads 2 (286,40)'],
  ])('is asked back and has no price: %s', (text) => {
    expect(lineOf(text)).toMatchObject({ minor: undefined, doubts: ['amount'] });
  });
  it.each(['wissers', 'pads 2 mm', 'remvloeistof DOT 4', 'olie 5W30', 'pads versleten 90%'])(
    'without an amount stays, for the card to ask: %s',
    (text) => expect(lineOf(text)).toMatchObject({ description: text, minor: undefined, doubts: [] }),
  );
  it('offers what a doubtful amount most likely is', () =>
    expect(read('a 10,00; b 2x 1.286').doubts).toEqual([
      { kind: 'amount', text: '2x 1.286', readings: [money(2572_00, 'EUR')], line: 1 },
    ]));
  it.each([
    ['pads 38 !', 'now'],
    ['pads 38!', 'now'],
    ['! pads 38', 'now'],
    ['pads ! 38', 'now'],
    ['pads 38 nu', 'now'],
    ['pads 38 now', 'now'],
    ['pads 38 later', 'later'],
    ['pads later 38', 'later'],
    ['pads 38 ex later', 'later'],
    ['pads 38', undefined],
  ])('says how soon: %s', (text, severity) => {
    expect(lineOf(text)).toMatchObject({ description: 'pads', minor: text.includes('ex') ? 45_98 : 38_00, severity });
  });
});

describe('VAT of a line', () => {
  const price = (text: string, more = {}) => read(text, more).lines[0]?.price;
  it('is added to an amount typed without it, rounded half up to the cent', () => {
    const typed = money(100_05, 'EUR');
    const amount = money(121_06, 'EUR');
    expect(price('pads 100,05 ex')).toEqual({ typed, includesVat: false, vatRate: 2100, amount });
    expect(price('pads 100,05', { pricesIncludeVat: false })).toEqual({
      typed,
      includesVat: false,
      vatRate: 2100,
      amount,
    });
  });
  it.each(['pads 100 ex', 'pads 100 excl. btw', 'pads ex 100 ex', 'pads € 100 ex btw'])('%s', (text) =>
    expect(price(text)?.amount).toEqual(money(121_00, 'EUR')),
  );
  it('is included where the line says so', () =>
    expect(price('pads 100 incl', { pricesIncludeVat: false })?.amount).toEqual(money(100_00, 'EUR')));
  it('has the rate that the line names', () => {
    expect(price('fiets 100 9% ex')).toMatchObject({ vatRate: 900, amount: money(109_00, 'EUR') });
    expect(price('apk 25,50 0%')).toMatchObject({ vatRate: 0, amount: money(25_50, 'EUR') });
    expect(price('apk 25,50 0 % btw')).toMatchObject({ vatRate: 0 });
  });
  it('is asked back at a rate that does not exist or that stands before the price', () => {
    expect(lineOf('pads 38 50%').doubts).toEqual(['vat']);
    expect(lineOf('pads 9% 38').doubts).toEqual(['vat']);
  });
});

describe('a discount', () => {
  it.each([
    'wissers 38; korting 25',
    'wissers 38; discount € 25',
    'wissers 38; 25 euro korting',
    'wissers 38; korting -25',
  ])('is negative and belongs to the choice before it: %s', (text) => {
    const { lines, doubts } = read(text);
    expect(doubts).toEqual([]);
    expect(lines.map(({ number, discount, price }) => [number, discount, price?.amount.minor])).toEqual([
      [1, false, 38_00],
      [1, true, -25_00],
    ]);
  });
  it.each(['wissers 38; korting 10%', 'wissers 38,00 korting 25', 'wissers 38; korting 50', 'korting 25'])(
    'that is a percentage, within a line or more than its choice is asked back: %s',
    (text) => expect(read(text).doubts.map(({ kind }) => kind)).toContain('discount'),
  );
});

describe('a quote', () => {
  it('is separated by ;, a new line or a slash between spaces', () => {
    const { lines } = read('- pads 286,40 ; wipers 38\n2) olie 45 / filter 12,-;;');
    expect(lines.map(({ description, number }) => [number, description])).toEqual([
      [1, 'pads'],
      [2, 'wipers'],
      [3, 'olie'],
      [4, 'filter'],
    ]);
  });
  it('joins lines with + into one choice, and words with + into one line', () => {
    const { lines } = read('pads 286,40 + discs 120; pads + discs 412; + montage 50; wissers 38');
    expect(lines.map(({ description, number }) => [number, description])).toEqual([
      [1, 'pads'],
      [1, 'discs'],
      [2, 'pads + discs'],
      [2, 'montage'],
      [3, 'wissers'],
    ]);
  });
  it.each([
    'pads 38; klaar 16:30; anders 15:00',
    'pads 38 ; ready 16:30 ; else 15:00',
    'pads 38 klaar 16:30 anders 15:00',
    'klaar: vandaag 16.30; anders: 15:00\npads 38',
  ])('says when the car is ready both ways: %s', (text) => {
    const quote = read(text);
    expect(quote.lines).toHaveLength(1);
    expect(quote.lines[0]?.price?.amount.minor).toBe(38_00);
    expect(quote.readyIfApproved).toEqual(new Date('2026-11-23T15:30:00Z'));
    expect(quote.readyIfDeclined).toEqual(new Date('2026-11-23T14:00:00Z'));
    expect(quote.doubts).toEqual([]);
  });
  it('asks about a ready time that is over or that it cannot read', () => {
    expect(read('pads 38; klaar 8:00; anders einde middag').doubts.map(({ kind }) => kind)).toEqual(['past', 'time']);
  });
  it('keeps a line that begins with such a word and has a price', () =>
    expect(lineOf('klaar maken voor APK 60')).toMatchObject({ description: 'klaar maken voor APK', minor: 60_00 }));

  const typed = fc.record({
    words: fc.constantFrom('remblokken voor', 'wissers', 'olie 5W30', 'pads 2 mm', '205/55 R16 banden', 'filter'),
    minor: fc.integer({ min: 24_00, max: 99_999_99 }),
    quantity: fc.constantFrom(1, 1, 2, 4),
    ex: fc.boolean(),
    mark: fc.constantFrom('', ' !', ' later', ' nu'),
    separator: fc.constantFrom('; ', '\n', ' / ', ' + '),
  });
  it('has as many lines as were typed, and the total of what was typed', () => {
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.map(({ words, minor, quantity, ex, mark, separator }) => {
          const amount = `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
          return `${words} ${quantity === 1 ? '' : `${quantity}x `}${amount}${ex ? ' ex' : ''}${mark}${separator}`;
        });
        const { lines, doubts } = read(text.join('').replace(/ \+ $/, ''));
        const expected = parts.map(({ minor, quantity, ex }) => {
          const amount = money(minor * quantity, 'EUR');
          return ex ? raisedBy(amount, 2100) : amount;
        });
        expect(doubts).toEqual([]);
        expect(lines.map(({ description }) => description)).toEqual(parts.map(({ words }) => words));
        expect(
          sum(
            lines.flatMap(({ price }) => price?.amount ?? []),
            'EUR',
          ),
        ).toEqual(sum(expected, 'EUR'));
      }),
    );
  });
});

describe('a finding', () => {
  it('has words and a severity, and its numbers are no prices', () =>
    expect(readFindings('pads 2 mm !; wissers strepen later\nlekkage 38')).toEqual([
      { text: 'pads 2 mm', severity: 'now' },
      { text: 'wissers strepen', severity: 'later' },
      { text: 'lekkage 38', severity: undefined },
    ]));
});
