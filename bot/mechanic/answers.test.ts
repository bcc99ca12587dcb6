import { describe, expect, it } from 'vitest';
import { as, type FindingId, type RepairId, type StaffId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import {
  decided,
  drafted,
  eur,
  event,
  mechanic,
  meta,
  minutes,
  quoted,
  quoteId,
  registered,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aDeskRepair, aGarage, aMechanic, aRepairView, aScene } from '../../core/testing/scenes.ts';
import type { MechanicAction } from '../cards/card.ts';
import { isCommand } from '../react/testing/stage.ts';
import { cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

function sceneOf(...events: readonly RepairEvent[]) {
  return aScene({ repairs: [aRepairView(events)] });
}
const fresh = sceneOf(registered());
const inHand = sceneOf(...started);
const waiting = sceneOf(...quoted);
const completed = sceneOf(...started, event('RepairCompleted', { amount: eur(199_00) }, meta(mechanic, minutes(15))));
const halfPastFour = new Date('2026-11-23T15:30:00Z');

describe('undo', () => {
  const act = (kind: 'start' | 'release' | 'promise' | 'done' | 'say' | 'lift', more: object = {}) => ({
    lastAct: { kind, repairId, at: minutes(18), ...more },
  });
  it.each([
    ['done', completed, {}, ['ReopenRepair'], ['completed', 'reopened']],
    ['promise', inHand, { promisedBefore: halfPastFour }, ['PromiseTime'], ['later']],
    ['promise', inHand, {}, [], ['status']],
    ['release', waiting, { quoteId }, ['WithdrawQuote'], []],
    ['start', inHand, {}, [], ['started']],
    ['say', inHand, {}, [], ['mechanic-says', 'mechanic-shows']],
    ['lift', inHand, { onLiftBefore: false }, ['MoveOnLift'], []],
  ] as const)('of %s changes the fact first and then takes back what was said', (kind, scene, more, commands, back) => {
    const steps = chat(scene, act(kind, more)).types('herstel');
    expect(commandsOf(steps)).toEqual(commands);
    expect(steps.flatMap((step) => (step.do === 'take-back' ? step.phraseKinds : []))).toEqual(back);
    expect(steps.findLastIndex((step) => isCommand(step))).toBeLessThanOrEqual(commands.length - 1);
    expect(steps).toContainEqual({ do: 'remember-act', addressId: 'mia-chat', act: undefined });
  });
  it('of a wait for parts, of what was found and of a car that was taken over puts back what was', () => {
    const findingId = as<FindingId>('f-1');
    const found = sceneOf(...started, event('FindingRecorded', { findingId, severity: 'soon' }));
    const undone = (scene: typeof inHand, lastAct: object) =>
      chat(scene, { lastAct: { repairId, at: minutes(18), ...lastAct } as never }).types('herstel');
    expect(commandsOf(undone(inHand, { kind: 'parts' }))).toEqual(['ResumeRepair']);
    const until = halfPastFour;
    expect(dataOf(undone(inHand, { kind: 'parts', partsBefore: { until } }), 'BlockRepair')).toMatchObject({ until });
    expect(dataOf(undone(found, { kind: 'found', findingIds: [findingId] }), 'DropFinding')).toMatchObject({
      findingId,
    });
    const back = undone(inHand, { kind: 'take', mechanicBefore: 'noor' });
    expect(dataOf(back, 'AssignMechanic')).toMatchObject({ mechanicId: 'noor' });
    expect(labelsOf(chat(inHand).types('wacht AB-123-C onderdelen'))).toEqual(['Herstel']);
    expect(chat(inHand).types('gevonden AB-123-C: remblokken')).toContainEqual(
      expect.objectContaining({ do: 'remember-act', act: expect.objectContaining({ kind: 'found' }) }),
    );
  });
  it('with nothing to undo says so', () =>
    expect(chat(fresh).types('herstel')).toMatchObject([{ reply: { text: expect.stringContaining('niets') } }]));
  it('of what the customer has decided meanwhile is refused', () => {
    const steps = chat(sceneOf(...quoted, decided()), act('release', { quoteId })).types('herstel');
    expect(commandsOf(steps)).toEqual([]);
  });
  it('by a button takes back its own act and no later one', () => {
    const of = { kind: 'start', repairId, at: minutes(5).toISOString() } as const;
    const steps = chat(completed, act('done')).taps({ do: 'undo', of });
    expect(commandsOf(steps)).toEqual([]);
    expect(steps.some((step) => step.do === 'take-back')).toBe(false);
  });
});

describe('a tap', () => {
  it('is acknowledged first', () =>
    expect(chat(fresh).taps({ do: 'start', repairId }, { tap: 't-1' })[0]).toEqual({ do: 'acknowledge', tap: 't-1' }));
  it('on a button that is closed does nothing but show the card of now', () => {
    const steps = chat(fresh).taps({ do: 'start', repairId }, { standing: 'closed' });
    expect(steps.map(({ do: what }) => what)).toEqual(['reply', 'focus', 'draw-card']);
    for (const action of [{ do: 'undo' }, { do: 'register' }, { do: 'line', text: 'start AB-123-C' }] as const)
      expect(
        chat(fresh)
          .taps(action, { standing: 'closed' })
          .map(({ do: what }) => what),
      ).toEqual(['reply']);
  });
  it('that says the promise will be kept sends nothing', () =>
    expect(
      chat(inHand)
        .taps({ do: 'promise-kept', repairId })
        .map(({ do: what }) => what),
    ).toEqual(['reply', 'focus']));
  it('on a new time for the promise takes it from the card', () => {
    const steps = chat(inHand).taps({ do: 'promise', repairId }, { values: { time: '16:30' } });
    expect(dataOf(steps, 'PromiseTime')).toMatchObject({ promisedAt: halfPastFour });
  });
  it('takes over a colleague’s car', () => {
    const staff = aMechanic({ staffId: as<StaffId>('noor'), name: 'Noor' });
    expect(dataOf(chat(fresh, { staff }).taps({ do: 'take', repairId }), 'AssignMechanic')).toMatchObject({
      mechanicId: 'noor',
    });
  });
  it('that writes down what was agreed keeps complaint and amount', () => {
    const values = { complaint: 'piept', amount: '250' };
    const steps = chat(fresh).taps({ do: 'agree', repairId }, { values });
    expect(dataOf(steps, 'AgreeOrder')).toMatchObject({ amount: eur(250_00) });
    expect(steps[0]).toMatchObject({ words: new Map([['complaint', { kind: 'complaint', text: 'piept' }]]) });
  });
  it('on nothing is nothing', () => expect(chat(fresh).taps({ do: 'nothing' } satisfies MechanicAction)).toEqual([]));
});

describe('lists and help', () => {
  const many = Array.from({ length: 14 }, (_, n) =>
    aDeskRepair(aRepairView(), {
      repairId: as<RepairId>(`r-${n}`),
      mechanicId: as<StaffId>(n < 2 ? 'mechanic' : 'noor'),
    }),
  );
  it('name a mechanic’s own cars, or all of them up to ten and how many more', () => {
    expect(labelsOf(chat(fresh, { repairs: many }).types('mijn'))).toHaveLength(2);
    const [all] = cardsOf(chat(fresh, { repairs: many }).types('alles'));
    expect(all?.buttons).toHaveLength(10);
    expect(all?.text).toContain('4');
  });
  it('are in the language of who reads them, whatever was typed', () => {
    const staff = aMechanic({ language: 'en' });
    expect(cardsOf(chat(fresh, { staff }).types('hulp'))[0]?.text).toContain('brake pads 286.40');
    expect(cardsOf(chat(fresh).types('help'))[0]?.text).toContain('remblokken 286,40');
  });
  it('and everything else are in the language that a mechanic asks for, beginning with the answer', () => {
    const staff = { do: 'speak-to-staff', staffId: 'mechanic', addressId: 'mia-chat', language: 'en' };
    const steps = [staff, { do: 'reply', reply: { text: expect.stringContaining('English from now on') } }];
    expect(chat(fresh).types('taal en')).toMatchObject(steps);
    expect(labelsOf(chat(fresh).types('taal'))).toEqual(['Nederlands', 'English']);
    expect(chat(fresh).taps({ do: 'language', language: 'en' })).toMatchObject(steps);
    expect(cardsOf(chat(fresh).types('hulp'))[0]?.text).toContain('taal en');
  });
  it('say when a chat is linked already', () =>
    expect(chat(fresh).types('link 4F9-K2')).toMatchObject([{ reply: { text: expect.stringContaining('Mia') } }]));
});

describe('a word to the customer in quiet hours', () => {
  it('names when it will be heard', () => {
    const night = { ...fresh, now: new Date('2026-11-23T21:30:00Z'), garage: aGarage() };
    expect(cardsOf(chat(night).types('start AB-123-C'))[0]?.text).toContain('7:00');
  });
});

describe('a quote that is sent', () => {
  const draft = sceneOf(...started, drafted());
  const release = { do: 'release', repairId, quoteId, version: 1, waits: true } as const;
  it('is valid until closing time of the next business day', () =>
    expect(dataOf(chat(draft).taps(release), 'ReleaseQuote')).toMatchObject({
      version: 1,
      mechanicWaits: true,
      validUntil: new Date('2026-11-24T16:30:00Z'),
    }));
  it('is not sent twice', () => expect(commandsOf(chat(waiting).taps(release))).toEqual([]));
});
