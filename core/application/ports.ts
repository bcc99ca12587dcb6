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
  NewId,
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
  Garage,
  KnownCar,
  OpenConversation,
  PendingAnswer,
  RepairOpen,
  RepairView,
  Scene,
  StaffAct,
  StaffMember,
} from '../scene/scene.ts';
import type {
  About,
  Closing,
  DomainCommand,
  DomainEvent,
  Registration,
  Sort,
  Step,
  TimerKind,
  Wording,
} from './commands.ts';

/** A message as it is stored, before any channel adapts it. */
export type NewMessage = {
  readonly messageId: MessageId;
  readonly garageId: GarageId;
  readonly conversationId: ConversationId | undefined;
  readonly addressId: AddressId | undefined;
  readonly direction: 'in' | 'out' | 'note';
  readonly by: Actor;
  readonly sort: Sort | 'staff' | undefined;
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
  readonly expiresAt: Date | undefined;
};

export type StoredChoice = {
  readonly messageId: MessageId;
  readonly addressId: AddressId;
  readonly label: string;
  readonly action: unknown;
  readonly standing: 'live' | 'closed' | 'expired';
};

/** A card as it is shown now: in the channels' form, and the message that holds it. */
export type DrawnCard = { readonly card: object; readonly drawnIn: MessageId };

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
export interface TurnStore {
  /** Locks conversation, customer and repairs, in this order, and reads all that a turn looks at. */
  loadScene(conversationId: ConversationId, now: Date): Promise<Scene>;
  loadDesk(addressId: AddressId, now: Date): Promise<Desk>;
  conversationOfRepair(repairId: RepairId): Promise<ConversationId | undefined>;

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
  /** From now on the network's word on the language no longer counts. */
  setLanguage(addressId: AddressId, language: Language, at: Date): Promise<void>;
  /** In E.164; a number that cannot be read is left out. */
  keepPhone(customerId: CustomerId, phone: string): Promise<void>;

  addMessage(message: NewMessage, choices: readonly NewChoice[]): Promise<void>;
  enqueue(delivery: NewDelivery): Promise<void>;
  /** What an address was asked last, and in which conversation. */
  setAsked(
    addressId: AddressId,
    asked: AskedQuestion,
    where: { conversationId: ConversationId; at: Date },
  ): Promise<void>;
  findChoice(token: string, now: Date): Promise<StoredChoice | undefined>;
  /** The card that a button is on; undefined for a token that was never made. */
  findTapped(token: string, now: Date): Promise<TappedCard | undefined>;
  /** What is drawn on a message by now. */
  newestCard(addressId: AddressId, shownOn: MessageId): Promise<DrawnCard>;
  choicesOf(messageId: MessageId): Promise<readonly PreparedChoice[]>;
  /** Closes every button that a message has shown, but those of `stays`. */
  closeCard(tapped: TappedCard, stays: MessageId, at: Date): Promise<void>;
  /** Closes the buttons of a version and returns the messages that showed them. */
  closeChoices(quoteId: QuoteId, version: number, at: Date): Promise<readonly AskingMessage[]>;
  /** Takes back what is queued in a conversation to everybody with a part in it, or to one customer. */
  cancelQueued(
    conversationId: ConversationId,
    sorts: readonly Sort[],
    only?: { readonly customerId?: CustomerId; readonly repairId?: RepairId | undefined },
  ): Promise<{ cancelled: number; alreadySending: number }>;
  /** Cancels the first of each of these phrases since then, if it is queued; true when one had already left. */
  takeBack(
    conversationId: ConversationId,
    repairId: RepairId,
    phraseKinds: readonly string[],
    since: Date,
  ): Promise<boolean>;

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

  /** A car that was here before, at any garage of the organisation. */
  knownCar(garageId: GarageId, plateKey: string): Promise<KnownCar | undefined>;
  /** Finds or makes the customer, vehicle and conversation of a registration. */
  prepareRegistration(
    garageId: GarageId,
    registration: Registration,
    meta: Meta,
    simulated: boolean,
  ): Promise<PreparedRegistration>;
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
    readonly sort: Sort;
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

/** What the bot adds to the application: what is said because of events, and how. All of it is pure. */
export interface Voice<Phrase, Card> {
  react(event: DomainEvent, scene: Scene, newId: NewId): readonly Step<Phrase, Card>[];
  render(phrase: Phrase, to: { language: Language; buttons: boolean; garage: Garage; now: Date }): RenderedPhrase;
  phraseKind(phrase: Phrase): string;
  /** The question that an unproven address gets instead of anything else; undefined when it was asked already. */
  introduce(scene: Scene, view: RepairView | undefined): Phrase | undefined;
  /** `shared`: others look at it too, so that it names the mechanic. */
  drawCard(view: RepairView, scene: Scene, staff: StaffMember, shared: boolean): Card;
  /** What becomes of the card that a newer one of the same repair has replaced further down. */
  foldCard(view: RepairView, staff: StaffMember): Card;
  /** The customer's way in, on a card of its own: the repair's card is drawn again and again. */
  invitationCard(customerName: string, staff: StaffMember): Card;
  /** Tells a mechanic that these cars of a colleague who left are his or hers now. */
  handedOver(from: string, cars: readonly { plate: string; model: string | undefined }[], language: Language): string;
  prepareCard(card: Card, newToken: () => string): PreparedCard;
  /** What is left of a card after a tap on it: without buttons and inputs, with what was chosen and typed. */
  spendCard(
    card: object,
    tap: { readonly label: string; readonly values: Readonly<Record<string, string>> },
  ): PreparedCard;
  /** The same card with tokens that nobody has used. */
  renewCard(card: object, choices: readonly PreparedChoice[], newToken: () => string): PreparedCard;
  closingLine(closing: Closing, language: Language, garage: Garage): string;
}

export type RenderedPhrase = {
  readonly text: string;
  readonly choices: readonly { readonly label: string; readonly action: object }[];
};

/** A card in the channels' form with tokens for actions, and what those tokens mean. */
export type PreparedCard = {
  readonly body: string;
  readonly card: object;
  readonly choices: readonly PreparedChoice[];
};

/** A button, and what its token means. */
export type PreparedChoice = { readonly token: string; readonly label: string; readonly action: object };

/** Turns a refusal of one step into what is said about it; the steps behind the refused one are not carried out. */
export type Refuse<Phrase, Card> = (
  command: DomainCommand,
  because: { readonly code: string },
  scene: Scene,
) => readonly Step<Phrase, Card>[];
