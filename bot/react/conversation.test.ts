import { describe, expect, it } from 'vitest';
import type { ConversationEvent } from '../../core/conversation/conversation.ts';
import { as, type ItemId, type MessageId, type StaffId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  address,
  byJan,
  conversationId,
  janPhone,
  meta,
  minutes,
  quoted,
  quoteId,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aMechanic, aPerson, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, said } from './testing/stage.ts';

const anna = as<StaffId>('anna');
type Data<Type> = Omit<Extract<ConversationEvent, { type: Type }>['data'], 'conversationId'>;
function happened<Type extends ConversationEvent['type']>(type: Type, data: Data<Type>): ConversationEvent {
  return { type, data: { conversationId, ...data }, meta: meta(byJan, minutes(20)) } as unknown as ConversationEvent;
}
function because(event: ConversationEvent, scene: Scene = aScene()) {
  return react(event, scene, counting());
}
const pendingAnswer = {
  addressId: janPhone,
  quoteId,
  version: 1,
  answer: 'approve',
  messageIds: [as<MessageId>('m-0')],
  texts: ['ja'],
  phrases: [],
  sentAt: minutes(19),
  settlesAt: minutes(21),
} as const;
const call = {
  itemId: as<ItemId>('i-1'),
  kind: 'call',
  owner: 'service',
  repairId,
  raisedAt: minutes(1),
  dueAt: minutes(9),
} as const;
function withCall(scene: Scene): Scene {
  return { ...scene, conversation: { ...scene.conversation, items: [call] } };
}

const agent = aMechanic({ staffId: anna, name: 'Anna', role: 'agent' });

describe('a takeover', () => {
  it('forgets words that wait, and says who speaks', () => {
    const steps = because(
      happened('TakenOver', { staffId: anna, from: undefined, controlVersion: 1 }),
      aScene({ agent, pendingAnswer }),
    );
    expect(doing(steps, 'void-answer')).toHaveLength(1);
    expect(said(steps)).toMatchObject([{ phrase: { kind: 'agent-joins', agent: 'Anna' }, sort: 'notification' }]);
  });
  it('is no reason to telephone somebody without a chat', () => {
    const jan = aPerson({ addresses: [] });
    const steps = because(
      happened('TakenOver', { staffId: anna, from: undefined, controlVersion: 1 }),
      aScene({ customer: jan, people: [jan] }),
    );
    expect(kinds(steps)).toEqual([]);
  });
  it('ends with the open question, so that words count again', () => {
    const steps = because(
      happened('HandedBack', { staffId: anna, controlVersion: 2 }),
      askedScene({ agentBefore: agent }),
    );
    expect(kinds(steps)).toEqual(['handed-back', 'quote']);
    expect(said(steps)[0]?.phrase).toMatchObject({ agent: 'Anna' });
    expect(said(steps)[1]?.asks).toEqual({ kind: 'quote', quoteId, version: 1 });
  });
});

describe('an address that is linked', () => {
  const linked = happened('AddressLinked', { addressId: janPhone, how: 'invitation' });
  it('gets the state now and the open quote, and no old notifications', () => {
    const scene = askedScene({ repairs: [aView(quoted)] });
    const steps = because(linked, withCall(scene));
    expect(kinds(steps)).toEqual(['linked', 'quote']);
    expect(said(steps)).toMatchObject([
      { answerTo: janPhone, phrase: { state: { status: 'started', onLift: true, waitsFor: 'customer' } } },
      { answerTo: janPhone, evenQuiet: true, about: { shows: 'quote' } },
    ]);
    expect(commands(steps)).toMatchObject([{ type: 'EndItems', data: { itemId: 'i-1', how: 'outdated' } }]);
    expect(doing(steps, 'wake')).toMatchObject([{ kind: 'watch-quote' }]);
  });
  it('hears of every car, and that there is none', () => {
    expect(kinds(because(linked, aScene({ repairs: [aView(started), aView(started)] })))).toEqual(['linked', 'status']);
    expect(kinds(because(linked, aScene({ repairs: [] })))).toEqual(['no-repair']);
  });
});

describe('STOP and START', () => {
  const stop = happened('OptedOut', { addressId: janPhone });
  it('asks whether the repair was meant, and an open quote is told by telephone', () => {
    const steps = because(stop, askedScene({ pendingAnswer }));
    expect(said(steps)).toMatchObject([
      { phrase: { kind: 'opted-out', openRepair: true }, answerTo: janPhone, sort: 'answer' },
    ]);
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'call', repairId } }]);
    expect(doing(steps, 'void-answer')).toHaveLength(1);
  });
  it('tells a stranger nothing about the car', () => {
    const jan = aPerson({ addresses: [address({ proven: false })] });
    expect(said(because(stop, askedScene({ customer: jan, people: [jan] })))).toMatchObject([
      { phrase: { openRepair: false } },
    ]);
  });
  it('START ends what would have been told by telephone, and no call that was promised', () => {
    const callback = { ...call, itemId: as<ItemId>('i-2'), kind: 'callback' } as const;
    const scene = aScene({ repairs: [aView(started)] });
    const waiting = { ...scene, conversation: { ...scene.conversation, items: [call, callback] } };
    const ends = commands(because(happened('OptedIn', { addressId: janPhone }), waiting));
    expect(ends).toMatchObject([{ type: 'EndItems', data: { itemId: 'i-1', how: 'outdated' } }]);
  });
  it('START says so and tells what was missed', () =>
    expect(kinds(because(happened('OptedIn', { addressId: janPhone }), aScene({ repairs: [aView(started)] })))).toEqual(
      ['opted-in', 'started'],
    ));
});

describe('waiting items', () => {
  it('wake when they turn red, and sleep when they end', () => {
    const { itemId, kind, owner, dueAt } = call;
    expect(because(happened('ItemRaised', { itemId, kind, owner, repairId, dueAt }))).toEqual([
      { do: 'wake', kind: 'item-due', subject: itemId, at: dueAt },
    ]);
    expect(because(happened('ItemReassigned', { itemId, owner, dueAt }))).toContainEqual({
      do: 'wake',
      kind: 'item-due',
      subject: itemId,
      at: dueAt,
    });
    expect(because(happened('ItemEnded', { itemId, kind, how: 'handled', raisedAt: minutes(1) }))).toEqual([
      { do: 'sleep', kind: 'item-due', subject: itemId },
    ]);
  });
  it('a question that is answered leaves the mechanic’s card, but makes no card of its own', () => {
    const answered = happened('ItemEnded', {
      itemId: as('i-1'),
      kind: 'question',
      how: 'answered',
      raisedAt: minutes(1),
    });
    const drawn = because(answered, aScene({ repairs: [aView(started)] })).filter(
      ({ do: what }) => what === 'draw-card',
    );
    expect(drawn).toEqual([expect.objectContaining({ repairId, anew: false, onlyEdit: true })]);
  });
  it('a question that is answered gives the customer the time to think anew', () => {
    const answered = happened('ItemEnded', {
      itemId: as('i-1'),
      kind: 'question',
      how: 'answered',
      raisedAt: minutes(1),
    });
    const steps = because(answered, withQuestion(askedScene()));
    expect(doing(steps, 'pause-reminders')).toMatchObject([{ until: minutes(30) }]);
    expect(doing(steps, 'wake')).toMatchObject([{ kind: 'watch-quote', at: minutes(20) }]);
  });
  it('a number that belongs to somebody else is for customer service', () =>
    expect(commands(because(happened('AddressDisowned', { addressId: janPhone })))).toMatchObject([
      { type: 'RaiseItem', data: { kind: 'wrong_number', owner: 'service' } },
    ]));
});

it('what is only recorded has no consequence', () => {
  expect(because(happened('MessageReceived', { messageId: as('m'), addressId: janPhone }))).toEqual([]);
  expect(because(happened('UnclearCounted', { unclear: 1 }))).toEqual([]);
  expect(because(happened('ReachableChanged', { addressId: janPhone, reachable: false }))).toEqual([]);
});
