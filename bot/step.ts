import type { Actor, Meta } from '../core/actor.ts';
import type { About, DomainCommand, Sort } from '../core/application/step.ts';
import type { ItemEnd, ItemKind, ItemOwner, WaitingItem } from '../core/conversation/conversation.ts';
import {
  type AddressId,
  as,
  type CustomerId,
  type ItemId,
  type MessageId,
  type NewId,
  type RepairId,
} from '../core/ids.ts';
import type { AskedQuestion, Scene } from '../core/scene/scene.ts';
import type { AnyQuote } from './react/open-quotes.ts';
import type { Step } from './react/step.ts';
import type { CustomerPhrase } from './wording/customer/phrase.ts';

const bot: Actor = { kind: 'system', part: 'bot' };

/** The bot acts, now. */
export function byBot({ now }: Scene): Meta {
  return { at: now, by: bot };
}

/** A timer acts, now. */
export function byTimer({ now }: Scene): Meta {
  return { at: now, by: { kind: 'system', part: 'timer' } };
}

export function command(one: DomainCommand): Step {
  return { do: 'command', command: one };
}

type More = {
  readonly about?: About;
  readonly answerTo?: AddressId | undefined;
  readonly asks?: AskedQuestion;
  readonly evenQuiet?: boolean;
  readonly photos?: readonly MessageId[];
  readonly invites?: 'decider';
};

/** Says something to a person. */
export function tell(
  customerId: CustomerId,
  phrase: CustomerPhrase,
  sort: Sort,
  { about = {}, answerTo, asks, evenQuiet, photos = [], invites }: More = {},
): Step {
  return {
    do: 'tell',
    customerId,
    phrase,
    sort,
    about,
    ...(answerTo ? { answerTo } : {}),
    ...(asks ? { asks } : {}),
    ...(evenQuiet ? { evenQuiet } : {}),
    ...(photos.length > 0 ? { photos } : {}),
    ...(invites ? { invites } : {}),
  };
}

/** What a message with a quote's question is about, and what it asks. */
export function asksQuote(
  { view, quote, version }: AnyQuote,
  shows: NonNullable<About['shows']>,
): { readonly about: About; readonly asks: Extract<AskedQuestion, { kind: 'quote' }> } {
  return {
    about: { repairId: view.repair.repairId, quoteId: quote.quoteId, version: version.version, shows },
    asks: { kind: 'quote', quoteId: quote.quoteId, version: version.version },
  };
}

type NewItem = {
  readonly kind: ItemKind;
  readonly owner: ItemOwner;
  readonly repairId?: RepairId | undefined;
  readonly dueAt: Date;
};

/** Makes a waiting item, unless the same thing already waits. */
export function raise(scene: Scene, newId: NewId, { kind, owner, repairId, dueAt }: NewItem): readonly Step[] {
  const { conversationId } = scene.conversation;
  if (scene.conversation.items.some((item) => item.kind === kind && item.repairId === repairId)) return [];
  const data = { conversationId, itemId: as<ItemId>(newId()), kind, owner, repairId, dueAt };
  return [command({ type: 'RaiseItem', data, meta: byBot(scene) })];
}

/** Ends the waiting items that fit. */
export function endItems(scene: Scene, how: ItemEnd, fits: (item: WaitingItem) => boolean): readonly Step[] {
  return scene.conversation.items.filter(fits).map(({ itemId }) =>
    command({
      type: 'EndItems',
      data: { conversationId: scene.conversation.conversationId, itemId, how },
      meta: byBot(scene),
    }),
  );
}

/** When a waiting item turns red, sooner for a car on the lift. */
export function redAt({ now, garage: { settings } }: Scene, onLift: boolean): Date {
  return new Date(now.getTime() + (onLift ? settings.questionRedOnLiftMs : settings.questionRedMs));
}

/** What was not understood before no longer counts. */
export function clearUnclear(scene: Scene): readonly Step[] {
  const { conversationId, unclear } = scene.conversation;
  return unclear === 0 ? [] : [command({ type: 'ClearUnclear', data: { conversationId }, meta: byBot(scene) })];
}

export function voidAnswer({ pendingAnswer }: Scene): readonly Step[] {
  return pendingAnswer ? [{ do: 'void-answer' }] : [];
}
