import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asPublicIntent } from './intent.ts';
import { type QuoteContext, understand } from './understand.ts';

type Row = { readonly lang: 'nl' | 'en'; readonly intents: readonly string[]; readonly text: string };

const rowsOf = (file: string): readonly Row[] =>
  readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [lang, intents = '', text = ''] = line.split('\t');
      return { lang: lang === 'en' ? 'en' : 'nl', intents: intents.split('|'), text };
    });

const intentOf = (text: string, lang: 'nl' | 'en' = 'nl') => asPublicIntent(understand(text, lang));
const labelled = rowsOf('understand.tsv');
const heldOut = rowsOf('understand-held-out.tsv');
const understoodAs = (intent: string) => labelled.filter(({ text, lang }) => intentOf(text, lang) === intent);
const approvals = understoodAs('approve');
const rejections = understoodAs('reject');

describe.each([
  ['the labelled messages', labelled],
  ['messages written to trick the rules', heldOut],
])('%s', (_, rows) => {
  it.each(['approve', 'reject'])('hold no false %s', (intent) =>
    expect(
      rows.filter(({ intents, text, lang }) => intentOf(text, lang) === intent && !intents.includes(intent)),
    ).toEqual([]),
  );
  it.each(['approve', 'reject'])('are understood when they plainly %s, in 95 of 100 at least', (intent) => {
    const plain = rows.filter(({ intents }) => intents[0] === intent && intents.length === 1);
    const found = plain.filter(({ text, lang }) => intentOf(text, lang) === intent);
    expect(found.length / plain.length).toBeGreaterThanOrEqual(0.95);
  });
  it('get the intent of their label in 97 of 100 at least', () => {
    const right = rows.filter(({ intents, text, lang }) => intents.includes(intentOf(text, lang)));
    expect(right.length / rows.length).toBeGreaterThanOrEqual(0.97);
  });
});

const approving = fc.constantFrom(...approvals);
const unquoted = fc.constantFrom(...approvals.filter(({ text }) => !text.startsWith('"')));
const rejecting = fc.constantFrom(...rejections);
const inserted = (text: string, at: number, word: string): string => {
  const words = text.split(/\s+/);
  const place = at % (words.length + 1);
  return [...words.slice(0, place), word, ...words.slice(place)].join(' ');
};

describe('an approval', () => {
  const takingAway = (
    'niet|not|geen|nog niet|nog geen|no|nee|never|but|if it is ready|als het vandaag kan|mits|unless|tenzij|misschien|maybe|morgen|' +
    "tomorrow|later|wacht|only|alleen|behalve|except|max 200|tot 250|waarom|why|hoezo|gisteren|denk ik|mijn man|don't|?|🙄|…"
  ).split('|');
  it.each(takingAway)('does not survive "%s", wherever it stands', (word) => {
    const left = approvals.flatMap(({ text, lang }) =>
      Array.from({ length: text.split(/\s+/).length + 1 }, (_, at) => inserted(text, at, word)).filter(
        (changed) => intentOf(changed, lang) === 'approve',
      ),
    );
    expect(left).toEqual([]);
  });
  it('does not survive a contrast behind it', () =>
    fc.assert(
      fc.property(
        approving,
        fc.constantFrom('maar', 'but', 'maar niet', 'maar wel vandaag', 'if', 'als', 'of niet', ', toch?'),
        ({ text, lang }, tail) => {
          const isParticle = tail === 'maar' && /\b(?:het|dat|t|alles)$/.test(text);
          expect(isParticle || intentOf(`${text} ${tail}`, lang) !== 'approve').toBe(true);
        },
      ),
      { numRuns: 600 },
    ));
  it('does not survive a word that nobody knows', () => {
    const strange = fc
      .string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 4, maxLength: 9 })
      .filter((word) => !/(.)\1/.test(word));
    fc.assert(
      fc.property(approving, fc.nat(20), strange, ({ text, lang }, at, word) => {
        expect(intentOf(inserted(text, at, word), lang)).not.toBe('approve');
      }),
      { numRuns: 800 },
    );
  });
  it('stays one in capitals, with spaces around it and with thanks or a smile behind it', () =>
    fc.assert(
      fc.property(
        unquoted,
        fc.constantFrom(' 🙏', ' 😊', ', bedankt', ', thanks', '!', '  ', '. Alvast bedankt'),
        ({ text, lang }, tail) => {
          expect(intentOf(`${text}${tail}`, lang)).toBe('approve');
          expect(intentOf(`  ${text.toUpperCase()}\n`, lang)).toBe('approve');
        },
      ),
      { numRuns: 600 },
    ));
  it('is never the sum of a yes and a no', () =>
    fc.assert(
      fc.property(approving, rejecting, fc.constantFrom('. ', ', ', '\n', '! '), (yes, no, pause) => {
        expect(intentOf(`${yes.text}${pause}${no.text}`)).not.toBe('approve');
        expect(intentOf(`${no.text}${pause}${yes.text}`)).not.toBe('approve');
      }),
      { numRuns: 1500 },
    ));
});

describe('a rejection', () => {
  const doubting = [
    '?',
    'misschien',
    'maybe',
    'nog',
    'yet',
    'als het kan',
    'if',
    'morgen',
    'alleen',
    'only',
    'waarom',
    'ja',
    'yes',
    '🙄',
  ];
  it('does not survive doubt, delay or a yes', () =>
    fc.assert(
      fc.property(rejecting, fc.nat(20), fc.constantFrom(...doubting), ({ text, lang }, at, word) => {
        expect(intentOf(inserted(text, at, word), lang)).not.toBe('reject');
      }),
      { numRuns: 1000 },
    ));
});

describe('any text at all', () => {
  it('is understood as something without failing, and random text never decides', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('nl' as const, 'en' as const),
        (text, lang) => {
          const { confidence, rule } = understand(text, lang);
          expect(confidence > 0 && confidence <= 1 && rule.length > 0).toBe(true);
        },
      ),
    ));
  it('that is long and agrees throughout is not a plain answer', () =>
    expect(intentOf('ja doe maar graag prima '.repeat(40))).not.toBe('approve'));
});

describe('with the lines of the quote', () => {
  const two: QuoteContext = {
    lines: [
      { number: 1, description: 'Remblokken voor vervangen' },
      { number: 2, description: 'Ruitenwissers' },
    ],
    hasButtons: false,
    totalMinor: 32440,
  };
  const one: QuoteContext = { lines: two.lines.slice(0, 1), hasButtons: false, totalMinor: 28640 };
  const picked = (text: string) => understand(text, 'nl', two).lines;

  it.each([
    ['1', [1], [2]],
    ['alleen 2', [2], [1]],
    ['1 wel 2 niet', [1], [2]],
    ['just the brakes', [1], [2]],
    ['alles behalve de wissers', [1], [2]],
    ['remmen niet, wissers wel', [2], [1]],
    ['de remblokken wel, de rest niet', [1], [2]],
    ['alleen de laatste', [2], [1]],
    ['allebei', [1, 2], []],
  ])('"%s" names lines', (text, approved, declined) => expect(picked(text)).toEqual({ approved, declined }));

  it.each(['3', '1 als het vandaag klaar is', 'doe de remmen niet de wissers', 'de banden graag', '2 wissers graag'])(
    '"%s" leaves the lines in doubt',
    (text) => expect(picked(text)).toBeUndefined(),
  );
  it('naming the only line approves it, naming one of two picks it', () => {
    expect(understand('vervang de remblokken maar', 'nl', one).kind).toBe('approve');
    expect(understand('vervang de remblokken maar', 'nl', two).kind).toBe('partial');
    expect(understand('vervang de remblokken maar niet', 'nl', one).kind).toBe('reject');
  });
  it('the amount of the quote repeats it, another amount limits it', () => {
    expect(understand('Akkoord € 286,40', 'nl', one).kind).toBe('approve');
    expect(understand('akkoord voor 250', 'nl', one)).toMatchObject({ kind: 'ceiling', ceiling: 25000 });
    expect(understand('akkoord tot 286,40', 'nl', one).kind).toBe('ceiling');
  });
});

describe('what is not an answer keeps its own kind', () => {
  it.each([
    ['ik overleg even', 'consult'],
    ['volgende keer graag', 'defer'],
    ['ja als het vandaag klaar is', 'condition'],
    ['jullie zien maar', 'unbounded'],
    ['te duur', 'price'],
    ['bel me', 'call'],
    ['niet mijn auto', 'wrong-person'],
    ['stop de reparatie', 'stop-work'],
    ['wijzig', 'change'],
    ['start', 'optin'],
    ['ja klopt', 'confirm'],
    ['bedankt', 'thanks'],
    ['oke', 'acknowledged'],
    ['yeah right', 'sarcasm'],
    ['in english please', 'language'],
    ['no worries', 'yes-and-no'],
  ])('"%s" is %s', (text, kind) => expect(understand(text, 'nl').kind).toBe(kind));
});
