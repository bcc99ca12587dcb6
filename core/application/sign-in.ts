import type { Language } from '../customer/address.ts';
import type { GarageId, Role, StaffId } from '../ids.ts';

/** A member of staff as found by the user that signed in. */
export type StaffAccount = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** The garages named for this person, or all of the organisation when none are. */
  readonly garageIds: readonly GarageId[];
};

export type NewAdministrator = { readonly name: string; readonly language: Language };

/** What the sign-in asks of the database besides its own tables. */
export interface StaffAccounts {
  /** Undefined for a user without staff, and for one whose access was revoked. */
  ofUser(userId: string): Promise<StaffAccount | undefined>;
  hasAdministrator(): Promise<boolean>;
  /**
   * Makes the first administrator while there is none: `createUser` makes the user that signs in and returns its id. One at a
   * time over all processes; a user of that address whom no member of staff owns is removed before. False when there is one.
   */
  createFirst(email: string, administrator: NewAdministrator, createUser: () => Promise<string>): Promise<boolean>;
  /** Keeps the hash of the set-up link; an older link stops working. */
  keepSetupLink(hash: string, expiresAt: Date): Promise<void>;
  /** Whether this is the hash of the link that still works. */
  isSetupLink(hash: string, now: Date): Promise<boolean>;
  /** Uses the link up; false when it does not work any more. */
  useSetupLink(hash: string, now: Date): Promise<boolean>;
  setLanguage(staffId: StaffId, language: Language): Promise<void>;
  /** Counts a try under a key; false when there were more than `max` since the first within the window. */
  countTry(key: string, max: number, windowMs: number): Promise<boolean>;
  forgetTries(key: string): Promise<void>;
}
