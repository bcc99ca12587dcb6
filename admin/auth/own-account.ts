import type { AccountAct } from '../../core/application/audit.ts';
import type { PanelSession, StaffAccounts } from '../../core/application/sign-in.ts';
import type { StaffSession } from '../frame/env.ts';
import { type Auth, cookiesNamed, type Post } from './better-auth.ts';
import type { Tries } from './tries.ts';

export type OwnResult =
  | { readonly ok: true; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly code: 'wrong' | 'too_many' };

/** What somebody does with the own account; `headers` are those of the browser's request. */
export type OwnAccount = {
  /** Ends all other sessions. */
  changePassword(staff: StaffSession, present: string, next: string, headers: Headers): Promise<OwnResult>;
  sessions(staff: StaffSession): Promise<readonly PanelSession[]>;
  endSession(staff: StaffSession, sessionId: string): Promise<void>;
  endOtherSessions(staff: StaffSession): Promise<void>;
  /** Makes a key for an authenticator app; it counts once a code of the app was typed. */
  beginSecondFactor(staff: StaffSession, password: string, headers: Headers): Promise<OwnResult>;
  /** The address of the key that waits for its first code, as the QR code holds it. */
  pendingKey(staff: StaffSession): Promise<string | undefined>;
  /** Switches the second factor on. */
  confirmSecondFactor(staff: StaffSession, code: string, headers: Headers): Promise<OwnResult>;
  endSecondFactor(staff: StaffSession, password: string, headers: Headers): Promise<OwnResult>;
  /** The codes for a lost phone that were not used yet. */
  recoveryCodes(staff: StaffSession): Promise<readonly string[]>;
};

type Parts = {
  readonly accounts: StaffAccounts;
  readonly tries: Tries;
  readonly post: Post;
  readonly auth: Auth;
  readonly secret: string;
};

export function createOwnAccount({ accounts, tries, post, auth, secret }: Parts): OwnAccount {
  const note = ({ staffId }: StaffSession, what: AccountAct, data = {}): Promise<void> =>
    accounts.audit({ at: new Date(), by: staffId, what, data });
  /** Asks better-auth with the session alone, and counts wrong passwords and codes of this person. */
  const ask = async (staff: StaffSession, path: string, body: object, headers: Headers): Promise<OwnResult> => {
    const here = (await accounts.sessions(staff.userId, new Date())).find(({ id }) => id === staff.sessionId);
    const tried = await tries.own(staff.userId);
    if (!tried.ok) return { ok: false, code: 'too_many' };
    const cookie = cookiesNamed(headers, '.session_token');
    const userAgent = headers.get('user-agent') ?? '';
    // A new session is in the same place as the one that it replaces.
    const response = await post(path, body, { cookie, userAgent, address: here?.address ?? '' });
    if (response.status >= 500) throw new Error(`${path} failed with status ${response.status}`);
    if (!response.ok) return { ok: false, code: 'wrong' };
    await tried.wasRight();
    return { ok: true, cookies: response.headers.getSetCookie() };
  };
  return {
    changePassword: async (staff, currentPassword, newPassword, headers) => {
      const body = { currentPassword, newPassword, revokeOtherSessions: true };
      const done = await ask(staff, '/change-password', body, headers);
      if (done.ok) await note(staff, 'password_changed');
      return done;
    },
    sessions: ({ userId }) => accounts.sessions(userId, new Date()),
    endSession: async (staff, id) => {
      const count = await accounts.endSessions(staff.userId, { id });
      if (count > 0) await note(staff, 'sessions_ended', { count });
    },
    endOtherSessions: async (staff) => {
      const count = await accounts.endSessions(staff.userId, { allBut: staff.sessionId });
      if (count > 0) await note(staff, 'sessions_ended', { count });
    },
    beginSecondFactor: async (staff, password, headers) => {
      const begun = await ask(staff, '/two-factor/enable', { password }, headers);
      // A button that is pressed twice makes two keys.
      if (begun.ok) await accounts.keepOneFactor(staff.userId);
      return begun;
    },
    pendingKey: async ({ userId, email }) => {
      const { adapter } = await (await auth()).$context;
      const found = await adapter.findOne<{ secret: string; verified: boolean | null }>({
        model: 'twoFactor',
        where: [{ field: 'userId', value: userId }],
      });
      if (found?.verified !== false) return undefined;
      const { symmetricDecrypt } = await import('better-auth/crypto');
      return keyAddress(await symmetricDecrypt({ key: secret, data: found.secret }), email);
    },
    confirmSecondFactor: async (staff, code, headers) => {
      const done = await ask(staff, '/two-factor/verify-totp', { code: code.replace(/\s/g, '') }, headers);
      if (done.ok) await note(staff, 'second_factor_on');
      return done;
    },
    endSecondFactor: async (staff, password, headers) => {
      // Without a password any open browser could end it; an administrator can.
      if (!staff.hasPassword) return { ok: false, code: 'wrong' };
      const done = await ask(staff, '/two-factor/disable', { password }, headers);
      if (done.ok) await note(staff, 'second_factor_off');
      return done;
    },
    recoveryCodes: async ({ userId }) => {
      const { backupCodes } = await (await auth()).api.viewBackupCodes({ body: { userId } });
      return backupCodes;
    },
  };
}

/** The form that authenticator apps read. */
function keyAddress(key: string, email: string): string {
  const product = 'Pitstop Chat';
  const label = encodeURIComponent(`${product}:${email}`);
  return `otpauth://totp/${label}?secret=${base32(key)}&issuer=${encodeURIComponent(product)}&digits=6&period=30`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(text: string): string {
  const bits = [...new TextEncoder().encode(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
