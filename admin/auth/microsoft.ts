import type { StaffAccounts } from '../../core/application/sign-in.ts';
import { type Browser, cookiesNamed } from './better-auth.ts';
import type { Entra, EntraAnswer } from './entra.ts';
import type { Outcomes, SignInResult } from './outcomes.ts';
import type { Tries } from './tries.ts';

export type MicrosoftBegun =
  | { readonly ok: true; readonly url: string; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly code: 'too_many' | 'unreachable' };

/** Signing in with an account of the garage's own Microsoft Entra; `headers` are those of the browser's request. */
export type MicrosoftSignIn = {
  begin(next: string, headers: Headers, clientAddress: string): Promise<MicrosoftBegun>;
  /** `query` is what Microsoft has the browser bring back. */
  finish(
    query: Readonly<Record<string, string>>,
    headers: Headers,
    clientAddress: string,
  ): Promise<{ readonly result: SignInResult; readonly next: string }>;
};

type Parts = {
  readonly entra: Entra;
  readonly tries: Tries;
  readonly outcomes: Outcomes;
  readonly accounts: Pick<StaffAccounts, 'audit'>;
};

export function createMicrosoftSignIn({ entra, tries, outcomes, accounts }: Parts): MicrosoftSignIn {
  const { refused, failedFor, letInAs } = outcomes;
  const settle = async ({ holder, state, cookies }: EntraAnswer, address: string): Promise<SignInResult> => {
    if (state === 'refused' || !holder?.ok) return failedFor('entra', address, holder?.staffId);
    const { userId, email, staffId, isNew } = holder;
    if (isNew)
      await accounts.audit({
        at: new Date(),
        by: staffId,
        what: 'account_set_up',
        subject: staffId,
        data: { way: 'entra' },
      });
    if (state === 'needs_code') return { ok: true, cookies, needsCode: true };
    return letInAs({ id: userId, email }, cookies, 'entra', address);
  };
  return {
    begin: async (next, headers, clientAddress) => {
      const tried = await tries.begin(clientAddress);
      if (!tried.ok) return { ok: false, code: 'too_many' };
      const begun = await entra.begin(next, browserOf(headers, clientAddress));
      return begun ? { ok: true, ...begun } : { ok: false, code: 'unreachable' };
    },
    finish: async (query, headers, clientAddress) => {
      const tried = await tries.code(clientAddress);
      if (!tried.ok) return { result: await refused(tried, clientAddress), next: '' };
      const answer = await entra.finish(query, browserOf(headers, clientAddress));
      const result = await settle(answer, clientAddress);
      if (result.ok) await tried.wasRight();
      return { result, next: answer.next };
    },
  };
}

/** Without the session of somebody who is in already: only the cookie that began this counts. */
function browserOf(headers: Headers, address: string): Browser {
  return { cookie: cookiesNamed(headers, '.state'), userAgent: headers.get('user-agent') ?? '', address };
}
