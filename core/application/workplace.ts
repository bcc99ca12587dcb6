import type { Language } from '../customer/address.ts';
import type { AddressId, GarageId, MessageId, StaffId } from '../ids.ts';

/** A chat that several people of one garage share, such as a tablet in the workshop. */
export type Workplace = { readonly name: string; readonly garageId: GarageId };

/** Somebody who may stand at a workplace. */
export type Colleague = { readonly staffId: StaffId; readonly name: string; readonly language: Language };

/** Something that was done at a workplace before anybody said who it was; it is carried out for whoever answers. */
export type Meanwhile = {
  /** Its row on the timeline. */
  readonly messageId: MessageId;
  /** The provider's time, ISO 8601. */
  readonly at: string;
  /** What the question calls it. */
  readonly said: string;
  /** As the channel told it. */
  readonly content: object;
};

/** The question who stands at a workplace, while nobody has answered it. */
export type WhoQuestion = {
  readonly messageId: MessageId;
  readonly meanwhile: readonly Meanwhile[];
};

/** Who stands at a shared workplace; inside the same transaction as the turn. */
export interface WorkplaceStore {
  /** The mechanics of its garage who have not left, by name. */
  mechanicsAt(addressId: AddressId): Promise<readonly Colleague[]>;
  whoAsked(addressId: AddressId): Promise<WhoQuestion | undefined>;
  askWho(addressId: AddressId, question: WhoQuestion, at: Date): Promise<void>;
  /** From now on the chat acts as this person; the car, the last act and the question of whoever stood there are forgotten. */
  beginDuty(addressId: AddressId, staffId: StaffId, until: Date): Promise<void>;
  endDuty(addressId: AddressId): Promise<void>;
}
