import { describe, expect, it } from 'vitest';
import { as, type RepairId, type StaffId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import {
  decided,
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
import { aDeskRepair, aMechanic, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { actionOf, buttonsOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

function sceneOf(...events: readonly RepairEvent[]) {
  return aScene({ repairs: [aRepairView(events)] });
}
const fresh = sceneOf(registered());
const inHand = sceneOf(...started);
const waiting = sceneOf(...quoted);
const completed = sceneOf(...started, event('RepairCompleted', { amount: eur(199_00) }, meta(mechanic, minutes(15))));
const halfPastFour = new Date('2026-11-23T15:30:00Z');

describe('a line with a plate', () => {
  it.each([
    ['start AB-123-C', fresh, 'StartRepair', {}],
    ['AB123C begin', fresh, 'StartRepair', {}],
    ['start 123', fresh, 'StartRepair', {}],
    ['klaar AB-123-C', inHand, 'CompleteRepair', { amount: undefined }],
    ['done AB-123-C 485,40', inHand, 'CompleteRepair', { amount: eur(485_40) }],
    ['tijd AB-123-C 16:30', inHand, 'PromiseTime', { promisedAt: halfPastFour }],
    ['wacht AB-123-C onderdelen di 10:00', inHand, 'BlockRepair', { by: 'parts' }],
    ['brug AB-123-C af', inHand, 'MoveOnLift', { on: false }],
    ['intrekken AB-123-C', waiting, 'WithdrawQuote', { quoteId }],
    ['bezig AB-123-C', sceneOf(...quoted, decided()), 'BeginApprovedWork', {}],
    ['toch niet klaar AB-123-C', completed, 'ReopenRepair', {}],
    ['opgehaald AB-123-C', completed, 'CollectVehicle', {}],
    ['gevonden AB-123-C: pads 2 mm !', inHand, 'RecordFinding', { severity: 'now' }],
  ])('%s acts at once', (text, scene, type, data) => {
    const steps = chat(scene).types(text);
    expect(commandsOf(steps)).toEqual([type]);
    expect(dataOf(steps, type)).toMatchObject({ repairId, ...data });
  });
  it.each([
    ['start AB-123-C', fresh],
    ['klaar AB-123-C', inHand],
    ['tijd AB-123-C 16:30', inHand],
    ['brug AB-123-C af', inHand],
    ['zeg AB-123-C: tot zo', inHand],
  ])('can be undone by a button of its answer: %s', (text, scene) => {
    const steps = chat(scene).types(text);
    expect(labelsOf(steps)).toContain('Herstel');
    expect(steps.some((step) => step.do === 'remember-act' && step.act !== undefined)).toBe(true);
  });
  it('says the mechanic’s words to the customer, and a note goes to nobody', () => {
    const said = chat(inHand).types('zeg AB-123-C: tot zo');
    const phrase = { kind: 'mechanic-says', vehicle: expect.objectContaining({ plate: 'AB-123-C' }), words: 'tot zo' };
    expect(said).toContainEqual(expect.objectContaining({ do: 'say', text: 'tot zo', phrase, customerId: 'jan' }));
    const noted = chat(inHand).types('notitie AB-123-C: sleutel 7');
    expect(noted).toContainEqual(expect.objectContaining({ do: 'note', text: 'sleutel 7', repairId }));
    expect(noted.some(({ do: what }) => what === 'say')).toBe(false);
  });
  it('shows its car below', () =>
    expect(chat(fresh).types('AB-123-C')).toEqual([
      { do: 'draw-card', repairId, staffId: 'mechanic', addressId: 'mia-chat', anew: true },
    ]));
  it('asks before it cancels', () => {
    const asked = chat(fresh).types('annuleer AB-123-C');
    expect(commandsOf(asked)).toEqual([]);
    expect(commandsOf(chat(fresh).taps(actionOf(asked, 'Annuleer')))).toEqual(['CancelRepair']);
  });
  it('that changes nothing says so and leaves nothing to undo', () => {
    for (const [text, scene] of [
      ['start AB-123-C', inHand],
      ['klaar AB-123-C', completed],
      ['klaar AB-123-C 199', completed],
      ['brug AB-123-C op', inHand],
      ['verder AB-123-C', inHand],
      ['intrekken AB-123-C', inHand],
    ] as const) {
      const steps = chat(scene).types(text);
      expect(commandsOf(steps)).toEqual([]);
      expect(steps.some((step) => step.do === 'remember-act')).toBe(false);
      expect(cardsOf(steps)[0]?.text).toMatch(/\p{L}/u);
    }
  });
  it('makes a car that is nobody’s the mechanic’s own when it is started', () => {
    const nobodys = { ...registered(), data: { ...registered().data, mechanicId: undefined } } as ReturnType<
      typeof registered
    >;
    expect(commandsOf(chat(sceneOf(nobodys)).types('start AB-123-C'))).toEqual(['AssignMechanic', 'StartRepair']);
  });
});

describe('a plate', () => {
  const other = aDeskRepair(aRepairView(), {
    repairId: as<RepairId>('r-2'),
    plateKey: 'XB123D',
    plate: 'XB-123-D',
    model: 'Opel Corsa',
    customerName: 'Piet Pieters',
  });
  const repairs = [aDeskRepair(aRepairView()), other];
  it('that fits several cars is asked, naming car and customer', () => {
    const steps = chat(fresh, { repairs }).types('start 123');
    expect(commandsOf(steps)).toEqual([]);
    expect(labelsOf(steps)).toEqual(['AB-123-C VW Golf · Jan Jansen', 'XB-123-D Opel Corsa · Piet Pieters']);
    const action = actionOf(steps, 'Jan Jansen');
    expect(commandsOf(chat(fresh, { repairs }).taps(action))).toEqual(['StartRepair']);
  });
  it('that is nearly right is offered, never executed', () => {
    const steps = chat(fresh).types('start AB-128-C');
    expect(commandsOf(steps)).toEqual([]);
    expect(labelsOf(steps)).toEqual(['AB-123-C VW Golf · Jan Jansen']);
  });
  it('that is not here can be registered', () => {
    const steps = chat(fresh).types('start ZZ-99-KK');
    expect(actionOf(steps, 'Aanmelden')).toEqual({ do: 'register', plateKey: 'ZZ99KK' });
  });
  it('of a car that was collected meanwhile is answered in words', () =>
    expect(cardsOf(chat(fresh, { repairs: [] }).taps({ do: 'start', repairId }))[0]?.text).toContain('opgehaald'));
});

describe('a line without a plate', () => {
  const focused = { focus: repairId };
  it.each([
    ['start', fresh, 'StartRepair', 'Start'],
    ['klaar', inHand, 'CompleteRepair', 'Klaar'],
    ['done 485,40', inHand, 'CompleteRepair', 'Klaar voor €\u00a0485,40'],
    ['eta 16:30', inHand, 'PromiseTime', 'Beloof vandaag 16:30'],
    ['intrekken', waiting, 'WithdrawQuote', 'Intrekken'],
    ['reopen', completed, 'ReopenRepair', 'Toch niet klaar'],
  ])('that reaches the customer asks one tap, naming car and customer: %s', (text, scene, type, label) => {
    for (const change of [focused, {}]) {
      const asked = chat(scene, change).types(text);
      expect(commandsOf(asked)).toEqual([]);
      expect(cardsOf(asked)).toMatchObject([{ title: 'AB-123-C VW Golf', subtitle: 'Klant: Jan Jansen' }]);
      expect(labelsOf(asked)).toEqual([label]);
      expect(commandsOf(chat(scene, change).taps(actionOf(asked, label)))).toEqual([type]);
    }
  });
  it('with words to the customer shows them before the tap', () => {
    const asked = chat(inHand, focused).types('zeg tot zo');
    expect(asked.some(({ do: what }) => what === 'say')).toBe(false);
    expect(cardsOf(asked)[0]?.text).toContain('tot zo');
    expect(
      chat(inHand)
        .taps(actionOf(asked, 'Naar klant'))
        .some(({ do: what }) => what === 'say'),
    ).toBe(true);
  });
  it.each([
    ['gevonden pads 2 mm', 'RecordFinding'],
    ['offerte remblokken 286,40', 'DraftQuote'],
    ['brug af', 'MoveOnLift'],
    ['wacht onderdelen', 'BlockRepair'],
  ])('that stays inside is about the car of the last card: %s', (text, type) =>
    expect(commandsOf(chat(inHand, focused).types(text))).toEqual([type]),
  );
  it('and without a last card asks one tap even for what stays inside', () => {
    const asked = chat(inHand).types('gevonden pads 2 mm');
    expect(commandsOf(asked)).toEqual([]);
    expect(commandsOf(chat(inHand).taps(actionOf(asked, 'Gevonden')))).toEqual(['RecordFinding']);
  });
  it('asks which car when there are several', () => {
    const repairs = [1, 2, 3].map((n) =>
      aDeskRepair(aRepairView(), { repairId: as<RepairId>(`r-${n}`), plate: `AB-12${n}-C`, plateKey: `AB12${n}C` }),
    );
    expect(labelsOf(chat(fresh, { repairs }).types('start'))).toHaveLength(3);
  });
  it('tells how to begin when nothing is open', () =>
    expect(cardsOf(chat(fresh, { repairs: [] }).types('start'))[0]?.text).toContain('nieuw AB-123-C'));
});

describe('what can be read in two ways', () => {
  it('is asked back: done with a time is ready, or ready by then', () => {
    const asked = chat(inHand).types('AB123C klaar 16:30');
    expect(commandsOf(asked)).toEqual([]);
    expect(labelsOf(asked)).toEqual(['Klaar, mag opgehaald', 'Beloof klaar vandaag 16:30']);
    const [done, eta] = buttonsOf(asked).map(({ action }) => chat(inHand).taps(action));
    expect(commandsOf(done ?? [])).toEqual(['CompleteRepair']);
    expect(dataOf(eta ?? [], 'PromiseTime')).toMatchObject({ promisedAt: halfPastFour });
  });
  it('is asked back in English to who reads English', () => {
    const staff = aMechanic({ language: 'en' });
    expect(labelsOf(chat(inHand, { staff }).types('AB123C klaar 16:30'))).toEqual([
      'Done, can be collected',
      'Promise ready today 16:30',
    ]);
  });
  it('offers the same time tomorrow when a promised time is over', () => {
    const asked = chat(inHand).types('eta AB-123-C 8:30');
    const action = actionOf(asked, 'morgen');
    expect(dataOf(chat(inHand).taps(action), 'PromiseTime')).toMatchObject({
      promisedAt: new Date('2026-11-24T07:30:00Z'),
    });
  });
  it('asks the time of a day that was named without one', () => {
    const asked = chat(inHand).types('eta AB-123-C morgen');
    const steps = chat(inHand).taps(actionOf(asked, 'Tijd beloven'), { values: { time: '10:00' } });
    expect(dataOf(steps, 'PromiseTime')).toMatchObject({ promisedAt: new Date('2026-11-24T09:00:00Z') });
  });
  it('is never said: words that name a price become a quote, unless it is no price', () => {
    const asked = chat(inHand).types('zeg AB-123-C: wordt ongeveer 300');
    expect(asked.some(({ do: what }) => what === 'say')).toBe(false);
    expect(actionOf(asked, 'Maak offerte')).toEqual({ do: 'price', repairId });
    const sure = chat(inHand).taps(actionOf(asked, 'Geen prijs'));
    expect(sure.some(({ do: what }) => what === 'say')).toBe(true);
  });
  it.each([
    'start AB-123-C bijna',
    'klaar AB123C?',
    'wacht AB123C op klant',
    'brug AB123C half',
    'tijd AB123C half vijf',
  ])('is only asked: %s', (text) => {
    const steps = chat(inHand).types(text);
    expect(commandsOf(steps)).toEqual([]);
    expect(labelsOf(steps).length).toBeGreaterThan(0);
  });
});

describe('a sentence without a known word', () => {
  it('goes nowhere by itself', () => {
    const steps = chat(inHand, { focus: repairId }).types('de remmen zijn slecht');
    expect(steps.map(({ do: what }) => what)).toEqual(['reply', 'focus']);
    expect(labelsOf(steps)).toEqual(['Naar klant', 'Notitie', 'Gevonden']);
    expect(buttonsOf(steps)[0]?.style).toBeUndefined();
    expect(labelsOf(chat(inHand, { focus: repairId }).types('16:30')).at(-1)).toBe('Beloof vandaag 16:30');
  });
  it('under a question of the customer is first of all the answer, and the answer ends the question', () => {
    const asked = withQuestion(inHand);
    const steps = chat(asked, { focus: repairId }).types('ja dat kan');
    expect(buttonsOf(steps)[0]).toMatchObject({ label: 'Naar klant', style: 'primary' });
    const answered = chat(asked).taps(actionOf(steps, 'Naar klant'));
    expect(commandsOf(answered)).toEqual(['EndItems']);
    expect(dataOf(answered, 'EndItems')).toMatchObject({ itemId: 'i-1', how: 'answered' });
  });
  it('that is nearly a command has it offered', () => {
    const steps = chat(fresh, { focus: repairId }).types('stard');
    expect(commandsOf(chat(fresh).taps(actionOf(steps, 'Bedoeld: start')))).toEqual(['StartRepair']);
  });
});

describe('the mechanic’s words while customer service has the conversation', () => {
  const agent = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
  const scene = aScene({
    repairs: [aRepairView(started)],
    conversation: { ...fresh.conversation, controller: agent },
    agent: aMechanic({ staffId: as<StaffId>('anna'), name: 'Anna', role: 'agent' }),
  });
  it('become a draft for it, and are not sent', () => {
    const steps = chat(scene).types('zeg AB-123-C: tot zo');
    expect(steps.some(({ do: what }) => what === 'say')).toBe(false);
    expect(dataOf(steps, 'RaiseItem')).toMatchObject({ kind: 'draft', owner: 'service', repairId });
    expect(cardsOf(steps)[0]?.text).toContain('Anna');
  });
  it('and without a chat are read aloud by somebody', () => {
    const people = [{ ...fresh.customer, addresses: [] }];
    const steps = chat({ ...inHand, people }).types('zeg AB-123-C: tot zo');
    expect(dataOf(steps, 'RaiseItem')).toMatchObject({ kind: 'call' });
    expect(labelsOf(steps)).toEqual([]);
  });
});
