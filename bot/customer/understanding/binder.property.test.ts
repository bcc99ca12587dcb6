import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCommand } from './commands.ts';
import type { Answer } from './lists.ts';
import { ANSWERS, VOCABULARY } from './lists.ts';
import { isSmall } from './parts.ts';
import { bound, createRandom, oneLine, randomAnswer, twoLines } from './testing/labelled.ts';
import { understand } from './understand.ts';
import { FIRST_NAMES, NAME_PARTS } from './words/courtesy.ts';
import { CONTRACTED, VARIANTS } from './words/spelling.ts';

const listed = new Set([...VOCABULARY, ...VARIANTS.keys(), ...CONTRACTED.keys(), ...FIRST_NAMES, ...NAME_PARTS]);
const anyAnswer = fc
  .tuple(fc.integer({ min: 1 }), fc.constantFrom<Answer>('approve', 'reject'))
  .map(([seed, answer]) => ({ answer, text: randomAnswer(createRandom(seed), answer) }));
const strangeWord = fc
  .stringMatching(/^[A-Za-z]{2,12}$/u)
  .filter(
    (word) => !listed.has(word.toLowerCase()) && !/^(?:ja+|yes+|graa*g|akkoo*rd|pleas+e|o+k+|yea+h|yep+)$/iu.test(word),
  );
const anySeparator = fc.constantFrom(' ', ', ', '. ', ': ', ' - ', '\n', '! ');

it('no text binds with a word that is not listed before it, behind it or in it, whatever stands between', () =>
  fc.assert(
    fc.property(anyAnswer, strangeWord, anySeparator, fc.nat(), ({ text }, word, between, at) => {
      const words = text.split(' ');
      const inside = words.toSpliced(at % (words.length + 1), 0, word).join(' ');
      for (const changed of [`${word}${between}${text}`, `${text}${between}${word}`, inside])
        expect(bound(changed, oneLine)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  ));

it('no speaker before a colon binds, known or not', () =>
  fc.assert(
    fc.property(
      anyAnswer,
      fc.oneof(strangeWord, fc.constantFrom('Jan', 'Piet', 'hij', 'ja', 'baas', 'hoi Jan')),
      ({ text }, who) => {
        expect(bound(`${who}: ${text}`, oneLine)).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  ));

const anyPadding = fc
  .tuple(
    fc.constantFrom(' ', '\n', '\t', '\u00a0', '. ', '!', 'ja ', '\u200b', '\ufdfa ', '\u0301', '👍'),
    fc.integer({ min: 0, max: 5_000 }),
  )
  .map(([one, times]) => one.repeat(times));

it('no answer binds with a condition behind it, however far, and whatever fills the room between', () =>
  fc.assert(
    fc.property(
      anyAnswer,
      anyPadding,
      fc.constantFrom('maar alleen onder 100 euro', 'but only if it stays under 100 euro', 'x'),
      ({ text }, padding, tail) => {
        expect(bound(`${text} ${padding} ${tail}`, oneLine)).toBeUndefined();
        expect(readCommand(`dat klopt ${padding} ${tail}`)).toBeUndefined();
        expect(readCommand(`start ${padding} ${tail}`)).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  ));

const everyWord = [
  ...new Set(
    Object.values(ANSWERS.approve)
      .flatMap((phrases) => [...phrases])
      .flatMap((phrase) => phrase.split(' ')),
  ),
].filter((word) => /^[a-z]{4,}$/u.test(word) && !isSmall(word));

it('no text that names a line binds a quote of several lines', () =>
  fc.assert(
    fc.property(anyAnswer, fc.constantFrom(...everyWord), ({ text }, named) => {
      const quote = { ...twoLines, lines: [...twoLines.lines, { number: 3, description: `Extra ${named} achter` }] };
      const names = text
        .toLowerCase()
        .split(/[^a-z]+/u)
        .includes(named);
      expect(names && bound(text, quote) !== undefined).toBe(false);
    }),
    { numRuns: 2_000 },
  ));

it('no text that is longer than what is read binds', () =>
  fc.assert(
    fc.property(anyAnswer, fc.integer({ min: 500, max: 2_000 }), ({ text }, length) => {
      expect(understand(`${text}${'!'.repeat(length)}`, oneLine)).not.toHaveProperty('answer');
      expect(understand(`${text}\n${'dank je wel\n'.repeat(11)}`, oneLine)).not.toHaveProperty('answer');
    }),
    { numRuns: 200 },
  ));

it('no text binds with a letter that is crossed out, stressed, drawn in another alphabet or hidden', () =>
  fc.assert(
    fc.property(
      anyAnswer,
      fc.nat(),
      fc.constantFrom('\u0336', '\u0335', '\u20E0', '\u0338', '\u202E', '\u0301', '\u{E0061}', 'а', 'е', 'ⓐ'),
      ({ text }, at, sign) => {
        // A name may have an accent of its own.
        fc.pre(sign !== '\u0301' || !/Jan|Sarah|Piet/u.test(text));
        const places = [...text.matchAll(/[a-z]/gu)].map(({ index }) => index + 1);
        const place = places[at % places.length] ?? 1;
        const changed = `${text.slice(0, place)}${sign}${text.slice(place)}`;
        expect(bound(changed, oneLine)).toBeUndefined();
      },
    ),
    { numRuns: 1_000 },
  ));

it('whatever is written is read, and never both approves and rejects', () =>
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 1_500 }), fc.string({ unit: 'binary', maxLength: 300 })),
      (text) => {
        const understood = understand(text, twoLines);
        expect('answer' in understood || understood.confidence >= 0).toBe(true);
      },
    ),
    { numRuns: 500 },
  ));
