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

/** Who is on the other side of a chat. */
export type Party = {
  readonly addressId: AddressId;
  readonly garageId: GarageId;
  readonly customerId: CustomerId | undefined;
  /** Whose chat it is; at a workplace whoever stands there now. */
  readonly staffId: StaffId | undefined;
  readonly workplace: Workplace | undefined;
  /** Its network is for people who work, so that whoever is not known there is no customer. */
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
  /** Somebody whom a customer lets decide about a repair; the link is used up by it. */
  | DeciderUse
  /** The one who made the link opened it; it stays valid for whoever it was meant for. */
  | { readonly kind: 'own'; readonly repairId: RepairId; readonly conversationId: ConversationId }
  | { readonly kind: 'refused'; readonly why: 'unknown' }
  /** `from` is who could make a new one. */
  | { readonly kind: 'refused'; readonly why: 'expired' | 'used'; readonly from: 'garage' | 'customer' };

export type DeciderUse = {
  readonly kind: 'decides';
  readonly invitedBy: InvitedBy;
  readonly repairId: RepairId;
  readonly conversationId: ConversationId;
};

/** Who is at an address, and what stands in the way of writing there. */
export type PersonHere = {
  readonly customerId: CustomerId;
  readonly proven: boolean;
  readonly optedOut: boolean;
  readonly reachable: boolean;
};

/** A repair in which a customer decides for somebody else. */
export type DecidesElsewhere = { readonly repairId: RepairId; readonly conversationId: ConversationId };

/** One part of what a member of staff sent together. */
export type AlbumPart = {
  readonly messageId: MessageId;
  /** Whether it is a photo that is kept. */
  readonly kept: boolean;
  /** The car that it belongs to; undefined while nobody has said. */
  readonly repairId: RepairId | undefined;
  /** Whether the customer has it. */
  readonly sent: boolean;
};

/** A file that a member of staff sent as a photo. */
export type SentPhoto = {
  readonly addressId: AddressId;
  readonly garageId: GarageId;
  readonly language: Language;
  /** The car that it belongs to. */
  readonly repairId: RepairId | undefined;
  /** Whether something that it was to go with has left without it. */
  readonly missed: boolean;
  /** Whether another part of what was sent together could not be shown either, which was told. */
  readonly told: boolean;
};

/** What a turn finds out about a chat before it knows which conversation it is in; inside the same transaction. */
export type PartyStore = AddressStore &
  ConversationFinder &
  ChatStore &
  DeliveryStatusStore &
  FileStore &
  LinkCodeStore & {
    useInvitation(token: string, addressId: AddressId, now: Date): Promise<InvitationUse>;
  };

/** Who is at an address. */
export interface AddressStore {
  /** Makes the address at the first message. */
  partyOf(accountId: AccountId, chat: string, sender: Sender, at: Date): Promise<Party>;
  /** Notes when an address was heard, and how its network names the person now; after the conversation's lock. */
  noteHeard(addressId: AddressId, sender: Sender, at: Date): Promise<void>;
  /** Counts what was heard from an address within the last minute, this message included. */
  countHeard(addressId: AddressId, at: Date): Promise<number>;
  /** Who is at an address: the customer to whom it was proven to belong, else a new one, named as the network names the person. */
  personAt(addressId: AddressId, at: Date): Promise<PersonHere>;
  /**
   * Takes a chat for the one customer of this account's garages who has this number and an open repair; unproven, because the number may
   * have been typed wrong. Undefined when there is none, or more than one.
   */
  claimByPhone(addressId: AddressId, accountId: AccountId, phone: string): Promise<CustomerId | undefined>;
  garageOf(garageId: GarageId): Promise<Garage>;
  /** The address that refused a message for good, e.g. because the customer blocked the bot; undefined for any other trouble. */
  refusingAddress(messageId: MessageId): Promise<AddressId | undefined>;
}

export interface ConversationFinder {
  /** Locks a conversation before anything else of it, so that all turns lock in the same order. */
  lockConversation(conversationId: ConversationId): Promise<void>;
  /**
   * The conversation that what this person says at an address belongs to, with one of the account's garages: `prefer` if the
   * person has a part in it, the one that asked last there, the own one with an open repair, that of somebody else's repair in which
   * the person has a part, the own one that spoke last.
   */
  conversationFor(
    customerId: CustomerId,
    address: { readonly addressId: AddressId; readonly accountId: AccountId },
    prefer?: ConversationId,
  ): Promise<ConversationId | undefined>;
  conversationOfMessage(messageId: MessageId): Promise<ConversationId | undefined>;
  /** Open repairs of others in which this customer decides. */
  decidesElsewhere(customerId: CustomerId): Promise<readonly DecidesElsewhere[]>;
}

/** Messages of a chat, found by the ids that its network gave them. */
export interface ChatStore {
  messageAt(addressId: AddressId, externalId: string): Promise<MessageId | undefined>;
  /** What was said at an address before this message and since then, oldest first and the newest few; taps and reactions are left out. */
  exchangedBefore(
    messageId: MessageId,
    at: { readonly conversationId: ConversationId; readonly addressId: AddressId },
    since: Date,
  ): Promise<readonly Exchanged[]>;
  /** Whether an edit of a message came before it; `externalId` is the message's. */
  isEdited(messageId: MessageId, externalId: string): Promise<boolean>;
}

/** What a network tells about what was sent. */
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
  /** Whether a part of this album was stored before. */
  hasAlbum(addressId: AddressId, album: string): Promise<boolean>;
  /** A message and the others of its album in the same chat, as far as they have come, oldest first. */
  albumOf(messageId: MessageId): Promise<readonly AlbumPart[]>;
  /** The photo that came in this message; undefined for what no member of staff sent. Locks its chat. */
  sentPhoto(messageId: MessageId): Promise<SentPhoto | undefined>;
  keepMedia(messageId: MessageId, accountId: AccountId, reference: string, fileName: string | undefined): Promise<void>;
}

export interface LinkCodeStore {
  /** Counts a code that is tried in a chat; false when there were more than `max` since the first within the window. */
  countCodeTry(addressId: AddressId, max: number, windowMs: number, at: Date): Promise<boolean>;
  useLinkCode(code: string, place: LinkPlace, now: Date): Promise<LinkUse>;
  /** Whether the news of a garage is posted to this chat. */
  isPostingPlace(addressId: AddressId): Promise<boolean>;
}

/** Where a code was typed; `shared`: others read along there. */
export type LinkPlace = { readonly addressId: AddressId; readonly shared: boolean };

/** What a code made of the chat in which it was typed. */
export type LinkUse =
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly name: string; readonly language: Language }
  | { readonly kind: 'workplace'; readonly name: string; readonly garageName: string }
  | { readonly kind: 'posts'; readonly garageName: string }
  /** Wrong, used, too old, or of somebody who has left. */
  | { readonly kind: 'refused'; readonly why: 'unknown' }
  /** It is for one person's chat or a workplace; everybody here has read it now, so that it has ended. */
  | { readonly kind: 'refused'; readonly why: 'read-by-others' }
  /** It is for a chat that a team shares, and still works there. */
  | { readonly kind: 'refused'; readonly why: 'not-shared' };
