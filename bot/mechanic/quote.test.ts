import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, type FindingId } from '../../core/ids.ts';
import { formatMoney, sum } from '../../core/money.ts';
import { priceOf } from '../../core/reading/price.ts';
import { repairDecider } from '../../core/repair/decider.ts';
import type { RepairCommandOf } from '../../core/repair/repair.ts';
import { address, drafted, event, quoted, quoteId, rules, started } from '../../core/testing/builders.ts';
import { aGarage, aMechanic, aPerson, aRepairView, aScene } from '../../core/testing/scenes.ts';
import { repairCard } from '../cards/repair-card.ts';
import type { Step } from '../step.ts';
import { actionOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

const inHand = aScene({ repairs: [aRepairView(started)] });
const findingId = as<FindingId>('f-1');
const found = aScene({
  repairs: [
    aRepairView([...started, event('FindingRecorded', { findingId, severity: 'now' })], {
      words: new Map([[findingId, 'Remblokken voor 2 mm']]),
    }),
  ],
});

type Draft = RepairCommandOf<'DraftQuote'>['data'];
function draftOf(steps: readonly Step[]): Draft {
  return dataOf(steps, 'DraftQuote') as Draft;
}
function linesOf(steps: readonly Step[]) {
  return draftOf(steps).lines.map(({ number, severity, amount, vatRate }) => [number, severity, amount.minor, vatRate]);
}

describe('a quote that was typed', () => {
  const text = 'offerte AB-123-C: remblokken 286,40 ! ; wissers 38 later ; klaar 16:30 ; anders 15:00';
  it('is drafted with its lines, words and times, and its card is drawn below', () => {
    const steps = chat(inHand).types(text);
    expect(linesOf(steps)).toEqual([
      [1, 'now', 286_40, 2100],
      [2, 'later', 38_00, 2100],
    ]);
    expect(draftOf(steps)).toMatchObject({
      readyIfApproved: new Date('2026-11-23T15:30:00Z'),
      readyIfDeclined: new Date('2026-11-23T14:00:00Z'),
    });
    const [draft] = steps;
    const words = draft?.do === 'repair' ? [...(draft.words?.values() ?? [])] : [];
    expect(words).toEqual([
      { kind: 'line', text: 'remblokken' },
      { kind: 'line', text: 'wissers' },
    ]);
    expect(steps.at(-1)).toMatchObject({ do: 'draw-card', anew: true });
  });
  it('is accepted by the rules of the repair, also with a discount and lines that belong together', () => {
    for (const typed of [
      text,
      'offerte AB-123-C: remblokken 286,40; korting 25',
      'offerte AB-123-C: schijven 200 + blokken 89 ; wissers 2x 19',
    ]) {
      const [step] = chat(inHand).types(typed);
      const { repair } = aRepairView(started);
      if (step?.do !== 'repair' || step.command.type !== 'DraftQuote') throw new Error('No draft');
      const numbered = { ...step.command, data: { ...step.command.data, number: 2050 } };
      expect(repairDecider(rules).decide(numbered, repair).accepted).toBe(true);
    }
  });
  it('replaces the open quote by its next version', () => {
    const scene = aScene({ repairs: [aRepairView(quoted)] });
    expect(draftOf(chat(scene).types(text)).quoteId).toBe(quoteId);
  });
  it('claims no more urgency than was typed', () =>
    expect(linesOf(chat(inHand).types('offerte AB-123-C: remblokken 286,40'))[0]?.[1]).toBe('soon'));
  it('takes severity from the finding that it names, and prices it', () => {
    const steps = chat(found).types('offerte AB-123-C: remblokken voor 286,40');
    expect(draftOf(steps).lines).toMatchObject([{ findingId, severity: 'now' }]);
  });
  it('raises what is typed without VAT to what the customer pays', () => {
    const garage = aGarage();
    const scene = {
      ...inHand,
      garage: { ...garage, settings: { ...garage.settings, mechanicsTypeVat: 'excluded' } },
    } as const;
    expect(linesOf(chat(scene).types('offerte AB-123-C: remblokken 100,00'))[0]?.[2]).toBe(121_00);
  });
});

describe('a quote that is not complete', () => {
  it('asks for the price of a line, and nothing is drafted before', () => {
    const asked = chat(inHand).types('offerte AB-123-C: remblokken; wissers 38');
    expect(commandsOf(asked)).toEqual([]);
    expect(cardsOf(asked)[0]?.inputs).toEqual([{ name: 'price1', label: 'remblokken (incl. btw)' }]);
    const action = actionOf(asked, 'Maak offerte');
    expect(commandsOf(chat(inHand).taps(action, { values: { price1: 'veel' } }))).toEqual([]);
    expect(linesOf(chat(inHand).taps(action, { values: { price1: '286,40' } }))).toEqual([
      [1, 'soon', 286_40, 2100],
      [2, 'soon', 38_00, 2100],
    ]);
  });
  it('has an amount that can be read in two ways one tap away', () => {
    const asked = chat(inHand).types('offerte AB-123-C: motor 1.286');
    expect(commandsOf(asked)).toEqual([]);
    expect(labelsOf(asked)[0]).toBe('€\u00a01.286,00 incl. btw');
    expect(linesOf(chat(inHand).taps(actionOf(asked, '1.286,00')))[0]?.[2]).toBe(1_286_00);
  });
  it('asks what a line is that has only a price', () => {
    const asked = chat(inHand).types('offerte AB-123-C: 286,40');
    expect(commandsOf(asked)).toEqual([]);
    const steps = chat(inHand).taps(actionOf(asked, 'Maak offerte'), { values: { text1: 'remblokken' } });
    expect(linesOf(steps)[0]?.[2]).toBe(286_40);
  });
  it('offers a time that is over for tomorrow, and may be sent without', () => {
    const asked = chat(inHand).types('offerte AB-123-C: remblokken 286,40; klaar 8:30');
    expect(commandsOf(asked)).toEqual([]);
    expect(cardsOf(asked)[0]?.inputs).toMatchObject([{ name: 'ready', value: 'morgen 8:30' }]);
    const action = actionOf(asked, 'Maak offerte');
    const tomorrow = draftOf(chat(inHand).taps(action, { values: { ready: 'morgen 8:30' } }));
    expect(tomorrow.readyIfApproved).toEqual(new Date('2026-11-24T07:30:00Z'));
    expect(draftOf(chat(inHand).taps(action, { values: { ready: '' } })).readyIfApproved).toBeUndefined();
  });
  it('asks for a discount that is more than its choice', () => {
    const asked = chat(inHand).types('offerte AB-123-C: remblokken 20; korting 25');
    expect(commandsOf(asked)).toEqual([]);
    expect(cardsOf(asked)[0]?.inputs?.[0]?.label).toBe('Korting, hooguit €\u00a020,00 op regel 1 (incl. btw)');
    const steps = chat(inHand).taps(actionOf(asked, 'Maak offerte'), { values: { price2: '5' } });
    expect(linesOf(steps).map((line) => line[2])).toEqual([20_00, -5_00]);
  });
  it('of a car with findings asks their prices', () => {
    const asked = chat(found).types('offerte AB-123-C');
    expect(cardsOf(asked)[0]?.inputs).toMatchObject([{ name: 'price1', label: 'Remblokken voor 2 mm (incl. btw)' }]);
    const steps = chat(found).taps(actionOf(asked, 'Maak offerte'), { values: { price1: '286,40' } });
    expect(draftOf(steps).lines).toMatchObject([{ findingId, severity: 'now', amount: { minor: 286_40 } }]);
  });
  it('of a car without findings asks its lines', () => {
    const asked = chat(inHand).types('offerte AB-123-C');
    const action = actionOf(asked, 'Maak offerte');
    expect(commandsOf(chat(inHand).taps(action, { values: { lines: 'remblokken 286,40' } }))).toEqual(['DraftQuote']);
  });
});

describe('a quote in doubt', () => {
  const rows = 'offerte AB-123-C: remblokken 286 wissers 38 later';
  it('shows what was understood as rows, which one tap confirms', () => {
    const asked = chat(inHand).types(rows);
    expect(commandsOf(asked)).toEqual([]);
    const [card] = cardsOf(asked);
    expect(card?.text).toContain('remblokken 286 wissers 38 later');
    expect(card?.inputs?.map(({ name, value }) => [name, value])).toEqual([
      ['text1', 'remblokken'],
      ['price1', '€\u00a0286,00'],
      ['how1', 'soon'],
      ['text2', 'wissers'],
      ['price2', '€\u00a038,00'],
      ['how2', 'later'],
    ]);
    const values = Object.fromEntries((card?.inputs ?? []).map(({ name, value = '' }) => [name, value]));
    expect(linesOf(chat(inHand).taps(actionOf(asked, 'Maak offerte'), { values }))).toEqual([
      [1, 'soon', 286_00, 2100],
      [2, 'later', 38_00, 2100],
    ]);
  });
  it('takes what is changed in a row, and leaves an emptied one out', () => {
    const action = actionOf(chat(inHand).types(rows), 'Maak offerte');
    const values = { text1: '', price1: '', text2: 'wissers achter', price2: '40 ex', how2: 'now' };
    const steps = chat(inHand).taps(action, { values });
    expect(linesOf(steps)).toEqual([[1, 'now', 48_40, 2100]]);
    expect(commandsOf(chat(inHand).taps(action, { values: { ...values, price2: 'veel' } }))).toEqual([]);
  });
  it('confirms an amount as it was shown where prices are typed without VAT', () => {
    const garage = aGarage();
    const scene = {
      ...inHand,
      garage: { ...garage, settings: { ...garage.settings, mechanicsTypeVat: 'excluded' } },
    } as const;
    const asked = chat(scene).types('offerte AB-123-C: remblokken 100 wissers 50');
    const values = Object.fromEntries((cardsOf(asked)[0]?.inputs ?? []).map(({ name, value = '' }) => [name, value]));
    const lines = linesOf(chat(scene).taps(actionOf(asked, 'Maak offerte'), { values }));
    expect(lines.map((line) => line[2])).toEqual([121_00, 60_50]);
  });
  it('offers both amounts where it may be each or all', () =>
    expect(labelsOf(chat(inHand).types('offerte AB-123-C: 4x banden 89')).slice(0, 2)).toEqual([
      '€\u00a0356,00 incl. btw',
      '€\u00a089,00 incl. btw',
    ]));
  it('asks if a total is not the sum of its lines, and takes the lines when told so', () => {
    const asked = chat(inHand).types('offerte AB-123-C: remblokken 286,40; wissers 38; totaal 300');
    expect(commandsOf(asked)).toEqual([]);
    expect(cardsOf(asked)[0]?.text).toContain('300,00');
    expect(cardsOf(asked)[0]?.text).toContain('324,40');
    const values = Object.fromEntries((cardsOf(asked)[0]?.inputs ?? []).map(({ name, value = '' }) => [name, value]));
    const steps = chat(inHand).taps(actionOf(asked, 'Maak offerte'), { values });
    expect(linesOf(steps).map((line) => line[2])).toEqual([286_40, 38_00]);
  });
  it('compares the total again once a missing price was typed', () => {
    const asked = chat(inHand).types('offerte AB-123-C: remblokken; wissers 38; totaal 324,40');
    const fill = (price1: string) =>
      commandsOf(chat(inHand).taps(actionOf(asked, 'Maak offerte'), { values: { price1 } }));
    expect(fill('286,40')).toEqual(['DraftQuote']);
    expect(fill('300')).toEqual([]);
  });
  it('offers a bare hour as a time', () => {
    const asked = chat(inHand).types('offerte AB-123-C: remblokken 286,40; klaar 16');
    expect(cardsOf(asked)[0]?.inputs).toMatchObject([{ name: 'ready', value: '16:00' }]);
  });
});

describe('a discount', () => {
  const words = (steps: readonly Step[]) =>
    steps.flatMap((step) => (step.do === 'repair' ? [...(step.words?.values() ?? [])] : [])).map(({ text }) => text);
  it('is named in the language of the customer, not of the mechanic', () => {
    const typed = 'quote AB-123-C: pads 286.40; discount 25';
    const english = aPerson({ language: 'en', addresses: [address({ language: undefined })] });
    expect(words(chat(inHand).types(typed))).toEqual(['pads', 'Korting']);
    const scene = { ...inHand, customer: english, people: [english] };
    expect(words(chat(scene).types(typed))).toEqual(['pads', 'Discount']);
  });
  it('of all that a line costs leaves nothing', () => {
    const typed = 'offerte AB-123-C: remblokken 10,50 ex; korting 10,50 ex; wissers 38';
    expect(linesOf(chat(inHand).types(typed)).map((line) => line[2])).toEqual([12_71, -12_71, 38_00]);
  });
});

describe('a line that costs nothing', () => {
  it('is drafted beside others', () =>
    expect(linesOf(chat(inHand).types('offerte AB-123-C: remblokken 286,40; controle gratis'))).toEqual([
      [1, 'soon', 286_40, 2100],
      [2, 'soon', 0, 2100],
    ]));
});

describe('a draft', () => {
  const draft = aScene({ repairs: [aRepairView([...started, drafted()])] });
  it('that is withdrawn is dropped, for the customer had not seen it', () => {
    const steps = chat(draft).types('intrekken AB-123-C');
    expect(cardsOf(steps)[0]?.text).toContain('weggegooid');
  });
});

describe('the card of a quote', () => {
  const amount = fc.integer({ min: 25_00, max: 9_999_99 });
  const typed = (minor: number): string => `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
  const mark = fc.constantFrom('', ' ex', ' + btw', ' !', ' later', ' incl btw');
  const separator = fc.constantFrom('; ', ', ', ' en ', ' + ', ' / ', '\n');
  it('shows the sum of the lines that were read, whatever separates them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, mark, separator), { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts
          .map(
            ([minor, how, sign], index) => `deel${index} ${typed(minor)}${how}${index < parts.length - 1 ? sign : ''}`,
          )
          .join('');
        const steps = chat(inHand).types(`offerte AB-123-C: ${text}`);
        const { lines } = draftOf(steps);
        const [step] = steps;
        if (step?.do !== 'repair' || step.command.type !== 'DraftQuote') throw new Error('No draft');
        const numbered = { ...step.command, data: { ...step.command.data, number: 2050 } };
        const { repair } = aRepairView(started);
        const decided = repairDecider(rules).decide(numbered, repair);
        const events = decided.accepted ? decided.events : [];
        const view = aRepairView([...started, ...events]);
        const card = repairCard(view, aScene({ repairs: [view] }), aMechanic({ language: 'nl' }));
        const expected = parts.map(
          ([minor, how]) => priceOf(minor, !/ex|\+/.test(how), 2100, { currency: 'EUR' }).amount,
        );
        expect(lines.map(({ amount }) => amount)).toEqual(expected);
        expect(card.lines?.find(({ text }) => text.startsWith('Samen'))?.amount).toBe(
          formatMoney(sum(expected, 'EUR'), 'nl'),
        );
      }),
    );
  });
});
