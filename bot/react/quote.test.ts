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
  event,
  karin,
  meta,
  minutes,
  otherQuoteId,
  quoteId,
  registration,
  released,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aPerson, aScene } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, counting, otherPhone, said, showing } from './testing/stage.ts';
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
