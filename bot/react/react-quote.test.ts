import { describe, expect, it } from 'vitest';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  drafted,
  eur,
  event,
  jan,
  karin,
  line,
  minutes,
  quoted,
  quoteId,
  registration,
  released,
  repairId,
  started,
  validUntil,
} from '../../core/testing/builders.ts';
import { aScene } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, said } from './testing/stage.ts';

function because(events: readonly RepairEvent[], scene: Scene = askedScene()) {
  const last = events.at(-1);
  const [view] = scene.repairs;
  if (!last || !view) throw new Error('an event needs a repair');
  const { shown, told } = view;
  return react(last, { ...scene, repairs: [aView(events, { shown, told })] }, counting());
}
const fresh = aScene({ now: minutes(5) });

describe('a quote that is released', () => {
  it('is put to everybody who decides, as the newest question, and watched until it arrives', () => {
    const steps = because(quoted, fresh);
    expect(said(steps)).toMatchObject([
      {
        customerId: jan,
        sort: 'question',
        phrase: {
          kind: 'quote',
          quote: { total: eur(324_40), choices: [{ words: 'Remblokken voor' }, { words: 'Ruitenwissers' }] },
        },
        about: { repairId, quoteId, version: 1, shows: 'quote' },
        asks: { kind: 'quote', quoteId, version: 1 },
      },
    ]);
    expect(doing(steps, 'wake')).toEqual([{ do: 'wake', kind: 'watch-quote', subject: repairId, at: minutes(8) }]);
    expect(doing(steps, 'draw-card')).toHaveLength(1);
  });
  it('is an approval to wait for elsewhere when nobody decides here, and the driver hears only that', () => {
    const driver = [{ customerId: karin, informed: true, decides: false, pays: false }];
    const events = [event('RepairRegistered', { ...registration, contacts: driver }), drafted(), released()];
    const steps = because(events, fresh);
    expect(said(steps)).toMatchObject([{ customerId: karin, phrase: { kind: 'decided-elsewhere' } }]);
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'authorisation', owner: 'service' } }]);
  });
  it('says what it replaces, if that was shown, and the old buttons go', () => {
    const superseded = event('QuoteSuperseded', { quoteId, version: 1, by: 2 });
    const events = [...quoted, drafted(2, [line(1, 412_00)]), superseded, released(2, eur(412_00), 1)];
    expect(said(because(events))[0]?.phrase).toMatchObject({ kind: 'quote', replaces: { total: eur(324_40) } });
    expect(said(because(events, fresh))[0]?.phrase).toMatchObject({ kind: 'quote', replaces: undefined });
    expect(
      doing(react(superseded, askedScene({ repairs: [aView(events)] }), counting()), 'close-question'),
    ).toMatchObject([{ version: 1, because: { why: 'superseded' } }]);
  });
});

describe('a quote that ends without an answer', () => {
  it('tells whoever saw it, and stops being watched', () => {
    const steps = because([...quoted, event('QuoteWithdrawn', { quoteId, version: 1 })]);
    expect(kinds(steps)).toEqual(['withdrawn']);
    expect(doing(steps, 'close-question')).toMatchObject([{ because: { why: 'withdrawn' } }]);
    expect(doing(steps, 'sleep')).toMatchObject([{ kind: 'watch-quote', subject: repairId }]);
  });
  it('says nothing about a draft that nobody saw', () =>
    expect(kinds(because([...started, drafted(), event('QuoteWithdrawn', { quoteId, version: 1 })], fresh))).toEqual(
      [],
    ));
  it('can be released anew by the mechanic with one tap after it has expired', () => {
    const steps = because([...quoted, event('QuoteExpired', { quoteId, version: 1, validUntil })]);
    expect(kinds(steps)).toEqual(['expired']);
    expect(doing(steps, 'reply')[0]?.reply).toMatchObject({
      card: { buttons: [{ action: { do: 'release', repairId, quoteId, version: 1 } }, { action: { do: 'nothing' } }] },
    });
  });
});
