import type { Telegram as TelegramClient } from 'telegraf';
import type { Opts, Telegram } from 'telegraf/types';
import { type Redact, toDeliveryError } from './errors.ts';
import type { HealthBoard } from './health.ts';

/** One call of the Bot API that ends within `withinMs`. Throws only `DeliveryError`. */
export type CallApi = <M extends keyof Telegram>(
  method: M,
  payload: Opts<M>,
  limits: { readonly withinMs: number; readonly signal?: AbortSignal },
) => Promise<ReturnType<Telegram[M]>>;

/** Whoever listens tells the health itself; that a poll works says nothing of messages that hang. */
const LISTENING: ReadonlySet<string> = new Set(['getMe', 'getUpdates', 'getWebhookInfo', 'setWebhook']);

/** Calls through telegraf, whose own methods take no time limit; how messages fare shows in the health. */
export function createApi(client: TelegramClient, health: HealthBoard, redact: Redact): CallApi {
  return async (method, payload, { withinMs, signal }) => {
    const limit = AbortSignal.timeout(withinMs);
    try {
      const result = await client.callApi(method, payload, { signal: anyOf(limit, signal) });
      if (!LISTENING.has(method)) health.answered();
      return result;
    } catch (thrown) {
      const error = toDeliveryError(thrown, method, redact);
      // The caller's own abort is no trouble of the account.
      if (signal?.aborted !== true && !LISTENING.has(method)) health.failed(error);
      throw error;
    }
  };
}

/** telegraf types signals by a shim that its HTTP client does not insist on. */
type ClientSignal = NonNullable<NonNullable<Parameters<TelegramClient['callApi']>[2]>['signal']>;

function anyOf(limit: AbortSignal, signal: AbortSignal | undefined): ClientSignal {
  return (signal === undefined ? limit : AbortSignal.any([limit, signal])) as unknown as ClientSignal;
}
