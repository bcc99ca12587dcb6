import { claimInbox } from '../../core/postgres/queue/inbox.ts';
import { errorFacts } from './log.ts';
import { createLoop, type Loop } from './loop.ts';
import { LEASE_MS, type TurnOptions, takeTurn } from './take-turn.ts';
import { withinTime } from './within-time.ts';

export type InboxWorkerOptions = TurnOptions & {
  /** Chats at once. */
  readonly concurrency?: number;
  readonly idleMs?: number;
  readonly drainMs?: number;
};

/** Gives every item its turn: in order within a chat, several chats at once. */
export function createInboxWorker(options: InboxWorkerOptions): Loop {
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
}
