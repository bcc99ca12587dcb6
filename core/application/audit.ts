import type { StaffId } from '../ids.ts';

/** What people do with accounts in the panel and at the sign-in page. */
export type AccountAct =
  | 'sign_in'
  | 'sign_in_failed'
  | 'sign_in_locked'
  | 'account_set_up'
  | 'password_changed'
  | 'second_factor_on'
  | 'second_factor_off'
  | 'recovery_code_used'
  | 'sessions_ended';

/** What administrators do with staff. */
type StaffAct = 'staff_invited' | 'workplace_invited' | 'posts_invited' | 'staff_revoked' | 'workplace_revoked';

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
