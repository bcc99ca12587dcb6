import { describe, expect, it } from 'vitest';
import { as, type MessageId, type StaffId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import {
  address,
  contacts,
  conversationId,
  decided,
  drafted,
  eur,
  event,
  jan,
  karin,
  line,
  meta,
  minutes,
  otherQuoteId,
  quoted,
  quoteId,
  registration,
  released,
  repairId,
  started,
  validUntil,
} from '../../core/testing/builders.ts';
import { aPerson, aScene } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, otherPhone, said, showing } from './testing/stage.ts';
import { wake } from './wake.ts';

function photo(n: number) {
  return as<MessageId>(`m-${n}`);
}
function attached(...numbers: readonly number[]): readonly RepairEvent[] {
  return numbers.map((n) => event('PhotoAttached', { messageId: photo(n) }));
}
const second: readonly RepairEvent[] = [
  drafted(2),
  event('QuoteSuperseded', { quoteId, version: 1, by: 2 }),
  { ...released(2, undefined, 1), meta: meta(undefined, minutes(9)) },
];
function sceneOf(events: readonly RepairEvent[], change: Partial<RepairView> = {}): Scene {
  return aScene({ repairs: [aView(events, change)] });
}
function photosOf(events: readonly RepairEvent[], scene = sceneOf(events)) {
  const last = events.at(-1);
  return said(last ? react(last, scene, counting()) : []).map(({ photos }) => photos);
}

describe('the photos of a car', () => {
  it('stand above the quote that is released next, newest last, four at most', () => {
    expect(photosOf([...started, ...attached(1, 2), drafted(), released()])).toEqual([[photo(1), photo(2)]]);
    const many = [...started, ...attached(1, 2, 3, 4, 5, 6), drafted(), released()];
    expect(photosOf(many)).toEqual([[photo(3), photo(4), photo(5), photo(6)]]);
    expect(photosOf([...started, drafted(), released()])).toEqual([undefined]);
  });
  it('are seen by everybody who decides', () => {
    const both = contacts.map((contact) => ({ ...contact, decides: true }));
    const events = [
      event('RepairRegistered', { ...registration, contacts: both }),
      ...attached(1),
      drafted(),
      released(),
    ];
    const people = [aPerson(), aPerson({ customerId: karin, addresses: [address({ addressId: otherPhone })] })];
    expect(photosOf(events, { ...sceneOf(events), people })).toEqual([[photo(1)], [photo(1)]]);
  });
  it('are not shown again with a new version, which only has those that came since', () => {
    const first = [...started, ...attached(1), drafted(), released()];
    const shown = [showing({ photos: [photo(1)] })];
    const same = [...first, ...second];
    expect(photosOf(same, sceneOf(same, { shown }))).toEqual([undefined]);
    const more = [...first, ...attached(2), ...second];
    expect(photosOf(more, sceneOf(more, { shown }))).toEqual([[photo(2)]]);
  });
  it('are not lost with a version that nobody saw, nor with a quote that was withdrawn unseen', () => {
    const first = [...started, ...attached(1), drafted(), released()];
    expect(photosOf([...first, ...second])).toEqual([[photo(1)]]);
    const failed = [showing({ photos: [photo(1)], state: 'failed' })];
    const again = [...first, ...second];
    expect(photosOf(again, sceneOf(again, { shown: failed }))).toEqual([[photo(1)]]);
    const other = [drafted(1, undefined, otherQuoteId), released(1, undefined, undefined, otherQuoteId)];
    const withdrawn = event('QuoteWithdrawn', { quoteId, version: 1 });
    expect(photosOf([...first, withdrawn, ...other])).toEqual([[photo(1)]]);
    expect(photosOf([...first, decided(), ...other])).toEqual([undefined]);
  });
  it('go along to another address of the customer, and to the first one that is linked', () => {
    const events = [...started, ...attached(1), drafted(), released()];
    const person = aPerson({ addresses: [address(), address({ addressId: otherPhone })] });
    const shown = [showing({ photos: [photo(1)], state: 'failed' })];
    const scene = { ...askedScene(), customer: person, people: [person], repairs: [aView(events, { shown })] };
    const { steps } = wake({ kind: 'delivery-trouble', subject: 'm-quote', conversationId }, scene, counting());
    expect(said(steps)).toMatchObject([{ answerTo: otherPhone, photos: [photo(1)] }]);
    const linked = {
      type: 'AddressLinked',
      data: { conversationId, addressId: address().addressId, how: 'invitation' },
      meta: meta(),
    } as const;
    const fresh = sceneOf(events, { shown: [] });
    expect(said(react(linked, fresh, counting())).at(-1)).toMatchObject({ photos: [photo(1)] });
  });
  it('have none in a reminder, nor when the same is asked again', () => {
    const events = [...started, ...attached(1), drafted(), released()];
    const view = aView(events, {
      shown: [showing({ photos: [photo(1)] })],
      told: new Map([['quote', minutes(5)]]),
    });
    const scene = askedScene({ now: minutes(16), repairs: [view] });
    const { steps } = wake({ kind: 'watch-quote', subject: repairId, conversationId }, scene, counting());
    expect(said(steps).map(({ phrase, photos }) => [phrase.kind, photos])).toEqual([['reminder', undefined]]);
    const back = {
      type: 'HandedBack',
      data: { conversationId, staffId: as<StaffId>('anna'), controlVersion: 2 },
      meta: meta(),
    } as const;
    const asked = said(react(back, scene, counting()));
    expect(asked.map(({ phrase, photos }) => [phrase.kind, photos])).toEqual([
      ['handed-back', undefined],
      ['quote', undefined],
    ]);
  });
});

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
