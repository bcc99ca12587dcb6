import { describe, expect, it } from 'vitest';
import { conversationId, event, quoted, repairId, started } from '../../core/testing/builders.ts';
import { aMechanic, aScene } from '../../core/testing/scenes.ts';
import type { MechanicCard } from '../cards/card.ts';
import { aView, counting, doing } from './testing/stage.ts';
import { wake } from './wake.ts';

function asks(day: string): Date {
  return new Date(`${day}T17:00+01:00`);
}
function promised(at: string) {
  return event('TimePromised', { promisedAt: new Date(`${at}+01:00`), before: undefined });
}
function wakes(events: typeof started, day = '2026-11-23', mechanic = aMechanic()) {
  return wake(
    { kind: 'ask-closing', subject: repairId, conversationId },
    aScene({ now: asks(day), repairs: [aView(events, { mechanic })] }),
    counting(),
  );
}
function cardOf(...args: Parameters<typeof wakes>): MechanicCard | undefined {
  return doing(wakes(...args).steps, 'reply').flatMap(({ reply }) => ('card' in reply ? [reply.card] : []))[0];
}

describe('before the garage closes', () => {
  it('the mechanic is asked about each car in hand, with the promised time moved to the next day', () => {
    expect(cardOf([...started, promised('2026-11-23T16:30')])).toEqual({
      title: 'AB-123-C VW Golf',
      text: 'Nog in hand. Klaar voor vandaag?',
      inputs: [{ name: 'time', label: 'Dan klaar (mag leeg)', value: 'morgen 16:30' }],
      buttons: [
        { label: 'Klaar', action: { do: 'done', repairId }, style: 'primary' },
        { label: 'Morgen verder', action: { do: 'next-day', repairId, day: '2026-11-24' } },
      ],
    });
    expect(wakes(started).again).toEqual(asks('2026-11-24'));
  });
  it('the next day is the next one that the garage is open, in the mechanic’s language', () => {
    const card = cardOf([...started, promised('2026-11-27T16:30')], '2026-11-27', aMechanic({ language: 'en' }));
    expect(card?.inputs?.[0]?.value).toBe('Mon 16:30');
    expect(card?.buttons?.[1]?.label).toBe('Goes on Mon');
  });
  it('no time is suggested that was not promised, is on another day already, or falls outside opening hours', () => {
    for (const events of [[], [promised('2026-11-25T10:00')], [promised('2026-11-23T20:00')]])
      expect(cardOf([...started, ...events])?.inputs?.[0]).not.toHaveProperty('value');
  });
  it('a car whose quote has no answer cannot be done, only go on', () =>
    expect(cardOf(quoted)?.buttons?.map(({ label }) => label)).toEqual(['Morgen verder']));
});
