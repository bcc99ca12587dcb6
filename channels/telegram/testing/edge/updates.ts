import { type EdgeClock, refuse } from './world.ts';

type Update = { readonly update_id: number };
type Waiting = {
  readonly update: Update;
  /** Updates of one key keep their order: a chat for messages, a person for taps. */
  readonly key: string;
  readonly expiresAt: number;
};
type Poll = { readonly offset?: number; readonly limit?: number; readonly timeout?: number };

/** Updates that wait for the bot, and the two ways in which it gets them. */
export type EdgeUpdates = Pick<Pushing, 'answers' | 'loseAnswers' | 'idle'> & {
  readonly webhook: EdgeWebhook;
  add(kind: string, body: object, key: string, lifeMs: number): void;
  /** Updates that are neither confirmed nor expired, oldest first. */
  waiting(): readonly Update[];
  /** Holds an empty poll until something comes, the time is over, or `gone` says that nobody listens any more. */
  poll(payload: Poll, gone: Promise<unknown>): Promise<readonly Update[]>;
  setWebhook(url: string, secret: string): void;
  dropAll(): void;
  /** Kinds that the bot wants from now on; as Telegram does, it stays until it is changed. */
  allow(kinds: readonly string[] | undefined): void;
};

/** Kinds that have to be asked for by name. */
const ONLY_BY_NAME = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** Keeps, confirms, expires and pushes updates as Telegram's server does (facts of its source, 10.0). */
export function createEdgeUpdates(clock: EdgeClock): EdgeUpdates {
  let open: Waiting[] = [];
  let allowed: readonly string[] = [];
  let lastId = 0;
  const held = createHold();
  const webhook: EdgeWebhook = { url: '', secret: '', lastError: undefined };
  const alive = (): readonly Waiting[] => {
    open = open.filter(({ expiresAt }) => expiresAt > clock.elapsedMs());
    return open;
  };
  const pushing = createPushing({
    clock,
    webhook,
    next: (key) => alive().find((one) => one.key === key),
    confirm: (taken) => {
      open = open.filter((one) => one !== taken);
    },
  });
  const isWanted = (kind: string): boolean =>
    allowed.length > 0 ? allowed.includes(kind) : !ONLY_BY_NAME.includes(kind);

  return {
    ...pushing,
    webhook,
    add: (kind, body, key, lifeMs) => {
      if (!isWanted(kind)) return;
      lastId += 1;
      open.push({ update: { update_id: lastId, [kind]: body }, key, expiresAt: clock.elapsedMs() + lifeMs });
      held.tell('more');
      pushing.push(key);
    },
    waiting: () => alive().map(({ update }) => update),
    poll: async ({ offset = 0, limit = 100, timeout = 0 }, gone) => {
      if (webhook.url !== '') refuse(409, "Conflict: can't use getUpdates method while webhook is active");
      held.tell('ended');
      open = alive().filter(({ update }) => update.update_id >= offset);
      if (open.length === 0 && timeout > 0) await held.wait(timeout, gone);
      return alive()
        .slice(0, limit)
        .map(({ update }) => update);
    },
    setWebhook: (url, secret) => {
      Object.assign(webhook, { url, secret });
      for (const key of new Set(alive().map((one) => one.key))) pushing.push(key);
    },
    dropAll: () => {
      open = [];
    },
    allow: (kinds) => {
      allowed = kinds ?? allowed;
    },
  };
}

/** A poll that found nothing and is held; another one ends it. */
function createHold() {
  let tell: (why: 'more' | 'ended') => void = () => undefined;
  return {
    tell: (why: 'more' | 'ended') => tell(why),
    wait: async (seconds: number, gone: Promise<unknown>): Promise<void> => {
      const told = new Promise<'more' | 'ended'>((resolve) => {
        tell = resolve;
      });
      let timer: NodeJS.Timeout | undefined;
      const over = new Promise((resolve) => {
        timer = setTimeout(resolve, seconds * 1000);
      });
      const why = await Promise.race([told, over, gone]);
      clearTimeout(timer);
      if (why === 'ended') refuse(409, 'Conflict: terminated by other getUpdates request');
    },
  };
}

/** The address for pushes, and its last error. */
type EdgeWebhook = {
  url: string;
  secret: string;
  lastError: { readonly date: number; readonly message: string } | undefined;
};

/** Pushes what waits, key by key. */
type Pushing = {
  /** The bot's answers in order; 0 for none. */
  readonly answers: number[];
  /** So many answers of 200 are lost on their way, so that their updates come again. */
  loseAnswers(count: number): void;
  /** Something of this key may be waiting. */
  push(key: string): void;
  /** Resolves when nothing is on its way, and nothing is due before more time is skipped. */
  idle(): Promise<void>;
};

/**
 * One request at a time for each key, different keys side by side. An answer other than 2xx is
 * tried again: at once, then after 2, 4, 8 ... s, at most 60 s; later updates of the key wait
 * (WebhookActor of Telegram's server, 10.0).
 */
function createPushing(parts: {
  readonly clock: EdgeClock;
  readonly webhook: EdgeWebhook;
  /** The oldest update of a key that has not expired. */
  readonly next: (key: string) => Waiting | undefined;
  readonly confirm: (taken: Waiting) => void;
}): Pushing {
  const { clock, webhook, next, confirm } = parts;
  /** Keys with a request on its way or a pause that has not ended. */
  const busy = new Set<string>();
  const underway = new Set<Promise<void>>();
  const answers: number[] = [];
  let losing = 0;

  const isTaken = async ({ update }: Waiting): Promise<boolean> => {
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
