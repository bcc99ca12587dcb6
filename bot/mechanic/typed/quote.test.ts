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
      { kind: 'amount', text: 'b 2x 1.286', readings: [money(2572_00, 'EUR')], line: 1 },
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

describe('a list', () => {
  const pricesOf = (text: string) =>
    read(text).lines.map(({ description, price, number }) => [number, description, price?.amount.minor]);
  it.each([
    'remblokken 286,40, wissers 38',
    'remblokken 286,40,wissers 38',
    'remblokken 286,40 en wissers 38',
    'remblokken 286,40 and wissers 38',
    'remblokken 286.40 ex 0% en wissers 38',
  ])('goes on behind a price: %s', (text) => {
    expect(pricesOf(text)).toEqual([
      [1, 'remblokken', 286_40],
      [2, 'wissers', 38_00],
    ]);
    expect(read(text).doubts).toEqual([]);
  });
  it.each(['remblokken 286 plus wissers 38', 'remblokken 286 + wissers 38'])('joins one choice: %s', (text) =>
    expect(pricesOf(text)).toEqual([
      [1, 'remblokken', 286_00],
      [1, 'wissers', 38_00],
    ]),
  );
  it('keeps words before a price together', () => {
    expect(pricesOf('remblokken, schijven en montage 412')).toEqual([[1, 'remblokken, schijven en montage', 412_00]]);
    expect(pricesOf('remblokken voor 286,40 en schijven achter 180')).toEqual([
      [1, 'remblokken voor', 286_40],
      [2, 'schijven achter', 180_00],
    ]);
  });
  it('asks for the price of words that follow on a price', () =>
    expect(pricesOf('remblokken 286,40, wissers')).toEqual([
      [1, 'remblokken', 286_40],
      [2, 'wissers', undefined],
    ]));
  it.each(['pads 300 en 400', 'pads tussen 300 en 400', 'pads 286, 40'])('makes no two lines of %s', (text) => {
    expect(pricesOf(text)).toEqual([[1, 'pads', undefined]]);
    expect(read(text).doubts).toHaveLength(1);
  });
  it('without signs is guessed, and asked', () => {
    const { lines, doubts } = read('pads 286 wipers 38 later');
    expect(lines.map(({ description, price, severity, guessed }) => [description, price, severity, guessed])).toEqual([
      ['pads', undefined, undefined, true],
      ['wipers', undefined, 'later', true],
    ]);
    expect(doubts.map((doubt) => 'readings' in doubt && doubt.readings[0]?.minor)).toEqual([286_00, 38_00]);
  });
});

describe('a total', () => {
  it.each(['totaal 324,40', 'total 324.40', 'samen: € 324,40', 'Totaal is 324,40 incl btw'])(
    'that is right is no line: %s',
    (total) => {
      const { lines, doubts } = read(`remblokken 286,40; wissers 38; ${total}`);
      expect(lines).toHaveLength(2);
      expect(doubts).toEqual([]);
    },
  );
  it('that is not the sum is asked', () =>
    expect(read('remblokken 286,40, wissers 38, totaal 300').doubts).toMatchObject([
      { kind: 'total', typed: { minor: 300_00 }, lines: { minor: 324_40 } },
    ]));
});

describe('a ready time without minutes', () => {
  it.each(['klaar 16', 'klaar om 16', 'ready at 16', 'anders 15', 'klaar 1630', 'klaar 60'])(
    'is read or asked, and never a line: %s',
    (time) => {
      for (const text of [`pads 286,40; ${time}`, `pads 286,40, ${time}`, `pads 286,40 ${time}`]) {
        if (time === 'klaar 60' && !text.includes(';') && !text.includes(', ')) continue;
        const { lines, doubts, readyIfApproved, readyIfDeclined } = read(text);
        expect(lines.map(({ description, price }) => [description, price?.amount.minor])).toEqual([['pads', 286_40]]);
        const isAsked = doubts.some(({ kind }) => kind === 'time');
        expect(isAsked || readyIfApproved !== undefined || readyIfDeclined !== undefined).toBe(true);
      }
    },
  );
});

describe('whatever is typed in a quote', () => {
  const piece = fc.constantFrom(
    ...['pads ', 'wissers ', '286,40 ', '38 ', '2x ', 'en ', ', ', '; ', '+ ', 'ex ', 'btw ', 'korting ', 'totaal '],
    ...['klaar ', '16:30 ', '16 ', '% ', '- ', '€ ', 'of ', 'gratis ', '! ', 'later ', '? ', '/ ', '\n'],
  );
  it('has no price for a line in doubt, and numbers its choices from one', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { lines, doubts } = read(pieces.join(''));
        for (const doubt of doubts)
          if ('line' in doubt && doubt.line !== undefined && doubt.text !== '')
            expect(lines[doubt.line]?.price).toBeUndefined();
        const numbers = [...new Set(lines.map(({ number }) => number))];
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
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
