import type { AlbumPart } from '../../core/application/party.ts';
import type { Intent as AnyIntent, Step as AnyStep, TimerKind } from '../../core/application/step.ts';
import type { AddressId, ConversationId, MessageId } from '../../core/ids.ts';
import type { Exchanged } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicCard } from '../cards/card.ts';
import type { ChoiceAction, CustomerPhrase } from '../wording/customer/phrase.ts';

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
