import { describe, expect, it } from 'vitest';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { event, minutes, quoted, quoteId, registered, started, validUntil } from '../../core/testing/builders.ts';
import { aScene } from '../../core/testing/scenes.ts';
import { introduce } from '../wording/customer/facts.ts';
import { askedScene, aView, kinds, said, showing } from './testing/stage.ts';
import { untold } from './untold.ts';

function owes(events: readonly RepairEvent[], view: Partial<RepairView> = {}, scene: Scene = aScene()) {
  const own = aView(events, view);
  return untold({ ...scene, repairs: [own] }, own, { evenQuiet: false });
}
function told(...all: readonly (readonly [string, number])[]) {
  return new Map(all.map(([kind, at]) => [kind, minutes(at)]));
}

describe('what a customer was not told yet', () => {
  it('is that work has begun, unless he knows', () => {
    expect(kinds(owes(started))).toEqual(['started', 'started']);
    expect(kinds(owes(started, { told: told(['status', 3]) }))).toEqual([]);
  });
  it('is the open quote rather than that work has begun', () => {
    expect(kinds(owes(quoted))).toEqual(['quote']);
    expect(kinds(owes(quoted, { shown: [showing()], told: told(['quote', 5]) }))).toEqual([]);
  });
  it('is not a quote whose time is over', () =>
    expect(kinds(owes(quoted, { told: told(['started', 1]) }, aScene({ now: validUntil })))).toEqual([]));
  it('is that the car is not ready after all', () => {
    const reopened = [...started, event('RepairCompleted', { amount: undefined }), event('RepairReopened', {})];
    expect(kinds(owes(reopened, { told: told(['completed', 5]) }))).toEqual(['reopened', 'reopened']);
    expect(kinds(owes(reopened, { told: told(['completed', 5], ['correction', 6]) }))).toEqual([]);
  });
  it('is that a quote on his screen no longer stands', () => {
    const withdrawn = [...quoted, event('QuoteWithdrawn', { quoteId, version: 1 })];
    const seen = { shown: [showing()], told: told(['started', 1], ['quote', 5]) };
    expect(kinds(owes(withdrawn, seen))).toEqual(['withdrawn']);
    expect(kinds(owes(withdrawn, { ...seen, told: told(['started', 1], ['quote', 5], ['withdrawn', 7]) }))).toEqual([]);
    const later = told(['started', 1], ['withdrawn', 7], ['quote', 9]);
    expect(kinds(owes(withdrawn, { ...seen, told: later }))).toEqual([]);
    const expired = [...quoted, event('QuoteExpired', { quoteId, version: 1, validUntil })];
    expect(kinds(owes(expired, seen))).toEqual(['expired']);
  });
  it('is that the repair is off, if he knew of it', () => {
    const cancelled = [...started, event('RepairCancelled', {})];
    expect(kinds(owes(cancelled))).toEqual([]);
    expect(kinds(owes(cancelled, { told: told(['started', 0]) }))).toEqual(['cancelled', 'cancelled']);
  });
  it('is nothing for a car that waits its turn', () => expect(owes([registered()])).toEqual([]));
  it('goes out in quiet hours when a person wants it so', () => {
    const view = aView(started);
    expect(said(untold(aScene({ repairs: [view] }), view, { evenQuiet: true }))).toMatchObject([
      { evenQuiet: true },
      { evenQuiet: true },
    ]);
  });
});

it('an unproven address is asked once whose car it is', () => {
  const scene = askedScene();
  expect(introduce(scene, undefined)?.kind).toBe('introduce');
  expect(introduce(aScene({ repairs: [] }), undefined)).toBeUndefined();
});
