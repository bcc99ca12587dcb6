import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, type RepairId } from '../../core/ids.ts';
import { matchPlate } from '../../core/reading/plate.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  approval,
  decided,
  drafted,
  eur,
  event,
  quoted,
  registered,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aDesk, aDeskRepair, aMechanic, aRepairView, aScene } from '../../core/testing/scenes.ts';
import type { Step } from '../step.ts';
import { buttonsOf, chat, commandsOf, outputOf } from './testing/chat.ts';
import { parseLine } from './typed/parse.ts';

const scenes: readonly Scene[] = [
  [registered()],
  started,
  [...started, drafted()],
  quoted,
  [...quoted, decided(approval())],
  [...started, event('RepairCompleted', { amount: eur(199_00) })],
].map((events) => aScene({ repairs: [aRepairView(events)] }));

const commands = (
  'new nieuw start begin found gevonden quote offerte withdraw intrekken busy bezig wait wacht on verder eta tijd ' +
  'lift brug done klaar reopen cancel annuleer collected opgehaald say zeg note notitie mine all take neem help link'
).split(' ');
const pieces = [
  'AB-123-C',
  '123',
  'AB-128-C',
  ':',
  ';',
  ',',
  'pads',
  '286,40',
  '1.286',
  '16:30',
  'morgen',
  '8:30',
  'op',
];
const phones = ['06-12345678', '0612345678', '+31 6 12345678', '06 12 34 56 78', '(06) 12345678'];
const word = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...commands, ...pieces, 'onderdelen', 'Jan Jansen', 'ex', '+', '!', '?', '2x'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc
    .tuple(fc.constantFrom(...commands), fc.array(word, { maxLength: 8 }))
    .map(([first, rest]) => [first, ...rest].join(' ')),
);
const other = aDeskRepair(aRepairView(), {
  repairId: as<RepairId>('r-2'),
  plateKey: 'XB123D',
  plate: 'XB-123-D',
  customerName: 'Piet',
});
const at = fc.record({
  scene: fc.constantFrom(...scenes),
  focus: fc.constantFrom(undefined, repairId),
  several: fc.boolean(),
  language: fc.constantFrom('nl' as const, 'en' as const),
});
type At = typeof at extends fc.Arbitrary<infer T> ? T : never;

function chatAt({ scene, focus, several, language }: At) {
  const repairs = [...scene.repairs.map((view) => aDeskRepair(view)), ...(several ? [other] : [])];
  const change = { focus, repairs, staff: aMechanic({ language }) };
  return { desk: aDesk(scene, change), ...chat(scene, change) };
}

const told = [
  'StartRepair',
  'CompleteRepair',
  'PromiseTime',
  'ReleaseQuote',
  'ReopenRepair',
  'CancelRepair',
  'WithdrawQuote',
];
function reaches(steps: readonly Step[]): boolean {
  return steps.some(({ do: what }) => what === 'say') || commandsOf(steps).some((type) => told.includes(type));
}

const options = { currency: 'EUR', pricesIncludeVat: true, vatRate: 2100 } as const;
const runs = { numRuns: 400 };

describe('whatever a mechanic types', () => {
  it('is answered, and never throws', () =>
    fc.assert(
      fc.property(line, at, (text, where) => {
        expect(chatAt(where).types(text).length).toBeGreaterThan(0);
      }),
      runs,
    ));
  it('reaches no customer without a plate that fits exactly one car', () =>
    fc.assert(
      fc.property(line, at, (text, where) => {
        const { desk, types } = chatAt(where);
        const openPlates = desk.repairs.map(({ plateKey }) => plateKey);
        const read = parseLine(text, { now: desk.now, zone: 'Europe/Amsterdam' }, { ...options, openPlates });
        const plateText = 'plateText' in read ? read.plateText : undefined;
        const fits = matchPlate(
          plateText ?? '',
          desk.repairs.map(({ plateKey, repairId: id }) => ({ plateKey, id })),
        );
        expect(fits.kind === 'one' || !reaches(types(text))).toBe(true);
      }),
      runs,
    ));
  it('changes nothing while it can be read in two ways', () =>
    fc.assert(
      fc.property(line, at, (text, where) => {
        const { desk, types } = chatAt(where);
        const openPlates = desk.repairs.map(({ plateKey }) => plateKey);
        const read = parseLine(text, { now: desk.now, zone: 'Europe/Amsterdam' }, { ...options, openPlates });
        if (!('doubts' in read) || read.doubts.length === 0) return;
        const changes = types(text).filter(({ do: what }) => what !== 'reply' && what !== 'focus');
        expect(changes).toEqual([]);
      }),
      runs,
    ));
  it('is never shown back with the digits of a phone number', () =>
    fc.assert(
      fc.property(line, fc.constantFrom(...phones), fc.nat(3), at, (text, phone, place, where) => {
        const { desk, types, taps } = chatAt(where);
        const words = text.split(' ');
        const typed = [...words.slice(0, place), phone, ...words.slice(place)].join(' ');
        const steps = types(typed);
        const followed = buttonsOf(steps).flatMap(({ action }) => taps(action));
        expect(outputOf([...steps, ...followed], where.scene, desk)).not.toMatch(/12345678|34 56 78/);
      }),
      runs,
    ));
  it('leads to buttons that all do something without an error', () =>
    fc.assert(
      fc.property(line, at, (text, where) => {
        const { types, taps } = chatAt(where);
        for (const { action } of buttonsOf(types(text))) expect(taps(action).length).toBeGreaterThan(0);
      }),
      runs,
    ));
});
