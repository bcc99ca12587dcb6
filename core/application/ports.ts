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

/** Everything one transaction may read and write; every function runs inside it. */
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
  /** Locks conversation, customer and repairs, in this order, and reads all that a turn looks at. */
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
  /** What reports count; ids and amounts only. */
  addFacts(about: FactSubject, facts: readonly Fact[]): Promise<void>;
  nextNumber(garageId: GarageId, name: 'repair' | 'quote'): Promise<number>;
}

export interface ConversationStore {
  appendConversationEvents(
    garageId: GarageId,
    conversationId: ConversationId,
    events: readonly (ConversationEvent | SentEvent)[],
  ): Promise<void>;
  projectConversation(conversation: OpenConversation, events: readonly ConversationEvent[]): Promise<void>;
  setPendingAnswer(conversationId: ConversationId, pending: PendingAnswer | undefined): Promise<void>;
  pauseReminders(conversationId: ConversationId, until: Date | undefined): Promise<void>;
  /** Nobody waits for an answer to what came in last. */
  endWaiting(conversationId: ConversationId): Promise<void>;
}

export interface CustomerStore {
  /** From now on the network's word on the language no longer counts. */
  setLanguage(addressId: AddressId, language: Language, at: Date): Promise<void>;
  /** In E.164; a number that cannot be read is left out. */
  keepPhone(customerId: CustomerId, phone: string): Promise<void>;
}

export interface MessageStore {
  addMessage(message: NewMessage, choices: readonly NewChoice[]): Promise<void>;
  /** What an address was asked last, and in which conversation. */
  setAsked(
    addressId: AddressId,
    asked: AskedQuestion,
    where: { conversationId: ConversationId; at: Date },
  ): Promise<void>;
  findChoice(token: string): Promise<StoredChoice | undefined>;
  /** The card that a button is on; undefined for a token that was never made. */
  findTapped(token: string): Promise<TappedCard | undefined>;
  /** What is drawn on a message by now. */
  newestCard(addressId: AddressId, shownOn: MessageId): Promise<DrawnCard>;
  choicesOf(messageId: MessageId): Promise<readonly PreparedChoice[]>;
  /** Closes every button that a message has shown, but those of `stays`. */
  closeCard(tapped: TappedCard, stays: MessageId, at: Date): Promise<void>;
  /** Closes the buttons of a version and returns the messages that showed them. */
  closeChoices(quoteId: QuoteId, version: number, at: Date): Promise<readonly AskingMessage[]>;
  /** Cancels the first of each of these phrases since then, if it is queued; true when one had already left. */
  takeBack(
    conversationId: ConversationId,
    repairId: RepairId,
    phraseKinds: readonly string[],
    since: Date,
  ): Promise<boolean>;
}

/** What other processes go on with: deliveries, timers, and the feed of the pages. */
export interface QueueStore {
  enqueue(delivery: NewDelivery): Promise<void>;
  /** Takes back what is queued in a conversation to everybody with a part in it, or to one customer. */
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
  /** Chats of their own, and the workplaces where they stand now. */
  staffAddresses(staffId: StaffId): Promise<readonly AddressId[]>;
  staffMember(staffId: StaffId): Promise<StaffMember | undefined>;
  /** Where the card of a repair is drawn for this mechanic. */
  cardPlaces(repairId: RepairId, staffId: StaffId): Promise<readonly CardPlace[]>;
  livingCard(repairId: RepairId, addressId: AddressId): Promise<MessageId | undefined>;
  /** The repairs of this member of staff that are not over and have a card in one of their chats. */
  openCardsOf(
    staffId: StaffId,
  ): Promise<readonly { repairId: RepairId; garageId: GarageId; conversationId: ConversationId }[]>;
  setStaffLanguage(staffId: StaffId, language: Language): Promise<void>;
  setLivingCard(repairId: RepairId, addressId: AddressId, messageId: MessageId): Promise<void>;
  setFocus(addressId: AddressId, repairId: RepairId | undefined, at: Date): Promise<void>;
  setLastAct(addressId: AddressId, act: StaffAct | undefined): Promise<void>;
  /** Where a garage's news for its workshop is posted; undefined where there is no such chat, or it cannot be written to. */
  postsOf(garageId: GarageId): Promise<AddressId | undefined>;
}

export interface RegistrationStore {
  /** A car that was here before, at any garage of the organisation. */
  knownCar(garageId: GarageId, plateKey: string): Promise<KnownCar | undefined>;
  /** Finds or makes the customer, vehicle and conversation of a registration. */
  prepareRegistration(
    garageId: GarageId,
    registration: Registration,
    meta: Meta,
    simulated: boolean,
  ): Promise<PreparedRegistration>;
}

export interface InvitationStore {
  createInvitation(
    customerId: CustomerId,
    repairId: RepairId | undefined,
    garageId: GarageId,
    now: Date,
  ): Promise<string>;
  /** A way in for somebody who is to decide as well; an older one of the same customer for the same repair ends. */
  inviteDecider(by: InvitedBy, repairId: RepairId, garageId: GarageId, now: Date): Promise<string>;
  /** Ends what a customer has handed out for a repair and nobody has followed yet. */
  endDeciderInvitations(customerId: CustomerId, repairId: RepairId, now: Date): Promise<void>;
}

/** A chat that shows the card of a repair; `shared` is a workplace, where the card names its mechanic. */
export type CardPlace = { readonly addressId: AddressId; readonly shared: boolean };

/** A customer who hands out a way in, and the address where it was asked for. */
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

/** Said to somebody; the message's words stand in its row. */
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

/** A request that names something that is not there, or is not for this person. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly code = 'not_found';
}
