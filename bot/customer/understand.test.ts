import { describe, expect, it } from 'vitest';
import { asPublicIntent } from './intent.ts';
import { rowsOf } from './testing/labelled.ts';
import { type QuoteContext, understand } from './understand.ts';

const intentOf = (text: string, lang: 'nl' | 'en' = 'nl') => asPublicIntent(understand(text, lang));
const isDecision = (intent: string): boolean => intent === 'approve' || intent === 'reject';
const labelled = rowsOf('understand.tsv');
const heldOut = rowsOf('understand-held-out.tsv');
const real = rowsOf('understand-real.tsv');
const plain = rowsOf('understand-plain.tsv');
const roundTwo = rowsOf('understand-round-two.tsv');
describe.each([
  ['the labelled messages', labelled, 0.97, 0.95],
  ['messages written to trick the rules', heldOut, 0.97, 0.95],
  ['messages of people who do not know the rules', real, 0.88, 0.95],
  ['plain answers in many manners', plain, 0.95, 0.95],
  ['messages of a second round, long and short', roundTwo, 0.83, 0.85],
] as const)('%s', (_, rows, share, recall) => {
  it.each(['approve', 'reject'])('hold no false %s', (intent) =>
    expect(
      rows.filter(({ intents, text, lang }) => intentOf(text, lang) === intent && !intents.includes(intent)),
    ).toEqual([]),
  );
  it.each(['approve', 'reject'])('are understood when they plainly %s, as often as they must', (intent) => {
    const sought = rows.filter(({ intents }) => intents[0] === intent && intents.length === 1);
    const found = sought.filter(({ text, lang }) => intentOf(text, lang) === intent);
    expect(found.length / sought.length).toBeGreaterThanOrEqual(recall);
  });
  it('get the intent of their label as often as they must', () => {
    const right = rows.filter(({ intents, text, lang }) => intents.includes(intentOf(text, lang)));
    expect(right.length / rows.length).toBeGreaterThanOrEqual(share);
  });
});

it('what limits, asks, puts off, hands over or mocks decides nothing', () =>
  expect(rowsOf('understand-undecided.tsv').filter(({ text, lang }) => isDecision(intentOf(text, lang)))).toEqual([]));

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
    ['do you speak english?', 'language'],
    ['spreekt u nederlands?', 'language'],
    ['can we do this in english', 'language'],
    ['kunt u engels praten', 'language'],
    ['nu niet', 'unclear'],
    ['not right now', 'unclear'],
    ['no worries', 'yes-and-no'],
  ])('"%s" is %s', (text, kind) => expect(understand(text, 'nl').kind).toBe(kind));
});
