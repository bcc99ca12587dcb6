import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** Stands in for Microsoft's Bot Connector: publishes signing keys and signs tokens with them. */
export type Issuer = {
  readonly metadataUrl: string;
  /** The published key. */
  readonly publicJwk: JWK;
  /** Signs a token with these claims, valid for five minutes unless they say otherwise. */
  sign(claims: Claims, overrides?: SigningOverrides): Promise<string>;
  /** How often it was asked for anything. */
  asked(): number;
  /** Serves the keys, refuses them with 503, or never answers. */
  setDown(how: false | 'refusing' | 'hanging'): void;
  close(): Promise<void>;
};

/** `undefined` leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

export type SigningOverrides = {
  /** `evil` has the id of the published key, but is another key. */
  readonly key?: 'published' | 'evil';
  /** The id of the key that the token names. */
  readonly kid?: string;
};

export const PUBLISHED_KID = 'bot-connector-1';

/** Starts on a free port of the loopback. */
export async function startIssuer({ endorsements = ['msteams'] } = {}): Promise<Issuer> {
  const { published, evil } = await keysOfWorker();
  const jwk = { ...(await exportJWK(published.publicKey)), kid: PUBLISHED_KID, use: 'sig', endorsements };
  const path = `/${randomUUID()}`;
  let down: Parameters<Issuer['setDown']>[0] = false;
  const pages: Record<string, () => unknown> = {
    [`${path}/openidconfiguration`]: () => ({ issuer: ISSUER, jwks_uri: `${origin()}${path}/keys` }),
    [`${path}/keys`]: () => ({ keys: [jwk] }),
  };
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (down === 'hanging') return;
    const page = pages[request.url ?? ''];
    return down === 'refusing' ? reply(response, 503, {}) : reply(response, page ? 200 : 404, page?.() ?? {});
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    metadataUrl: `${origin()}${path}/openidconfiguration`,
    publicJwk: jwk,
    sign: async (claims, { key = 'published', kid = PUBLISHED_KID } = {}) => {
      const { privateKey } = key === 'evil' ? evil : published;
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ nbf: now - 10, exp: now + 300, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .sign(privateKey);
    },
    asked: () => asked,
    setDown: (how) => {
      down = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let keys: ReturnType<typeof makeKeys> | undefined;

/** Makes the keys at the first call: a pair takes 0.2 s of a core, and a worker starts some twenty issuers. */
function keysOfWorker() {
  keys ??= makeKeys();
  return keys;
}

async function makeKeys() {
  const [published, evil] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  return { published, evil };
}

/** Signs what Teams sends. */
const ISSUER = 'https://api.botframework.com';

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/**
 * The claims of a token of the Bot Connector: a real one has exactly these five, with `serviceurl`
 * in lower case.
 */
export function claimsFor(activity: object, appId: string): Claims {
  return {
    iss: ISSUER,
    aud: appId,
    serviceurl: 'serviceUrl' in activity ? activity.serviceUrl : undefined,
  };
}

/** The header that Teams sends with this activity. */
export async function tokenFor(
  issuer: Pick<Issuer, 'sign'>,
  activity: object,
  appId: string,
  claims: Claims = {},
): Promise<string> {
  return `Bearer ${await issuer.sign({ ...claimsFor(activity, appId), ...claims })}`;
}
