import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asPublicIntent } from './intent.ts';
import { rowsOf } from './testing/labelled.ts';
import { understand } from './understand.ts';

const intentOf = (text: string, lang: 'nl' | 'en' = 'nl') => asPublicIntent(understand(text, lang));
const labelled = rowsOf('understand.tsv');
const heldOut = rowsOf('understand-held-out.tsv');
const real = rowsOf('understand-real.tsv');
const plain = rowsOf('understand-plain.tsv');
const understoodAs = (intent: string, rows = labelled) =>
  rows.filter(({ text, lang }) => intentOf(text, lang) === intent);
const approvals = understoodAs('approve');
const rejections = understoodAs('reject');
/** Approvals of one clause, without a mark in them. */
const oneClause = approvals.filter(({ text }) => /^[\p{L} ]+$/u.test(text) && text.includes(' '));
const allApprovals = [...approvals, ...understoodAs('approve', [...heldOut, ...real, ...plain])];

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
    "tomorrow|later|wacht|only|alleen|behalve|except|max 200|tot 250|waarom|why|hoezo|denk ik|don't|?|🙄|…"
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
          const isParticle = tail === 'maar' && /\b(?:het|dat|t|alles|it|them|ze)$|^(?:ja )?[a-z]+en$/i.test(text);
          expect(isParticle || intentOf(`${text} ${tail}`, lang) !== 'approve').toBe(true);
        },
      ),
      { numRuns: 600 },
    ));
  it.each(['gisteren', 'mijn man', 'my wife'])('that is one clause does not survive "%s" in it', (word) => {
    const left = oneClause.flatMap(({ text, lang }) =>
      Array.from({ length: text.split(/\s+/).length + 1 }, (_, at) => inserted(text, at, word)).filter(
        (changed) => intentOf(changed, lang) === 'approve',
      ),
    );
    expect(left).toEqual([]);
  });
  const never = ['niet', 'geen', 'nog geen', 'not', 'but', 'als', 'if', '?', 'behalve', 'only', 'unless'];
  it.each(never)('of whatever manner does not survive "%s", wherever it stands', (word) => {
    const left = allApprovals.flatMap(({ text, lang }) =>
      Array.from({ length: text.split(/\s+/).length + 1 }, (_, at) => inserted(text, at, word)).filter(
        (changed) => intentOf(changed, lang) === 'approve',
      ),
    );
    expect(left).toEqual([]);
  });
  it('does not survive a word that nobody knows inside the answering clause', () => {
    const strange = fc
      .string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 4, maxLength: 9 })
      .filter((word) => !/(.)\1/.test(word));
    fc.assert(
      fc.property(fc.constantFrom(...oneClause), fc.nat(20), strange, ({ text, lang }, at, word) => {
        // Behind an article it is the name of what is to be done.
        fc.pre(
          !new RegExp(`\\b(?:de|het|die|dat|the|that|this|a|mijn|t) (?:\\S+ )?${word}`, 'i').test(
            inserted(text, at, word),
          ),
        );
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
        expect(['approve', 'reject']).not.toContain(intentOf(`${yes.text}${pause}${no.text}`));
        expect(['approve', 'reject']).not.toContain(intentOf(`${no.text}${pause}${yes.text}`));
      }),
      { numRuns: 1500 },
    ));
});

const INNOCENT = [
  'ik heb hem morgen nodig',
  'hij moet veilig zijn',
  'ik vertrouw jullie',
  'bedankt voor de duidelijke foto',
  'groetjes Henk',
  'ik zat net in de auto',
  'I need it for work tomorrow',
  'thanks for the pictures',
  'my daughter drives it to school',
  'it has been squeaking for weeks',
  'safety first',
  'kind regards, Tom',
];
const RISKY = [
  'maar niet vandaag',
  "maar eerst wil ik foto's zien",
  'als het onder de 300 blijft',
  'alleen de voorste',
  'mijn man beslist',
  'mijn vrouw zegt van wel',
  'ik overleg nog even',
  'bel me eerst',
  'grapje',
  'wanneer is hij klaar',
  'tot 250 euro',
  'het is wel duur',
  'de wissers hoeven niet',
  'ik betaal de helft',
  'zou ik zeggen',
  'ik denk het',
  'wacht nog even',
  'volgende week pas',
  'but not today',
  'if it is under 300',
  'only the front ones',
  'my wife decides',
  'he said',
  'let me check with my boss',
  'call me first',
  'just kidding',
  'when is it ready',
  'up to 250',
  'the wipers can wait',
  'I will pay half',
  'I think',
  'hold on',
  'once you have the part',
  'unless it costs more',
  'with a discount',
  'wrong chat sorry',
  'I would say',
  'that is too expensive',
  'what about the tyres',
  'not',
  '🙄',
];
const joined = (one: string, other: string, pause: string): readonly string[] => [
  one + pause + other,
  other + pause + one,
];
const strong = [
  'doe maar',
  'ga je gang',
  'akkoord met de offerte',
  'ik ga akkoord',
  'u mag het maken',
  'go ahead',
  'please do it',
  'I approve the quote',
  'get it done please',
];

describe('what stands beside an answer', () => {
  it.each(INNOCENT)('leaves an approval alone: "%s"', (beside) =>
    expect(
      strong.flatMap((answer) => joined(answer, beside, '. ')).filter((text) => intentOf(text) !== 'approve'),
    ).toEqual([]),
  );
  it.each(RISKY)('takes an approval away: "%s"', (beside) => {
    const all = strong.flatMap((answer) => ['. ', ', ', ' '].flatMap((pause) => joined(answer, beside, pause)));
    expect(all.filter((text) => intentOf(text) === 'approve')).toEqual([]);
  });
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
