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
import type { ChoiceAction, CustomerPhrase } from './wording/customer/phrase.ts';
import type { Closing } from './wording/customer/repair.ts';

/**
 * What follows from an event, a message, a tap or a timer: data, carried out by `bot/turn/act.ts` in the same transaction. `words` are
 * the texts that events must not hold, by the id that the command names.
 */
export type Step =
  | { readonly do: 'repair'; readonly command: GivenRepairCommand; readonly words?: ReadonlyMap<string, Wording> }
  | { readonly do: 'conversation'; readonly command: ConversationCommand }
  /** Says something to a customer at the address that fits; without one it becomes a call item with the text to read aloud. */
  | {
      readonly do: 'tell';
      readonly customerId: CustomerId;
      readonly phrase: CustomerPhrase;
      readonly sort: Purpose;
      readonly about: About;
      /** The address that wrote, for an answer. */
      readonly answerTo?: AddressId;
      /** What this asks; answers in words are read as an answer to the newest question only. */
      readonly asks?: AskedQuestion;
      /** Sent although it is quiet hours, because a person wants it so. */
      readonly evenQuiet?: boolean;
      /** The messages whose photos stand above it, newest last. */
      readonly photos?: readonly MessageId[];
      /** A link for somebody who is to decide about the repair as well stands below it; it is made on the way out. */
      readonly invites?: 'decider';
    }
  /** A person's own words to the customer. */
  | {
      readonly do: 'say';
      readonly customerId: CustomerId;
      readonly text: string;
      /** How the words are put, with the car that they are about; without it they go out as they are. */
      readonly phrase?: CustomerPhrase;
      readonly by: Actor;
      readonly about: About;
      /** The messages whose photos the words are about: without any of them nothing is sent. */
      readonly photos?: readonly MessageId[];
    }
  /** A short message to a member of staff. */
  | { readonly do: 'ping'; readonly staffId: StaffId; readonly text: string; readonly repairId: RepairId }
  /** News for the garage's workshop, in the chat that it is posted to; without such a chat nothing is said. */
  | { readonly do: 'post'; readonly text: string; readonly repairId?: RepairId }
  /** An answer to the chat a member of staff wrote from: a text or a card of its own. */
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
      /** The customer's invitation is put on it, as link and QR. */
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
      /** Nothing where no card stands yet. */
      readonly onlyEdit?: boolean;
    }
  /** Buttons of a version stop working and their messages are edited to say why. */
  | { readonly do: 'close-question'; readonly quoteId: QuoteId; readonly version: number; readonly because: Closing }
  /** Takes back what is still queued to a customer: the bot's answers and reminders, or all about one repair fact. */
  | {
      readonly do: 'cancel-queued';
      readonly customerId: CustomerId;
      readonly sorts: readonly Purpose[];
      readonly repairId?: RepairId;
    }
  /** What this customer has handed out for a repair, so that others decide, opens nothing any more. */
  | { readonly do: 'end-invitations'; readonly customerId: CustomerId; readonly repairId: RepairId }
  | { readonly do: 'wake'; readonly kind: TimerKind; readonly subject: string; readonly at: Date }
  | { readonly do: 'sleep'; readonly kind: TimerKind; readonly subject: string }
  | { readonly do: 'await-answer'; readonly pending: PendingAnswer }
  | { readonly do: 'void-answer' }
  /** Words of a person beside what an event names; they go with the repair when its customer is forgotten. */
  | { readonly do: 'keep-words'; readonly repairId: RepairId; readonly words: ReadonlyMap<string, Wording> }
  | { readonly do: 'pause-reminders'; readonly until: Date | undefined }
  /** What the customer wrote asks for nothing: nobody waits because of it. */
  | { readonly do: 'needs-no-answer' }
  /** The customer wants this language at this address, whatever the network says. */
  | { readonly do: 'speak'; readonly addressId: AddressId; readonly language: Language }
  /** A member of staff wants this language from now on: pings and lists follow, and the open cards are drawn again. */
  | {
      readonly do: 'speak-to-staff';
      readonly staffId: StaffId;
      readonly addressId: AddressId;
      readonly language: Language;
    }
  /** The customer's own number, vouched for by the network; it is normalised. */
  | { readonly do: 'keep-phone'; readonly customerId: CustomerId; readonly phone: string }
  /** A new customer or a known one, a vehicle, a conversation and a repair, from a mechanic's words. */
  | ({
      readonly do: 'register';
      readonly garageId: GarageId;
      readonly staffId: StaffId;
      readonly role: Role;
      readonly addressId: AddressId;
    } & Registration)
  /** An internal note on the conversation's timeline. */
  | {
      readonly do: 'note';
      readonly text: string;
      readonly by: Actor;
      readonly repairId?: RepairId;
      readonly photos?: readonly MessageId[];
    }
  /** Takes back what was told about a repair: what is still queued is cancelled, what was sent is followed by `correction`. */
  | {
      readonly do: 'take-back';
      readonly customerId: CustomerId;
      readonly repairId: RepairId;
      readonly phraseKinds: readonly string[];
      /** What was said before is no part of it. */
      readonly since: Date;
      readonly correction: CustomerPhrase | undefined;
    }
  /** What `undo` from this chat would take back. */
  | { readonly do: 'remember-act'; readonly addressId: AddressId; readonly act: StaffAct | undefined }
  /** Which car the next line without a plate is about. */
  | { readonly do: 'focus'; readonly addressId: AddressId; readonly repairId: RepairId | undefined }
  | { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

export type StepOf<Do extends Step['do']> = Extract<Step, { readonly do: Do }>;

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
    | { readonly kind: 'unsupported' };
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
