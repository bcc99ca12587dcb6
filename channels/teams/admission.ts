import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { tenantOf } from './activity.ts';
import { Refusal } from './invoke.ts';
import { DEFAULT_TIMING, isServiceUrl, type TeamsOptions } from './options.ts';

/** Signs what Teams sends. */
const ISSUER = 'https://api.botframework.com';
/** The network of Microsoft's that a signing key has to be endorsed for. */
const CHANNEL = 'msteams';

/** An unverified activity. */
export type Incoming = { readonly authorization: string; readonly activity: Readonly<Record<string, unknown>> };

/**
 * Admits only what Teams sends to this bot from an allowed tenant, and resolves to that tenant.
 * Throws only `Refusal`.
 */
export type Admission = {
  admit(incoming: Incoming): Promise<string>;
  /** Fetches the signing keys, so that the first message does not wait for them. */
  warm(): void;
};

/** See https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export function createAdmission(options: TeamsOptions): Admission {
  const { tenantIds, openIdMetadataUrl, timing } = options;
  const { keysMs } = { ...DEFAULT_TIMING, ...timing };
  const keys = createKeys(openIdMetadataUrl, keysMs);
  return {
    admit: async ({ authorization, activity }) => {
      const { token, serviceUrl } = claimsToBeOurs(authorization, activity, options);
      assertForUs(await provenClaims(token, keys), serviceUrl, options);
      const tenantId = tenantOf(activity);
      if (tenantId === undefined || !tenantIds.includes(tenantId)) throw new Refusal(403, 'tenant');
      return tenantId;
    },
    // A failure shows with the first activity.
    warm: () =>
      void keys
        .set()
        .then((set) => set.reload())
        .catch(() => undefined),
  };
}

/** Refuses what needs no key, so that nothing is fetched for a stranger. */
function claimsToBeOurs(
  authorization: string,
  { channelId, serviceUrl }: Incoming['activity'],
  options: TeamsOptions,
): { readonly token: string; readonly serviceUrl: string } {
  if (channelId !== CHANNEL) throw new Refusal(401, 'channel');
  // A path is appended to it, so it may hold no query or fragment.
  if (typeof serviceUrl !== 'string' || /[?#]/.test(serviceUrl)) throw new Refusal(401, 'service_url');
  if (!isServiceUrl(serviceUrl, options.serviceUrls)) throw new Refusal(401, 'service_url');
  const claims = unprovenClaims(authorization);
  if (!claims) throw new Refusal(401, 'no_token');
  assertForUs(claims, serviceUrl, options);
  return { token: authorization.slice('Bearer '.length), serviceUrl };
}

/** Runs on the claims as they came, and again as proven. */
function assertForUs(claims: Claims, serviceUrl: string, { appId }: TeamsOptions): void {
  const { iss, aud, serviceurl } = claims;
  if (iss !== ISSUER || aud.toLowerCase() !== appId.toLowerCase() || serviceurl !== serviceUrl || isOfABot(claims))
    throw new Refusal(401, 'claims');
}

/** Another bot signs in with a token of a version; one that runs without signing in says so. */
function isOfABot({ ver, appid }: Claims): boolean {
  return ver !== undefined || appid === 'AnonymousSkill';
}

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  serviceurl: z.string(),
  ver: z.unknown().optional(),
  appid: z.unknown().optional(),
});

/** Names the app and the address that a token is for. */
export type Claims = z.infer<typeof claimsSchema>;

/**
 * Reads the unproven claims of a bearer token, good only for an early refusal; undefined when it is
 * no token of the Bot Connector.
 */
export function unprovenClaims(authorization: string): Claims | undefined {
  const [scheme, token, ...more] = authorization.split(' ');
  const parts = token?.split('.') ?? [];
  if (scheme !== 'Bearer' || parts.length !== 3 || more.length > 0) return undefined;
  try {
    const payload: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return claimsSchema.safeParse(payload).data;
  } catch {
    return undefined;
  }
}

/** What Microsoft documents and signs with; `none` and shared secrets are not among them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** Clocks may differ by so much. */
const CLOCK_TOLERANCE = '5 minutes';

async function provenClaims(token: string, keys: SigningKeys): Promise<Claims> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
      algorithms: ALGORITHMS,
      issuer: ISSUER,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['exp', 'aud', 'serviceurl'],
    });
    if (!keys.isEndorsed(protectedHeader.kid)) throw new Refusal(401, 'token');
    return claimsSchema.parse(payload);
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw isForgery(thrown) ? new Refusal(401, 'token', thrown) : new Refusal(503, 'signing_keys_unreachable', thrown);
  }
}

/** These errors are about reaching the keys; all others of the library are about the token. */
const UNREACHABLE = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

function isForgery(thrown: unknown): boolean {
  return (thrown instanceof errors.JOSEError && !UNREACHABLE.has(thrown.code)) || thrown instanceof z.ZodError;
}

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

type SigningKeys = {
  readonly find: JWTVerifyGetKey;
  /** Tells if Microsoft lets this key sign for Teams; a key that names no network may. */
  isEndorsed(kid: string | undefined): boolean;
  set(): Promise<RemoteKeys>;
};

/** Keys are kept for a day, and fetched anew for one that is not known, twice a minute at most. */
const KEYS_MS = 24 * 3_600_000;
const COOLDOWN_MS = 30_000;

/** Reads the keys from the address that the metadata name. A failure is tried again with the next activity. */
function createKeys(metadataUrl: string, withinMs: number): SigningKeys {
  let underway: Promise<RemoteKeys> | undefined;
  let known: RemoteKeys | undefined;
  const open = async (): Promise<RemoteKeys> => {
    const response = await fetch(metadataUrl, { redirect: 'manual', signal: AbortSignal.timeout(withinMs) });
    if (!response.ok) throw new Error(`The signing keys' metadata were answered with ${response.status}.`);
    const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json());
    known = createRemoteJWKSet(new URL(jwks_uri), {
      timeoutDuration: withinMs,
      cacheMaxAge: KEYS_MS,
      cooldownDuration: COOLDOWN_MS,
    });
    return known;
  };
  const set = async (): Promise<RemoteKeys> => {
    if (known) return known;
    underway ??= open().finally(() => {
      underway = undefined;
    });
    return underway;
  };
  return {
    set,
    find: async (header, token) => (await set())(header, token),
    isEndorsed: (kid) => {
      const key = known?.jwks()?.keys.find((one) => one.kid === kid);
      const { endorsements = [] } = (key ?? {}) as { readonly endorsements?: readonly string[] };
      return key !== undefined && (endorsements.length === 0 || endorsements.includes(CHANNEL));
    },
  };
}
