import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, type StaffId } from '../../core/ids.ts';
import { aDesk, aScene } from '../../core/testing/scenes.ts';
import { cardsOf, chat, labelsOf } from '../mechanic/testing/chat.ts';
import { initialsOf, lettered, meantBy, whoCard } from './workplace-card.ts';

describe('the initials of colleagues', () => {
  it.each([
    [
      ['Mia Visser', 'Rob Jansen'],
      ['MV', 'RJ'],
    ],
    [
      ['Mia Visser', 'Mo Vos'],
      ['MVi', 'MVo'],
    ],
    [['Jan de Vries'], ['JV']],
    [
      ['Mia', 'Mo', 'Rob'],
      ['Mi', 'Mo', 'R'],
    ],
    [
      ['Mia Visser', 'Max Visser'],
      ['MiV', 'MaV'],
    ],
    [
      ['Mia Visser', 'Mia Visser'],
      ['MiaVisser', 'MiaVisser2'],
    ],
    [
      ['Jean-Luc Ünal', '…'],
      ['JÜ', '?'],
    ],
  ])('of %j are %j', (names, initials) => {
    expect(initialsOf(names)).toEqual(initials);
  });

  const anyName = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom('Mia', 'Mo', 'mia', 'M'), fc.constantFrom('Visser', 'Vos', 'de Vos', 'V', ''))
      .map((two) => two.join(' ')),
  );

  it('tell any people apart', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 12 }), (names) => {
        const initials = initialsOf(names);
        expect(initials).toHaveLength(names.length);
        expect(initials.every((one) => one !== '')).toBe(true);
        expect(new Set(initials.map((one) => one.toLowerCase())).size).toBe(names.length);
      }),
    );
  });

  it('do not depend on the order in which people with different names are listed', () => {
    const distinct = fc.uniqueArray(
      fc.constantFrom('Mia Visser', 'Mo Vos', 'Mia', 'Rob Jansen', 'Ria Jansen', 'R Jansen'),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(distinct, (names) => {
        const there = new Map(names.map((name, index) => [name, initialsOf(names)[index]]));
        const back = [...names].reverse();
        expect(new Map(back.map((name, index) => [name, initialsOf(back)[index]]))).toEqual(there);
      }),
    );
  });
});

const people = lettered(
  ['Mia Visser', 'Rob Jansen'].map((name) => ({ staffId: as<StaffId>(name), name, language: 'nl' as const })),
);
const asking = { place: 'Brug 1', people, maxButtons: 6, said: [], missed: [] };

describe('the question who stands at a workplace', () => {
  it('has a button per mechanic, and says what is done afterwards and what is not', () => {
    expect(whoCard({ ...asking, said: ['klaar AB-123-C'], missed: ['mijn'] }, 'nl')).toEqual({
      title: 'Wie bent u?',
      subtitle: 'Brug 1',
      text: 'Niet gedaan, want het is te lang geleden: mijn. Typ het opnieuw als het nog geldt.\nDaarna doe ik: klaar AB-123-C',
      buttons: [
        { label: 'MV · Mia Visser', action: { do: 'duty', staffId: 'Mia Visser' } },
        { label: 'RJ · Rob Jansen', action: { do: 'duty', staffId: 'Rob Jansen' } },
      ],
    });
  });
  it('lists the letters to type where a network has too few buttons, and says so where there is nobody', () => {
    expect(whoCard({ ...asking, maxButtons: 1 }, 'nl')).toMatchObject({
      text: 'Typ uw letters.',
      lines: [{ text: 'MV · Mia Visser' }, { text: 'RJ · Rob Jansen' }],
    });
    expect(whoCard({ ...asking, people: [] }, 'en').text).toContain('No mechanic of this garage is known yet');
  });
  it('is answered by letters or by the whole name, and by nothing else', () => {
    const meant = (text: string) => meantBy(text, people)?.name;
    expect([' mv ', 'MIA VISSER'].map(meant)).toEqual(['Mia Visser', 'Mia Visser']);
    expect(['mia', 'mvi', 'mijn', ''].map(meant)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('answers at a workplace', () => {
  const scene = aScene();
  const shared = chat(scene, { workplace: 'Brug 1' });
  const own = chat(scene);

  it('name who acts', () => {
    for (const line of ['start AB-123-C', 'mijn', 'hulp', 'XX-999-X'])
      for (const card of cardsOf(shared.types(line)))
        expect(card.facts?.at(-1)).toEqual({ label: 'Monteur', value: aDesk(scene).staff.name });
    expect(cardsOf(own.types('start AB-123-C'))[0]?.facts).toBeUndefined();
  });
  it('with lists and help offer the way to become somebody else', () => {
    expect(['mijn', 'alles', 'hulp'].map((line) => labelsOf(shared.types(line)).at(-1))).toEqual(
      ['mijn', 'alles', 'hulp'].map(() => 'Iemand anders'),
    );
    expect(labelsOf(own.types('hulp'))).toEqual([]);
  });
});
