import type { EdgeClock } from './clock.ts';

/** Where updates are pushed to, and what went wrong with it last. */
export type EdgeWebhook = {
  url: string;
  secret: string;
  lastError: { readonly date: number; readonly message: string } | undefined;
};

/** Pushes what waits, key by key. */
export type Pushing = {
  /** The bot's answers in order; 0 for none. */
  readonly answers: number[];
  /** So many answers of 200 are lost on their way, so that their updates come again. */
  loseAnswers(count: number): void;
  /** Something of this key may be waiting. */
  push(key: string): void;
  /** Resolves when nothing is on its way, and nothing is due before more time is skipped. */
  idle(): Promise<void>;
};

type Waiting = { readonly update: object };

/**
 * One request at a time for each key, different keys side by side. Whatever is not 2xx is tried again: at once, then after 2, 4,
 * 8 ... s, at most 60 s, and what comes after it on the same key waits (WebhookActor of Telegram's server, 10.0).
 */
export function createPushing<T extends Waiting>(parts: {
  readonly clock: EdgeClock;
  readonly webhook: EdgeWebhook;
  /** The oldest update of a key that has not expired. */
  readonly next: (key: string) => T | undefined;
  readonly confirm: (taken: T) => void;
}): Pushing {
  const { clock, webhook, next, confirm } = parts;
  /** Keys with a request on its way or a pause that has not ended. */
  const busy = new Set<string>();
  const underway = new Set<Promise<void>>();
  const answers: number[] = [];
  let losing = 0;

  const isTaken = async ({ update }: T): Promise<boolean> => {
    const status = await post(webhook, update);
    answers.push(status);
    const isLost = status === 200 && losing > 0;
    if (isLost) losing -= 1;
    if (status >= 200 && status < 300 && !isLost) return true;
    const message = status === 0 ? 'Connection refused' : `Wrong response from the webhook: ${status}`;
    webhook.lastError = { date: clock.seconds(), message };
    return false;
  };

  /** Until the key is empty or has to pause; `failures` are those of its oldest update. */
  const run = async (key: string, failures = 0): Promise<void> => {
    let failed = failures;
    for (let one = next(key); one !== undefined && webhook.url !== ''; one = next(key)) {
      if (await isTaken(one)) {
        confirm(one);
        failed = 0;
        continue;
      }
      failed += 1;
      if (failed === 1) continue;
      clock.after(Math.min(2 ** (failed - 1), 60) * 1000, () => run(key, failed));
      return;
    }
    busy.delete(key);
  };

  return {
    answers,
    loseAnswers: (count) => {
      losing = count;
    },
    push: (key) => {
      if (webhook.url === '' || busy.has(key)) return;
      busy.add(key);
      const running: Promise<void> = run(key).finally(() => underway.delete(running));
      underway.add(running);
    },
    idle: async () => {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

function post({ url, secret }: EdgeWebhook, update: object): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
  const request = { method: 'POST', headers, body: JSON.stringify(update), redirect: 'manual' } as const;
  return fetch(url, { ...request, signal: AbortSignal.timeout(60_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => 0,
  );
}
