import { describe, expect, it } from 'vitest';
import { event, minutes, repairId, started } from '../../core/testing/builders.ts';
import { aRepairView, aScene } from '../../core/testing/scenes.ts';
import { cardsOf, chat, commandsOf, dataOf } from './testing/chat.ts';

const evening = new Date('2026-11-23T16:05:00Z');
function promised(at: Date) {
  return event('TimePromised', { promisedAt: at, before: undefined });
}
function tapped(events: readonly ReturnType<typeof promised>[], time?: string) {
  const scene = aScene({ now: evening, repairs: [aRepairView([...started, ...events])] });
  const values = time === undefined ? {} : { time };
  return chat(scene).taps({ do: 'next-day', repairId, day: '2026-11-24' }, { values });
}
function promise(steps: ReturnType<typeof tapped>) {
  return dataOf(steps, 'PromiseTime');
}
function tomorrow(time: string) {
  return { promisedAt: new Date(`2026-11-24T${time}:00+01:00`) };
}

describe('a car that goes on another day', () => {
  it('leaves the lift, and its promised time moves to the typed one', () => {
    const steps = tapped([promised(minutes(390))], 'morgen 10:00');
    expect(commandsOf(steps)).toEqual(['MoveOnLift', 'PromiseTime']);
    expect(promise(steps)).toMatchObject(tomorrow('10:00'));
    expect(steps).toContainEqual(
      expect.objectContaining({
        do: 'remember-act',
        act: { kind: 'promise', repairId, at: evening, promisedBefore: minutes(390), onLiftBefore: true },
      }),
    );
  });
  it('takes a time without a day for the day when it goes on', () => {
    for (const time of ['10:00', '17:20']) expect(promise(tapped([], time))).toMatchObject(tomorrow(time));
    expect(promise(tapped([], 'wo 9:00'))).toMatchObject({ promisedAt: new Date('2026-11-25T08:00:00Z') });
  });
  it('is asked for a time only when the promised one is over', () => {
    const asked = tapped([promised(minutes(390))], '');
    expect(commandsOf(asked)).toEqual(['MoveOnLift']);
    expect(cardsOf(asked)[0]?.text).toContain('di 24 nov');
    for (const events of [[], [promised(new Date('2026-11-25T09:00:00Z'))]])
      expect(cardsOf(tapped(events))[0]?.inputs).toBeUndefined();
  });
  it('keeps off the lift when the time cannot be read, which is asked', () => {
    const steps = tapped([promised(minutes(390))], 'zodra het kan');
    expect(commandsOf(steps)).toEqual(['MoveOnLift']);
    expect(cardsOf(steps)[0]?.inputs?.[0]?.name).toBe('time');
  });
  it('comes back onto the lift with its time when that is undone', () => {
    const scene = aScene({ now: evening, repairs: [aRepairView([...started, event('LiftChanged', { on: false })])] });
    const lastAct = {
      kind: 'promise',
      repairId,
      at: evening,
      promisedBefore: minutes(390),
      onLiftBefore: true,
    } as const;
    expect(commandsOf(chat(scene, { lastAct }).types('herstel'))).toEqual(['MoveOnLift', 'PromiseTime']);
  });
});
