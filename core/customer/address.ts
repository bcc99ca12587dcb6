import type { AccountId, AddressId, CustomerId } from '../ids.ts';

export type Language = 'nl' | 'en';

/** A customer's place on a channel account, as far as the domain looks at it. */
export type Address = {
  readonly addressId: AddressId;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly channel: string;
  readonly proven: boolean;
  /** "Not my car": nothing goes there any more. */
  readonly frozen: boolean;
  /** STOP: nothing that we begin goes there, answers do. */
  readonly optedOut: boolean;
  readonly reachable: boolean;
  readonly simulated: boolean;
  readonly language: Language | undefined;
  /** Last time the customer wrote there; undefined when never. */
  readonly lastHeardAt: Date | undefined;
  /** What the channel there can do. */
  readonly skills: AddressSkills;
};

export type AddressSkills = {
  readonly buttons: boolean;
  readonly receipts: boolean;
  readonly canStart: boolean;
  readonly clockPrecisionMs: number;
};
