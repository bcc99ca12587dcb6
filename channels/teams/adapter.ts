import { type Activity, ActivityTypes, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  type BotFrameworkAuthentication,
  EmulatorValidation,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { z } from 'zod';
import { tenantOf } from './activity.ts';
import { type InvokeAnswer, Refusal } from './invoke.ts';
import { DEFAULT_TIMING, isServiceUrl, type TeamsOptions } from './options.ts';

/** Signs what Teams sends. */
const ISSUER = 'https://api.botframework.com';

/** An unverified activity. */
export type Incoming = { readonly authorization: string; readonly activity: Readonly<Record<string, unknown>> };

/** Handles an admitted activity; only an invoke is answered. */
export type Work = (tenantId: string) => Promise<InvokeAnswer | undefined>;

/**
 * Admits only what Teams sends to this bot from an allowed tenant. Throws `Refusal`, or what `work`
 * throws.
 */
export type TeamsAdapter = { run(incoming: Incoming, work: Work): Promise<InvokeAnswer> };

/** Makes the SDK's adapter with all our checks around it. */
export function createAdapter(options: TeamsOptions): TeamsAdapter {
  closeEmulatorDoor();
  return new SealedAdapter(options, authenticationFor(options));
}

class SealedAdapter extends CloudAdapter implements TeamsAdapter {
  readonly #options: TeamsOptions;
  readonly #authentication: BotFrameworkAuthentication;

  constructor(options: TeamsOptions, authentication: BotFrameworkAuthentication) {
    super(authentication);
    this.#options = options;
    this.#authentication = authentication;
  }

  async run({ authorization, activity }: Incoming, work: Work): Promise<InvokeAnswer> {
    const { serviceUrl } = this.#claimsToBeOurs(authorization, activity);
    // Without `deliveryMode`: `expectReplies` would swallow the answer to an invoke.
    const own = { ...activity, deliveryMode: undefined } as unknown as Activity;
    const proven = await this.#authenticate(authorization, own);
    const claim = (name: string) => proven.claimsIdentity.getClaimValue(name);
    this.#assertForUs({ iss: claim('iss'), aud: claim('aud'), serviceurl: claim('serviceurl') }, serviceUrl);
    const tenantId = tenantOf(activity);
    if (tenantId === undefined || !this.#options.tenantIds.includes(tenantId)) throw new Refusal(403, 'tenant');
    const answer = await this.processActivity(proven, own, async (turn) => {
      const value = await work(tenantId);
      if (value) await turn.sendActivity({ type: ActivityTypes.InvokeResponse, value });
    });
    return answer ?? { status: 200 };
  }

  /**
   * Refuses what needs no key: the SDK skips checks of empty fields and remembers issuers of forged
   * tokens.
   */
  #claimsToBeOurs(authorization: string, { channelId, serviceUrl }: Incoming['activity']): { serviceUrl: string } {
    if (channelId !== 'msteams') throw new Refusal(401, 'channel');
    // A path is appended to it, so it may hold no query or fragment.
    if (typeof serviceUrl !== 'string' || /[?#]/.test(serviceUrl)) throw new Refusal(401, 'service_url');
    if (!isServiceUrl(serviceUrl, this.#options.serviceUrls)) throw new Refusal(401, 'service_url');
    const claims = unprovenClaims(authorization);
    if (!claims) throw new Refusal(401, 'no_token');
    this.#assertForUs(claims, serviceUrl);
    return { serviceUrl };
  }

  /**
   * Runs on the claims as they came and again as proven: the SDK checks less for skills and its
   * emulator.
   */
  #assertForUs({ iss, aud, serviceurl }: { [claim in keyof Claims]: string | null }, serviceUrl: string): void {
    if (iss !== ISSUER || !isSameApp(aud ?? '', this.#options.appId) || serviceurl !== serviceUrl)
      throw new Refusal(401, 'claims');
  }

  async #authenticate(authorization: string, activity: Activity): Promise<AuthenticateRequestResult> {
    const { keysMs } = { ...DEFAULT_TIMING, ...this.#options.timing };
    try {
      return await rejectAfter(keysMs, this.#authentication.authenticateRequest(activity, authorization));
    } catch (thrown) {
      throw isForgery(thrown)
        ? new Refusal(401, 'token', thrown)
        : new Refusal(503, 'signing_keys_unreachable', thrown);
    }
  }
}

/** These errors are about the token; all others are about reaching the keys. */
const FORGED = new Set(['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError', 'SyntaxError']);

function isForgery(thrown: unknown): boolean {
  return thrown instanceof AuthenticationError ? (thrown.statusCode ?? 401) < 500 : FORGED.has((thrown as Error)?.name);
}

function isSameApp(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Gives all parameters, because the SDK drops its defaults as soon as one is given. */
function authenticationFor({ appId, tenantIds, openIdMetadataUrl }: TeamsOptions): BotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    {
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenantIds[0]}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      OAuthUrl: 'https://token.botframework.com',
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: true,
    },
    new InboundCredentials(appId),
  );
}

/**
 * Knows the app that a token has to be for. Refuses anonymous access and sending: the SDK would
 * send up to four times.
 */
class InboundCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string;

  constructor(appId: string) {
    super();
    this.#appId = appId;
  }

  async isValidAppId(appId: string): Promise<boolean> {
    return isSameApp(appId, this.#appId);
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  async createCredentials() {
    const signRequest = async (): Promise<never> => {
      throw new Error('Nothing is sent with the SDK; a message goes out by the send of this channel.');
    };
    return { signRequest };
  }
}

/**
 * The SDK adds the tenant that any unproven token names to the issuers of its emulator, for the
 * whole process and for ever. It adds only to a list, so the list is replaced by a word that no
 * issuer has.
 */
function closeEmulatorDoor(): void {
  EmulatorValidation.ToBotFromEmulatorTokenValidationParameters.issuer = 'nobody';
}

const claimsSchema = z.object({ iss: z.string(), aud: z.string(), serviceurl: z.string() });

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

/** Rejects when `work` takes longer than `ms`; the work goes on and its result is ignored. */
async function rejectAfter<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
