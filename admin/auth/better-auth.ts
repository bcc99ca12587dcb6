import type { BetterAuthOptions } from 'better-auth/types';
import { maxPasswordLength, minPasswordLength } from '../../core/application/password.ts';
import type { StaffAccounts } from '../../core/application/sign-in.ts';
import { base } from '../frame/env.ts';
import { shortenedAddress } from './client-address.ts';

export type SignInOptions = {
  readonly database: () => Promise<NonNullable<BetterAuthOptions['database']>>;
  readonly accounts: StaffAccounts;
  readonly secret: string;
  /** Without a trailing slash; with https, cookies are sent over https only. */
  readonly publicUrl: string;
  readonly now: () => Date;
};

/** Only `createPost` sets this header; a client's header of this name never gets here. */
const addressHeader = 'x-pitstop-client';
const authPath = `${base}/auth`;

type BetterAuth = Awaited<ReturnType<typeof createAuth>>;
type Handler = Pick<BetterAuth, 'handler'>;

/** Gives better-auth, made when it is first asked for. */
export type Auth = () => Promise<BetterAuth>;

/**
 * Passwords, sessions and codes by better-auth. Nothing of it is mounted: the pages call it, count
 * the tries themselves and decide who may come in.
 */
export function createLazyAuth(options: SignInOptions): Auth {
  let made: Promise<BetterAuth> | undefined;
  return () => {
    made ??= createAuth(options);
    return made;
  };
}

/** Loads the library when somebody first signs in: it is a third of all modules, and no start has to wait for it. */
async function createAuth(options: SignInOptions) {
  const { betterAuth } = await import('better-auth/minimal');
  const { twoFactor } = await import('better-auth/plugins/two-factor');
  // Whoever signs in with Microsoft alone has no password to type. Wrong codes are counted before they are tried, so that
  // many at once are not all the first; better-auth counts them afterwards.
  const factor = twoFactor({ allowPasswordless: true, accountLockout: { enabled: false } });
  return betterAuth({ ...(await settingsOf(options)), plugins: [factor] });
}

/** What every instance shares, so that each knows the sessions of the others. */
export async function settingsOf({ database, accounts, secret, publicUrl }: SignInOptions) {
  return {
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
    session: {
      expiresIn: 7 * 24 * 3600,
      updateAge: 24 * 3600,
      additionalFields: { seenAt: { type: 'date', required: false, input: false } },
    },
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: isHttps(publicUrl),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: {
      session: {
        create: {
          // Whoever has no access gets no session, whichever way they came.
          before: async ({ userId }) => ((await accounts.ofUser(userId)) ? undefined : false),
        },
      },
    },
    telemetry: { enabled: false },
    // Its log would hold people's e-mail addresses; failures reach the caller instead.
    logger: { disabled: true },
    onAPIError: { throw: false },
  } satisfies BetterAuthOptions;
}

/** A browser's request, as far as better-auth has to know it. */
export type Browser = { readonly cookie?: string; readonly userAgent?: string; readonly address?: string };

export type Post = (path: string, body: object, browser: Browser) => Promise<Response>;

/** Calls one of better-auth's own addresses. */
export function createPost(auth: () => Promise<Handler>, publicUrl: string): Post {
  return async (path, body, browser) =>
    (await auth()).handler(
      new Request(`${publicUrl}${authPath}${path}`, {
        method: 'POST',
        headers: {
          ...headersOf(browser),
          'content-type': 'application/json',
          origin: new URL(publicUrl).origin,
        },
        body: JSON.stringify(body),
      }),
    );
}

export type Get = (path: string, browser: Browser) => Promise<Response>;

/** The same for an address that is read. */
export function createGet(auth: () => Promise<Handler>, publicUrl: string): Get {
  return async (path, browser) =>
    (await auth()).handler(new Request(`${publicUrl}${authPath}${path}`, { headers: headersOf(browser) }));
}

function headersOf({ cookie = '', userAgent = '', address = '' }: Browser): Record<string, string> {
  return {
    'user-agent': userAgent.slice(0, 300),
    [addressHeader]: shortenedAddress(address),
    ...(cookie ? { cookie } : {}),
  };
}

/** Throws where better-auth itself failed: that is no wrong password. */
export function isAccepted(response: Response): boolean {
  if (response.status >= 500) throw new Error(`The sign-in failed with status ${response.status}`);
  return response.ok;
}

export function isHttps(publicUrl: string): boolean {
  return new URL(publicUrl).protocol === 'https:';
}

/** Keeps those cookies of a header whose name ends like this. */
export function cookiesNamed(headers: Headers, end: string): string {
  return (headers.get('cookie') ?? '')
    .split(/;\s*/)
    .filter((one) => one.split('=')[0]?.endsWith(end))
    .join('; ');
}
