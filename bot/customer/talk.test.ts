import { describe, expect, it } from 'vitest';
import type { Scene } from '../../core/scene/scene.ts';
import { janPhone, minutes, repairId, started } from '../../core/testing/builders.ts';
import { aRepairView, aScene, withItem } from '../../core/testing/scenes.ts';
import { askedScene, commands, counting, input, kinds, said, text } from '../react/testing/stage.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { converse } from './converse.ts';
import { readCallTime } from './talk.ts';

describe('a time to be called', () => {
  it.each([
    ['14:00', 0, 14 * 60],
    ['14.30 graag', 0, 14 * 60 + 30],
    ['morgen 9 uur', 1, 9 * 60],
    ['om 3 uur', 0, 15 * 60],
    ['at 2 pm please', 0, 14 * 60],
    ['12 am', 0, 12 * 60],
    ['tomorrow after 10', 1, 10 * 60],
    ['rond 16', 0, 16 * 60],
  ])('is read: %s', (text, daysAhead, minutes) => expect(readCallTime(text)).toEqual({ daysAhead, minutes }));
  it.each(['1', '2 en 3', 'ja', 'max 200 euro', 'na 30 minuten', '25:00', 'over 2', 'akkoord 286,40'])(
    'is not read into: %s',
    (text) => expect(readCallTime(text)).toBeUndefined(),
  );
});

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
  it('does not make a time of what was not asked for', () =>
    expect(kinds(converse(text('14:00'), aScene({ repairs: [aRepairView(started)] }), counting()))).not.toContain(
      'call-promised',
    ));
});
