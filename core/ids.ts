declare const brand: unique symbol;

/**
 * A string that cannot be swapped for another kind of id by accident. All but tokens are UUIDv7.
 */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type OrganisationId = Id<'Organisation'>;
export type GarageId = Id<'Garage'>;
export type AccountId = Id<'ChannelAccount'>;
export type StaffId = Id<'Staff'>;
export type CustomerId = Id<'Customer'>;
export type AddressId = Id<'Address'>;
export type VehicleId = Id<'Vehicle'>;
export type RepairId = Id<'Repair'>;
export type FindingId = Id<'Finding'>;
export type QuoteId = Id<'Quote'>;
export type LineId = Id<'QuoteLine'>;
export type DecisionId = Id<'Decision'>;
export type ConversationId = Id<'Conversation'>;
export type MessageId = Id<'Message'>;
export type ItemId = Id<'WaitingItem'>;

/** Gives a kind to a value that was read from storage or made by `NewId`. */
export function as<Kind extends Id<string>>(value: string): Kind {
  return value as Kind;
}

/** A source of UUIDv7s; an argument, so that a test can count. */
export type NewId = () => string;

export type Role = 'mechanic' | 'agent' | 'manager' | 'administrator';

export type Actor =
  | { readonly kind: 'customer'; readonly customerId: CustomerId; readonly addressId: AddressId }
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly role: Role }
  | { readonly kind: 'system'; readonly part: 'timer' | 'bot' | 'pitstop' };

/** Every command and event carries who acted and when; the domain never reads a clock. */
export type Meta = { readonly at: Date; readonly by: Actor };

export type Message<Type extends string, Data> = {
  readonly type: Type;
  readonly data: Readonly<Data>;
  readonly meta: Meta;
};
