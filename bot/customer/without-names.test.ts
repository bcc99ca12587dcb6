import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutNames } from './without-names.ts';

const known = {
  names: ['Karin de Vries', 'Jürgen Müller', 'Jan Jansen', 'Mia', 'Garage De Brug', 'Zoë O’Brien-Łukasz', '王伟'],
  plates: ['AB-123-C', '1-ABC-234'],
};
function without(text: string): string {
  return withoutNames(text, known);
}

describe('a text without names', () => {
  it.each([
    ['ja doe maar, gr Karin de Vries', 'ja doe maar, gr NAME'],
    ['Gr. K. DE VRIES', 'Gr. K. DE NAME'],
    ['groetjes karin', 'groetjes NAME'],
    ['met Jürgen Muller', 'met NAME'],
    ['jurgen mueller hier', 'NAME hier'],
    ['vraag het aan Jan of Mia', 'vraag het aan NAME of NAME'],
    ["dat is Mia's auto, Jantje zegt ja", "dat is NAME's auto, NAME zegt ja"],
    ['mevrouw DeVries zegt nee', 'mevrouw NAME zegt nee'],
    ['de Jansens zijn akkoord', 'de NAME zijn akkoord'],
    ['zoe o brien lukasz', 'NAME o NAME'],
    ['karin_de_vries72 of Ka\u00adrin', 'NAME of NAME'],
    ['你好王伟 ok', 'NAME ok'],
    ['06-12345678mia', 'PHONENAME'],
    ['de auto staat in januari op de brug van de garage', 'de auto staat in januari op de NAME van de garage'],
  ])('has no name of whom the garage knows: %s', (text, left) => {
    expect(without(text)).toBe(left);
  });

  it.each([
    ['de ab123c en AB-123-C en ab 123 c en kenteken1abc234', 'de PLATE en PLATE en PLATE en kentekenPLATE'],
    ['mijn andere is XY-987-Z, zx98yw of NL 12 AB', 'mijn andere is PLATE, PLATE of PLATE'],
    ['M-AB 1234 komt later', 'PLATE komt later'],
    ['50euro, 1200km, voor50, 12 EN 50, 1-2-3', '50euro, 1200km, voor50, 12 EN 50, 1-2-3'],
  ])('has no plate, whose ever it is: %s', (text, left) => {
    expect(without(text)).toBe(left);
  });

  it.each([
    ['bel 06-12345678', 'bel PHONE'],
    ['bel +31 (0)6 12 34 56 78 even', 'bel PHONE even'],
    ['026 123 45 67 of 0031612345678', 'PHONE of PHONE'],
    ['612345678 or 07700 900123', 'PHONE or PHONE'],
    ['mailto:jan@voorbeeld.nl, ...onderdelen.nl', 'mailto:MAIL, ...LINK'],
    ['mail jan.j@voorbeeld.nl.', 'mail MAIL.'],
    ['zie https://voorbeeld.nl/a?b=1 en www.auto.de en onderdelen.nl/x', 'zie LINK en LINK en LINK'],
    ['kijk wa.me/31612345678 of @karin_v', 'kijk LINK of NAME'],
    ['is goed.de remmen ook', 'is goed.de remmen ook'],
    ['NL91 ABNA 0417 1643 00', 'NUMBER'],
    ['nl91abna0417164300 of 12.34.56.789', 'NUMBER of NUMBER'],
    ['4111 1111 1111 1111', 'NUMBER'],
    ['WVWZZZ1JZXW000001', 'NUMBER'],
    ['breng hem naar Dorpsstraat 12a, 6811 AB Arnhem', 'breng hem naar NAME NUMBER, NUMBER Arnhem'],
    ['bring it to 12 Baker Street', 'bring it to NUMBER NAME'],
    ['polis 1234567', 'polis 0000000'],
    ['ordernummer A54321', 'ordernummer A00000'],
  ])('has nothing else that leads to somebody: %s', (text, left) => {
    expect(without(text)).toBe(left);
  });

  it.each([
    'alles voor € 1.324,40',
    'doe 1, 2 en 3 maar, max 1200 euro',
    'akkoord voor 286.40 38.00',
    'ik betaal 1200 op 12.03.2024 10:30',
    'doe maar\nen de wissers ook',
    'ben onderweg 10 minuten',
    '',
  ])('is left as it is where it names nobody: %j', (text) => {
    expect(without(text)).toBe(text);
  });
});

it.each(['a', '1', '1 ', 'a.', 'a-', 'AB12 ', '0612 ', 'a@', '1234 ab'])(
  'a text of nothing but %j is read at once',
  (one) => {
    const began = performance.now();
    withoutNames(one.repeat(20_000), { names: ['Jan Jansen'], plates: ['AA11AA', '1111'] });
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

describe('whoever is known', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzéüßøłçĳABCDÉÜŁ';
  const nameWord = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 10 });
  const name = fc
    .array(fc.oneof(nameWord, fc.constantFrom('de', 'van', 'der', 'Garage', 'J.', 'Jan', 'Łukasz', 'Müller')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((words) => words.join(' '));
  const disguise = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.normalize('NFD'),
    (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
    (text) => text.replaceAll(' ', ''),
    (text) => text.replaceAll(' ', '_'),
    (text) => `${text}s`,
    (text) => `x${text}`,
    (text) => `06-12345678${text}`,
    (text) => `${text}@voorbeeld.nl`,
    (text) => `${text}straat 12`,
  );
  const filler = fc.oneof(
    fc.constantFrom('ja', ' ', '\n', ', ', '. ', '12', '-', '_', "'", '50euro', 'AB-123-C', '06 12345678', '€', '👍'),
    fc.string({ maxLength: 6 }),
  );

  /** Letters without accents, read in another way than the product does. */
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .replace(/ß/g, 'ss')
      .replace(/ø/g, 'o')
      .replace(/ł/g, 'l');
  /** What many names have; a random one may be just that. */
  const common = new Set(
    `de den der het van von la le el al du di da te ten ter in aan bij op over onder uit voor en
     dr dhr mr mrs ms heer fam mevr auto autos car cars garage bv vof zn zonen the and`.split(/\s+/),
  );

  it('is named in nothing that is left, however the name is written and joined', () => {
    const pieces = (names: readonly string[]) =>
      fc.array(
        fc.oneof(
          filler,
          fc.tuple(fc.constantFrom(...names), disguise).map(([one, as]) => as(one)),
        ),
        {
          maxLength: 12,
        },
      );
    const cases = fc
      .array(name, { minLength: 1, maxLength: 4 })
      .chain((names) => fc.record({ names: fc.constant(names), text: pieces(names).map((parts) => parts.join('')) }));
    fc.assert(
      fc.property(cases, ({ names, text }) => {
        const left = withoutNames(text, { names, plates: [] }).replace(/NAME|PLATE|PHONE|MAIL|LINK|NUMBER/g, ' ');
        const words = new Set(bare(left).split(/\P{L}+/u));
        for (const one of names.flatMap((full) => bare(full).split(/\P{L}+/u))) {
          if (one.length < 2 || common.has(one)) continue;
          expect(words).not.toContain(one);
          if (one.length >= 4) expect(bare(left)).not.toContain(one);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('has no plate in what is left either', () => {
    const sign = fc.constantFrom(...'ABCDXZ0123789');
    const plate = fc.array(sign, { minLength: 4, maxLength: 8 }).map((signs) => signs.join(''));
    const written = plate.chain((key) =>
      fc.record({
        key: fc.constant(key),
        text: fc
          .tuple(
            fc.array(fc.constantFrom('', '-', ' ', '. '), { minLength: key.length, maxLength: key.length }),
            filler,
          )
          .map(([gaps, rest]) => `${rest}${[...key].map((one, at) => one + (gaps[at] ?? '')).join('')}${rest}`),
      }),
    );
    fc.assert(
      fc.property(written, fc.boolean(), ({ key, text }, small) => {
        const left = withoutNames(small ? text.toLowerCase() : text, { names: [], plates: [key] });
        expect(left.toUpperCase().replace(/[^A-Z0-9]/g, '')).not.toContain(key);
      }),
      { numRuns: 2_000 },
    );
  });
});
