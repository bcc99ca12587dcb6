import { BadAnswer, retryAfterMs, toDeliveryError } from './errors.ts';
import type { HealthBoard } from './health.ts';
import type { TeamsOptions } from './options.ts';

/** The bearer token that the bot sends with. */
export type Tokens = {
  /** The one that is known, or a new one. Throws only `DeliveryError`, and then nothing was sent. */
  get(): Promise<string>;
  /** Forgets a token that was refused, unless another has taken its place. */
  drop(token: string): void;
};

type Settings = Pick<TeamsOptions, 'appId' | 'appPassword' | 'tokenUrl'> & {
  readonly withinMs: number;
  readonly monotonicMs: () => number;
  readonly health: HealthBoard;
};

const SCOPE = 'https://api.botframework.com/.default';
const RENEW_BEFORE_MS = 5 * 60 * 1000;

/**
 * Asks the token endpoint by itself: MSAL, which the SDK brings for it, refuses an authority without https, so that nothing local
 * could stand in for Microsoft's. However many messages wait for a token, one request goes out.
 */
export function createTokens(settings: Settings): Tokens {
  const { monotonicMs, health } = settings;
  let known: { readonly token: string; readonly until: number } | undefined;
  let underway: Promise<string> | undefined;

  const renew = async (): Promise<string> => {
    try {
      const { token, lifetimeMs } = await requestToken(settings);
      // A token that lives shorter than that is used for half of its life.
      known = { token, until: monotonicMs() + Math.max(lifetimeMs - RENEW_BEFORE_MS, lifetimeMs / 2) };
      health.works();
      return token;
    } catch (thrown) {
      const error = toDeliveryError(thrown, 'token');
      health.failed(error);
      throw error;
    }
  };

  return {
    get: async () => {
      if (known !== undefined && monotonicMs() < known.until) return known.token;
      underway ??= renew().finally(() => {
        underway = undefined;
      });
      return underway;
    },
    drop: (token) => {
      if (known?.token === token) known = undefined;
    },
  };
}

async function requestToken({ appId, appPassword, tokenUrl, withinMs }: Settings) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: appPassword,
    scope: SCOPE,
  });
  // A redirect would carry the password to another place.
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
  });
  const text = await response.text();
  if (!response.ok) {
    const wait = retryAfterMs(response.headers.get('retry-after'), new Date(), Math.random);
    throw new BadAnswer(response.status, text, wait);
  }
  return tokenIn(text);
}

function tokenIn(text: string): { readonly token: string; readonly lifetimeMs: number } {
  const { access_token: token, expires_in: seconds } = asObject(text);
  // A page of a guest network that wants a sign-in is no answer.
  if (typeof token !== 'string' || token === '') throw new Error('The answer held no token.');
  const lifetimeMs = Number(seconds) * 1000;
  return { token, lifetimeMs: lifetimeMs > 0 ? lifetimeMs : 0 };
}

function asObject(text: string): { readonly access_token?: unknown; readonly expires_in?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
