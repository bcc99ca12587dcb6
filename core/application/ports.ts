import type { ConversationEvent } from '../conversation/conversation.ts';
import type { Language } from '../customer/address.ts';
import type {
  Actor,
  AddressId,
  ConversationId,
  CustomerId,
  GarageId,
  MessageId,
  Meta,
  QuoteId,
  RepairId,
  StaffId,
  VehicleId,
} from '../ids.ts';
import type { QuoteDecision, RepairEvent } from '../repair/repair.ts';
import type { Fact } from '../reporting/facts.ts';
import type {
  AskedQuestion,
  Desk,
  KnownCar,
  OpenConversation,
  PendingAnswer,
  RepairOpen,
  Scene,
  StaffAct,
  StaffMember,
} from '../scene/scene.ts';
import type { About, Purpose, Registration, TimerKind, Wording } from './commands.ts';

/** A message as it is stored, before any channel adapts it. */
export type NewMessage = {
  readonly messageId: MessageId;
  readonly garageId: GarageId;
  readonly conversationId: ConversationId | undefined;
  readonly addressId: AddressId | undefined;
  readonly direction: 'in' | 'out' | 'note';
  readonly by: Actor;
  readonly sort: Purpose | 'staff' | undefined;
  readonly phrase: string | undefined;
  readonly body: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly about: About;
  readonly externalId: string | undefined;
  readonly at: Date;
};

export type NewChoice = {
  readonly token: string;
  readonly label: string;
  readonly action: object;
  readonly quoteId: QuoteId | undefined;
  readonly version: number | undefined;
};

export type StoredChoice = {
  readonly messageId: MessageId;
  readonly addressId: AddressId;
  readonly label: string;
  readonly action: unknown;
  readonly standing: 'live' | 'closed';
};

/** A card as it is shown now: in the channels' form, and the message that holds it. */
export type DrawnCard = CardAnswer & { readonly drawnIn: MessageId };

/** The answer to a tap: a card in the channels' form; `drawnIn` is unset where no message holds it. */
export type CardAnswer = { readonly card: object; readonly drawnIn: MessageId | undefined };

/** A card with the button that was tapped on it. */
export type TappedCard = DrawnCard & {
  /** The message that shows it; `drawnIn` is another one when the card was drawn over it. */
  readonly shownOn: MessageId;
  readonly addressId: AddressId;
  readonly garageId: GarageId;
  readonly repairId: RepairId | undefined;
  /** Whether it is the one living card of its repair. */
  readonly living: boolean;
  readonly label: string;
  readonly standing: StoredChoice['standing'];
};

/** A message whose buttons are to go, with what an edit needs. */
export type AskingMessage = {
  readonly messageId: MessageId;
  readonly addressId: AddressId;
  readonly conversationId: ConversationId | undefined;
  readonly body: string;
  readonly language: Language;
};

/** All that one transaction may read and write. */
export type TurnStore = SceneStore &
  RepairStore &
  ConversationStore &
  CustomerStore &
  MessageStore &
  QueueStore &
  StaffChatStore &
  RegistrationStore &
  InvitationStore;

export interface SceneStore {
  /** Locks conversation, customer and repairs, in this order, and reads them. */
  loadScene(conversationId: ConversationId, now: Date): Promise<Scene>;
  loadDesk(addressId: AddressId, now: Date): Promise<Desk>;
  conversationOfRepair(repairId: RepairId): Promise<ConversationId | undefined>;
}

export interface RepairStore {
  repairVersion(repairId: RepairId): Promise<number>;
  /** Throws `ConcurrencyError` when `expected` is not the stream's last version. */
  appendRepairEvents(
    garageId: GarageId,
    repairId: RepairId,
    expected: number,
    events: readonly RepairEvent[],
  ): Promise<void>;
  projectRepair(repair: RepairOpen, row: RepairRow): Promise<void>;
  saveWords(garageId: GarageId, repairId: RepairId, words: ReadonlyMap<string, Wording>): Promise<void>;
  saveDecision(repair: RepairOpen, quoteId: QuoteId, version: number, decision: QuoteDecision): Promise<void>;
  markDecisionRevoked(garageId: GarageId, quoteId: QuoteId, at: Date): Promise<void>;
  /** Writes what reports count; ids and amounts only. */
  addFacts(about: FactSubject, facts: readonly Fact[]): Promise<void>;
  nextNumber(garageId: GarageId, name: 'repair' | 'quote'): Promise<number>;
}

/** A repair in which a customer decides for somebody else. */
export type DecidesElsewhere = { readonly repairId: RepairId; readonly conversationId: ConversationId };

export interface ConversationStore {
  /** Open repairs of others in which this customer decides. */
  decidesElsewhere(customerId: CustomerId): Promise<readonly DecidesElsewhere[]>;
  appendConversationEvents(
    garageId: GarageId,
    conversationId: ConversationId,
    events: readonly (ConversationEvent | SentEvent)[],
  ): Promise<void>;
  projectConversation(conversation: OpenConversation, events: readonly ConversationEvent[]): Promise<void>;
  setPendingAnswer(conversationId: ConversationId, pending: PendingAnswer | undefined): Promise<void>;
  pauseReminders(conversationId: ConversationId, until: Date | undefined): Promise<void>;
  /** Ends the wait of a customer whose last message needs no answer. */
  endWaiting(conversationId: ConversationId): Promise<void>;
}

export interface CustomerStore {
  /** Fixes the language; later hints from the network are ignored. */
  setLanguage(addressId: AddressId, language: Language, at: Date): Promise<void>;
  /** In E.164; a number that cannot be read is left out. */
  keepPhone(customerId: CustomerId, phone: string): Promise<void>;
}

export interface MessageStore {
  addMessage(message: NewMessage, choices: readonly NewChoice[]): Promise<void>;
  /** Keeps the last question asked at an address, and its conversation. */
  setAsked(
    addressId: AddressId,
    asked: AskedQuestion,
    where: { conversationId: ConversationId; at: Date },
  ): Promise<void>;
  findChoice(token: string): Promise<StoredChoice | undefined>;
  /** Returns the card of a button; undefined for a token that was never made. */
  findTapped(token: string): Promise<TappedCard | undefined>;
  /** Returns the newest card drawn over a message. */
  newestCard(addressId: AddressId, shownOn: MessageId): Promise<DrawnCard>;
  choicesOf(messageId: MessageId): Promise<readonly PreparedChoice[]>;
  /** Closes every button that a message has shown, except those of `stays`. */
  closeCard(tapped: TappedCard, stays: MessageId, at: Date): Promise<void>;
  /** Closes the buttons of a version and returns the messages that showed them. */
  closeChoices(quoteId: QuoteId, version: number, at: Date): Promise<readonly AskingMessage[]>;
  /** Cancels the first queued message of each phrase since then; true if one had already left. */
  takeBack(
    conversationId: ConversationId,
    repairId: RepairId,
    phraseKinds: readonly string[],
    since: Date,
  ): Promise<boolean>;
}

/** Work for other processes: deliveries, timers, and the feed of the pages. */
export interface QueueStore {
  enqueue(delivery: NewDelivery): Promise<void>;
  /** Cancels what is queued in a conversation, to everybody or to one customer. */
  cancelQueued(
    conversationId: ConversationId,
    sorts: readonly Purpose[],
    only?: { readonly customerId?: CustomerId; readonly repairId?: RepairId | undefined },
  ): Promise<{ cancelled: number; alreadySending: number }>;
  setTimer(timer: {
    garageId: GarageId;
    kind: TimerKind;
    subject: string;
    conversationId: ConversationId;
    at: Date;
  }): Promise<void>;
  clearTimer(garageId: GarageId, kind: TimerKind, subject: string): Promise<void>;
  touch(
    garageId: GarageId,
    kind: 'conversation' | 'repair',
    conversationId: ConversationId | undefined,
    repairId: RepairId | undefined,
  ): Promise<void>;
}

/** The chats of members of staff, and the cards in them. */
export interface StaffChatStore {
  /** Returns their own chats, and the workplaces where they stand now. */
  staffAddresses(staffId: StaffId): Promise<readonly AddressId[]>;
  staffMember(staffId: StaffId): Promise<StaffMember | undefined>;
  /** Returns the chats that show this mechanic the card of a repair. */
  cardPlaces(repairId: RepairId, staffId: StaffId): Promise<readonly CardPlace[]>;
  livingCard(repairId: RepairId, addressId: AddressId): Promise<MessageId | undefined>;
  /** Returns the open repairs of this member of staff that have a card in one of their chats. */
  openCardsOf(
    staffId: StaffId,
  ): Promise<readonly { repairId: RepairId; garageId: GarageId; conversationId: ConversationId }[]>;
  setStaffLanguage(staffId: StaffId, language: Language): Promise<void>;
  setLivingCard(repairId: RepairId, addressId: AddressId, messageId: MessageId): Promise<void>;
  setFocus(addressId: AddressId, repairId: RepairId | undefined, at: Date): Promise<void>;
  setLastAct(addressId: AddressId, act: StaffAct | undefined): Promise<void>;
  /** Returns the chat for the garage's workshop news, if there is one that takes messages. */
  postsOf(garageId: GarageId): Promise<AddressId | undefined>;
}

export interface RegistrationStore {
  /** Finds a car that was here before, at any garage of the organisation. */
  knownCar(garageId: GarageId, plateKey: string, simulated: boolean): Promise<KnownCar | undefined>;
  /** Finds or makes the customer, vehicle and conversation of a registration. */
  prepareRegistration(
    garageId: GarageId,
    registration: Registration,
    meta: Meta,
    simulated: boolean,
  ): Promise<PreparedRegistration>;
}

/** The outcome of an invitation that was answered for; `again`: this chat has used it. */
export type InvitationTaken =
  | { readonly kind: 'bound'; readonly customerId: CustomerId; readonly conversationId: ConversationId }
  | { readonly kind: 'again' }
  | { readonly kind: 'refused'; readonly why: 'unknown' }
  | { readonly kind: 'refused'; readonly why: 'expired' | 'used'; readonly from: 'garage' | 'customer' };

export interface InvitationStore {
  createInvitation(
    customerId: CustomerId,
    repairId: RepairId | undefined,
    garageId: GarageId,
    now: Date,
  ): Promise<string>;
  /** Makes a link for a further decider, and ends an older link of this customer for the repair. */
  inviteDecider(by: InvitedBy, repairId: RepairId, garageId: GarageId, now: Date): Promise<string>;
  /**
   * Uses a customer's invitation in a chat that was asked about it first. It is known by its row:
   * the token is nowhere.
   */
  takeInvitation(invitationId: string, addressId: AddressId, now: Date): Promise<InvitationTaken>;
  /** Ends the customer's links for this repair that nobody has followed. */
  endDeciderInvitations(customerId: CustomerId, repairId: RepairId, now: Date): Promise<void>;
}

/** A chat that shows the card of a repair. In a `shared` one, a workplace, the card names its mechanic. */
export type CardPlace = { readonly addressId: AddressId; readonly shared: boolean };

/** The customer who hands out a link, and the address where it was asked for. */
export type InvitedBy = { readonly customerId: CustomerId; readonly addressId: AddressId };

export type FactSubject = {
  readonly garageId: GarageId;
  readonly conversationId: ConversationId;
  readonly repairId: RepairId | undefined;
  readonly simulated: boolean;
};

export type RepairRow = {
  readonly number: number;
  readonly customerId: CustomerId;
  readonly version: number;
  readonly simulated: boolean;
};

export type NewDelivery = {
  readonly garageId: GarageId;
  readonly addressId: AddressId;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId | undefined;
  readonly edits: MessageId | undefined;
  readonly repeatable: boolean;
  readonly at: Date;
};

/** A message was sent; its words are in its row. */
export type SentEvent = {
  readonly type: 'MessageSent';
  readonly data: {
    readonly conversationId: ConversationId;
    readonly messageId: MessageId;
    readonly addressId: AddressId | undefined;
    readonly sort: Purpose;
    readonly phrase: string | undefined;
  };
  readonly meta: Meta;
};

export type PreparedRegistration = {
  readonly customerId: CustomerId;
  readonly vehicleId: VehicleId;
  readonly conversationId: ConversationId;
  readonly newConversation: boolean;
};

/** A button, and what its token means. */
export type PreparedChoice = { readonly token: string; readonly label: string; readonly action: object };

/** Somebody else wrote first; the turn is repeated from the start. */
export class ConcurrencyError extends Error {
  override readonly name = 'ConcurrencyError';
  readonly code = 'concurrency';
}

/** The request names something that does not exist, or that this person may not see. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly code = 'not_found';
}
