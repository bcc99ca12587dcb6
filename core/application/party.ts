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
import type { Garage } from './scene.ts';

/** Who is on the other side of a chat. */
export type Party = {
  readonly addressId: AddressId;
  readonly garageId: GarageId;
  readonly customerId: CustomerId | undefined;
  readonly staffId: StaffId | undefined;
  readonly language: Language;
  readonly buttons: boolean;
  readonly simulated: boolean;
};

export type Sender = { readonly id: string; readonly name?: string; readonly language?: Language };

export type InvitationUse =
  | { readonly kind: 'bound'; readonly customerId: CustomerId; readonly conversationId: ConversationId }
  /** The same person followed it before; nothing changes. */
  | { readonly kind: 'again'; readonly conversationId: ConversationId }
  | { readonly kind: 'refused'; readonly why: 'unknown' | 'expired' | 'used' };

export type LinkUse =
  | { readonly kind: 'linked'; readonly staffId: StaffId; readonly name: string; readonly language: Language }
  | { readonly kind: 'refused' };

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

/** What a turn finds out about a chat before it knows which conversation it is in; inside the same transaction. */
export interface PartyStore {
  /** Makes the address at the first message. */
  partyOf(accountId: AccountId, chat: string, sender: Sender, at: Date): Promise<Party>;
  /** Locks a conversation before anything else of it, so that all turns lock in the same order. */
  lockConversation(conversationId: ConversationId): Promise<void>;
  /** Notes when an address was heard, and how its network names the person now; after the conversation's lock. */
  noteHeard(addressId: AddressId, sender: Sender, at: Date): Promise<void>;
  /** Counts what was heard from an address within the last minute, this message included. */
  countHeard(addressId: AddressId, at: Date): Promise<number>;
  /** A customer's conversation with one of the account's garages: one with an open repair first, then the newest. */
  conversationFor(customerId: CustomerId, accountId: AccountId): Promise<ConversationId | undefined>;
  conversationOfMessage(messageId: MessageId): Promise<ConversationId | undefined>;
  messageAt(addressId: AddressId, externalId: string): Promise<MessageId | undefined>;
  /** Whether a part of this album was stored before. */
  hasAlbum(addressId: AddressId, album: string): Promise<boolean>;
  /**
   * Takes a chat for the one customer of this account's garages who has this number and an open repair; unproven, because the number may
   * have been typed wrong. Undefined when there is none, or more than one.
   */
  claimByPhone(addressId: AddressId, accountId: AccountId, phone: string): Promise<CustomerId | undefined>;
  useInvitation(token: string, addressId: AddressId, now: Date): Promise<InvitationUse>;
  useLinkCode(code: string, addressId: AddressId, now: Date): Promise<LinkUse>;
  /** The address that refused a message for good, e.g. because the customer blocked the bot; undefined for any other trouble. */
  refusingAddress(messageId: MessageId): Promise<AddressId | undefined>;
  recordStatus(
    accountId: AccountId,
    chat: string,
    externalId: string,
    state: 'delivered' | 'read' | 'failed',
    at: Date,
  ): Promise<boolean>;
  garageOf(garageId: GarageId): Promise<Garage>;
  setReachable(addressId: AddressId, reachable: boolean, at: Date): Promise<void>;
  /** A message and the others of its album in the same chat, as far as they have come, oldest first. */
  albumOf(messageId: MessageId): Promise<readonly AlbumPart[]>;
  keepMedia(messageId: MessageId, accountId: AccountId, reference: string, fileName: string | undefined): Promise<void>;
}
