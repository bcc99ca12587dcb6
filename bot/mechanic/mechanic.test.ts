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
import { aDeskRepair, aGarage, aMechanic, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import type { MechanicAction } from '../cards/card.ts';
import { isCommand } from '../react/testing/stage.ts';
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
    'tijd AB123C einde middag',
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

describe('a message that is too long to be read', () => {
  const long = `done AB-123-C ${'and more '.repeat(500)}`;
  it('does nothing, and says how long it may be, in both languages', () => {
    for (const [language, words] of [
      ['en', 'at most 4096 are read'],
      ['nl', 'hooguit 4096 worden gelezen'],
    ] as const) {
      const { types } = chat(inHand, { staff: aMechanic({ language }) });
      expect(types(long)).toMatchObject([{ do: 'reply', reply: { text: expect.stringContaining(words) } }]);
      expect(types(long)).toMatchObject([{ reply: { text: expect.stringContaining(String(long.length)) } }]);
    }
  });
  it('is not read with a photo either', () =>
    expect(chat(inHand).send({ kind: 'media', isPhoto: true, isAlbum: false, caption: long, parts: [] })).toMatchObject(
      [{ do: 'reply', reply: { text: expect.stringContaining('4096') } }],
    ));
  it('is one with more than that: the longest is read', () => {
    const note = 'note AB-123-C: '.padEnd(4_096, 'x');
    expect(commandsOf(chat(inHand).types(note))).toEqual([]);
    expect(chat(inHand).types(note)).toContainEqual(expect.objectContaining({ do: 'note', text: note.slice(15) }));
  });
});
