import { describe, expect, it } from 'vitest';
import { as, type FindingId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import {
  decided,
  drafted,
  eur,
  event,
  quoteId,
  registration,
  released,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aMechanic, aRepairView, aScene } from '../../core/testing/scenes.ts';
import type { MechanicCard } from '../cards/card.ts';
import { repairCard } from '../cards/repair-card.ts';
import { actionOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

const unpriced: readonly RepairEvent[] = [
  event('RepairRegistered', { ...registration, agreedAmount: undefined }),
  event('RepairStarted', {}),
];
function sceneOf(...more: readonly RepairEvent[]) {
  return aScene({ repairs: [aRepairView([...unpriced, ...more])] });
}
function cardOf(scene: ReturnType<typeof sceneOf>, language: 'nl' | 'en' = 'nl'): MechanicCard {
  const [view] = scene.repairs;
  if (!view) throw new Error('no repair');
  return repairCard(view, scene, aMechanic({ language }));
}

describe('a draft while no amount was agreed', () => {
  const draft = sceneOf(drafted());
  it('says so and asks the amount, before it is sent', () => {
    expect(cardOf(draft).text).toContain('Het afgesproken bedrag ontbreekt');
    expect(cardOf(draft, 'en').text).toContain('The agreed amount is missing');
    expect(cardOf(draft).inputs).toContainEqual(expect.objectContaining({ name: 'amount' }));
    expect(
      cardOf(draft)
        .buttons?.map(({ action }) => action.do)
        .slice(0, 2),
    ).toEqual(['agree', 'release']);
  });
  it('does not ask it where the amount is known, or nothing is ready to be sent', () => {
    expect(cardOf(sceneOf(event('OrderAgreed', { amount: eur(199_00) }), drafted())).inputs).toEqual([]);
    expect(cardOf(sceneOf(drafted(), released())).inputs).toEqual([]);
    expect(cardOf(sceneOf()).inputs).toEqual([]);
  });
  it('is sent with the amount that was typed on its card', () => {
    const action = { do: 'release', repairId, quoteId, version: 1, waits: true } as const;
    const steps = chat(draft).taps(action, { values: { amount: '199' } });
    expect(commandsOf(steps)).toEqual(['AgreeOrder', 'ReleaseQuote']);
    expect(dataOf(steps, 'AgreeOrder')).toMatchObject({ amount: eur(199_00) });
    expect(commandsOf(chat(draft).taps(action, { values: { amount: '' } }))).toEqual(['ReleaseQuote']);
    const unread = chat(draft).taps(action, { values: { amount: 'weet niet' } });
    expect(commandsOf(unread)).toEqual([]);
    expect(cardsOf(unread)[0]?.text).toContain('niet duidelijk');
  });
});

describe('"done" while no amount was agreed', () => {
  const some = sceneOf(drafted(), released(), decided());
  it.each([
    ['klaar AB-123-C', sceneOf()],
    ['done AB-123-C', sceneOf()],
    ['AB-123-C klaar', some],
  ])('asks for the amount first: %s', (text, scene) => {
    const steps = chat(scene).types(text);
    expect(commandsOf(steps)).toEqual([]);
    expect(cardsOf(steps)[0]?.inputs?.map(({ name }) => name)).toEqual(['amount']);
    expect(labelsOf(steps)).toEqual(['Klaar', 'Klaar zonder bedrag']);
  });
  it('is done for the amount that is typed then, or without one when the mechanic says so', () => {
    const asked = chat(sceneOf()).types('klaar AB-123-C');
    const typed = chat(sceneOf()).taps(actionOf(asked, 'Klaar'), { values: { amount: '85,-' } });
    expect(dataOf(typed, 'CompleteRepair')).toMatchObject({ amount: eur(85_00) });
    expect(commandsOf(chat(sceneOf()).taps(actionOf(asked, 'Klaar'), { values: {} }))).toEqual([]);
    const without = chat(sceneOf()).taps(actionOf(asked, 'zonder bedrag'));
    expect(dataOf(without, 'CompleteRepair')).toMatchObject({ amount: undefined });
    expect(cardsOf(without)[0]?.text).toContain('staat niet in het bericht');
  });
  it('asks if an amount that is no more than the approved extra work holds that, so that no total leaves work out', () => {
    const asked = chat(some).types('klaar AB-123-C 199');
    expect(commandsOf(asked)).toEqual([]);
    expect(labelsOf(asked)).toEqual(['€\u00a0199,00 is alles', 'Extra werk erbij: €\u00a0523,40']);
    const all = chat(some).taps(actionOf(asked, 'is alles'));
    expect(dataOf(all, 'CompleteRepair')).toMatchObject({ amount: eur(199_00) });
    const both = chat(some).taps(actionOf(asked, '523,40'));
    expect(dataOf(both, 'CompleteRepair')).toMatchObject({ amount: eur(523_40) });
  });
  it('takes an amount above the approved extra work for the total', () =>
    expect(dataOf(chat(some).types('klaar AB-123-C 523,40'), 'CompleteRepair')).toMatchObject({ amount: eur(523_40) }));
  it('needs one amount where no extra work was approved', () =>
    expect(dataOf(chat(sceneOf()).types('klaar AB-123-C 199'), 'CompleteRepair')).toMatchObject({
      amount: eur(199_00),
    }));
  it('does not stand in the way where a quote waits, which is refused as before', () =>
    expect(commandsOf(chat(sceneOf(drafted(), released())).types('klaar AB-123-C'))).toEqual(['CompleteRepair']));
});

describe('"done" while something was found and not priced', () => {
  const findingId = as<FindingId>('f-1');
  const found = aScene({
    repairs: [
      aRepairView([...started, event('FindingRecorded', { findingId, severity: 'later' })], {
        words: new Map([[findingId, 'Beugel uitlaat roestig']]),
      }),
    ],
  });
  it('asks about it once, and is done when it is left', () => {
    const asked = chat(found).types('klaar AB-123-C');
    expect(commandsOf(asked)).toEqual([]);
    expect(cardsOf(asked)[0]?.text).toContain('Beugel uitlaat roestig');
    expect(commandsOf(chat(found).taps(actionOf(asked, 'blijft liggen')))).toEqual(['CompleteRepair']);
    expect(cardsOf(chat(found).taps(actionOf(asked, 'Prijs maken')))[0]?.inputs?.[0]?.name).toBe('price1');
  });
  it('keeps the amount that was typed', () => {
    const asked = chat(found).types('klaar AB-123-C 150');
    const steps = chat(found).taps(actionOf(asked, 'blijft liggen'));
    expect(dataOf(steps, 'CompleteRepair')).toMatchObject({ amount: eur(150_00) });
  });
});

describe('an amount for a car that was reported ready before', () => {
  const ready = aScene({ repairs: [aRepairView([...started, event('RepairCompleted', { amount: eur(75_00) })])] });
  it.each(['klaar AB-123-C 85,-', 'klaar AB-123-C 85'])('is not taken, which is said: %s', (text) => {
    const steps = chat(ready).types(text);
    expect(commandsOf(steps)).toEqual([]);
    expect(cardsOf(steps)[0]?.text).toContain('€\u00a075,00');
    expect(cardsOf(steps)[0]?.text).toContain('€\u00a085,00 is niet genoteerd');
    expect(commandsOf(chat(ready).taps(actionOf(steps, 'Toch niet klaar')))).toEqual(['ReopenRepair']);
  });
  it('that is the same needs no words', () =>
    expect(cardsOf(chat(ready).types('klaar AB-123-C 75'))[0]?.text).not.toContain('niet genoteerd'));
});
