import { describe, expect, it } from 'vitest';
import { type Actor, type AddressId, as, type CustomerId, type ItemId, type MessageId } from '../../core/ids.ts';
import { addDecider, removeDecider } from '../../core/repair/contacts.ts';
import type { Contact, RepairEvent } from '../../core/repair/repair.ts';
import { firstName } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import {
  address,
  agent,
  approval,
  byJan,
  contacts,
  conversationId,
  decided,
  eur,
  event,
  jan,
  janPhone,
  karin,
  meta,
  minutes,
  quoted,
  quoteId,
  registered,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aPerson, aScene } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, said, showing } from './testing/stage.ts';

const piet = as<CustomerId>('piet');
const pietPhone = as<AddressId>('piet-phone');
const byPiet: Actor = { kind: 'customer', customerId: piet, addressId: pietPhone };
const pietAddress = address({ addressId: pietPhone, customerId: piet, lastHeardAt: minutes(19) });
const people = [aPerson(), aPerson({ customerId: piet, name: 'Piet de Vries', addresses: [pietAddress] })];
const both = addDecider(contacts, piet);

function changed(after: readonly Contact[], before: readonly Contact[], by: Actor = byJan) {
  return event('ContactsChanged', { contacts: after, before }, meta(by, minutes(20)));
}

function becauseOfContacts(last: ReturnType<typeof changed>, change: Partial<Scene> = {}, events = quoted) {
  const scene = askedScene({ people, ...change });
  const repairs = [aView([...events, last], { shown: [showing()] })];
  return react(last, { ...scene, repairs }, counting());
}

describe('somebody who decides from now on', () => {
  it('hears who asks it, who writes here and how to stop, then gets the open quote, at night too', () => {
    const steps = said(becauseOfContacts(changed(both, contacts)));
    expect(steps.filter(({ customerId }) => customerId === piet)).toMatchObject([
      { phrase: { kind: 'may-decide', by: 'Jan' }, sort: 'notification', evenQuiet: true },
      { phrase: { kind: 'quote' }, asks: { kind: 'quote', quoteId, version: 1 }, evenQuiet: true },
    ]);
    expect(doing(becauseOfContacts(changed(both, contacts)), 'wake')).toMatchObject([{ kind: 'watch-quote' }]);
  });
  it('is told to the one who decided so far, with a way back, and a yes to that is no yes to the quote', () =>
    expect(
      said(becauseOfContacts(changed(both, contacts))).filter(({ customerId }) => customerId === jan),
    ).toMatchObject([{ phrase: { kind: 'now-decides', name: 'Piet', customerId: piet }, asks: { kind: 'other' } }]));
  it('gets no quote where none is open', () =>
    expect(kinds(becauseOfContacts(changed(both, contacts), {}, started))).toEqual(['may-decide', 'now-decides']));
  it('and has no chat with us gets the quote by telephone', () => {
    const nowhere = [aPerson(), aPerson({ customerId: piet, name: 'Piet', addresses: [] })];
    const steps = said(becauseOfContacts(changed(both, contacts, agent), { people: nowhere }));
    expect(steps.filter(({ customerId }) => customerId === piet)).toMatchObject([{ phrase: { kind: 'quote' } }]);
  });
  it('is asked even when this chat was asked the same before', () => {
    const again = changed(both, removeDecider(both, piet));
    const shown = [showing(), showing({ addressId: pietPhone, messageId: as('m-piet') })];
    const steps = react(again, askedScene({ people, repairs: [aView([...quoted, again], { shown })] }), counting());
    expect(kinds(steps)).toEqual(['may-decide', 'quote', 'now-decides']);
  });
});

describe('somebody who decides no longer', () => {
  const taken = changed(removeDecider(both, piet), both);
  it('is told that nothing is asked any more, and the one who wanted it so hears that it is done', () =>
    expect(said(becauseOfContacts(taken))).toMatchObject([
      { customerId: piet, phrase: { kind: 'say-lost' }, sort: 'notification' },
      { customerId: jan, phrase: { kind: 'say-taken', name: 'Piet' }, sort: 'answer', answerTo: janPhone },
    ]));
  it('loses the words that were waiting out their seconds, and nobody else does', () => {
    const waiting = (addressId: AddressId) => ({
      addressId,
      quoteId,
      version: 1,
      answer: 'approve' as const,
      messageIds: [],
      texts: ['ja'],
      phrases: [],
      sentAt: minutes(20),
      settlesAt: minutes(21),
    });
    expect(doing(becauseOfContacts(taken, { pendingAnswer: waiting(pietPhone) }), 'void-answer')).toHaveLength(1);
    expect(doing(becauseOfContacts(taken, { pendingAnswer: waiting(janPhone) }), 'void-answer')).toHaveLength(0);
  });
});

describe('a decision of the one', () => {
  const byBoth = [...quoted, changed(both, contacts)];
  it('is told to the other as that, with who gave it', () => {
    const answered = { addressId: pietPhone, proven: true };
    const evidence = { how: 'button', messageId: as<MessageId>('m-1'), answered } as const;
    const last = decided(approval({ by: byPiet, evidence }));
    const scene = askedScene({ people, repairs: [aView([...byBoth, last], { shown: [showing()] })] });
    const steps = said(react(last, scene, counting()));
    expect(steps.filter(({ customerId }) => customerId === piet)).toMatchObject([
      { sort: 'echo', answerTo: pietPhone, phrase: { kind: 'decided', pays: false } },
    ]);
    expect(steps.filter(({ customerId }) => customerId === jan)).toMatchObject([
      { sort: 'notification', phrase: { kind: 'decided', byOther: { name: 'Piet' }, pays: true } },
    ]);
  });
});

describe('STOP of the one', () => {
  const stopped = {
    type: 'OptedOut',
    data: { conversationId: 'c-1', addressId: pietPhone },
    meta: meta(byPiet),
  } as never;
  const scene = askedScene({ people, repairs: [aView([...quoted, changed(both, contacts)], { shown: [showing()] })] });
  it('concerns that address only: nobody has to phone while the other can answer', () => {
    const steps = react(stopped, scene, counting());
    expect(kinds(steps)).toEqual(['opted-out']);
    expect(doing(steps, 'cancel-queued')).toMatchObject([{ customerId: piet }]);
    expect(commands(steps)).toEqual([]);
  });
  it('becomes a call when the other cannot be reached either', () => {
    const silent = [aPerson({ addresses: [address({ optedOut: true })] }), ...people.slice(1)];
    expect(commands(react(stopped, { ...scene, people: silent }, counting()))).toMatchObject([
      { type: 'RaiseItem', data: { kind: 'call' } },
    ]);
  });
});

it('a first name is one that people go by', () => {
  expect(
    ['Karin de Vries', 'Jan-Willem', 'Mevr. De Vries', 'J. Jansen', 'de heer Bos', '', '06-12345678'].map(firstName),
  ).toEqual(['Karin', 'Jan-Willem', undefined, undefined, undefined, undefined, undefined]);
});

function because(events: readonly RepairEvent[], view: Partial<RepairView> = {}, scene: Scene = aScene()) {
  const last = events.at(-1);
  if (!last) throw new Error('nothing happened');
  return react(last, { ...scene, repairs: [aView(events, view)] }, counting());
}
function promised(at: number, before?: number) {
  return event(
    'TimePromised',
    { promisedAt: minutes(at), before: before === undefined ? undefined : minutes(before) },
    meta(undefined, minutes(20)),
  );
}

describe('a repair', () => {
  it('that is registered says nothing by itself', () => expect(because([registered()])).toEqual([]));
  it('that is started is told to everybody who is informed', () => {
    const steps = because([registered(), event('RepairStarted', {})]);
    expect(said(steps)).toMatchObject([
      { customerId: jan, sort: 'notification', phrase: { kind: 'started' }, about: { repairId } },
      { customerId: karin, phrase: { kind: 'started' } },
    ]);
    expect(doing(steps, 'draw-card')).toMatchObject([{ repairId, anew: false }]);
  });
  it('that is completed says what is to be paid to those who may know, and what was not done', () => {
    const decision = approval({ approved: [1], declined: [2], outcome: 'partly', total: eur(286_40) });
    const events = [
      ...quoted,
      decided(decision),
      event('RepairCompleted', { amount: eur(485_40) }, meta(undefined, minutes(20))),
    ];
    const steps = because(events);
    expect(said(steps).map(({ customerId, phrase }) => ({ customerId, phrase }))).toMatchObject([
      {
        customerId: jan,
        phrase: {
          kind: 'completed',
          collectToday: new Date('2026-11-23T16:30:00Z'),
          collectFrom: new Date('2026-11-24T07:00:00Z'),
          toPay: eur(485_40),
          asAgreed: true,
          notDone: ['Ruitenwissers'],
        },
      },
      { customerId: karin, phrase: { kind: 'completed', toPay: undefined, notDone: [] } },
    ]);
    expect(doing(steps, 'wake')).toEqual([
      { do: 'wake', kind: 'collect', subject: repairId, at: new Date('2026-11-25T16:30:00Z') },
    ]);
    expect(doing(steps, 'sleep').map(({ kind }) => kind)).toEqual(['watch-promise', 'watch-quote', 'ask-closing']);
  });
  it('that is reopened is told only to those who heard that it was ready', () => {
    const events = [...started, event('RepairCompleted', { amount: undefined }), event('RepairReopened', {})];
    expect(kinds(because(events))).toEqual([]);
    expect(kinds(because(events, { told: new Map([['completed', minutes(15)]]) }))).toEqual(['reopened', 'reopened']);
  });
  it('that is cancelled ends the calls about its quote, and is told to those who knew of it', () => {
    const call = {
      itemId: as<ItemId>('i-1'),
      kind: 'call',
      owner: 'service',
      repairId,
      raisedAt: minutes(1),
      dueAt: minutes(9),
    } as const;
    const promised = { ...call, itemId: as<ItemId>('i-2'), kind: 'callback' } as const;
    const scene = aScene();
    const waiting = { ...scene, conversation: { ...scene.conversation, items: [call, promised] } };
    const events = [...started, event('RepairCancelled', {})];
    const steps = because(events, { told: new Map([['started', minutes(1)]]) }, waiting);
    expect(kinds(steps)).toEqual(['cancelled', 'cancelled']);
    expect(commands(steps)).toMatchObject([
      { type: 'EndItems', data: { conversationId, itemId: 'i-1', how: 'outdated' } },
    ]);
    expect(kinds(because(events))).toEqual([]);
  });
});

describe('a promised time', () => {
  it('is told when it moves by more than a quarter of an hour from what was told', () => {
    const events = [...started, promised(390), promised(450, 390)];
    expect(said(because(events, { promisedTold: minutes(390) }))[0]?.phrase).toMatchObject({
      kind: 'later',
      from: minutes(390),
      to: minutes(450),
    });
    expect(kinds(because([...started, promised(390), promised(400, 390)], { promisedTold: minutes(390) }))).toEqual([]);
  });
  it('is told once many small delays have added up', () =>
    expect(kinds(because([...started, promised(400), promised(410, 400)], { promisedTold: minutes(390) }))).toEqual([
      'later',
      'later',
    ]));
  it('is told when work began without one', () => {
    const steps = because([...started, promised(390)], { told: new Map([['started', minutes(0)]]) });
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'status', state: { promisedAt: minutes(390) } });
  });
  it('that nobody knew of is not news', () => expect(kinds(because([...started, promised(390)]))).toEqual([]));
  it('wakes half an hour before, and sleeps when there is none', () => {
    expect(doing(because([...started, promised(390)]), 'wake')).toEqual([
      { do: 'wake', kind: 'watch-promise', subject: repairId, at: minutes(360) },
    ]);
    expect(doing(because([registered(), event('RepairStarted', {})]), 'sleep')).toMatchObject([
      { kind: 'watch-promise' },
    ]);
  });
});

it('another lift is another ladder', () => {
  const off = event('LiftChanged', { on: false });
  expect(doing(because([...quoted, off], {}, askedScene()), 'wake')).toMatchObject([
    { kind: 'watch-quote', at: minutes(20) },
  ]);
  expect(doing(because([...started, off]), 'wake')).toEqual([]);
});
