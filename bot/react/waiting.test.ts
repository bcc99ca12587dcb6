import { describe, expect, it } from 'vitest';
import type { ConversationEvent, ItemKind } from '../../core/conversation/conversation.ts';
import { as, type FindingId, type ItemId, type MessageId, type StaffId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  agent,
  approval,
  byJan,
  contacts,
  conversationId,
  decided,
  drafted,
  eur,
  event,
  janPhone,
  karin,
  meta,
  minutes,
  phoned,
  quoted,
  quoteId,
  registered,
  registration,
  released,
  repairId,
  started,
  validUntil,
  written,
} from '../../core/testing/builders.ts';
import { aPerson, withItem } from '../../core/testing/scenes.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, showing } from './testing/stage.ts';
import { wake } from './wake.ts';

/** A record, so that a new kind cannot be left out. */
const everyKind: Readonly<Record<ItemKind, true>> = {
  question: true,
  person: true,
  call: true,
  callback: true,
  wrong_number: true,
  delivery: true,
  authorisation: true,
  no_chat: true,
  draft: true,
  dead: true,
};
const all = Object.keys(everyKind) as readonly ItemKind[];

/** What ends of all kinds of items, each waiting once. */
function ended(steps: ReturnType<typeof react>): readonly ItemKind[] {
  return commands(steps).flatMap((one) => {
    if (one.type !== 'EndItems') return [];
    const { itemId, kinds = [] } = one.data;
    return itemId === undefined ? kinds : all.filter((_, index) => itemId === `i-${index + 1}`);
  });
}

type Row = {
  readonly after: readonly RepairEvent[];
  readonly ends: readonly ItemKind[];
};
const nothing: readonly ItemKind[] = [];
const aboutTheQuote: readonly ItemKind[] = ['call', 'authorisation'];
const findingId = as<FindingId>('f-1');
const photo = { messageId: as<MessageId>('m-photo') };
const waits = [...started, drafted(), released()];
const done = [...started, event('RepairCompleted', { amount: eur(199_00) })];

/** Every event of a repair, by what it ends. A new event does not compile without a row. */
const ofRepair: Readonly<Record<RepairEvent['type'], Row>> = {
  RepairRegistered: { after: [registered()], ends: nothing },
  OrderAgreed: { after: [...started, event('OrderAgreed', { amount: eur(199_00) } as never)], ends: nothing },
  ContactsChanged: {
    after: [...waits, event('ContactsChanged', { contacts, before: contacts } as never)],
    ends: nothing,
  },
  MechanicAssigned: {
    after: [...waits, event('MechanicAssigned', { mechanicId: registration.mechanicId } as never)],
    ends: nothing,
  },
  RepairStarted: { after: [registered(), event('RepairStarted', {})], ends: nothing },
  LiftChanged: { after: [...waits, event('LiftChanged', { on: false })], ends: nothing },
  TimePromised: {
    after: [...waits, event('TimePromised', { promisedAt: minutes(300), before: undefined })],
    ends: nothing,
  },
  RepairBlocked: {
    after: [...started, event('RepairBlocked', { by: 'parts', until: undefined } as never)],
    ends: nothing,
  },
  RepairResumed: { after: [...started, event('RepairResumed', { by: 'parts' } as never)], ends: nothing },
  RepairCompleted: { after: done, ends: nothing },
  RepairReopened: { after: [...done, event('RepairReopened', {})], ends: nothing },
  RepairCancelled: { after: [...started, event('RepairCancelled', {})], ends: aboutTheQuote },
  VehicleCollected: { after: [...done, event('VehicleCollected', {})], ends: aboutTheQuote },
  FindingRecorded: { after: [...started, event('FindingRecorded', { findingId, severity: 'soon' })], ends: nothing },
  FindingDropped: {
    after: [
      ...started,
      event('FindingRecorded', { findingId, severity: 'soon' }),
      event('FindingDropped', { findingId }),
    ],
    ends: nothing,
  },
  PhotoAttached: { after: [...started, event('PhotoAttached', photo as never)], ends: nothing },
  PhotoDetached: {
    after: [...started, event('PhotoAttached', photo as never), event('PhotoDetached', photo as never)],
    ends: nothing,
  },
  PhotosShown: {
    after: [
      ...started,
      event('PhotoAttached', photo as never),
      event('PhotosShown', { messageIds: [photo.messageId] } as never),
    ],
    ends: nothing,
  },
  QuoteDrafted: { after: [...started, drafted()], ends: nothing },
  QuoteReleased: { after: waits, ends: nothing },
  QuoteSuperseded: {
    after: [...waits, drafted(2), event('QuoteSuperseded', { quoteId, version: 1 } as never)],
    ends: nothing,
  },
  QuoteWithdrawn: { after: [...waits, event('QuoteWithdrawn', { quoteId, version: 1 } as never)], ends: aboutTheQuote },
  QuoteExpired: { after: [...waits, event('QuoteExpired', { quoteId, version: 1 } as never)], ends: aboutTheQuote },
  QuoteDecided: { after: [...quoted, decided()], ends: aboutTheQuote },
  DecisionRefused: {
    after: [...quoted, event('DecisionRefused', { quoteId, version: 1, because: 'too_early' } as never)],
    ends: nothing,
  },
  DecisionRevoked: {
    after: [...quoted, decided(), event('DecisionRevoked', { quoteId, version: 1, validUntil } as never)],
    ends: nothing,
  },
  ApprovedWorkBegun: {
    after: [...quoted, decided(), event('ApprovedWorkBegun', { quoteIds: [quoteId] })],
    ends: nothing,
  },
};

const anna = as<StaffId>('anna');
const item = { itemId: as<ItemId>('i-99'), owner: 'service', repairId, dueAt: minutes(30), kind: 'person' } as const;

/** Every event of a conversation. Where all who are concerned can be written to, no call reads aloud any more. */
const ofConversation: {
  readonly [Type in ConversationEvent['type']]: {
    readonly data: Omit<Extract<ConversationEvent, { type: Type }>['data'], 'conversationId'>;
    readonly ends: readonly ItemKind[];
  };
} = {
  ConversationOpened: { data: {} as never, ends: nothing },
  MessageReceived: { data: { messageId: as('m-1'), addressId: janPhone }, ends: nothing },
  TakenOver: { data: { staffId: anna, from: undefined, controlVersion: 1 }, ends: nothing },
  HandedBack: { data: { staffId: anna, controlVersion: 2 }, ends: nothing },
  UnclearCounted: { data: { unclear: 1 }, ends: nothing },
  UnclearCleared: { data: {}, ends: nothing },
  ItemRaised: { data: item, ends: nothing },
  ItemEnded: { data: { ...item, how: 'handled', raisedAt: minutes(1) }, ends: nothing },
  ItemReassigned: { data: item, ends: nothing },
  AddressLinked: { data: { addressId: janPhone, how: 'invitation' }, ends: ['call'] },
  AddressUnlinked: { data: { addressId: janPhone }, ends: nothing },
  AddressDisowned: { data: { addressId: janPhone }, ends: nothing },
  OptedOut: { data: { addressId: janPhone }, ends: nothing },
  OptedIn: { data: { addressId: janPhone }, ends: ['call'] },
  ReachableChanged: { data: { addressId: janPhone, reachable: false }, ends: nothing },
};

const alone = [{ customerId: aPerson().customerId, informed: true, decides: true, pays: true }];
function withAll(after: readonly RepairEvent[], change: Partial<Scene> = {}): Scene {
  const own = after.map((one) =>
    one.type === 'RepairRegistered' ? { ...one, data: { ...one.data, contacts: alone } } : one,
  );
  return withItem(askedScene({ repairs: [aView(own, { shown: [showing()] })], ...change }), ...all);
}

describe('what waits for a person', () => {
  it.each(Object.entries(ofRepair))('%s of a repair ends only what was about its quote', (_, { after, ends }) => {
    const last = after.at(-1);
    if (!last) throw new Error('nothing happened');
    expect(ended(react(last, withAll(after), counting()))).toEqual(ends);
  });
  it.each(['button', 'words', 'digits', 'staff'] as const)('a decision by %s ends no promise', (how) => {
    const evidence = how === 'staff' ? phoned() : how === 'button' ? approval().evidence : written(how);
    const after = [...quoted, decided(approval({ evidence, by: how === 'staff' ? agent : byJan }))];
    const last = after.at(-1);
    if (!last) throw new Error('nothing happened');
    expect(ended(react(last, withAll(after), counting()))).toEqual(aboutTheQuote);
  });
  it.each(Object.entries(ofConversation))('%s of a conversation ends no promise', (type, { data, ends }) => {
    const last = {
      type,
      data: { conversationId, ...data },
      meta: meta(byJan, minutes(20)),
    } as unknown as ConversationEvent;
    expect(ended(react(last, withAll(quoted), counting()))).toEqual(ends);
  });
  it.each([
    'watch-quote',
    'watch-promise',
    'collect',
    'redraw-card',
    'ask-closing',
    'unread',
    'settle-answer',
    'held',
    'item-due',
    'delivery-trouble',
  ] as const)('the timer %s ends nothing', (kind) => {
    const scene = { ...withAll(quoted), now: new Date(validUntil.getTime() + 60_000) };
    for (const subject of [repairId, conversationId, 'i-1', 'i-4', 'm-quote'])
      expect(ended(wake({ kind, subject, conversationId }, scene, counting()).steps)).toEqual([]);
  });
  it('a chat of one person ends no call to another who has none', () => {
    const people = [aPerson(), aPerson({ customerId: karin, name: 'Karin', addresses: [] })];
    const scene = withItem(askedScene({ repairs: [aView(quoted)], people }), 'call');
    const linked = { type: 'AddressLinked', data: { conversationId, addressId: janPhone, how: 'invitation' } } as const;
    expect(ended(react({ ...linked, meta: meta(byJan, minutes(20)) }, scene, counting()))).toEqual([]);
  });
  it('of another repair stays when this one is decided or over', () => {
    for (const after of [
      [...quoted, decided()],
      [...started, event('RepairCancelled', {})],
    ]) {
      const scene = withAll(after);
      const items = scene.conversation.items.map((one) => ({ ...one, repairId: as<typeof repairId>('r-2') }));
      const last = after.at(-1);
      if (!last) throw new Error('nothing happened');
      expect(ended(react(last, { ...scene, conversation: { ...scene.conversation, items } }, counting()))).toEqual([]);
    }
  });
});
