import { beforeAll, describe, expect, it } from 'vitest';
import type { AnsweredQuote } from './binder.ts';
import { readCommand } from './commands.ts';
import { readWeights, type Weights } from './model.ts';
import { asPublicIntent } from './public-intent.ts';
import {
  ATTACKS_ON_THE_LISTS,
  COLLECTIONS,
  type Collection,
  examplesOf,
  known,
  oneLine,
  type Row,
  rowsOf,
  twoLines,
} from './testing/labelled.ts';
import { train } from './training.ts';
import { type Understood, understand } from './understand.ts';
import { WEIGHTS } from './weights.ts';

function three(...descriptions: readonly string[]): AnsweredQuote['lines'] {
  return descriptions.map((description, at) => ({ number: at + 1, description }));
}
const pads: AnsweredQuote = {
  lines: three('Remblokken voor', 'Ruitenwissers', 'Grote onderhoudsbeurt'),
  totalMinor: 564_40,
};
const belt: AnsweredQuote = {
  lines: three('Accu', 'Distributieriem en waterpomp', 'Einddemper uitlaat'),
  totalMinor: 830_00,
};
const shocks: AnsweredQuote = {
  lines: three('Schokdempers voor', 'Airco-onderhoud', 'Kentekenverlichting'),
  totalMinor: 529_50,
};
/** The quote that a collection was written for; the older ones were written for none. */
function quoteFor(collection: Collection | (typeof ATTACKS_ON_THE_LISTS)[number]): AnsweredQuote {
  if (collection === 'attacks-by-class') return belt;
  if (collection === 'attacks-and-answers') return shocks;
  if (collection.startsWith('attacks')) return pads;
  return { lines: [] };
}

function answerOf(understood: Understood) {
  return 'answer' in understood ? understood.answer : undefined;
}
function askOf(understood: Understood) {
  return 'ask' in understood ? understood.ask : undefined;
}

describe.each([...COLLECTIONS, ...ATTACKS_ON_THE_LISTS])('of the texts in %s', (collection) => {
  const quote = quoteFor(collection);
  const named = { ...quote, names: { customer: 'Jan Vries', staff: ['Mark Bakker'] } };
  it.each([
    ['with the lines of the quote', quote],
    ['without', { lines: [] }],
    ['where the garage knows who writes', named],
  ])('none decides what its writer did not, %s', (_, against) => {
    const wrong = rowsOf(collection).filter(({ text, intents }) => {
      const answer = answerOf(understand(text, against));
      return answer !== undefined && !intents.includes(answer);
    });
    // A name presents its writer, and whoever knows nobody cannot tell.
    const isTold = ({ text }: Row): boolean => against.names !== undefined || !/met Mark|is Mark/u.test(text);
    expect(wrong.filter(isTold).map(({ text }) => text)).toEqual([]);
  });
});

const pairs = [
  ['understand', 'attacks-of-users'],
  ['understand-held-out', 'understand-real'],
  ['understand-plain', 'attacks-by-class'],
  ['understand-round-two', 'attacks-and-answers'],
] as const;

describe.each(pairs)('trained on other collections, of the texts in %s and %s', (...unseen) => {
  let weights: Weights;
  beforeAll(() => {
    weights = readWeights(train(examplesOf(COLLECTIONS.filter((one) => !unseen.some((other) => other === one)))));
  });
  const share = (intent: string, fits: (understood: Understood) => boolean): number => {
    const rows = unseen.flatMap((collection) =>
      rowsOf(collection)
        .filter(({ intents }) => intents.length === 1 && intents[0] === intent)
        .map(({ text }) => understand(text, quoteFor(collection), weights)),
    );
    return rows.length === 0 ? 1 : rows.filter(fits).length / rows.length;
  };
  it.each([
    ['approve', 'confirm-all', 0.9],
    ['reject', 'confirm-none', 0.88],
  ] as const)('those that plainly %s do so at once or are met by %s', (intent, ask, least) =>
    expect(share(intent, (understood) => answerOf(understood) === intent || askOf(understood) === ask)).toBeGreaterThan(
      least,
    ),
  );
  it('those that want no messages get that at once, or are asked to type STOP', () =>
    expect(share('optout', (understood) => /optout/u.test(askOf(understood) ?? ''))).toBeGreaterThan(0.95));
  it('those that plainly approve are left to no mechanic and no person', () =>
    expect(share('approve', (understood) => /person|call/u.test(askOf(understood) ?? ''))).toBeLessThan(0.02));
});

it('the weights are those that the collections give', () => expect(train(examplesOf(COLLECTIONS))).toEqual(WEIGHTS));

describe('the usual short answers', () => {
  const yes = `ja|Ja!|JA|jaaa|*ja*|ja hoor|ja graag|jagraag|ja is goed|ja prima|ja ok|ja akkoord|jazeker|zeker weten|yes|yep|jep|akkoord|Akkoord!|akoord|akkoord hoor|ga akkoord|ik ga akkoord|is akkoord|
    doe maar|doemaar|doe het maar|doe dat maar|doe maar hoor|ja doe maar|prima, doe maar|ok doe maar|is goed|is prima|dat is goed|is goed hoor|ja dat is goed|graag|heel graag|graag doen|ga je gang|ga uw gang|
    ga maar aan de slag|maak maar|ja maak maar|repareer maar|laat maar maken|ja graag 👍|ja bedankt doe maar|goedgekeurd|alles graag|ja alles|hoi, ja doe maar|ja alstublieft|mag gebeuren|doe alles maar|
    yes please|yes pls|yeah|yup|yes go ahead|go ahead|please go ahead|go ahead please|ok go ahead|go for it|yes do it|do it|please do|please do it|ok yes|yes ok|yes fine|yes that's fine|yeah that's fine|approved|agreed|i agree|
    i approve|accepted|yes thanks|yes, thank you|sure|of course|fine by me|ok with me|sounds good|proceed|please proceed|do it all|do everything|yes to all of it|all of it please|yes, all of it|crack on|get it done|fix it please|yes everything|deal`;
  const no = `nee|Nee!|nee bedankt|nee dank u|nee hoor|niet doen|doe maar niet|nee doe maar niet|hoeft niet|nee hoeft niet|niet nodig|niet akkoord|liever niet|nee laat maar|laat maar zitten|geen interesse|nee te duur|toch maar niet|
    no|no thanks|no thank you|nope|don't do it|please don't|no don't|leave it|no leave it|not needed|not interested|rather not|no need to|i decline|no, too expensive|skip it|don't bother`;
  const textsIn = (list: string): readonly string[] => list.split('|').map((text) => text.trim());
  const missed = (list: string, answer: 'approve' | 'reject') =>
    textsIn(list).filter((text) => answerOf(understand(text, pads)) !== answer);
  it('count at once', () => {
    expect(missed(yes, 'approve')).toEqual([]);
    expect(missed(no, 'reject')).toEqual(['no need to']);
  });
});

describe('what approves nothing, whatever the quote is', () => {
  it.each([
    ['my car is fine', 'unclear'],
    ['doe die accu maar', 'partial'],
    ['voer het onderhoud maar uit', 'unclear'],
    ['onze wagen is helemaal prima', 'unclear'],
    ["I'd like the vehicle please", 'unclear'],
    ['repareer de prijs', 'unclear'],
    ['akkoord met de oude raming', 'unclear'],
    ['vervang de bus maar', 'unclear'],
    ['ja die slang is kapot', 'unclear'],
    ["I'll have that repaired", 'unclear'],
    ['that one is ok', 'unclear'],
    ['zet die kachel maar aan', 'unclear'],
    ['doe gewoon even', 'unclear'],
    ['kwallen graag', 'unclear'],
    ['onderhoud liever niet', 'unclear'],
    ['Piet de Vries: ja doe maar', 'unclear'],
    ['Forwarded message:\ngo ahead', 'unclear'],
    ['Akkoord!! (dit is een automatisch bericht)', 'unclear'],
    ['ja doe maar (was voor mijn vrouw)', 'unclear'],
    ['doe maar zonder die wissers', 'unclear'],
    ['als het onder de 300 blijft\ndoe maar', 'unclear'],
  ])('%s', (text) => {
    for (const quote of [{ lines: [] }, oneLine, twoLines, pads, belt, known(pads)])
      expect(answerOf(understand(text, quote))).toBeUndefined();
  });
});

describe('the next question', () => {
  it.each([
    ['ik overleg even met mijn man', 'pause'],
    ['als het vandaag klaar is mag het', 'condition'],
    ['maximaal 300 euro', 'ceiling'],
    ['bel me even', 'call'],
    ['ik wil een medewerker spreken', 'person'],
    ['dit is niet mijn auto', 'wrong-person'],
    ['stop de reparatie', 'person'],
    ['is hij al klaar?', 'status'],
    ['hoe lang duurt dat?', 'question'],
    ['bedankt', 'thanks'],
    ['👍🏽', 'confirm-all'],
    ['👎', 'confirm-none'],
    ['👍👎', 'repeat'],
    ['ik hoef die berichtjes niet meer te krijgen', 'optout'],
    ['stop sending me these', 'optout'],
    ['I no longer wish to receive these', 'optout'],
    ['doe de remblokken wel en de wissers niet', 'confirm-lines'],
    ['ja hoor prima, ik kom hem om vijf uur halen', 'confirm-all'],
  ])('to "%s" is %s', (text, ask) => expect(askOf(understand(text, pads))).toBe(ask));
  it('goes before nothing that the text asks besides', () =>
    expect(understand('ja doe maar, kan ik met pin betalen?', pads)).toMatchObject({
      ask: 'confirm-all',
      also: 'question',
    }));
});

it('an answer to all lines is seen from outside only when it binds', () => {
  expect(asPublicIntent(understand('akkoord', pads))).toBe('approve');
  expect(asPublicIntent(understand('lijkt me wel een goed idee om te doen', pads))).toBe('unclear');
});

describe('a text that is made to cost time', () => {
  it.each([
    ["stop ... '", `stop${"'".repeat(900)}x`],
    ["stop ' ' '", `stop ${"' ".repeat(450)}x`],
    ["geen 'a'a'a", `geen ${"'a".repeat(450)} x`],
    ['a question without an end', `?${'a'.repeat(2_000)}`],
    ['ampersands', '&'.repeat(2_000)],
    ['digits', '1'.repeat(2_000)],
    ['groups of digits', `1${'.000'.repeat(1_000)}`],
    ['one word', 'a'.repeat(2_000)],
    ['one word many times', 'ja doe maar '.repeat(300)],
    ['emoji', '👨‍👩‍👧‍👦'.repeat(400)],
    ['marks', `a${'\u0301\u0327'.repeat(2_000)}`],
    ['letters that are words', '\ufdfa'.repeat(2_000)],
    ['white space', `ja${' '.repeat(60_000)}x`],
  ])('is read, and binds nothing: %s', (_, text) =>
    expect(askOf(understand(text, pads)) ?? 'answer').not.toMatch(/^(?:answer|optout)$/),
  );

  it('of many words costs no more with a long quote', () => {
    const lines = three(...Array.from({ length: 25 }, (_, at) => `Remblokken ${at} en klein materiaal`));
    expect(askOf(understand('de remmen achter '.repeat(100), { lines }))).toBeDefined();
  });
});

describe('a text that is too long to be read whole', () => {
  const tail = 'en dan nog iets over het weer van gisteren. '.repeat(40);
  it.each([
    ['stop', 'confirm-optout'],
    ['stop sending me these', 'confirm-optout'],
    ['dit is niet mijn auto, verkeerd nummer', 'person'],
    ['akkoord, doe maar alles', 'confirm-all'],
  ])('acts on nothing that it begins with: "%s" is %s', (text, ask) =>
    expect(askOf(understand(`${text}. `.padEnd(1_100, ' \u200b') + tail, pads))).toBe(ask),
  );
  it('is asked back where the white space alone is long: that is read whole', () =>
    expect(understand(`akkoord${' '.repeat(2_000)}`, pads)).toMatchObject({ answer: 'approve' }));
});

describe('a word that every object has', () => {
  it.each(Object.getOwnPropertyNames(Object.prototype))('is no language and no answer: %s', (word) => {
    expect(readCommand(word)).toBeUndefined();
    expect(understand(word, pads)).toHaveProperty('ask');
  });
});
