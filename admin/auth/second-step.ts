import type { StaffAccount, StaffAccounts } from '../../core/application/sign-in.ts';
import { cookiesNamed, isAccepted, type Post } from './better-auth.ts';
import type { Outcomes, SignInResult } from './outcomes.ts';
import type { Tries } from './tries.ts';

type Parts = {
  readonly accounts: Pick<StaffAccounts, 'ofChallenge' | 'ofUser'>;
  readonly tries: Tries;
  readonly post: Post;
  readonly outcomes: Outcomes;
};

/** `headers` are those of the browser's request. */
export type SecondStep = (code: string, headers: Headers, clientAddress: string) => Promise<SignInResult>;

/** The code of an authenticator app, or a recovery code, after the password or Microsoft. */
export function createSecondStep({ accounts, tries, post, outcomes }: Parts): SecondStep {
  const { refused, failed, letIn } = outcomes;
  return async (typed, headers, clientAddress) => {
    // Without the session of somebody who is in already: the step belongs to its challenge.
    const cookie = cookiesNamed(headers, '.two_factor');
    const { userId, person } = await challenged(accounts, cookie);
    const tried = await tries.code(clientAddress, userId);
    if (!tried.ok) return refused(tried, clientAddress, person?.email);
    const code = typed.replace(/\s/g, '');
    const way = /^\d{6}$/.test(code) ? 'code' : 'recovery_code';
    if (!userId || !person) return failed(way, clientAddress);
    if (way === 'code' && !(await tries.isFirst(userId, code))) return failed(way, clientAddress, person.email);
    const path = way === 'code' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
    const userAgent = headers.get('user-agent') ?? '';
    const response = await post(path, { code }, { cookie, userAgent, address: clientAddress });
    if (!isAccepted(response)) return failed(way, clientAddress, person.email);
    await tried.wasRight();
    return letIn(response, way, clientAddress);
  };
}

type Challenged = { readonly userId: string | undefined; readonly person: StaffAccount | undefined };

/** Finds who passed the first step; somebody who has left meanwhile is no person any more. */
async function challenged(accounts: Parts['accounts'], cookie: string): Promise<Challenged> {
  // The cookie holds the name of the challenge and a signature, which better-auth checks.
  const [, value = ''] = cookie.split('=');
  const userId = await accounts.ofChallenge(/^[\w-]{1,100}/.exec(value)?.[0] ?? '');
  return { userId, person: userId === undefined ? undefined : await accounts.ofUser(userId) };
}
