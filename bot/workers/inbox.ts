import { type Db, type DbPool, inTurn, isDatabaseAway } from '../../core/postgres/queue/db.ts';
import {
  type ClaimedChat,
  claimInbox,
  finishInboxRow,
  type InboxRow,
  letChatGo,
  lockInboxRow,
} from '../../core/postgres/queue/inbox.ts';
import { failInboxRow } from '../../core/postgres/queue/inbox-failures.ts';
import { errorFacts, type WorkerLog } from './log.ts';
import { createLoop, type Loop } from './loop.ts';
import { withinTime } from './within-time.ts';

export type InboxWorkerOptions = {
  readonly pool: DbPool;
  /** One item's turn, inside its transaction; what it resolves to is kept as the answer, e.g. the card of an invoke. */
  readonly turn: (row: InboxRow, tx: Db) => Promise<object | undefined>;
  /** Raises an item for staff, in a turn of its own. */
  readonly onDead: (row: InboxRow, error: string) => Promise<void>;
  /** A turn was committed. */
  readonly onTurn?: (row: InboxRow) => void;
  readonly log: WorkerLog;
  /** Chats at once. */
  readonly concurrency?: number;
  readonly leaseMs?: number;
  readonly idleMs?: number;
  readonly drainMs?: number;
  /** Before the second try and so on; after the last the item is dead. */
  readonly retriesMs?: readonly number[];
};

/** Five tries within a minute. */
const RETRIES_MS = [500, 3_000, 12_000, 30_000];

/** Gives every item its turn: in order within a chat, several chats at once, and exactly once, because turn and mark are one commit. */
export const createInboxWorker = (options: InboxWorkerOptions): Loop => {
  const { pool, log, concurrency = 8, leaseMs = 30_000, idleMs = 500, drainMs = 8_000 } = options;
  const underway = new Set<Promise<void>>();

  const run = async (): Promise<number | undefined> => {
    const room = concurrency - underway.size;
    if (room < 1) return undefined;
    const lanes = await claimInbox(pool, { limit: room, leaseMs });
    for (const lane of lanes) {
      const turn: Promise<void> = takeTurn(options, lane)
        .catch((error) => log.warn(errorFacts(error), 'a chat waits for the end of its lease'))
        .finally(() => {
          underway.delete(turn);
          // The next look is due when there is room again, and when the chat has more.
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
};

const takeTurn = async (options: InboxWorkerOptions, lane: ClaimedChat): Promise<void> => {
  const { pool, turn, onTurn } = options;
  const row = lane.head;
  if (row === undefined) {
    await letChatGo(pool, lane);
    return;
  }
  try {
    // The last try was cut short by the end of its process: it is not tried a sixth time.
    if (row.attempts > retriesOf(options).length) throw new Error('The process ended within every turn');
    const done = await inTurn(pool, async (tx) => {
      if (!(await lockInboxRow(tx, row.inboxId, lane))) return false;
      const answer = await turn(row, tx);
      await finishInboxRow(tx, row.inboxId, lane, answer);
      return true;
    });
    if (done) onTurn?.(row);
    else await letChatGo(pool, lane);
  } catch (error) {
    await recordFailure(options, lane, row, error);
  }
};

const retriesOf = ({ retriesMs }: InboxWorkerOptions): readonly number[] => retriesMs ?? RETRIES_MS;

const recordFailure = async (
  options: InboxWorkerOptions,
  lane: ClaimedChat,
  row: InboxRow,
  error: unknown,
): Promise<void> => {
  const { pool, log, onDead } = options;
  const { inboxId, attempts } = row;
  const facts = { inboxId, attempt: attempts + 1, ...errorFacts(error) };
  if (isDatabaseAway(error)) {
    log.warn(facts, 'a turn lost its database and is taken again');
    await onceDatabaseIsBack(() => letChatGo(pool, lane, 0));
    return;
  }
  const retryInMs = retriesOf(options)[attempts];
  const sentence = `${facts.code}${facts.where && ` at ${facts.where}`}`;
  await failInboxRow(pool, { inboxId, lane, attempts: attempts + 1, error: sentence, retryInMs });
  if (retryInMs !== undefined) {
    log.warn(facts, 'a turn failed and is tried again');
    return;
  }
  log.error(facts, 'an item could not be handled and is dead');
  await onDead(row, sentence).catch((cause) =>
    log.error({ inboxId, ...errorFacts(cause) }, 'no item was raised for it'),
  );
};

/** Otherwise the chat would wait for the end of its lease; after so long that has come anyway. */
const onceDatabaseIsBack = async (work: () => Promise<unknown>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= 100 || !isDatabaseAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
};
