import type { StaffId } from '../ids.ts';

/** What people do with accounts in the panel and at the sign-in page. */
const accountActs = [
  'sign_in',
  'sign_in_failed',
  'sign_in_locked',
  'account_set_up',
  'password_changed',
  'second_factor_on',
  'second_factor_off',
  'recovery_code_used',
  'sessions_ended',
] as const;

/** What administrators do with staff. */
const staffActs = [
  'staff_invited',
  'workplace_invited',
  'posts_invited',
  'link_made',
  'role_changed',
  'second_factor_dropped',
  'staff_revoked',
  'workplace_revoked',
] as const;

/** What a typed code leads to. */
const chatActs = ['chat_linked', 'code_exposed'] as const;

/** What is done with all that is known of a customer; the subject is the customer's pseudonym. */
const customerActs = ['customer_exported', 'customer_erased'] as const;

export type AccountAct = (typeof accountActs)[number];
type StaffAct = (typeof staffActs)[number];
export type CustomerAct = (typeof customerActs)[number];
export type AuditKind = AccountAct | StaffAct | (typeof chatActs)[number] | CustomerAct;

/** Every kind of entry, in the order of the page's filter. */
export const auditKinds: readonly AuditKind[] = [...accountActs, ...staffActs, ...chatActs, ...customerActs];

/** Never a secret, a typed word or a whole address of the internet. */
type AuditData = Readonly<Record<string, string | number | boolean | undefined>>;

export type AccountAudit = {
  readonly at: Date;
  /** Undefined where nobody is known: a failed sign-in. */
  readonly by: StaffId | undefined;
  readonly what: AccountAct;
  /** Whose account it is, where that is known. */
  readonly subject?: StaffId | undefined;
  readonly data?: AuditData;
};

export type StaffAudit = {
  readonly at: Date;
  /** Who did it; undefined for the command line. */
  readonly by: StaffId | undefined;
  readonly what: StaffAct;
  readonly subject: string;
  readonly data: AuditData;
};

/** An entry as the page shows it. */
export type AuditEntry = {
  readonly id: string;
  readonly at: Date;
  readonly what: string;
  /** Undefined for the command line, and where nobody is known. */
  readonly by: string | undefined;
  /** The person it is about, where it is about somebody else than who did it. */
  readonly about: string | undefined;
  readonly data: AuditData;
};

export type AuditFilter = {
  readonly kind?: AuditKind | undefined;
  /** Who did it, or whom it is about. */
  readonly staffId?: StaffId | undefined;
  /** The last entry of the page before. */
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
};

/** Reads the entries of the organisation that this person works for. */
export interface AuditQueries {
  /** The newest first; one more than `limit` where there are more. */
  entries(reader: StaffId, filter: AuditFilter, limit: number): Promise<readonly AuditEntry[]>;
  /** Everybody who can be chosen in the filter, also those who have left. */
  people(reader: StaffId): Promise<readonly { readonly staffId: StaffId; readonly name: string }[]>;
}
