import type { Language } from '../customer/address.ts';
import type { GarageId, Role, StaffId } from '../ids.ts';
import type { AccountAudit } from './audit.ts';

/** A member of staff as found by the user that signed in. */
export type StaffAccount = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  /** The garages named for this person, or all of the organisation when none are. */
  readonly garageIds: readonly GarageId[];
  /** Of the organisation's first garage, for times that belong to none. */
  readonly zone: string;
  /** An authenticator app is asked for a code at sign-in. */
  readonly secondFactor: boolean;
  /** False for somebody who signs in with Microsoft alone. */
  readonly hasPassword: boolean;
};

/** What a person chooses with a one-time link; the password as its hash. */
export type NewAccount = {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly language: Language;
};

/** What an open link is for. */
export type OpenSetUp =
  | { readonly kind: 'first' }
  | {
      /** A reset is for somebody who had a password before. */
      readonly kind: 'invited' | 'reset';
      readonly name: string;
      readonly email: string;
      readonly language: Language;
    };

/** Who somebody is at Microsoft Entra, as a verified token says. */
export type EntraIdentity = {
  /** The tenant and the person's id there, which no other person ever gets. */
  readonly subject: string;
  /** In lower case; it counts only until somebody is bound to the subject. */
  readonly email: string | undefined;
};

/** Whom an identity belongs to. */
export type EntraHolder =
  | {
      readonly ok: true;
      readonly staffId: StaffId;
      readonly userId: string;
      readonly email: string;
      /** The account began with this sign-in: no password was ever chosen. */
      readonly isNew: boolean;
    }
  | {
      readonly ok: false;
      /** Who is meant, where the address says so. */
      readonly staffId: StaffId | undefined;
    };

/** A browser in which somebody is signed in. */
export type PanelSession = {
  readonly id: string;
  readonly userAgent: string;
  /** Shortened, as it was stored. */
  readonly address: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
};

/** Somebody who works here signs in with this address already; nothing was changed. */
export class EmailTakenError extends Error {
  override readonly name = 'EmailTakenError';
  readonly code = 'email_taken';
}

/** What the sign-in asks of the database besides its own tables. */
export interface StaffAccounts {
  /** Undefined for a user without staff, and for one whose access was revoked. */
  ofUser(userId: string): Promise<StaffAccount | undefined>;
  /** The user who passed the first step of a sign-in and is asked for a code; undefined once that is past. */
  ofChallenge(challenge: string): Promise<string | undefined>;
  /** Who signs in with this address, also without access. */
  holderOf(email: string): Promise<StaffId | undefined>;
  hasAdministrator(): Promise<boolean>;
  /**
   * Makes the first administrator while there is none, one at a time over all processes. The user of somebody whose access was
   * revoked is replaced. False when there is one. Throws EmailTakenError.
   */
  createFirst(account: NewAccount): Promise<boolean>;
  /** Keeps the first administrator's link, as a hash; an older link stops working. */
  keepFirstLink(token: string, expiresAt: Date): Promise<void>;
  /** What the link of this token is for; undefined when it does not work any more. */
  openSetUp(token: string, now: Date): Promise<OpenSetUp | undefined>;
  /**
   * Makes the account and uses the link up, both or neither. Resolves to the address to sign in with; undefined when the link does
   * not work any more. Throws EmailTakenError.
   */
  useSetUp(token: string, account: NewAccount, now: Date): Promise<string | undefined>;
  /**
   * Finds who works in the panel with this identity. Somebody who was invited is bound to it at the first time, by the address;
   * whoever is bound already is found by nothing else.
   */
  ofEntra(identity: EntraIdentity): Promise<EntraHolder>;
  setLanguage(staffId: StaffId, language: Language): Promise<void>;
  signedIn(staffId: StaffId, at: Date): Promise<void>;
  /** Notes that this session was used. */
  seen(sessionId: string, at: Date): Promise<void>;
  /** The newest first. */
  sessions(userId: string, now: Date): Promise<readonly PanelSession[]>;
  /** Ends one session of this user, or all but one; resolves to how many ended. */
  endSessions(userId: string, which: { readonly id: string } | { readonly allBut: string }): Promise<number>;
  /** Leaves one key of an app to this user, the one that counts already if there is such. */
  keepOneFactor(userId: string): Promise<void>;
  /** Counts a try under a key; resolves to how many there were since the first within the window. */
  countTry(key: string, windowMs: number): Promise<number>;
  /** Takes one try back: it was no failure. */
  uncountTry(key: string): Promise<void>;
  forgetTries(key: string): Promise<void>;
  audit(entry: AccountAudit): Promise<void>;
}
