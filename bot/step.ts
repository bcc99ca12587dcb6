import type {
  About,
  GivenRepairCommand,
  Purpose,
  Registration,
  TimerKind,
  Wording,
} from '../core/application/commands.ts';
import type { AlbumPart } from '../core/application/party.ts';
import type {
  ConversationCommand,
  ItemEnd,
  ItemKind,
  ItemOwner,
  WaitingItem,
} from '../core/conversation/conversation.ts';
import type { Language } from '../core/customer/address.ts';
import {
  type Actor,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type ItemId,
  type MessageId,
  type Meta,
  type NewId,
  type QuoteId,
  type RepairId,
  type Role,
  type StaffId,
} from '../core/ids.ts';
import type { AnyQuote } from '../core/scene/queries.ts';
import type { AskedQuestion, Exchanged, PendingAnswer, Scene, StaffAct } from '../core/scene/scene.ts';
import type { MechanicAction, MechanicCard } from './cards/card.ts';
import type { Closing } from './wording/customer/buttons.ts';
import type { ChoiceAction, CustomerPhrase } from './wording/customer/phrase.ts';

/**
 * One thing to do because of an event, a message, a tap or a timer. It is data: `bot/turn/act.ts`
 * carries it out in the same transaction. `words` are texts that events must not hold, by the id
 * that the command names.
 */
export type Step =
  | { readonly do: 'repair'; readonly command: GivenRepairCommand; readonly words?: ReadonlyMap<string, Wording> }
  | { readonly do: 'conversation'; readonly command: ConversationCommand }
  /** Tells a customer something. Without an address it becomes a call item with the text to read aloud. */
  | {
      readonly do: 'tell';
      readonly customerId: CustomerId;
      readonly phrase: CustomerPhrase;
      readonly sort: Purpose;
      readonly about: About;
      /** The address that wrote, for an answer. */
      readonly answerTo?: AddressId;
      /** The question in it. Words answer the newest question only. */
      readonly asks?: AskedQuestion;
      /** Sent in quiet hours too, because a person wants it so. */
      readonly evenQuiet?: boolean;
      /** The messages whose photos go above it, newest last. */
      readonly photos?: readonly MessageId[];
      /** Adds a link for a further decider; it is made when the message is. */
      readonly invites?: 'decider';
    }
  /** A person's own words to the customer. */
  | {
      readonly do: 'say';
      readonly customerId: CustomerId;
      readonly text: string;
      /** Frames the words, for example with the car; without it they go out as they are. */
      readonly phrase?: CustomerPhrase;
      readonly by: Actor;
      readonly about: About;
      /** The messages whose photos the words are about: without any of them nothing is sent. */
      readonly photos?: readonly MessageId[];
    }
  /** A short message to a member of staff. */
  | { readonly do: 'ping'; readonly staffId: StaffId; readonly text: string; readonly repairId: RepairId }
  /** Posts news for the garage's workshop, if it has a chat for that. */
  | { readonly do: 'post'; readonly text: string; readonly repairId?: RepairId }
  /** Answers in the chat that a member of staff wrote from, with a text or a card. */
  | {
      readonly do: 'reply';
      readonly addressId: AddressId;
      readonly reply:
        | {
            readonly text: string;
            /** The label of a button by which people share their own number. */
            readonly contactRequest?: string;
          }
        | { readonly card: MechanicCard };
      /** Puts the customer's invitation on it, as link and QR. */
      readonly invitationId?: string;
      readonly repairId?: RepairId;
      /** It takes the place of this message of ours. */
      readonly edits?: MessageId;
    }
  /** Draws the one living card of a repair for its mechanic again, by edit; `anew` puts a fresh one below. */
  | {
      readonly do: 'draw-card';
      readonly repairId: RepairId;
      readonly staffId: StaffId;
      readonly addressId?: AddressId;
      readonly anew: boolean;
      /** Does nothing where there is no card yet. */
      readonly onlyEdit?: boolean;
    }
  /** Ends the buttons of a version, and edits their messages to say why. */
  | { readonly do: 'close-question'; readonly quoteId: QuoteId; readonly version: number; readonly because: Closing }
  /** Cancels what is still queued to a customer. */
  | {
      readonly do: 'cancel-queued';
      readonly customerId: CustomerId;
      readonly sorts: readonly Purpose[];
      readonly repairId?: RepairId;
    }
  /** Uses another customer's invitation in this chat, beside its own customer or instead. */
  | {
      readonly do: 'follow';
      readonly customerId: CustomerId;
      readonly addressId: AddressId;
      readonly invitationId: string;
      readonly how: 'both' | 'new';
    }
  /** Ends the links that this customer handed out so that others decide. */
  | { readonly do: 'end-invitations'; readonly customerId: CustomerId; readonly repairId: RepairId }
  | { readonly do: 'wake'; readonly kind: TimerKind; readonly subject: string; readonly at: Date }
  | { readonly do: 'sleep'; readonly kind: TimerKind; readonly subject: string }
  | { readonly do: 'await-answer'; readonly pending: PendingAnswer }
  | { readonly do: 'void-answer' }
  /** Keeps a person's words that no event names; they are erased with the customer. */
  | { readonly do: 'keep-words'; readonly repairId: RepairId; readonly words: ReadonlyMap<string, Wording> }
  | { readonly do: 'pause-reminders'; readonly until: Date | undefined }
  /** The customer's message needs no answer, so nobody waits because of it. */
  | { readonly do: 'needs-no-answer' }
  /** Fixes the customer's language at this address, whatever the network says. */
  | { readonly do: 'speak'; readonly addressId: AddressId; readonly language: Language }
  /** Sets the language of a member of staff, and draws the open cards again. */
  | {
      readonly do: 'speak-to-staff';
      readonly staffId: StaffId;
      readonly addressId: AddressId;
      readonly language: Language;
    }
  /** Keeps the customer's own number, for which the network vouches; it is normalised. */
  | { readonly do: 'keep-phone'; readonly customerId: CustomerId; readonly phone: string }
  /** Registers a repair from a mechanic's words, with customer, vehicle and conversation. */
  | ({
      readonly do: 'register';
      readonly garageId: GarageId;
      readonly staffId: StaffId;
      readonly role: Role;
      readonly addressId: AddressId;
    } & Registration)
  /** Puts an internal note on the timeline. */
  | {
      readonly do: 'note';
      readonly text: string;
      readonly by: Actor;
      readonly repairId?: RepairId;
      readonly photos?: readonly MessageId[];
    }
  /** Takes back what was told about a repair: cancels what is queued, and corrects what was sent. */
  | {
      readonly do: 'take-back';
      readonly customerId: CustomerId;
      readonly repairId: RepairId;
      readonly phraseKinds: readonly string[];
      /** Messages before this time are left alone. */
      readonly since: Date;
      readonly correction: CustomerPhrase | undefined;
    }
  /** Remembers what `undo` from this chat takes back. */
  | { readonly do: 'remember-act'; readonly addressId: AddressId; readonly act: StaffAct | undefined }
  /** Remembers the car for the next line without a plate. */
  | { readonly do: 'focus'; readonly addressId: AddressId; readonly repairId: RepairId | undefined }
  | { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

export type StepOf<Do extends Step['do']> = Extract<Step, { readonly do: Do }>;

/** A customer's message, tap or reaction; `at` is the provider's time. */
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
        /** The messages at this address of the last hour, oldest first. */
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
    | { readonly kind: 'unsupported' };
};

/** Words that decide nothing, and why; `own` is the part that the writer did say. */
export type NotOwnWords = {
  readonly why: 'forwarded' | 'via' | 'automatic' | 'elsewhere' | 'quoted' | 'struck' | 'overtaken';
  readonly own: string;
};

/** A mechanic's message or tap. */
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
        /** The parts of the album so far, this one included, oldest first. */
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

/** Asks something of a repair. */
export function toRepair<Command extends GivenRepairCommand>(
  command: Command,
  words?: ReadonlyMap<string, Wording>,
): StepOf<'repair'> & { readonly command: Command } {
  return { do: 'repair', command, ...(words ? { words } : {}) };
}

/** Asks something of a conversation. */
export function toConversation(command: ConversationCommand): StepOf<'conversation'> {
  return { do: 'conversation', command };
}

/** Sets the one timer of this kind for the subject, or moves it. */
export function wakeAt(kind: TimerKind, subject: string, at: Date): StepOf<'wake'> {
  return { do: 'wake', kind, subject, at };
}

export function sleep(kind: TimerKind, subject: string): StepOf<'sleep'> {
  return { do: 'sleep', kind, subject };
}

export function closeQuestion(quoteId: QuoteId, version: number, because: Closing): StepOf<'close-question'> {
  return { do: 'close-question', quoteId, version, because };
}

/** Without a time the reminders go on. */
export function pauseReminders(until: Date | undefined): StepOf<'pause-reminders'> {
  return { do: 'pause-reminders', until };
}

/** Answers a tap, where the network waits for that. */
export function acknowledge(tap: string | undefined, notice?: string): readonly Step[] {
  return tap ? [{ do: 'acknowledge', tap, ...(notice ? { notice } : {}) }] : [];
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
  sort: Purpose,
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
  return [toConversation({ type: 'RaiseItem', data, meta: byBot(scene) })];
}

/** Ends the waiting items that fit. */
export function endItems(scene: Scene, how: ItemEnd, fits: (item: WaitingItem) => boolean): readonly Step[] {
  return scene.conversation.items.filter(fits).map(({ itemId }) =>
    toConversation({
      type: 'EndItems',
      data: { conversationId: scene.conversation.conversationId, itemId, how },
      meta: byBot(scene),
    }),
  );
}

/** When a waiting item turns red, sooner for a car on the lift. */
export function itemDueAt({ now, garage: { settings } }: Scene, onLift: boolean): Date {
  return new Date(now.getTime() + (onLift ? settings.questionRedOnLiftMs : settings.questionRedMs));
}

/** What was not understood before no longer counts. */
export function clearUnclear(scene: Scene): readonly Step[] {
  const { conversationId, unclear } = scene.conversation;
  return unclear === 0 ? [] : [toConversation({ type: 'ClearUnclear', data: { conversationId }, meta: byBot(scene) })];
}

/** Words that wait out their seconds bind no more. */
export function voidAnswer({ pendingAnswer }: Scene): readonly Step[] {
  return pendingAnswer ? [{ do: 'void-answer' }] : [];
}
