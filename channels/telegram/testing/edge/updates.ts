import type { EdgeClock } from './clock.ts';
import { createPushing, type EdgeWebhook, type Pushing } from './push.ts';
import { refuse } from './refusal.ts';

type Update = { readonly update_id: number };
type Waiting = {
  readonly update: Update;
  /** What keeps its order: a chat for messages, a person for taps. */
  readonly key: string;
  readonly expiresAt: number;
};
type Poll = { readonly offset?: number; readonly limit?: number; readonly timeout?: number };

/** Updates that wait for the bot, and the two ways in which it gets them. */
export type EdgeUpdates = Pick<Pushing, 'answers' | 'loseAnswers' | 'idle'> & {
  readonly webhook: EdgeWebhook;
  add(kind: string, body: object, key: string, lifeMs: number): void;
  /** What was not confirmed yet and has not expired, oldest first. */
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
  const pushing = createPushing<Waiting>({
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
