import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { EntraApplication } from '../auth/entra.ts';

/** What a token says in place of the usual; `undefined` leaves a claim out. */
export type TokenSays = Readonly<Record<string, unknown>>;

/** Stands in for Microsoft Entra: shows its metadata, gives codes and exchanges them for tokens. */
export type EntraIssuer = {
  readonly application: EntraApplication;
  /** Signs in there as a person does; resolves to the address that the browser is sent back to. */
  signIn(authorizeUrl: string, says: TokenSays, key?: 'published' | 'evil'): URL;
  /** Who is signed in there already, for a browser that follows the way by itself. */
  isSignedIn(says: TokenSays): void;
  setDown(down: boolean): void;
  close(): Promise<void>;
};

type Granted = { readonly challenge: string; readonly says: TokenSays; readonly key: 'published' | 'evil' };

const kid = 'entra-1';

export async function startEntraIssuer(): Promise<EntraIssuer> {
  const keys = { published: await generateKeyPair('RS256'), evil: await generateKeyPair('RS256') };
  const jwk = { ...(await exportJWK(keys.published.publicKey)), kid, use: 'sig', alg: 'RS256' };
  const granted = new Map<string, Granted>();
  const tenantId = randomUUID();
  const [clientId, clientSecret] = [randomUUID(), 'the secret of the client'];
  let down = false;
  let present: TokenSays = {};
  const sign = ({ says, key }: Granted): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: issuer(), aud: clientId, tid: tenantId, sub: 'pairwise', iat: now, nbf: now, exp: now + 300 };
    return new SignJWT({ ...usual, ...says }).setProtectedHeader({ alg: 'RS256', kid }).sign(keys[key].privateKey);
  };
  const grant: EntraIssuer['signIn'] = (authorizeUrl, says, key = 'published') => {
    const { searchParams: asked } = new URL(authorizeUrl);
    const code = randomUUID();
    const nonce = asked.get('nonce') ?? undefined;
    granted.set(code, { challenge: asked.get('code_challenge') ?? '', says: { nonce, ...says }, key });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    return back;
  };
  const exchange = async (form: URLSearchParams): Promise<object | undefined> => {
    const code = form.get('code') ?? '';
    const found = granted.get(code);
    granted.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isOurs = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (!found || !isOurs || found.challenge !== challenge) return undefined;
    return { token_type: 'Bearer', expires_in: 3600, access_token: 'an access token', id_token: await sign(found) };
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (down) return reply(response, 503, {});
    if (path.endsWith('/.well-known/openid-configuration'))
      return reply(response, 200, {
        issuer: issuer(),
        authorization_endpoint: `${issuer()}/authorize`,
        token_endpoint: `${issuer()}/token`,
        jwks_uri: `${issuer()}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (path.includes('/authorize?'))
      return response.writeHead(302, { location: grant(`http://localhost${path}`, present).href }).end();
    if (path.endsWith('/keys')) return reply(response, 200, { keys: [jwk] });
    const tokens = path.endsWith('/token') ? await exchange(new URLSearchParams(await textOf(request))) : undefined;
    return reply(response, tokens ? 200 : 400, tokens ?? { error: 'invalid_grant' });
  });
  const issuer = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${tenantId}/v2.0`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    application: { tenantId, clientId, clientSecret, issuer: issuer() },
    signIn: grant,
    isSignedIn: (says) => {
      present = says;
    },
    setDown: (is) => {
      down = is;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
}
