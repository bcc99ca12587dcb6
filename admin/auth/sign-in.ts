import { randomBytes } from 'node:crypto';
import type { NewAccount, OpenSetUp, StaffAccounts } from '../../core/application/sign-in.ts';
import type { Language } from '../../core/customer/address.ts';
import { paths, type StaffSession } from '../frame/env.ts';
import { type Auth, createLazyAuth, createPost, isAccepted, isHttps, type SignInOptions } from './better-auth.ts';
import { createEntra, type EntraApplication } from './entra.ts';
import { createKnownBrowsers } from './known-browser.ts';
import { createMicrosoftSignIn, type MicrosoftSignIn } from './microsoft.ts';
import { createOutcomes, type SignInResult } from './outcomes.ts';
import { createOwnAccount, type OwnAccount } from './own-account.ts';
import { createSecondStep, type SecondStep } from './second-step.ts';
import { createTries } from './tries.ts';

export type Administrator = {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly language: Language;
};

/** Whoever asks for a page; the cookies go back to the browser where the session was prolonged. */
export type Entered = { readonly staff: StaffSession; readonly cookies: readonly string[] };

export type SignIn = {
  /** `headers` are those of the browser's request. */
  signIn(email: string, password: string, clientAddress: string, headers?: Headers): Promise<SignInResult>;
  /** The second step, for people with an authenticator app: its code, or one of the recovery codes. */
  readonly verifyCode: SecondStep;
  /** Ends the session in the database; returns the cookies that end it in the browser. */
  signOut(headers: Headers): Promise<readonly string[]>;
  /** Looks who it is, and prolongs nothing. */
  session(request: Request): Promise<StaffSession | undefined>;
  /** Lets somebody in to a page, which prolongs the session. */
  enter(request: Request): Promise<Entered | undefined>;
  /** Returns false once there is an administrator. Throws EmailTakenError. */
  createAdministrator(administrator: Administrator): Promise<boolean>;
  /** Makes a one-time link while there is no administrator; undefined afterwards. */
  setupLink(): Promise<string | undefined>;
  /** What the link is for; undefined when it does not work any more. */
  openSetUp(token: string): Promise<OpenSetUp | undefined>;
  /**
   * Uses up the link and makes the account, both or neither. Resolves to the address to sign in with; undefined when the link does
   * not work any more. Throws EmailTakenError.
   */
  setUp(token: string, account: Administrator): Promise<string | undefined>;
  readonly own: OwnAccount;
  /** Undefined where it is not set up. */
  readonly microsoft: MicrosoftSignIn | undefined;
};

const minute = 60_000;
const day = 24 * 60 * minute;
/** However often it is used. */
const sessionEndsAfterMs = 30 * day;
const seenEveryMs = 5 * minute;

function normalised(email: string): string {
  return email.trim().toLowerCase();
}

/** Signs in by e-mail and password over better-auth. People are invited; there is no sign-up. */
export function createSignIn(options: SignInOptions & { readonly entra?: EntraApplication | undefined }): SignIn {
  const { accounts, now, publicUrl, secret } = options;
  const auth = createLazyAuth(options);
  const post = createPost(auth, publicUrl);
  const tries = createTries(accounts);
  const overHttps = isHttps(publicUrl);
  const browsers = createKnownBrowsers(secret, overHttps, () => Date.now());
  const outcomes = createOutcomes(accounts, browsers.cookieFor);
  const { refused, failed, letIn } = outcomes;
  const enter = createEntrance(auth, accounts, overHttps);
  const newAccount = async ({ email, password, name, language }: Administrator): Promise<NewAccount> => ({
    name,
    email: normalised(email),
    passwordHash: await hashed(auth, password),
    language,
  });
  return {
    signIn: async (typed, password, clientAddress, headers = new Headers()) => {
      const email = normalised(typed);
      const tried = await tries.signIn(email, clientAddress, browsers.find(email, headers));
      if (!tried.ok) return refused(tried, clientAddress, email);
      const userAgent = headers.get('user-agent') ?? '';
      const response = await post('/sign-in/email', { email, password }, { userAgent, address: clientAddress });
      if (!isAccepted(response)) return failed('password', clientAddress, email);
      await tried.wasRight();
      return letIn(response, 'password', clientAddress);
    },
    verifyCode: createSecondStep({ accounts, tries, post, outcomes }),
    signOut: async (headers) => {
      const response = await post('/sign-out', {}, { cookie: headers.get('cookie') ?? '' });
      return response.headers.getSetCookie();
    },
    session: async (request) => (await enter(request, { prolong: false }))?.staff,
    enter: (request) => enter(request, { prolong: true }),
    createAdministrator: async (administrator) =>
      !(await accounts.hasAdministrator()) && accounts.createFirst(await newAccount(administrator)),
    setupLink: async () => {
      if (await accounts.hasAdministrator()) return undefined;
      const token = randomBytes(24).toString('base64url');
      await accounts.keepFirstLink(token, new Date(now().getTime() + day));
      return `${publicUrl}${paths.setup(token)}`;
    },
    openSetUp: (token) => accounts.openSetUp(token, now()),
    setUp: async (token, account) => {
      const made = await newAccount(account);
      const email = await accounts.useSetUp(token, made, now());
      if (email === undefined) return undefined;
      // Whoever was locked out by strangers gets in with an administrator's link.
      await tries.forgetAccount(email);
      const subject = await accounts.holderOf(email);
      await accounts.audit({ at: new Date(), by: subject, what: 'account_set_up', subject });
      return email;
    },
    own: createOwnAccount({ accounts, tries, post, auth, secret }),
    microsoft:
      options.entra && createMicrosoftSignIn({ entra: createEntra(options, options.entra), tries, outcomes, accounts }),
  };
}

async function hashed(auth: Auth, password: string): Promise<string> {
  const { $context } = await auth();
  return (await $context).password.hash(password);
}

type Entrance = (request: Request, how: { readonly prolong: boolean }) => Promise<Entered | undefined>;

/** Finds the person of a session that is neither too old nor somebody's who has left. */
function createEntrance(auth: Auth, accounts: StaffAccounts, overHttps: boolean): Entrance {
  return async ({ headers }, { prolong }) => {
    const { api } = await auth();
    const { response: found, headers: answer } = await api.getSession({
      headers,
      query: { disableRefresh: !prolong },
      returnHeaders: true,
    });
    const account = found ? await accounts.ofUser(found.user.id) : undefined;
    if (!found || !account) return undefined;
    const { id, createdAt, seenAt } = found.session;
    // better-auth writes these by the clock of this machine.
    const at = new Date();
    if (at.getTime() - createdAt.getTime() > sessionEndsAfterMs) {
      await accounts.endSessions(found.user.id, { id });
      return undefined;
    }
    if (prolong && at.getTime() - (seenAt?.getTime() ?? 0) > seenEveryMs) await accounts.seen(id, at);
    const needsSecondFactor = overHttps && account.role === 'administrator' && !account.secondFactor;
    return {
      staff: { userId: found.user.id, sessionId: id, needsSecondFactor, ...account },
      cookies: answer.getSetCookie(),
    };
  };
}
