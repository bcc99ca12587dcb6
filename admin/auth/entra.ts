import { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin } from 'better-auth/types';
import { z } from 'zod';
import type { EntraHolder, EntraIdentity } from '../../core/application/sign-in.ts';
import { isStorable } from '../../core/storable.ts';
import { pageOfPanel, paths } from '../frame/env.ts';
import { type Browser, createGet, createPost, isAccepted, type SignInOptions, settingsOf } from './better-auth.ts';

/** The application of the garage in its own tenant. */
export type EntraApplication = {
  /** In lower case. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As it stands in the tokens, without a trailing slash. */
  readonly issuer: string;
};

export type EntraAnswer = {
  /** Undefined where no token was verified. */
  readonly holder: EntraHolder | undefined;
  /** The person is in, or is asked for a code first. */
  readonly state: 'in' | 'needs_code' | 'refused';
  readonly cookies: readonly string[];
  readonly next: string;
};

export type Entra = {
  /** Gives the address at Microsoft; undefined while Microsoft does not answer. */
  begin(next: string, browser: Browser): Promise<{ url: string; cookies: readonly string[] } | undefined>;
  /** Takes what the browser brings back from there. */
  finish(query: Readonly<Record<string, string>>, browser: Browser): Promise<EntraAnswer>;
};

const provider = 'entra';
const microsoftAnswersWithinMs = 15_000;

/**
 * OpenID Connect by better-auth, in an instance of its own, so that nobody with a password waits for
 * Microsoft. It checks state, PKCE, nonce, signature, issuer and audience. Who may come in is decided
 * here, before it looks for an account.
 */
export function createEntra(options: SignInOptions, application: EntraApplication): Entra {
  const { accounts, publicUrl } = options;
  const attempt = new AsyncLocalStorage<{ holder?: EntraHolder }>();
  const holderOf = async (claims: Claims): Promise<Extract<EntraHolder, { ok: true }> | undefined> => {
    const identity = identityIn(claims, application);
    const holder = identity && (await accounts.ofEntra(identity));
    const tried = attempt.getStore();
    if (tried && holder) tried.holder = holder;
    return holder?.ok ? holder : undefined;
  };
  let made: ReturnType<typeof createAuth> | undefined;
  const auth = () => {
    made ??= createAuth(options, application, holderOf);
    return made;
  };
  const [post, get] = [createPost(auth, publicUrl), createGet(auth, publicUrl)];
  const arrived = `${publicUrl}${paths.fromMicrosoft}?next=`;
  return {
    begin: async (next, browser) => {
      const callbackURL = `${arrived}${encodeURIComponent(next)}`;
      const response = await inTime(post('/sign-in/social', { provider, callbackURL, disableRedirect: true }, browser));
      if (!response || !isAccepted(response)) return undefined;
      const { url } = z.object({ url: z.string() }).parse(await response.json());
      return { url, cookies: response.headers.getSetCookie() };
    },
    finish: async (query, browser) => {
      const tried: { holder?: EntraHolder } = {};
      const response = await inTime(
        attempt.run(tried, () => get(`/callback/${provider}?${new URLSearchParams(query)}`, browser)),
      );
      // A redirect is the answer to a good try and to a bad one.
      if (response) isAccepted(response);
      const location = response?.headers.get('location') ?? '';
      const next = pageOfPanel(location.startsWith(arrived) ? (new URL(location).searchParams.get('next') ?? '') : '');
      const cookies = response?.headers.getSetCookie() ?? [];
      const { holder } = tried;
      if (!response || !holder?.ok) return { holder, state: 'refused', cookies: [], next };
      if (gives(cookies, '.two_factor')) return { holder, state: 'needs_code', cookies, next };
      return gives(cookies, '.session_token')
        ? { holder, state: 'in', cookies, next }
        : { holder, state: 'refused', cookies: [], next };
    },
  };
}

function gives(cookies: readonly string[], end: string): boolean {
  return cookies.some((one) => one.split('=')[0]?.endsWith(end) && /^[^=;]+=[^;]/.test(one));
}

type Claims = Readonly<Record<string, unknown>>;
type FindHolder = (claims: Claims) => Promise<Extract<EntraHolder, { ok: true }> | undefined>;

async function createAuth(options: SignInOptions, application: EntraApplication, holderOf: FindHolder) {
  const { betterAuth } = await import('better-auth/minimal');
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth');
  const { decodeJwt } = await import('jose');
  const { clientId, clientSecret, issuer } = application;
  return betterAuth({
    ...(await settingsOf(options)),
    // Nobody comes into being by signing in, and no token of Microsoft's is kept.
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: false } },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: provider,
            clientId,
            clientSecret,
            discoveryUrl: `${issuer}/.well-known/openid-configuration`,
            requireIdTokenVerification: true,
            redirectURI: `${options.publicUrl}${paths.fromMicrosoft}`,
            scopes: ['openid', 'profile', 'email'],
            // A browser in a workshop is used by several people.
            prompt: 'select_account',
            disableSignUp: true,
            accountSubject: ({ profile }) => subjectOf(profile),
            getUserInfo: async ({ idToken }) => {
              // It was verified; without one nothing was.
              const claims = idToken ? decodeJwt(idToken) : undefined;
              const holder = claims && (await holderOf(claims));
              return holder ? { ...claims, email: holder.email, emailVerified: false } : null;
            },
          },
        ],
      }),
      await codeAfterwards(),
    ],
  });
}

/** Asks whoever has an authenticator app for its code, as after a password. */
async function codeAfterwards(): Promise<BetterAuthPlugin> {
  const { twoFactor } = await import('better-auth/plugins/two-factor');
  const plugin = twoFactor();
  const isCallback = ({ path }: { path?: string | undefined }): boolean => path?.startsWith('/callback/') ?? false;
  return { ...plugin, hooks: { after: plugin.hooks.after.map((hook) => ({ ...hook, matcher: isCallback })) } };
}

const person = z.object({ tid: z.string(), oid: z.string().min(1).max(100) });

/** Who a verified token speaks of; undefined for somebody of another tenant. */
function identityIn(claims: Claims, { tenantId, issuer }: EntraApplication): EntraIdentity | undefined {
  const found = person.safeParse(claims);
  if (!found.success || found.data.tid.toLowerCase() !== tenantId || !isStorable(found.data.oid)) return undefined;
  if (typeof claims.iss !== 'string' || claims.iss.replace(/\/+$/, '') !== issuer) return undefined;
  return { subject: subjectOf(claims), email: addressIn(claims) };
}

function subjectOf({ tid, oid }: Claims): string {
  return `${String(tid).toLowerCase()}:${String(oid)}`;
}

/** The address that the tenant vouches for: not one that is marked as unverified, nor that of a guest. */
function addressIn(claims: Claims): string | undefined {
  const denied = [claims.email_verified, claims.xms_edov].some((one) => one === false || /^(false|0)$/i.test(`${one}`));
  const isElsewhere = claims.idp !== undefined && !`${claims.idp}`.includes(`/${claims.tid}`);
  const isGuest = String(claims.acct) === '1' || isElsewhere;
  if (denied || isGuest) return undefined;
  const typed = claims.email ?? claims.preferred_username;
  const email = typeof typed === 'string' ? typed.trim().toLowerCase() : '';
  return z.email().max(200).safeParse(email).success ? email : undefined;
}

/** Resolves to nothing where Microsoft does not answer. */
async function inTime<Value>(work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), microsoftAnswersWithinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
