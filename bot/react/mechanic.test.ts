import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  approval,
  conversationId,
  decided,
  event,
  jan,
  minutes,
  quoted,
  quoteId,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aMechanic, aScene, withQuestion } from '../../core/testing/scenes.ts';
import type { MechanicCard } from '../cards/card.ts';
import { questionCard, watchUnread } from './mechanic.ts';
import { aView, counting, doing, words } from './testing/stage.ts';
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

const question = as<ItemId>('i-1');
const approved = [...quoted, decided()];
const evening = new Date('2026-11-23T16:40:00Z');
function sceneOf(events: typeof quoted, heard: number | undefined, said: ReadonlyMap<string, string> = words): Scene {
  const heardAt = heard === undefined ? undefined : minutes(heard);
  return aScene({ repairs: [aView(events, { words: said, mechanic: aMechanic({ heardAt }) })] });
}
function posted(scene: Scene, subject: string) {
  return doing(wake({ kind: 'unread', subject, conversationId }, scene, counting()).steps, 'post').map(
    ({ text }) => text,
  );
}
function looksAt(scene: Scene, change: Parameters<typeof aView>[1] = {}) {
  const step = watchUnread(scene, aView(quoted, change), quoteId);
  return step.do === 'wake' ? step.at : undefined;
}

describe('what a mechanic may have missed', () => {
  it('is looked at after five minutes with the car on the lift, after fifteen otherwise, and at closing time at the latest', () => {
    expect(looksAt(aScene())).toEqual(minutes(25));
    const parked = [...quoted, event('LiftChanged', { on: false })];
    const step = watchUnread(aScene(), aView(parked), quoteId);
    expect(step).toMatchObject({ kind: 'unread', subject: quoteId, at: minutes(35) });
    expect(looksAt(aScene({ now: new Date('2026-11-23T16:28:00Z') }))).toEqual(new Date('2026-11-23T16:30:00Z'));
  });
  it('is looked at at once when the garage is closed, or there is no chat with the mechanic', () => {
    expect(looksAt(aScene({ now: evening }))).toEqual(evening);
    expect(looksAt(aScene(), { mechanic: aMechanic({ addressIds: [] }) })).toEqual(minutes(20));
  });
  it('is posted to the workshop with the mechanic and the car, in the words of the ping', () =>
    expect(posted(sceneOf(approved, 9), quoteId)).toEqual([
      'Mia · AB-123-C VW Golf: AKKOORD Remblokken voor, Ruitenwissers €\u00a0324,40.',
    ]));
  it('is not posted when anything was heard from the mechanic since', () =>
    expect(posted(sceneOf(approved, 11), quoteId)).toEqual([]));
  it('is not posted when the work has begun meanwhile, or the car is ready', () => {
    const begun = event('ApprovedWorkBegun', { quoteIds: [quoteId] });
    expect(posted(sceneOf([...approved, begun], 9), quoteId)).toEqual([]);
    expect(posted(sceneOf([...approved, event('RepairCompleted', { amount: undefined })], 9), quoteId)).toEqual([]);
  });
  it('may be a change of mind, or a quote that expired', () => {
    const rejected = decided(approval({ outcome: 'rejected', approved: [], declined: [1, 2] }));
    expect(posted(sceneOf([...quoted, rejected], undefined), quoteId)).toEqual([
      expect.stringContaining('NIET akkoord'),
    ]);
    const revoked = event('DecisionRevoked', { quoteId, version: 1, decisionId: as('d-1') });
    expect(posted(sceneOf([...approved, revoked], undefined), quoteId)).toEqual([
      expect.stringContaining('bedenkt zich'),
    ]);
    const expired = event('QuoteExpired', { quoteId, version: 1, validUntil: minutes(12) });
    expect(posted(sceneOf([...quoted, expired], 10), quoteId)).toEqual([expect.stringContaining('verlopen')]);
  });
  it('may be a question, with nothing but its words and no number in them, until it is answered', () => {
    const said = new Map<string, string>([[question, 'kan het wachten? bel 06-12345678']]);
    const asked = withQuestion(sceneOf(quoted, 14, said));
    expect(posted(asked, question)).toEqual(['Mia · AB-123-C VW Golf: Klant vraagt: kan het wachten? bel ••78']);
    expect(posted(sceneOf(quoted, 14, said), question)).toEqual([]);
  });
  it('needs no mechanic', () => {
    const scene = aScene({ repairs: [aView(approved, { mechanic: undefined })] });
    expect(posted(scene, quoteId)[0]).toMatch(/^AB-123-C/);
    expect(doing(wake({ kind: 'unread', subject: repairId, conversationId }, scene, counting()).steps, 'post')).toEqual(
      [],
    );
  });
});

describe('the ready answers to a question', () => {
  const readyFor = (text: string): readonly string[] =>
    doing(questionCard(aView(started), text, 'nl', { answers: as<ItemId>('i-1'), to: jan }), 'reply').flatMap(
      ({ reply }) => ('card' in reply ? (reply.card.buttons ?? []).slice(1).map(({ label }) => label) : []),
    );
  it.each(['Kan het ook morgen?', 'Mag ik met pin betalen?', 'can it wait until Friday?'])(
    'say if it can be done: %s',
    (text) => expect(readyFor(text)).toEqual(['Ja, dat kan.', 'Nee, dat kan niet.', 'We bellen u hierover.']),
  );
  it.each(['Kan het goedkoper?', 'can I get a discount', 'wat kost dat', 'kan het voor 250?', 'is € 38 niet veel?'])(
    'never promise a price: %s',
    (text) => expect(readyFor(text)).toEqual(['We bellen u hierover.', 'Nee, dit is de prijs.']),
  );
  it.each(['Moet dat echt?', 'why is that needed?'])('fit the question: %s', (text) =>
    expect(readyFor(text)).toEqual(['We bellen u hierover.']),
  );
});
