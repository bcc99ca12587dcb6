import type { Calendar } from '../calendar.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Address, Language } from '../customer/address.ts';
import type {
  AddressId,
  ConversationId,
  CustomerId,
  FindingId,
  GarageId,
  ItemId,
  MessageId,
  OrganisationId,
  QuoteId,
  RepairId,
  Role,
  StaffId,
} from '../ids.ts';
import type { BasisPoints } from '../money.ts';
import type { Repair, RepairRules } from '../repair/repair.ts';
import type { MinutesSettings, WatchSettings } from '../repair/watch.ts';

/** A garage with everything that decisions and texts need of it. */
export type Garage = {
  readonly garageId: GarageId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly addressLine: string | undefined;
  readonly phone: string | undefined;
  readonly language: Language;
  readonly calendar: Calendar;
  readonly rules: RepairRules;
  readonly settings: GarageSettings;
};

/** Numbers that a garage may change; the defaults are in core/postgres/store/garage.ts. */
export type GarageSettings = {
  readonly watch: WatchSettings;
  readonly vatRate: BasisPoints;
  readonly mechanicsTypeVat: 'included' | 'excluded';
  /** How long an approval in words waits for further text, in ms. */
  readonly wordsSettleMs: number;
  /** How long "let me ask" pauses the reminders, in ms. */
  readonly consultMs: number;
  /** When a question turns red, on the lift and otherwise, in ms. */
  readonly questionRedOnLiftMs: number;
  readonly questionRedMs: number;
  /** A promised time that moves by more than this is told to the customer, in ms. */
  readonly tellLaterByMs: number;
  /** How long before closing a mechanic is asked about each car in hand, in ms. */
  readonly askClosingMs: number;
  readonly minutesWaiting: MinutesSettings;
  /** How long a line without a plate is about the car of the last card, in ms. */
  readonly focusMs: number;
  /** How long a mechanic's last word can be undone, in ms. */
  readonly undoMs: number;
  /** How long somebody stands at a shared workplace outside opening hours, in ms. */
  readonly dutyMs: number;
  /** After this many messages of one sender within a minute, further ones are kept without an answer. */
  readonly heldDownAfter: number;
};

export type RepairOpen = Exclude<Repair, { status: 'none' }>;

/** A repair with the rows beside its events: words, vehicle, the messages about it. */
export type RepairView = {
  readonly repair: RepairOpen;
  /** The number that people use; counted per garage. */
  readonly number: number;
  readonly customerId: CustomerId;
  readonly vehicle: { readonly plateKey: string; readonly plate: string; readonly model: string | undefined };
  readonly complaint: string | undefined;
  /** Texts by the id that events name: quote lines, findings. */
  readonly words: ReadonlyMap<string, string>;
  readonly mechanic: StaffMember | undefined;
  readonly simulated: boolean;
  /** The messages about its quotes, newest last. */
  readonly shown: readonly QuoteMessage[];
  /** When each notification was last said to the customer, by the kind of its phrase. */
  readonly told: ReadonlyMap<string, Date>;
  /** The promised time that stood when the customer was last told one. */
  readonly promisedTold?: Date;
  /** Set while something about this repair is held for quiet hours. */
  readonly heldUntil: Date | undefined;
};

/** One message with a quote's question, on its way to or at an address. */
export type QuoteMessage = {
  readonly quoteId: QuoteId;
  readonly version: number;
  readonly addressId: AddressId;
  readonly messageId: MessageId;
  readonly sort: 'quote' | 'reminder' | 'again';
  readonly state: DeliveryState;
  readonly sentAt: Date | undefined;
  readonly deliveredAt: Date | undefined;
  /** The messages whose photos went with it. */
  readonly photos?: readonly MessageId[];
};

export type DeliveryState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled';

/** A customer with a part in the conversation's repairs. */
export type Person = {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly language: Language;
  readonly hasPhone: boolean;
  readonly conversationId: ConversationId | undefined;
  readonly addresses: readonly Address[];
};

export type StaffMember = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly simulated: boolean;
  /** The chats with this person; empty when none is linked. */
  readonly addressIds: readonly AddressId[];
  /** When anything last came from one of these chats. */
  readonly heardAt?: Date | undefined;
};

export type OpenConversation = Extract<Conversation, { status: 'open' }>;

/** An earlier message at a customer's address, read together with the one that follows. */
export type Exchanged = {
  readonly messageId: MessageId;
  readonly by: 'garage' | 'customer';
  /** Undefined without words of the writer's own: a voice message, a forwarded one. */
  readonly words: string | undefined;
};

/** A plain answer in words that waits some seconds, because more text may come. */
export type PendingAnswer = {
  readonly addressId: AddressId;
  readonly quoteId: QuoteId;
  readonly version: number;
  readonly answer: 'approve' | 'reject';
  /** The choices that a yes was about, when it answered "Is this what you mean?". */
  readonly numbers?: readonly number[];
  readonly messageIds: readonly MessageId[];
  readonly texts: readonly string[];
  /** The listed phrases of which the texts consist. */
  readonly phrases: readonly string[];
  readonly sentAt: Date;
  readonly settlesAt: Date;
};

type AboutQuote = {
  readonly quoteId: QuoteId;
  readonly version: number;
  /** Since this message nothing else was said at the address. Older words may answer something else. */
  readonly since?: MessageId;
};

/** The question in the newest message of the garage at an address; `other` if words cannot answer it. */
export type AskedQuestion =
  | (AboutQuote & {
      readonly kind: 'quote';
      /** Asked as "All of it?", after words that were no plain answer. */
      readonly targeted?: true;
    })
  | { readonly kind: 'my-car' }
  /** "I understand that you do not want it done", after words that were no plain answer. */
  | (AboutQuote & { readonly kind: 'confirm-none' })
  | { readonly kind: 'confirm-optout' }
  /** Something else was said since the question about this quote. */
  | {
      readonly kind: 'after-quote';
      readonly quoteId: QuoteId;
      readonly version: number;
      readonly said?: SaidLast;
    }
  | (AboutQuote & { readonly kind: 'confirm-lines'; readonly numbers: readonly number[] })
  | { readonly kind: 'question-or-call' }
  /** "Follow both customers here?" */
  | { readonly kind: 'which-chat'; readonly invitationId: string }
  /** "When should we call?" */
  | { readonly kind: 'call-when' }
  /** "Who is here?" at a shared workplace; never asked of a customer. */
  | { readonly kind: 'who'; readonly messageId: MessageId; readonly meanwhile: readonly HeldMessage[] }
  | { readonly kind: 'other'; readonly said?: SaidLast };

/** The newest message of the garage, where the words that follow it may be about that. */
type SaidLast = 'call-promised';

/** All that one turn reads of one conversation. It is locked while the turn lasts. */
export type Scene = {
  readonly now: Date;
  readonly garage: Garage;
  readonly conversation: OpenConversation;
  readonly customer: Person;
  /** Customers with a part in the repairs, this one included. */
  readonly people: readonly Person[];
  /** Not collected or cancelled ones first, newest first. */
  readonly repairs: readonly RepairView[];
  readonly asked: ReadonlyMap<AddressId, AskedQuestion>;
  readonly pendingAnswer: PendingAnswer | undefined;
  /** The reminders pause until then ("let me ask"). */
  readonly pausedUntil: Date | undefined;
  /** Released, unexpired quotes shown at an address, over all garages of the organisation. */
  readonly openQuotesAt: ReadonlyMap<AddressId, number>;
  readonly agent: StaffMember | undefined;
  /** The agent who spoke before, in the turn that hands the conversation back. */
  readonly agentBefore?: StaffMember | undefined;
};

/** What is read for a message in a mechanic's chat; nothing is locked. */
export type Desk = {
  readonly now: Date;
  readonly garage: Garage;
  readonly staff: StaffMember;
  readonly addressId: AddressId;
  /** Set where several people share the chat, so that each answer names who acts. */
  readonly workplace: string | undefined;
  /** All repairs of the garage that are not collected or cancelled, longest waiting first. */
  readonly repairs: readonly DeskRepair[];
  /** The car of the last card in this chat, if that is still fresh. */
  readonly focus: RepairId | undefined;
  /** Undefined when there is nothing, or it is too old to be undone. */
  readonly lastAct: StaffAct | undefined;
  /** The earlier owner of the car that is being registered, if its plate was here before. */
  readonly knownCar?: KnownCar | undefined;
};

export type KnownCar = {
  readonly plateKey: string;
  readonly ownerName: string | undefined;
  readonly model: string | undefined;
};

export type DeskRepair = {
  readonly repairId: RepairId;
  readonly conversationId: ConversationId;
  readonly number: number;
  readonly plateKey: string;
  readonly plate: string;
  readonly model: string | undefined;
  readonly customerName: string;
  readonly status: RepairOpen['status'];
  readonly mechanicId: StaffId | undefined;
  readonly onLift: boolean;
  readonly promisedAt: Date | undefined;
  readonly waitsFor: 'customer' | 'parts' | undefined;
};

/** The last act of a mechanic in a chat, with what is needed to undo it. */
export type StaffAct = {
  readonly kind: 'start' | 'release' | 'promise' | 'done' | 'say' | 'lift' | 'parts' | 'found' | 'take';
  readonly repairId: RepairId;
  readonly quoteId?: QuoteId;
  /** The reader of the words, and the questions that they answered. */
  readonly to?: CustomerId;
  readonly answered?: readonly ItemId[];
  /** The promised time before, or whether the car was on the lift before. */
  readonly promisedBefore?: Date;
  readonly onLiftBefore?: boolean;
  /** The wait for parts before, whose repair it was, or what was found. */
  readonly partsBefore?: { readonly until?: Date };
  readonly mechanicBefore?: StaffId;
  readonly findingIds?: readonly FindingId[];
  readonly at: Date;
};

/** A chat that several people of one garage share, such as a tablet in the workshop. */
export type Workplace = { readonly name: string; readonly garageId: GarageId };

/** A mechanic who may stand at a workplace. */
export type Colleague = { readonly staffId: StaffId; readonly name: string; readonly language: Language };

/** A message at a workplace that waits until somebody says who wrote it; it is then carried out as theirs. */
export type HeldMessage = {
  /** Its row on the timeline. */
  readonly messageId: MessageId;
  /** The provider's time, ISO 8601. */
  readonly at: string;
  /** Its name in the question. */
  readonly said: string;
  /** As the channel told it. */
  readonly content: object;
};

/** The unanswered question "Who is here?". */
export type WhoQuestion = {
  readonly messageId: MessageId;
  readonly meanwhile: readonly HeldMessage[];
};

/** The people at a shared workplace; in the turn's transaction. */
export interface WorkplaceStore {
  /** The mechanics of its garage who have not left, by name. */
  mechanicsAt(addressId: AddressId): Promise<readonly Colleague[]>;
  whoAsked(addressId: AddressId): Promise<WhoQuestion | undefined>;
  askWho(addressId: AddressId, question: WhoQuestion, at: Date): Promise<void>;
  /** Lets the chat act as this person, and forgets car, last act and question of the one before. */
  beginDuty(addressId: AddressId, staffId: StaffId, until: Date): Promise<void>;
  endDuty(addressId: AddressId): Promise<void>;
}
