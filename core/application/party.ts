import type { Language } from '../customer/address.ts';
import type {
  AccountId,
  AddressId,
  ConversationId,
  CustomerId,
  GarageId,
  MessageId,
  RepairId,
  StaffId,
} from '../ids.ts';
import type { Exchanged, Garage, Workplace } from '../scene/scene.ts';
import type { InvitedBy } from './ports.ts';

/** The other side of a chat. */
export type Party = {
  readonly addressId: AddressId;
  readonly garageId: GarageId;
  readonly customerId: CustomerId | undefined;
  /** The owner of the chat; at a workplace the person who stands there now. */
  readonly staffId: StaffId | undefined;
  readonly workplace: Workplace | undefined;
  /** Only staff write on its network: an unknown person there is no customer. */
  readonly staffOnly: boolean;
  readonly language: Language;
  readonly buttons: boolean;
  readonly reachable: boolean;
  readonly simulated: boolean;
};

export type Sender = { readonly id: string; readonly name?: string; readonly language?: Language };

export type InvitationUse =
  | { readonly kind: 'bound'; readonly customerId: CustomerId; readonly conversationId: ConversationId }
  /** The same person followed it before; nothing changes. */
  | { readonly kind: 'again'; readonly conversationId: ConversationId }
  /** The chat is another customer's, who has cars here: it is asked first, and nothing changed. */
  | { readonly kind: 'taken'; readonly invitationId: string }
  /** A customer lets this person decide about a repair. The link is used up by it. */
  | DeciderUse
  /** The customer who made the link opened it; it stays valid for its receiver. */
  | { readonly kind: 'own'; readonly repairId: RepairId; readonly conversationId: ConversationId }
  | { readonly kind: 'refused'; readonly why: 'unknown' }
  /** `from` can make a new one. */
  | { readonly kind: 'refused'; readonly why: 'expired' | 'used'; readonly from: 'garage' | 'customer' };

export type DeciderUse = {
  readonly kind: 'decides';
  readonly invitedBy: InvitedBy;
  readonly repairId: RepairId;
  readonly conversationId: ConversationId;
};

/** The person at an address, and what stands in the way of writing there. */
export type PersonHere = {
  readonly customerId: CustomerId;
  readonly proven: boolean;
  readonly optedOut: boolean;
  readonly reachable: boolean;
};

/** One part of what a member of staff sent together. */
export type AlbumPart = {
  readonly messageId: MessageId;
  /** True for a photo that is kept. */
  readonly kept: boolean;
  /** The car that it belongs to; undefined while nobody has said. */
  readonly repairId: RepairId | undefined;
  /** True once the customer has it. */
  readonly sent: boolean;
};

/** A file that a member of staff sent as a photo. */
export type SentPhoto = {
  readonly addressId: AddressId;
  readonly garageId: GarageId;
  readonly language: Language;
  /** The car that it belongs to. */
  readonly repairId: RepairId | undefined;
  /** True if the message that it belonged to left without it. */
  readonly missed: boolean;
  /** True if the sender was already told about another photo of this album. */
  readonly told: boolean;
};

/** Finds out about a chat before its conversation is known, in the turn's transaction. */
export type PartyStore = AddressStore &
  ConversationFinder &
  ChatStore &
  DeliveryStatusStore &
  FileStore &
  LinkCodeStore & {
    useInvitation(token: string, addressId: AddressId, now: Date): Promise<InvitationUse>;
  };

/** Addresses, and the people at them. */
export interface AddressStore {
  /** Makes the address at the first message. */
  partyOf(accountId: AccountId, chat: string, sender: Sender, at: Date): Promise<Party>;
  /** Notes when an address was heard, and the person's name there now. Call it after locking the conversation. */
  noteHeard(addressId: AddressId, sender: Sender, at: Date): Promise<void>;
  /** Counts what was heard from an address within the last minute, this message included. */
  countHeard(addressId: AddressId, at: Date): Promise<number>;
  /** Returns the customer to whom the address was proven to belong, else makes one with the network's name for the person. */
  personAt(addressId: AddressId, at: Date): Promise<PersonHere>;
  /**
   * Gives a chat to the one customer of this account's garages who has this number and an open
   * repair. It stays unproven, because the number may have been typed wrong. Undefined when there is
   * none, or more than one.
   */
  claimByPhone(addressId: AddressId, accountId: AccountId, phone: string): Promise<CustomerId | undefined>;
  garageOf(garageId: GarageId): Promise<Garage>;
  /** Returns the address if it refused the message for good, for example because the bot was blocked. */
  refusingAddress(messageId: MessageId): Promise<AddressId | undefined>;
}

export interface ConversationFinder {
  /** Locks a conversation before anything else of it, so that all turns lock in the same order. */
  lockConversation(conversationId: ConversationId): Promise<void>;
  /**
   * Finds the conversation for a message from this address, with one of the account's garages. The
   * first of these that exists: `prefer` if the person has a part in it, the one that asked last at
   * the address, their own with an open repair, that of somebody else's repair in which they have a
   * part, their own that spoke last.
   */
  conversationFor(
    customerId: CustomerId,
    address: { readonly addressId: AddressId; readonly accountId: AccountId },
    prefer?: ConversationId,
  ): Promise<ConversationId | undefined>;
  conversationOfMessage(messageId: MessageId): Promise<ConversationId | undefined>;
}

/** Messages of a chat, found by the ids that its network gave them. */
export interface ChatStore {
  messageAt(addressId: AddressId, externalId: string): Promise<MessageId | undefined>;
  /** Returns the newest few messages at an address between `since` and this one, oldest first, without taps and reactions. */
  exchangedBefore(
    messageId: MessageId,
    at: { readonly conversationId: ConversationId; readonly addressId: AddressId },
    since: Date,
  ): Promise<readonly Exchanged[]>;
  /** True if an edit of the message came before the message itself. */
  isEdited(messageId: MessageId, externalId: string): Promise<boolean>;
}

/** News from a network about messages that were sent. */
export interface DeliveryStatusStore {
  recordStatus(
    accountId: AccountId,
    chat: string,
    externalId: string,
    state: 'delivered' | 'read' | 'failed',
    at: Date,
  ): Promise<boolean>;
  setReachable(addressId: AddressId, reachable: boolean, at: Date): Promise<void>;
}

export interface FileStore {
  /** True if a part of this album was stored before. */
  hasAlbum(addressId: AddressId, album: string): Promise<boolean>;
  /** Returns the parts of the message's album that have come so far, oldest first. */
  albumOf(messageId: MessageId): Promise<readonly AlbumPart[]>;
  /** Returns the photo that a member of staff sent in this message, and locks its chat. */
  sentPhoto(messageId: MessageId): Promise<SentPhoto | undefined>;
  keepMedia(messageId: MessageId, accountId: AccountId, reference: string, fileName: string | undefined): Promise<void>;
}

export interface LinkCodeStore {
  /** Counts a code tried in a chat; false after more than `max` tries within the window. */
  countCodeTry(addressId: AddressId, max: number, windowMs: number, at: Date): Promise<boolean>;
  useLinkCode(code: string, place: LinkPlace, now: Date): Promise<LinkUse>;
  /** Ends a code that somebody got hold of who it is not for; false if it is none that works. */
  endExposedCode(code: string, addressId: AddressId, now: Date): Promise<boolean>;
  /** True if the news of a garage is posted to this chat. */
  isPostingPlace(addressId: AddressId): Promise<boolean>;
}

/** The chat where a code was typed; others read along in a `shared` one. */
export type LinkPlace = { readonly addressId: AddressId; readonly shared: boolean };

/** The outcome of a code that was typed in a chat. */
export type LinkUse =
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly name: string; readonly language: Language }
  | { readonly kind: 'workplace'; readonly name: string; readonly garageName: string }
  | { readonly kind: 'posts'; readonly garageName: string }
  /** Wrong, used, too old, or for a colleague who has left. */
  | { readonly kind: 'refused'; readonly why: 'unknown' }
  /** Made for one person's chat or a workplace; it has ended, because everybody here has read it. */
  | { readonly kind: 'refused'; readonly why: 'read-by-others' }
  /** Made for a chat that a team shares; it still works there. */
  | { readonly kind: 'refused'; readonly why: 'not-shared' };
