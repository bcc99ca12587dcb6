import type { Activity } from 'botbuilder';
import type { ConnectorClient, ConnectorClientOptions } from 'botframework-connector';
import { type ChannelHealth, DeliveryError } from '../channel.ts';
import { BadAnswer, type Operation, retryAfterMs, toDeliveryError } from './errors.ts';
import { isServiceUrl, type TeamsChat, type TeamsOptions } from './options.ts';

/**
 * The calls of the Bot Connector that are used, each one attempt. They throw only `DeliveryError`.
 */
export type Connector = {
  /** Returns the id of the new message, if Teams told it. */
  post(chat: TeamsChat, message: Partial<Activity>): Promise<string | undefined>;
  /** Returns false when the message does not exist any more. */
  put(chat: TeamsChat, externalId: string, message: Partial<Activity>): Promise<boolean>;
  /** Returns the conversation with a person, which is always the same one. */
  open(person: TeamsPerson): Promise<{ readonly conversationId: string; readonly serviceUrl: string }>;
};

export type TeamsPerson = Pick<TeamsChat, 'tenantId' | 'serviceUrl' | 'botId'> & { readonly userAad: string };

/** Calls through the SDK's typed client. The token goes to allowed addresses only. */
export function createConnector(options: {
  readonly serviceUrls: readonly string[];
  readonly tokens: Tokens;
  readonly health: HealthBoard;
  readonly withinMs: number;
}): Connector {
  const { serviceUrls, tokens, health, withinMs } = options;

  const call = async <T>(operation: Operation, serviceUrl: string, work: (client: ConnectorClient) => Promise<T>) => {
    if (!isServiceUrl(serviceUrl, serviceUrls)) throw foreign();
    const token = await tokens.get();
    const connect = await clients();
    try {
      const httpClient = oneAttempt(serviceUrls, AbortSignal.timeout(withinMs));
      const result = await work(connect(token, { baseUri: serviceUrl, httpClient }));
      health.works();
      return result;
    } catch (thrown) {
      const error = toDeliveryError(thrown, operation);
      if (error.code === 'not_authorised') tokens.drop(token);
      health.failed(error);
      throw error;
    }
  };

  return {
    post: (chat, message) =>
      call('send', chat.serviceUrl, async ({ conversations }) => {
        const { id } = await conversations.sendToConversation(chat.conversationId, byBot(chat, message));
        return id;
      }),
    put: (chat, externalId, message) =>
      call('edit', chat.serviceUrl, ({ conversations }) =>
        conversations.updateActivity(chat.conversationId, externalId, byBot(chat, { ...message, id: externalId })).then(
          () => true,
          (thrown: unknown) => {
            if (thrown instanceof BadAnswer && thrown.isGone) return false;
            throw thrown;
          },
        ),
      ),
    open: ({ tenantId, userAad, serviceUrl, botId }) =>
      call('open', serviceUrl, async ({ conversations }) => {
        const opened = await conversations.createConversation({
          isGroup: false,
          bot: { id: botId, name: '' },
          members: [{ id: userAad, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        } as Parameters<typeof conversations.createConversation>[0]);
        if (!opened.id) throw new Error('The answer held no conversation.');
        // Teams may name a nearer address, of the person's region.
        const isAllowed = opened.serviceUrl && isServiceUrl(opened.serviceUrl, serviceUrls);
        return { conversationId: opened.id, serviceUrl: isAllowed ? opened.serviceUrl : serviceUrl };
      }),
  };
}

/**
 * Loads the SDK with the first message: it takes about a second and 50 MB, and only a process that
 * sends needs it.
 */
async function clients() {
  const { ConnectorClient } = await import('botframework-connector');
  return (token: string, options: ConnectorClientOptions): ConnectorClient => {
    const signRequest: ConnectorClient['credentials']['signRequest'] = async (request) => {
      request.headers.set('authorization', `Bearer ${token}`);
      return request;
    };
    return new ConnectorClient({ signRequest }, options);
  };
}

function byBot({ botId }: TeamsChat, message: Partial<Activity>): Partial<Activity> {
  return {
    ...message,
    from: { id: botId, name: '' },
  };
}

function foreign(): DeliveryError {
  return new DeliveryError('invalid', 'The address that Teams gave for this chat is not among TEAMS_SERVICE_URLS.', {
    outcome: 'permanent',
  });
}

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type Request = Parameters<HttpClient['sendRequest']>[0];
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;

/**
 * Replaces the SDK's HTTP client. The SDK's own posts a message up to four times when its answer is
 * lost, and waits a minute inside a send when told to come back in 20 s; its settings do not change
 * that. It repeats only its own kind of errors, so this client throws ours for every answer but a
 * good one.
 */
function oneAttempt(serviceUrls: readonly string[], signal: AbortSignal): HttpClient {
  return {
    sendRequest: async (request) => {
      // The SDK made this address and the token is in the headers, so it is checked once more.
      if (!isServiceUrl(request.url, serviceUrls)) throw new Error('The SDK made an address that is not allowed.');
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.toJson({ preserveCase: true }),
        body: request.body,
        redirect: 'manual',
        signal,
      });
      const bodyAsText = await response.text();
      if (!response.ok) {
        const wait = retryAfterMs(response.headers.get('retry-after'), new Date(), Math.random);
        throw new BadAnswer(response.status, bodyAsText, wait);
      }
      return { request, status: response.status, headers: headersOf(response.headers, request), bodyAsText };
    },
  };
}

/** The SDK's headers cannot be constructed, only cloned and refilled. */
function headersOf(received: Headers, { headers }: Request): Response['headers'] {
  const filled = headers.clone();
  for (const name of filled.headerNames()) filled.remove(name);
  received.forEach((value, name) => {
    filled.set(name, value);
  });
  return filled;
}

/** Gives the bearer token that the bot sends with. */
export type Tokens = {
  /** Returns the known token or a new one. Throws only `DeliveryError`; then nothing was sent. */
  get(): Promise<string>;
  /** Forgets a refused token, unless another has replaced it. */
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
 * Asks the token endpoint itself: the SDK's MSAL refuses an authority without https, so no stand-in
 * could replace Microsoft's. Makes one request, however many messages wait.
 */
export function createTokens(settings: Settings): Tokens {
  const { monotonicMs, health } = settings;
  let known: { readonly token: string; readonly until: number } | undefined;
  let underway: Promise<string> | undefined;

  const renew = async (): Promise<string> => {
    try {
      const { token, lifetimeMs } = await requestToken(settings);
      // A token with a shorter life is used for half of it.
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
  // A redirect would carry the password elsewhere.
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
  // A guest network's sign-in page also answers 200.
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

/** Keeps the state of the bot's account. */
export type HealthBoard = {
  current(): ChannelHealth;
  /** A message with Microsoft's signature came in. */
  heard(): void;
  /** A token was given or a message was taken. */
  works(): void;
  /** A token was refused or a message was not taken. */
  failed(error: DeliveryError): void;
};

const NEWS_MS = 90_000;

/** A refused password stays in the health until a token is given. */
export function createHealthBoard(monotonicMs: () => number): HealthBoard {
  let isProven = false;
  let failure: { readonly health: ChannelHealth; readonly until: number } | undefined;
  return {
    // With nothing more to send, no success would ever end a failure, so it expires.
    current: () => {
      if (failure !== undefined && monotonicMs() < failure.until) return failure.health;
      return { state: isProven ? 'ready' : 'starting' };
    },
    heard: () => {
      isProven = true;
    },
    works: () => {
      isProven = true;
      failure = undefined;
    },
    failed: ({ code, outcome, message }) => {
      // A permanent failure concerns one chat or message, not the account.
      if (outcome === 'permanent') return;
      const isRefused = code === 'not_authorised';
      const health: ChannelHealth = { state: isRefused ? 'refused' : 'backing_off', detail: message };
      failure = { health, until: isRefused ? Number.POSITIVE_INFINITY : monotonicMs() + NEWS_MS };
    },
  };
}
