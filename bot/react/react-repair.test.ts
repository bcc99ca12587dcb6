import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import {
  approval,
  conversationId,
  decided,
  eur,
  event,
  jan,
  karin,
  meta,
  minutes,
  quoted,
  registered,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aScene } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, said } from './testing/stage.ts';

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
  it('that is cancelled ends what waits for it but a promised call, and is told to those who knew of it', () => {
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
