import type { Role } from '../actor.ts';
import type { Language } from '../customer/address.ts';
import type { AddressId, ConversationId, GarageId, RepairId, StaffId } from '../ids.ts';

export type NamedGarage = { readonly garageId: GarageId; readonly name: string };

/** A chat as the list of staff shows it: never which number or account it is. */
export type StaffChat = {
  readonly channel: string;
  readonly lastHeardAt: Date | undefined;
  readonly reachable: boolean;
};

/** Somebody who works with the product. */
export type StaffEntry = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  /** None are all of the organisation. */
  readonly garages: readonly NamedGarage[];
  readonly chats: readonly StaffChat[];
};

/** A chat that several people share, and who stands there now. */
export type SharedPlace = {
  readonly addressId: AddressId;
  readonly name: string;
  readonly garage: NamedGarage;
  readonly chat: StaffChat;
  readonly onDuty: { readonly name: string; readonly until: Date } | undefined;
};

export type PostingPlace = { readonly garage: NamedGarage; readonly chat: StaffChat };

/** Everybody and everything that is linked, by name; whoever has left is not in it. */
export type StaffBook = {
  readonly people: readonly StaffEntry[];
  readonly workplaces: readonly SharedPlace[];
  readonly posts: readonly PostingPlace[];
};

export type NewStaff = {
  readonly name: string;
  readonly role: Role;
  readonly garageId: GarageId | undefined;
  /** Undefined: that of the garage. */
  readonly language: Language | undefined;
};

/** A one-time code, made outside because it has to be random. */
export type NewCode = { readonly text: string; readonly madeAt: Date; readonly expiresAt: Date };

/** What a code makes of the chat in which it is typed. */
export type CodeOpens =
  | { readonly kind: 'staff'; readonly staffId: StaffId }
  | { readonly kind: 'workplace'; readonly garageId: GarageId; readonly name: string }
  | { readonly kind: 'posts'; readonly garageId: GarageId };

/** A repair that is neither collected nor cancelled. */
export type OpenRepair = {
  readonly repairId: RepairId;
  readonly conversationId: ConversationId;
  readonly garage: NamedGarage;
  readonly number: number;
  readonly plate: string;
  readonly model: string | undefined;
};

export type StaffAudit = {
  readonly at: Date;
  /** Who did it; undefined for the command line. */
  readonly by: StaffId | undefined;
  readonly what: 'staff_invited' | 'workplace_invited' | 'posts_invited' | 'staff_revoked' | 'workplace_revoked';
  readonly subject: string;
  readonly data: Readonly<Record<string, string | number | boolean | undefined>>;
};

/** What the acts of an administrator read and write of staff; inside one transaction. */
export interface StaffStore {
  garages(): Promise<readonly NamedGarage[]>;
  book(now: Date): Promise<StaffBook>;
  addStaff(person: NewStaff): Promise<StaffId>;
  addCode(code: NewCode, opens: CodeOpens): Promise<void>;
  openRepairs(staffId: StaffId): Promise<readonly OpenRepair[]>;
  /** The conversations in which this person has taken over. */
  heldConversations(staffId: StaffId): Promise<readonly ConversationId[]>;
  /** Ends codes, chats, duty and sessions of the panel; what was queued to the person's own chats is not sent. */
  endAccess(staffId: StaffId, at: Date): Promise<void>;
  endWorkplace(addressId: AddressId): Promise<void>;
  audit(entry: StaffAudit): Promise<void>;
}
