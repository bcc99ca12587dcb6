import type {
  About,
  Intent as AnyIntent,
  Step as AnyStep,
  DomainCommand,
  Sort,
  TimerKind,
} from '../core/application/commands.ts';
import type { AlbumPart } from '../core/application/party.ts';
import type { ItemEnd, ItemKind, ItemOwner, WaitingItem } from '../core/conversation/conversation.ts';
import {
  type Actor,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type ItemId,
  type MessageId,
  type Meta,
  type NewId,
  type RepairId,
} from '../core/ids.ts';
import type { AnyQuote } from '../core/scene/queries.ts';
import type { AskedQuestion, Exchanged, Scene } from '../core/scene/scene.ts';
import type { MechanicAction, MechanicCard } from './cards/card.ts';
import type { ChoiceAction, CustomerPhrase } from './wording/customer/phrase.ts';

/** What this bot says and does: the application's steps with our own phrases and cards in them. */
export type Step = AnyStep<CustomerPhrase, MechanicCard>;
export type Intent = AnyIntent<CustomerPhrase, MechanicCard>;

/** What a customer did, at which address and when by the provider's clock; stored before it is read. */
export type CustomerInput = {
  readonly addressId: AddressId;
  readonly messageId: MessageId;
  readonly at: Date;
  readonly content:
    | {
        readonly kind: 'text';
        readonly text: string;
        /** The message that it quotes; `unknown` when it quotes one that is not kept. */
        readonly repliesTo?: MessageId | 'unknown';
        /** What was said at this address within the hour before, oldest first. */
        readonly before?: readonly Exchanged[];
        readonly notOwn?: NotOwnWords;
      }
    | {
        readonly kind: 'choice';
        readonly action: ChoiceAction;
        readonly standing: 'live' | 'closed' | 'expired';
        readonly tap?: string;
      }
    /** A button whose token is not known, or was made for another address. */
    | { readonly kind: 'foreign-choice'; readonly tap?: string }
    /** The chat was opened without an invitation, or with one that had been used by the same person. */
    | { readonly kind: 'start' }
    | {
        readonly kind: 'media';
        readonly what: 'photo' | 'voice' | 'file' | 'other';
        readonly caption: string | undefined;
        /** A later part of an album: its first part was answered. */
        readonly follows?: boolean;
        readonly notOwn?: NotOwnWords;
      }
    /** A message of theirs was changed afterwards; `edits` is which, where it is known. */
    | { readonly kind: 'edited'; readonly edits?: MessageId; readonly text: string }
    /** An emoji was put on a message of ours; `to` is which, where it is known. */
    | { readonly kind: 'reaction'; readonly to?: MessageId }
    /** A phone number was shared; `own` when the network vouches that it is the sender's. */
    | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean }
    | { readonly kind: 'unsupported' }
    | { readonly kind: 'reachable'; readonly reachable: boolean };
};

/** Words that decide nothing: why, and what of them the writer did say, which is empty where nothing is. */
export type NotOwnWords = {
  readonly why: 'forwarded' | 'via' | 'automatic' | 'elsewhere' | 'quoted' | 'struck' | 'overtaken';
  readonly own: string;
};

/** What a mechanic did in a chat. */
export type MechanicInput = {
  readonly messageId: MessageId;
  readonly at: Date;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | {
        readonly kind: 'choice';
        readonly action: MechanicAction;
        readonly values: Readonly<Record<string, string>>;
        readonly standing: 'live' | 'closed' | 'expired';
        readonly tap?: string;
        /** The photos that the button is about. */
        readonly parts?: readonly AlbumPart[];
      }
    | {
        readonly kind: 'media';
        readonly isPhoto: boolean;
        readonly isAlbum: boolean;
        readonly caption: string | undefined;
        /** What came together so far, this one included, oldest first. */
        readonly parts: readonly AlbumPart[];
      }
    | { readonly kind: 'unsupported' };
};

/** A timer that has come due. */
export type DueTimer = {
  readonly kind: TimerKind;
  readonly subject: string;
  readonly conversationId: ConversationId;
};

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
