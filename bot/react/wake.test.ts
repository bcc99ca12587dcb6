import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  address,
  conversationId,
  event,
  meta,
  minutes,
  quoted,
  quoteId,
  repairId,
  started,
  validUntil,
} from '../../core/testing/builders.ts';
import { aMechanic, aPerson, aScene, withQuestion } from '../../core/testing/scenes.ts';
import type { DueTimer } from '../step.ts';
import { askedScene, aView, commands, counting, doing, kinds, otherPhone, said, showing } from './testing/stage.ts';
import { wake } from './wake.ts';

function due(kind: DueTimer['kind'], scene: Scene, subject: string = repairId) {
  return wake({ kind, subject, conversationId }, scene, counting());
}
function at(now: number, scene: Scene = askedScene()): Scene {
  return { ...scene, now: minutes(now) };
}
function told(...kinds: readonly (readonly [string, number])[]) {
  return new Map(kinds.map(([kind, time]) => [kind, minutes(time)]));
}

const called = {
  itemId: as<ItemId>('i-1'),
  kind: 'call',
  owner: 'service',
  repairId,
  raisedAt: minutes(26),
  dueAt: minutes(31),
} as const;
/** The mechanic's card, edited where it stands. */
const redrawn = { do: 'draw-card', repairId, anew: false, onlyEdit: true };

describe('an open quote', () => {
  it('is asked once more after ten minutes on the lift, by whoever was asked', () => {
    expect(due('watch-quote', at(15))).toMatchObject({ steps: [redrawn], again: minutes(16) });
    const { steps, again } = due('watch-quote', at(16));
    expect(said(steps)).toMatchObject([
      {
        sort: 'reminder',
        phrase: { kind: 'reminder', onLift: true, until: undefined },
        asks: { kind: 'quote' },
        about: { shows: 'reminder' },
      },
    ]);
    expect(again).toEqual(minutes(20));
  });
  it('keeps the minutes on the mechanic’s card true every five minutes, after an hour every ten, while the garage is open', () => {
    const reminded = askedScene({
      repairs: [aView(quoted, { shown: [showing()], told: told(['quote', 5], ['reminder', 16]) })],
      conversation: { ...aScene().conversation, items: [called] },
    });
    expect(due('watch-quote', at(31, reminded))).toEqual({
      steps: [expect.objectContaining(redrawn)],
      again: minutes(35),
    });
    expect(due('watch-quote', at(65, reminded)).again).toEqual(minutes(75));
    const evening = { ...reminded, now: new Date('2026-11-23T16:40:00Z') };
    expect(due('watch-quote', evening)).toEqual({ steps: [], again: new Date('2026-11-24T07:00:00Z') });
  });
  it('is asked once more at night only when the people are simulated', () => {
    const night = new Date('2026-11-23T22:30:00Z');
    const view = aView(quoted, { shown: [showing()], told: told(['quote', 5]) });
    const asked = (simulated: boolean, phone: boolean) => {
      const jan = aPerson({ addresses: [address({ simulated: phone })] });
      return askedScene({ now: night, repairs: [{ ...view, simulated }], customer: jan, people: [jan] });
    };
    expect(kinds(due('watch-quote', asked(false, false)).steps)).toEqual([]);
    expect(kinds(due('watch-quote', asked(true, false)).steps)).toEqual([]);
    expect(kinds(due('watch-quote', asked(true, true)).steps)).toEqual(['reminder']);
  });
  it('becomes a call when the reminder gets no answer either', () => {
    const reminded = askedScene({
      repairs: [aView(quoted, { shown: [showing()], told: told(['quote', 5], ['reminder', 16]) })],
    });
    const { steps, again } = due('watch-quote', at(26, reminded));
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'call', owner: 'service', repairId } }]);
    expect(again).toEqual(minutes(30));
  });
  it('waits while the customer asks somebody or has a question of his own', () => {
    expect(kinds(due('watch-quote', at(30, askedScene({ pausedUntil: minutes(60) }))).steps)).toEqual([]);
    expect(due('watch-quote', at(30, withQuestion(askedScene()))).steps).toEqual([]);
  });
  it('goes to another address when it does not arrive', () => {
    const skills = { buttons: true, receipts: true, canStart: true, clockPrecisionMs: 1000 };
    const jan = aPerson({ addresses: [address({ skills }), address({ addressId: otherPhone, skills })] });
    const scene = askedScene({ customer: jan, people: [jan] });
    const { steps } = due('watch-quote', at(8, scene));
    expect(said(steps)).toMatchObject([{ answerTo: otherPhone, phrase: { kind: 'quote' }, about: { shows: 'quote' } }]);
  });
  it('expires, and nothing is answered for the customer', () => {
    const { steps, again } = due('watch-quote', { ...askedScene(), now: validUntil });
    expect(commands(steps)).toMatchObject([{ type: 'ExpireQuote', data: { quoteId, version: 1 } }]);
    expect(again).toBeUndefined();
  });
  it('that is answered is watched no more', () =>
    expect(due('watch-quote', aScene({ repairs: [aView(started)] }))).toEqual({ steps: [], again: undefined }));
});

describe('a promised time', () => {
  const promised = aView([...started, event('TimePromised', { promisedAt: minutes(390), before: undefined })]);
  it('is asked about half an hour before, once', () => {
    expect(due('watch-promise', at(300, aScene({ repairs: [promised] })))).toEqual({ steps: [], again: minutes(360) });
    const { steps, again } = due('watch-promise', at(360, aScene({ repairs: [promised] })));
    expect(doing(steps, 'reply')[0]?.reply).toMatchObject({
      card: {
        text: 'Beloofd: vandaag 16:30. Lukt dat?',
        buttons: [{ action: { do: 'promise-kept', repairId } }, { action: { do: 'promise', repairId } }],
      },
    });
    expect(again).toBeUndefined();
  });
  it('is asked of customer service when the mechanic has no chat', () => {
    const alone = { ...promised, mechanic: aMechanic({ addressIds: [] }) };
    expect(commands(due('watch-promise', at(360, aScene({ repairs: [alone] }))).steps)).toMatchObject([
      { type: 'RaiseItem' },
    ]);
  });
});

it('a repair that is ready counts as collected at closing time two days later', () => {
  const ready = aView([...started, event('RepairCompleted', { amount: undefined })]);
  const again = new Date('2026-11-25T16:30:00Z');
  expect(due('collect', aScene({ repairs: [ready] }))).toEqual({ steps: [], again });
  expect(commands(due('collect', { ...aScene({ repairs: [ready] }), now: again }).steps)).toMatchObject([
    { type: 'CollectVehicle' },
  ]);
});

describe('what was held for quiet hours', () => {
  const night = new Date('2026-11-23T22:00:00Z');
  const morning = new Date('2026-11-24T06:00:00Z');
  it('is held on while it is quiet', () =>
    expect(due('held', { ...aScene(), now: night }, conversationId)).toEqual({ steps: [], again: morning }));
  it('is what is still true, once: ready, and no longer started', () => {
    const ready = aView([...started, event('RepairCompleted', { amount: undefined })]);
    expect(kinds(due('held', aScene({ repairs: [ready] }), conversationId).steps)).toEqual(['completed', 'completed']);
  });
  it('is nothing when everything was told', () => expect(due('held', askedScene(), conversationId).steps).toEqual([]));
});

describe('a waiting item that is due', () => {
  it('goes from the mechanic to customer service', () => {
    const { steps } = due('item-due', withQuestion(askedScene()), 'i-1');
    expect(doing(steps, 'ping')).toHaveLength(1);
    expect(commands(steps)).toMatchObject([
      { type: 'ReassignItem', data: { itemId: 'i-1', owner: 'service', dueAt: minutes(25) } },
    ]);
  });
  it('that has ended is left alone', () => expect(due('item-due', askedScene(), as<ItemId>('i-9')).steps).toEqual([]));
});

describe('a message that did not arrive', () => {
  const failed = (change: Partial<Scene> = {}): Scene =>
    askedScene({ repairs: [aView(quoted, { shown: [showing({ state: 'failed' })] })], ...change });
  it('is for customer service, once', () => {
    expect(commands(due('delivery-trouble', failed(), 'm-quote').steps)).toMatchObject([
      { type: 'RaiseItem', data: { kind: 'delivery', repairId } },
    ]);
    const items = [
      {
        itemId: as<ItemId>('i-1'),
        kind: 'delivery',
        owner: 'service',
        repairId,
        raisedAt: minutes(1),
        dueAt: minutes(9),
      } as const,
    ];
    const scene = failed();
    expect(
      due('delivery-trouble', { ...scene, conversation: { ...scene.conversation, items } }, 'm-quote').steps,
    ).toEqual([]);
  });
  it('goes to the next address when it was the quote', () => {
    const jan = aPerson({ addresses: [address(), address({ addressId: otherPhone })] });
    expect(said(due('delivery-trouble', failed({ customer: jan, people: [jan] }), 'm-quote').steps)).toMatchObject([
      { answerTo: otherPhone },
    ]);
  });
  it('is told by telephone when nothing can be written any more', () => {
    const jan = aPerson({ addresses: [address({ reachable: false })] });
    const scene = aScene({ repairs: [aView(started)], customer: jan, people: [jan] });
    expect(kinds(due('delivery-trouble', scene, 'm-9').steps)).toEqual(['started', 'started']);
  });
  it('that has arrived after all is no trouble', () =>
    expect(due('delivery-trouble', askedScene(), 'm-quote').steps).toEqual([]));
});

it('a promised time that moved while it was quiet is told in the morning', () => {
  const moved = [...started, event('TimePromised', { promisedAt: minutes(600), before: minutes(390) }, meta())];
  const view = aView(moved, { told: told(['started', 1]), promisedTold: minutes(390) });
  expect(kinds(due('held', aScene({ repairs: [view] }), conversationId).steps)).toEqual(['later', 'later']);
});
