import type { AddressId, CustomerId, StaffId } from './ids.ts';

export type Role = 'mechanic' | 'agent' | 'manager' | 'administrator';

/** Who acted. */
export type Actor =
  | { readonly kind: 'customer'; readonly customerId: CustomerId; readonly addressId: AddressId }
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly role: Role }
  | { readonly kind: 'system'; readonly part: 'timer' | 'bot' | 'pitstop' };

/** Every command and event says who acted and when; the domain never reads a clock. */
export type Meta = { readonly at: Date; readonly by: Actor };

/** A command or an event: a type, its data, and who and when. */
export type Message<Type extends string, Data> = {
  readonly type: Type;
  readonly data: Readonly<Data>;
  readonly meta: Meta;
};
