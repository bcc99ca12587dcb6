import { describe, expect, it } from 'vitest';
import { eur, event, registration, started } from '../../core/testing/builders.ts';
import { aRepairView, aScene } from '../../core/testing/scenes.ts';
import { actionOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

const unpriced = aScene({
  repairs: [aRepairView([event('RepairRegistered', { ...registration, agreedAmount: undefined })])],
});
const priced = aScene({ repairs: [aRepairView(started)] });
const amount = eur(registration.agreedAmount?.minor ?? 0);

describe('an agreed price', () => {
  it.each(['prijs AB-123-C 250', 'price AB-123-C € 250,00', 'AB-123-C prijs 250', 'prijs AB-123-C: 206,61 ex'])(
    'is written down by a word: %s',
    (text) => {
      const steps = chat(unpriced).types(text);
      expect(dataOf(steps, 'AgreeOrder')).toMatchObject({ amount: eur(250_00) });
      expect(cardsOf(steps)[0]?.text).toContain('250,00');
    },
  );
  it('is asked where it was not typed', () => {
    const asked = chat(unpriced).types('prijs AB-123-C');
    expect(commandsOf(asked)).toEqual([]);
    const steps = chat(unpriced).taps(actionOf(asked, 'Bewaren'), { values: { amount: '250' } });
    expect(dataOf(steps, 'AgreeOrder')).toMatchObject({ amount: eur(250_00) });
  });
  it.each(['prijs AB-123-C ongeveer 250', 'prijs AB-123-C 200 of 250', 'prijs AB-123-C bijna'])(
    'is asked where it is in doubt: %s',
    (text) => {
      const asked = chat(unpriced).types(text);
      expect(commandsOf(asked)).toEqual([]);
      expect(cardsOf(asked)[0]?.inputs?.map(({ name }) => name)).toEqual(['amount']);
    },
  );
  it('takes the place of another one only by a second tap, because more work needs a quote', () => {
    const asked = chat(priced).types('prijs AB-123-C 250');
    expect(commandsOf(asked)).toEqual([]);
    expect(labelsOf(asked)).toEqual(['€\u00a0250,00 afgesproken', 'Nee']);
    expect(dataOf(chat(priced).taps(actionOf(asked, 'afgesproken')), 'AgreeOrder')).toMatchObject({
      amount: eur(250_00),
    });
  });
  it('that stands already is no question', () =>
    expect(commandsOf(chat(priced).types(`prijs AB-123-C ${amount.minor / 100}`))).toEqual(['AgreeOrder']));
  it('in a sentence without a car is only offered', () =>
    expect(commandsOf(chat(unpriced).types('prijs van de accu weet ik niet'))).toEqual([]));
});
