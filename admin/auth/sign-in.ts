import { createHash, randomBytes } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth/types';
import type { Context } from 'hono';
import type { StaffAccounts } from '../../core/application/sign-in.ts';
import type { Language } from '../../core/customer/address.ts';
import { base, type StaffSession } from '../frame/env.ts';

export type SignInOptions = {
  readonly database: () => Promise<NonNullable<BetterAuthOptions['database']>>;
  readonly accounts: StaffAccounts;
  readonly secret: string;
  /** Without a trailing slash; with https, cookies are sent over https only. */
  readonly publicUrl: string;
  readonly now: () => Date;
};

export type Administrator = {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly language: Language;
};

export type SignInResult =
  | { readonly ok: true; readonly cookies: readonly string[]; readonly needsCode: boolean }
  | { readonly ok: false; readonly code: 'wrong' | 'too_many' };

export type SignIn = {
  signIn(email: string, password: string, clientAddress: string): Promise<SignInResult>;
  /**
   * The second step, for people with an authenticator app. `headers` are those of the browser's
   * request.
   */
  verifyCode(code: string, headers: Headers, clientAddress: string): Promise<SignInResult>;
  /** Ends the session in the database; returns the cookies that end it in the browser. */
  signOut(headers: Headers): Promise<readonly string[]>;
  session(request: Request): Promise<StaffSession | undefined>;
  /** Returns false once there is an administrator. */
  createAdministrator(administrator: Administrator): Promise<boolean>;
  /** Makes a one-time link while there is no administrator; undefined afterwards. */
  setupLink(): Promise<string | undefined>;
  isSetupToken(token: string): Promise<boolean>;
  /** Uses up the link and makes the administrator; false when the link no longer works. */
  setUp(token: string, administrator: Administrator): Promise<boolean>;
};

export const minPasswordLength = 12;
const maxPasswordLength = 128;

const minute = 60_000;
const day = 24 * 60 * minute;
/** Per account, from all addresses together. */
const maxTries = 10;
const triesWindowMs = 15 * minute;
/** Only `signIn` sets this header; a client's header of this name never gets here. */
const addressHeader = 'x-pitstop-client';
const authPath = `${base}/auth`;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
function normalised(email: string): string {
  return email.trim().toLowerCase();
}
function triesKey(email: string): string {
  return `account:${hashOf(normalised(email))}`;
}

/** Signs in by e-mail and password over better-auth. People are invited; there is no sign-up. */
export function createSignIn(options: SignInOptions): SignIn {
  const { accounts, now, publicUrl } = options;
  let made: ReturnType<typeof createAuth> | undefined;
  const auth = (): ReturnType<typeof createAuth> => {
    made ??= createAuth(options);
    return made;
  };
  const post = async (path: string, body: object, clientAddress: string, cookie?: string): Promise<Response> =>
    (await auth()).handler(
      new Request(`${publicUrl}${authPath}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: new URL(publicUrl).origin,
          [addressHeader]: clientAddress,
          ...(cookie ? { cookie } : {}),
        },
        body: JSON.stringify(body),
      }),
    );
  const createAdministrator = ({ email, password, name, language }: Administrator): Promise<boolean> => {
    const address = normalised(email);
    return accounts.createFirst(address, { name, language }, async () => {
      const { api } = await auth();
      const { user } = await api.createUser({ body: { email: address, password, name, role: 'admin' } });
      return user.id;
    });
  };
  return {
    signIn: async (email, password, clientAddress) => {
      const body = { email: normalised(email), password };
      return resultOf(await post('/sign-in/email', body, clientAddress));
    },
    verifyCode: async (code, headers, clientAddress) =>
      resultOf(await post('/two-factor/verify-totp', { code }, clientAddress, headers.get('cookie') ?? '')),
    signOut: async (headers) => {
      const response = await post('/sign-out', {}, '', headers.get('cookie') ?? '');
      return response.headers.getSetCookie();
    },
    session: async (request) => {
      const { api } = await auth();
      const found = await api.getSession({ headers: request.headers });
      const account = found ? await accounts.ofUser(found.user.id) : undefined;
      return found && account ? { userId: found.user.id, ...account } : undefined;
    },
    createAdministrator,
    setupLink: async () => {
      if (await accounts.hasAdministrator()) return undefined;
      const token = randomBytes(24).toString('base64url');
      await accounts.keepSetupLink(hashOf(token), new Date(now().getTime() + day));
      return `${publicUrl}${base}/setup?token=${token}`;
    },
    isSetupToken: (token) => accounts.isSetupLink(hashOf(token), now()),
    setUp: async (token, administrator) =>
      (await accounts.useSetupLink(hashOf(token), now())) && createAdministrator(administrator),
  };
}

/** Loads the library when somebody first signs in: it is a third of all modules, and no start has to wait for it. */
async function createAuth({ database, accounts, secret, publicUrl }: SignInOptions) {
  const { betterAuth } = await import('better-auth/minimal');
  const { APIError, createAuthMiddleware } = await import('better-auth/api');
  const { admin } = await import('better-auth/plugins/admin');
  const { twoFactor } = await import('better-auth/plugins/two-factor');
  return betterAuth({
    appName: 'Pitstop Chat',
    database: await database(),
    secret,
    baseURL: publicUrl,
    basePath: authPath,
    trustedOrigins: [new URL(publicUrl).origin],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength,
      maxPasswordLength,
    },
    plugins: [admin(), twoFactor()],
    session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      // A whole workshop may share one address, so this stops only floods; each account has its own
      // limit.
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: triesWindowMs / 1000, max: 60 } },
    },
    advanced: {
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== '/sign-in/email') return;
        const allowed = await accounts.countTry(triesKey(String(ctx.body?.email)), maxTries, triesWindowMs);
        if (!allowed) throw new APIError('TOO_MANY_REQUESTS');
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-in/email' && ctx.context.newSession)
          await accounts.forgetTries(triesKey(String(ctx.body?.email)));
      }),
    },
    telemetry: { enabled: false },
    // Its log would hold people's e-mail addresses; failures reach the caller instead.
    logger: { disabled: true },
    onAPIError: { throw: false },
  });
}

async function resultOf(response: Response): Promise<SignInResult> {
  if (response.status === 429) return { ok: false, code: 'too_many' };
  if (response.status >= 500) throw new Error(`The sign-in failed with status ${response.status}`);
  if (!response.ok) return { ok: false, code: 'wrong' };
  const body: unknown = await response.json();
  const needsCode = typeof body === 'object' && body !== null && 'twoFactorRedirect' in body;
  return { ok: true, cookies: response.headers.getSetCookie(), needsCode };
}

/**
 * Returns the address at the other end of the socket. Anybody can send headers, so they are
 * ignored.
 */
export function socketAddress(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? '127.0.0.1';
}
