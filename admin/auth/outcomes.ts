import type { AccountAudit } from '../../core/application/audit.ts';
import type { StaffAccounts } from '../../core/application/sign-in.ts';
import type { StaffId } from '../../core/ids.ts';
import { shortenedAddress } from './client-address.ts';
import type { Try } from './tries.ts';

export type SignInResult =
  | { readonly ok: true; readonly cookies: readonly string[]; readonly needsCode: boolean }
  | { readonly ok: false; readonly code: 'wrong' | 'too_many' };

export type Outcomes = ReturnType<typeof createOutcomes>;

/** How a try to sign in ends, with its entry in the audit. */
export function createOutcomes(accounts: StaffAccounts, knownFor: (email: string) => string) {
  const note = (entry: Omit<AccountAudit, 'at'>): Promise<void> => accounts.audit({ at: new Date(), ...entry });
  const failedFor = async (way: string, clientAddress: string, subject: StaffId | undefined): Promise<SignInResult> => {
    const network = shortenedAddress(clientAddress);
    await note({ by: undefined, what: 'sign_in_failed', subject, data: { way, network } });
    return { ok: false, code: 'wrong' };
  };
  const letInAs = async (
    { id, email }: { readonly id: string; readonly email: string },
    cookies: readonly string[],
    way: string,
    clientAddress: string,
  ): Promise<SignInResult> => {
    const person = await accounts.ofUser(id);
    if (person) {
      await accounts.signedIn(person.staffId, new Date());
      const data = { way, network: shortenedAddress(clientAddress) };
      await note({ by: person.staffId, what: way === 'recovery_code' ? 'recovery_code_used' : 'sign_in', data });
    }
    return { ok: true, cookies: [...cookies, knownFor(email)], needsCode: false };
  };
  return {
    refused: async (
      { of, isNew }: Extract<Try, { ok: false }>,
      clientAddress: string,
      email?: string,
    ): Promise<SignInResult> => {
      const subject = email === undefined ? undefined : await accounts.holderOf(email);
      const network = shortenedAddress(clientAddress);
      if (isNew) await note({ by: undefined, what: 'sign_in_locked', subject, data: { of, network } });
      return { ok: false, code: 'too_many' };
    },
    failed: async (way: string, clientAddress: string, email?: string): Promise<SignInResult> =>
      failedFor(way, clientAddress, email === undefined ? undefined : await accounts.holderOf(email)),
    failedFor,
    letIn: async (response: Response, way: string, clientAddress: string): Promise<SignInResult> => {
      const body = (await response.json()) as { twoFactorRedirect?: boolean; user?: { id: string; email: string } };
      const cookies = response.headers.getSetCookie();
      if (body.twoFactorRedirect || !body.user) return { ok: true, cookies, needsCode: true };
      return letInAs(body.user, cookies, way, clientAddress);
    },
    letInAs,
  };
}
