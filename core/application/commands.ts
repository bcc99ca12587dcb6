import type { ConversationCommand, ConversationEvent } from '../conversation/conversation.ts';
import type { Language } from '../customer/address.ts';
import type {
  Actor,
  AddressId,
  CustomerId,
  GarageId,
  Message,
  MessageId,
  QuoteId,
  RepairId,
  Role,
  StaffId,
} from '../ids.ts';
import type { Money } from '../money.ts';
import type { RepairCommand, RepairCommandOf, RepairEvent } from '../repair/repair.ts';
import type { AskedQuestion, PendingAnswer, StaffAct } from '../scene/scene.ts';

export type DomainCommand = GivenRepairCommand | ConversationCommand;

/** A repair command as it is given: a quote gets its number only when it begins. */
export type GivenRepairCommand =
  | Exclude<RepairCommand, { type: 'DraftQuote' }>
  | Message<'DraftQuote', Omit<RepairCommandOf<'DraftQuote'>['data'], 'number'>>;
export type DomainEvent = RepairEvent | ConversationEvent;

/** A command with the words that its events must not hold: texts by the id that the command names. */
export type Step<Phrase, Card> =
  | { readonly do: 'command'; readonly command: DomainCommand; readonly words?: ReadonlyMap<string, Wording> }
  | Intent<Phrase, Card>;

export type Wording = {
  readonly kind: 'line' | 'finding' | 'complaint' | 'agreed' | 'note' | 'question' | 'spoke_with' | 'authorisation';
  readonly text: string;
};

/** Why a message goes out: what a takeover, quiet hours and STOP may do with it. */
export type Sort =
  /** One of the three facts, or a change of promised time, a correction, a withdrawal: a takeover does not stop it. */
  | 'notification'
  /** The contract copy of a decision. */
  | 'echo'
  /** A quote, or a question about one. */
  | 'question'
  | 'reminder'
  /** In answer to what the customer just wrote or tapped. */
  | 'answer'
  /** A person's words. */
  | 'person';

/** What a message is about, so that the panel, the ladder and the evidence find it. */
export type About = {
  readonly repairId?: RepairId;
  readonly quoteId?: QuoteId;
  readonly version?: number;
  /** With a quote: its first showing, its reminder, or the question asked again. */
  readonly shows?: 'quote' | 'reminder' | 'again';
};

/** What is said and done because of events; data, carried out inside the same transaction. */
export type Intent<Phrase, Card> =
  /** Says something to a customer at the address that fits; without one it becomes a call item with the text to read aloud. */
  | {
      readonly do: 'tell';
      readonly customerId: CustomerId;
      readonly phrase: Phrase;
      readonly sort: Sort;
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
      readonly phrase?: Phrase;
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
        | { readonly card: Card };
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
      readonly sorts: readonly Sort[];
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
      readonly correction: Phrase | undefined;
    }
  /** What `undo` from this chat would take back. */
  | { readonly do: 'remember-act'; readonly addressId: AddressId; readonly act: StaffAct | undefined }
  /** Which car the next line without a plate is about. */
  | { readonly do: 'focus'; readonly addressId: AddressId; readonly repairId: RepairId | undefined }
  | { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

/** Why a question was closed, for the line that its message gets. */
export type Closing =
  | {
      readonly why: 'decided';
      readonly outcome: 'approved' | 'partly' | 'rejected';
      readonly total: Money;
      readonly at: Date;
    }
  | { readonly why: 'superseded' | 'withdrawn' | 'expired' };

export type Registration = {
  readonly plateKey: string | undefined;
  readonly name: string | undefined;
  /** As typed; it is normalised and never shown back. */
  readonly phone: string | undefined;
  readonly complaint: string | undefined;
  readonly agreedAmount: Money | undefined;
  readonly model?: string;
};

/** A wake-up: one per kind and subject; firing decides again from the facts, it never carries a message. */
export type TimerKind =
  /** subject: repair */
  | 'watch-quote'
  | 'watch-promise'
  | 'collect'
  | 'redraw-card'
  | 'ask-closing'
  /** subject: conversation */
  | 'settle-answer'
  | 'held'
  /** subject: waiting item */
  | 'item-due'
  /** subject: waiting item or quote */
  | 'unread'
  /** subject: message */
  | 'delivery-trouble';
