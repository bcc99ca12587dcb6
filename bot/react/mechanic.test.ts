import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  approval,
  conversationId,
  decided,
  event,
  minutes,
  quoted,
  quoteId,
  repairId,
} from '../../core/testing/builders.ts';
import { aMechanic, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { aView, counting, doing, words } from './testing/stage.ts';
import { watchUnread } from './unread.ts';
import { wake } from './wake.ts';

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
