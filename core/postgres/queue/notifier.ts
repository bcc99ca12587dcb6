import type { PoolClient } from 'pg';
import type { Pool } from '../database.ts';
import { survivesLostConnections } from '../database.ts';

export type Queue = 'delivery' | 'inbox' | 'timer' | 'feed';

export type Notifier = {
  /** Wakes the workers of a queue. Call it after the commit and outside of any transaction. */
  nudge(queue: Queue): void;
  /** Calls `listener` when this or another process nudges. Returns a function that stops it. */
  on(queue: Queue, listener: () => void): () => void;
  /** Begins to listen to other processes; opens a broken connection again. */
  start(): void;
  stop(): Promise<void>;
};

const CHANNEL = 'pitstop_chat';
/**
 * NOTIFY in each transaction costs three quarters of the commits; one per queue in 5 ms outside of
 * them costs nothing.
 */
const COLLECT_MS = 5;
const RECONNECT_MS = 1_000;

/**
 * Wakes loops in this process at once, and in others by NOTIFY. Nothing depends on it: loops poll.
 */
export function createNotifier({ pool }: { readonly pool: Pool }): Notifier {
  const listeners = new Map<Queue, Set<() => void>>();
  const collected = new Set<Queue>();
  let collecting: NodeJS.Timeout | undefined;

  const tellHere = (queue: Queue): void => {
    for (const listener of listeners.get(queue) ?? []) listener();
  };
  const tellOthers = async (): Promise<void> => {
    clearTimeout(collecting);
    collecting = undefined;
    const queues = [...collected];
    collected.clear();
    if (queues.length === 0) return;
    // A lost notification is found by polling.
    await pool
      .query('select pg_notify($1::text, queue) from unnest($2::text[]) queue', [CHANNEL, queues])
      .catch(() => undefined);
  };
  const others = createListener(pool, tellHere, () => {
    for (const queue of listeners.keys()) tellHere(queue);
  });

  return {
    nudge: (queue) => {
      tellHere(queue);
      collected.add(queue);
      collecting ??= setTimeout(() => void tellOthers(), COLLECT_MS);
    },
    on: (queue, listener) => {
      const own = listeners.get(queue) ?? new Set();
      listeners.set(queue, own);
      own.add(listener);
      return () => own.delete(listener);
    },
    start: others.open,
    stop: async () => {
      others.close();
      await tellOthers();
    },
  };
}

/**
 * Listens on a connection of its own. After it was away, `onBack` makes up for missed
 * notifications.
 */
function createListener(pool: Pool, onHeard: (queue: Queue) => void, onBack: () => void) {
  let wanted = false;
  let client: PoolClient | undefined;
  let reconnecting: NodeJS.Timeout | undefined;

  const release = (): void => {
    const gone = client;
    client = undefined;
    gone?.removeAllListeners('notification');
    gone?.off('error', lost).off('end', lost);
    gone?.release(true);
  };
  const lost = (): void => {
    release();
    if (wanted) reconnecting ??= setTimeout(() => void connect(), RECONNECT_MS);
  };
  const connect = async (): Promise<void> => {
    reconnecting = undefined;
    try {
      client = await pool.connect();
      client.on('error', lost);
      client.on('end', lost);
      client.on('notification', ({ payload }) => {
        if (isQueue(payload)) onHeard(payload);
      });
      await client.query(`listen ${CHANNEL}`);
      if (wanted) onBack();
      else release();
    } catch {
      lost();
    }
  };

  return {
    open: () => {
      survivesLostConnections(pool);
      wanted = true;
      void connect();
    },
    close: () => {
      wanted = false;
      clearTimeout(reconnecting);
      release();
    },
  };
}

const QUEUES: ReadonlySet<string> = new Set<Queue>(['delivery', 'inbox', 'timer', 'feed']);
function isQueue(payload: string | undefined): payload is Queue {
  return payload !== undefined && QUEUES.has(payload);
}
