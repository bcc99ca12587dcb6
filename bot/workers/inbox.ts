import { isDatabaseAway, type Pool, retriedTransaction, type Tx } from '../../core/postgres/database.ts';
import {
  type ClaimedChat,
  claimInbox,
  failInboxRow,
  finishInboxRow,
  type InboxRow,
  lockInboxRow,
  releaseChat,
} from '../../core/postgres/queue/inbox.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';
import { createLoop, type Loop, withinTime } from './loop.ts';
import { failureOf, RETRIES_MS } from './retries.ts';

export type InboxWorkerOptions<AfterCommit = unknown> = TurnOptions<AfterCommit> & {
  /** Chats at once. */
  readonly concurrency?: number;
  readonly idleMs?: number;
  readonly drainMs?: number;
};

/** Gives every item its turn: in order within a chat, several chats at once. */
export function createInboxWorker<AfterCommit>(options: InboxWorkerOptions<AfterCommit>): Loop {
  const { pool, log, concurrency = 8, leaseMs = LEASE_MS, idleMs = 500, drainMs = 8_000 } = options;
  const underway = new Set<Promise<void>>();

  const run = async (): Promise<number | undefined> => {
    const room = concurrency - underway.size;
    if (room < 1) return undefined;
    const lanes = await claimInbox(pool, { limit: room, leaseMs });
    for (const lane of lanes) {
      const turn: Promise<void> = takeTurn(options, lane)
        .then(() => undefined)
        .catch((error) => log.warn(errorFacts(error), 'a chat waits for the end of its lease'))
        .finally(() => {
          underway.delete(turn);
          // Look again: there is room now, and the chat may have more.
          loop.nudge();
        });
      underway.add(turn);
    }
    return undefined;
  };

  const loop = createLoop({ name: 'inbox', run, idleMs, log });
  return {
    ...loop,
    stop: async () => {
      await loop.stop();
      await withinTime(drainMs, Promise.all(underway));
    },
  };
}

/**
 * How the items of a chat get their turns, in a worker or in a process that waits for the answer.
 */
export type TurnOptions<AfterCommit = unknown> = {
  readonly pool: Pool;
  /** Runs one item's turn, inside its transaction. */
  readonly turn: (row: InboxRow, tx: Tx) => Promise<EndedTurn<AfterCommit>>;
  /** Raises an item for staff, in a turn of its own. */
  readonly onDead: (row: InboxRow, error: string) => Promise<void>;
  /** Called when a turn was committed, with what it left to do. */
  readonly onTurn?: (row: InboxRow, afterCommit: AfterCommit) => void;
  readonly log: WorkerLog;
  readonly leaseMs?: number;
  /** Waits before the second try and so on; after the last the item is dead. */
  readonly retriesMs?: readonly number[];
};

export type EndedTurn<AfterCommit> = {
  /** Kept with the item, e.g. the card of an invoke. */
  readonly answer: object | undefined;
  /** Is dropped when the transaction fails. */
  readonly afterCommit: AfterCommit;
};

/**
 * What became of the oldest item of a chat. `passed`: it had its turn elsewhere, or there was none.
 */
export type TakenTurn =
  | { readonly kind: 'done'; readonly answer: object | undefined /** The chat has more. */; readonly more: boolean }
  | { readonly kind: 'passed' | 'again' | 'dead' };

/** Longer than any turn takes, and short enough for a chat whose process ended. */
export const LEASE_MS = 30_000;

/**
 * Gives the oldest item of a leased chat its turn and releases the chat. Turn and mark are one
 * commit, so the turn counts exactly once.
 */
export async function takeTurn<AfterCommit>(options: TurnOptions<AfterCommit>, lane: ClaimedChat): Promise<TakenTurn> {
  const { pool, turn, onTurn, retriesMs = RETRIES_MS } = options;
  const row = lane.head;
  if (row === undefined) {
    await releaseChat(pool, lane);
    return { kind: 'passed' };
  }
  try {
    // The process ended within the last try as well: there is no sixth.
    if (row.attempts > retriesMs.length) throw new Error('The process ended within every turn');
    const ended = await retriedTransaction(pool, async (tx) => {
      if (!(await lockInboxRow(tx, row.inboxId, lane))) return undefined;
      const { answer, afterCommit } = await turn(row, tx);
      return { answer, afterCommit, more: await finishInboxRow(tx, row.inboxId, lane, answer) };
    });
    if (!ended) {
      await releaseChat(pool, lane);
      return { kind: 'passed' };
    }
    const { answer, afterCommit, more } = ended;
    onTurn?.(row, afterCommit);
    return { kind: 'done', answer, more };
  } catch (error) {
    return recordFailure(options, lane, row, error);
  }
}

async function recordFailure(
  options: Pick<TurnOptions, 'pool' | 'log' | 'onDead' | 'retriesMs'>,
  lane: ClaimedChat,
  row: InboxRow,
  error: unknown,
): Promise<TakenTurn> {
  const { pool, log, onDead, retriesMs } = options;
  const { inboxId, attempts } = row;
  const { facts: ofError, sentence, retryInMs } = failureOf(error, attempts, retriesMs);
  const facts = { inboxId, ...ofError };
  if (isDatabaseAway(error)) {
    log.warn(facts, 'a turn lost its database and is taken again');
    await onceDatabaseIsBack(() => releaseChat(pool, lane, 0));
    return { kind: 'again' };
  }
  await failInboxRow(pool, { inboxId, lane, attempts: attempts + 1, error: sentence, retryInMs });
  if (retryInMs !== undefined) {
    log.warn(facts, 'a turn failed and is tried again');
    return { kind: 'again' };
  }
  log.error(facts, 'an item could not be handled and is dead');
  await onDead(row, sentence).catch((cause) =>
    log.error({ inboxId, ...errorFacts(cause) }, 'no item was raised for it'),
  );
  return { kind: 'dead' };
}

/**
 * Retries while the database is away, so that the chat need not wait for the end of its lease.
 * After 100 tries the lease is over anyway.
 */
async function onceDatabaseIsBack(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= 100 || !isDatabaseAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
