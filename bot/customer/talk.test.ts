import { describe, expect, it } from 'vitest';
import type { Scene } from '../../core/scene/scene.ts';
import { janPhone, minutes, repairId, started } from '../../core/testing/builders.ts';
import { aRepairView, aScene, withItem } from '../../core/testing/scenes.ts';
import { askedScene, commands, counting, input, kinds, said, text } from '../react/testing/stage.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { converse } from './converse.ts';

function tap(scene: Scene, action: ChoiceAction) {
  return converse(input({ kind: 'choice', action, standing: 'live' }), scene, counting());
}
const window = { from: minutes(180), to: minutes(240) };

describe('"call me later"', () => {
  it('offers hours inside opening hours', () => {
    const [told] = said(tap(askedScene(), { do: 'call-later' }));
    expect(told?.phrase).toMatchObject({
      kind: 'call-when',
      windows: [{ from: minutes(60) }, { from: minutes(180) }, { from: new Date('2026-11-24T07:00:00Z') }],
    });
    expect(told?.asks).toEqual({ kind: 'call-when' });
    const garage = { name: 'De Brug', addressLine: undefined, phone: undefined, zone: 'Europe/Amsterdam' };
    const to = { language: 'nl', buttons: true, garage, now: minutes(20) } as const;
    expect(told && render(told.phrase, to).choices.map(({ label }) => label)).toEqual([
      'Vandaag 11:00–12:00',
      'Vandaag 13:00–14:00',
      'Morgen 8:00–9:00',
    ]);
  });
  it('waits for a person from the hour that was chosen, and takes the place of an earlier wish', () => {
    const steps = tap(withItem(askedScene(), 'call'), { do: 'call-at', ...window });
    expect(commands(steps).map(({ type }) => type)).toEqual(['EndItems', 'RaiseItem']);
    expect(commands(steps)[1]?.data).toMatchObject({ kind: 'callback', repairId, dueAt: minutes(180) });
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'call-promised', window });
  });
  it('is asked anew when the hour that was tapped is over', () =>
    expect(kinds(tap(askedScene(), { do: 'call-at', from: minutes(-120), to: minutes(-60) }))).toEqual(['call-when']));
  it('can be answered by typing a time, also where there are no buttons', () => {
    const scene = askedScene({ asked: new Map([[janPhone, { kind: 'call-when' }]]) });
    const steps = converse(text('om 2 uur graag'), scene, counting());
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'call-promised', window: { from: minutes(240) } });
    expect(kinds(converse(text('23:00'), scene, counting()))).toEqual(['call-when']);
  });
  it('is made as soon as possible when that was promised last, and not at the hour before', () => {
    const waits = withItem(askedScene(), 'callback');
    const steps = tap(waits, { do: 'call-me' });
    expect(commands(steps)).toMatchObject([
      { type: 'ReassignItem', data: { itemId: 'i-1', owner: 'service', dueAt: minutes(25) } },
    ]);
    expect(kinds(steps)).toEqual(['call-promised']);
  });
  it.each([
    ['bel me op 06-11111111 na 3', minutes(300), '+31611111111', 'tussen 15:00 en 17:30 op 06 11111111'],
    ['call me at 2 on 0611111111', minutes(240), '+31611111111', 'tussen 14:00 en 15:00 op 06 11111111'],
    ['kunt u mij om half 5 bellen', minutes(390), undefined, 'tussen 16:30 en 17:30.'],
    ['bel me over 2 uur', minutes(140), undefined, 'tussen 12:20 en 13:20'],
  ])('is read from free words, and said back with its number: %s', (words, from, phone, shown) => {
    const [told] = said(converse(text(words), aScene({ repairs: [aRepairView(started)] }), counting()));
    expect(told?.phrase).toMatchObject({ kind: 'call-promised', window: { from }, phone });
    const garage = { name: 'De Brug', addressLine: undefined, phone: undefined, zone: 'Europe/Amsterdam' };
    const to = { language: 'nl', buttons: true, garage, now: minutes(20) } as const;
    expect(told && render(told.phrase, to).text).toContain(shown);
  });
  it.each(['bel me vanmiddag', 'bel me om 3 uur of 4 uur', 'bel me vanavond om 8 uur'])(
    'is asked where the words do not say one hour that we are open: %s',
    (words) =>
      expect(kinds(converse(text(words), aScene({ repairs: [aRepairView(started)] }), counting()))).toEqual([
        'call-when',
      ]),
  );
  it('does not make a time of what was not asked for', () =>
    expect(kinds(converse(text('14:00'), aScene({ repairs: [aRepairView(started)] }), counting()))).not.toContain(
      'call-promised',
    ));
});
