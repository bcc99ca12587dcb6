import type { Decision } from '../decision.ts';
import type {
  AddressId,
  ConversationId,
  CustomerId,
  GarageId,
  ItemId,
  Message,
  MessageId,
  RepairId,
  StaffId,
} from '../ids.ts';

export type Controller =
  | { readonly kind: 'bot' }
  | { readonly kind: 'agent'; readonly staffId: StaffId; readonly since: Date };

/** Something a person must do, with a clock and an owner. */
export type WaitingItem = {
  readonly itemId: ItemId;
  readonly kind: ItemKind;
  readonly owner: ItemOwner;
  readonly repairId: RepairId | undefined;
  readonly raisedAt: Date;
  /** From then on it is late, and reaches the person on duty. */
  readonly dueAt: Date;
};

export type ItemKind =
  /** A question about the work, for the mechanic. */
  | 'question'
  /** The customer wants a person, or the bot did not understand two texts in a row. */
  | 'person'
  /**
   * A notification or an unanswered quote that must be told by telephone, with the text to read
   * aloud.
   */
  | 'call'
  /** A promised call; only a person or the customer ends it. */
  | 'callback'
  /** "Not my car", or a number that belongs to somebody else. */
  | 'wrong_number'
  /** Lost the last chat, because it follows another customer now. */
  | 'no_chat'
  /** A message that may not have arrived, or could not be sent. */
  | 'delivery'
  /** A question for an approval that is given elsewhere (lease company, insurer). */
  | 'authorisation'
  /** A mechanic's words while customer service has the conversation. */
  | 'draft'
  /** An item on the way in that could not be handled. */
  | 'dead';

export type ItemOwner = 'mechanic' | 'service';
/** A customer calls off a call that was promised. */
export type ItemEnd = 'answered' | 'decided' | 'handled' | 'outdated' | 'called_off';

/** Counts the messages under way when a person took over: taken back in time, or already leaving. */
export type Underway = { readonly cancelled: number; readonly alreadySending: number };

export type Conversation =
  | { readonly status: 'none' }
  | {
      readonly status: 'open';
      readonly conversationId: ConversationId;
      readonly garageId: GarageId;
      readonly customerId: CustomerId;
      readonly controller: Controller;
      /** Counts takeovers and hand-backs; a stale page names an older one. */
      readonly controlVersion: number;
      /** Unclear texts in a row. */
      readonly unclear: number;
      readonly items: readonly WaitingItem[];
    };

type In<Data = object> = Data & { readonly conversationId: ConversationId };

export type ConversationCommand =
  | Message<'RecordReceived', In<{ messageId: MessageId; addressId: AddressId }>>
  /** Refused with `AgentControls` when another person has it, unless `from` names that person. */
  | Message<'TakeOver', In<{ staffId: StaffId; controlVersion?: number; from?: StaffId }>>
  | Message<'HandBack', In<{ staffId: StaffId }>>
  | Message<'CountUnclear', In>
  | Message<'ClearUnclear', In>
  | Message<
      'RaiseItem',
      In<{ itemId: ItemId; kind: ItemKind; owner: ItemOwner; repairId: RepairId | undefined; dueAt: Date }>
    >
  /**
   * Ends one item, or all open ones of the kinds named (of one repair, if named). Ending nothing is
   * accepted.
   */
  | Message<'EndItems', In<{ itemId?: ItemId; kinds?: readonly ItemKind[]; repairId?: RepairId; how: ItemEnd }>>
  | Message<'ReassignItem', In<{ itemId: ItemId; owner: ItemOwner; dueAt: Date }>>
  /** Links the address to the conversation's customer, or to the customer who is named. */
  | Message<'LinkAddress', In<{ addressId: AddressId; how: LinkedBy; customerId?: CustomerId }>>
  /** The address follows another customer from now on. */
  | Message<'UnlinkAddress', In<{ addressId: AddressId }>>
  | Message<'DisownAddress', In<{ addressId: AddressId }>>
  | Message<'OptOut', In<{ addressId: AddressId }>>
  | Message<'OptIn', In<{ addressId: AddressId }>>
  | Message<'MarkReachable', In<{ addressId: AddressId; reachable: boolean }>>;

/**
 * How the owner of an address was proven; `forwarded` is a link that a customer sent to another
 * decider.
 */
export type LinkedBy = 'invitation' | 'forwarded' | 'said_yes' | 'staff';

export type ConversationEvent =
  | Message<'ConversationOpened', In<{ garageId: GarageId; customerId: CustomerId }>>
  | Message<'MessageReceived', In<{ messageId: MessageId; addressId: AddressId }>>
  | Message<
      'TakenOver',
      In<{ staffId: StaffId; from: StaffId | undefined; controlVersion: number; underway?: Underway }>
    >
  | Message<'HandedBack', In<{ staffId: StaffId; controlVersion: number }>>
  | Message<'UnclearCounted', In<{ unclear: number }>>
  | Message<'UnclearCleared', In>
  | Message<
      'ItemRaised',
      In<{ itemId: ItemId; kind: ItemKind; owner: ItemOwner; repairId: RepairId | undefined; dueAt: Date }>
    >
  | Message<'ItemEnded', In<{ itemId: ItemId; kind: ItemKind; how: ItemEnd; raisedAt: Date }>>
  | Message<'ItemReassigned', In<{ itemId: ItemId; owner: ItemOwner; dueAt: Date }>>
  | Message<'AddressLinked', In<{ addressId: AddressId; how: LinkedBy; customerId?: CustomerId }>>
  | Message<'AddressUnlinked', In<{ addressId: AddressId }>>
  | Message<'AddressDisowned', In<{ addressId: AddressId }>>
  | Message<'OptedOut', In<{ addressId: AddressId }>>
  | Message<'OptedIn', In<{ addressId: AddressId }>>
  | Message<'ReachableChanged', In<{ addressId: AddressId; reachable: boolean }>>;

export type ConversationCommandOf<Type extends ConversationCommand['type']> = Extract<
  ConversationCommand,
  { type: Type }
>;

export type ConversationRejection =
  | { readonly code: 'NoConversation' }
  | { readonly code: 'AgentControls'; readonly staffId: StaffId; readonly since: Date }
  | { readonly code: 'NotInControl' }
  | { readonly code: 'StaleControl'; readonly controlVersion: number }
  | { readonly code: 'NotStaff' };

export type ConversationDecision = Decision<ConversationEvent, ConversationRejection>;

export type Open = Extract<Conversation, { status: 'open' }>;
