import { isDatabaseAway, type Pool, repeatsTurn } from '../../core/postgres/database.ts';
import { type ReleasedLane, type SettledDelivery, settleWave } from '../../core/postgres/queue/wave.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';

type Result = { readonly delivery?: SettledDelivery | undefined; readonly lane?: ReleasedLane | undefined };

export type Settler = {
  add(result: Result): void;
  /** True while results wait for the database: claiming now would find them unsettled. */
  failing(): boolean;
  /** Resolves when everything that was added is written. */
  idle(): Promise<void>;
};

const COLLECT_MS = 3;
const MAX_AT_ONCE = 200;

/**
 * Writes results in small batches as they arrive, so that one slow send holds up no other. A result
 * is kept until the database has it.
 */
export function createSettler(options: {
  readonly pool: Pool;
  readonly log: WorkerLog;
  /** Called when a lane has more to do. */
  readonly onMore: () => void;
  /** Called when results were written. */
  readonly onSettled: () => void;
}): Settler {
  const { pool, log, onMore, onSettled } = options;
  const waiting: Result[] = [];
  let failures = 0;
  let underway: Promise<void> | undefined;

  const write = async (batch: readonly Result[]): Promise<void> => {
    const deliveries = batch.flatMap(({ delivery }) => delivery ?? []);
    const lanes = batch.flatMap(({ lane }) => lane ?? []);
    const { more, settled, released } = await settleWave(pool, deliveries, lanes);
    if (released < lanes.length) log.warn({ lanes: lanes.length - released }, 'lanes went on without this process');
    if (settled > 0) onSettled();
    if (more) onMore();
  };

  /**
   * Leaves a result that the database refuses to the end of its lease, so that it holds up no
   * other.
   */
  const writeEach = async (batch: readonly Result[]): Promise<void> => {
    for (const result of batch) {
      await write([result]).catch((error) => {
        if (isDatabaseAway(error)) throw error;
        log.error({ deliveryId: result.delivery?.deliveryId, ...errorFacts(error) }, 'a delivery could not be settled');
      });
    }
  };

  const writeNext = async (): Promise<void> => {
    const batch = waiting.slice(0, MAX_AT_ONCE);
    try {
      await (failures > 3 ? writeEach(batch) : write(batch));
      waiting.splice(0, batch.length);
      failures = 0;
    } catch (error) {
      // Only a fault of the batch itself counts towards writing it one by one.
      failures = isDatabaseAway(error) || repeatsTurn(error) ? 1 : failures + 1;
      log.warn({ waiting: waiting.length, ...errorFacts(error) }, 'results of sending wait for the database');
      await wait(repeatsTurn(error) ? COLLECT_MS : 100);
    }
  };

  const writeAll = async (): Promise<void> => {
    await wait(COLLECT_MS);
    while (waiting.length > 0) await writeNext();
    underway = undefined;
  };

  return {
    add: (result) => {
      waiting.push(result);
      underway ??= writeAll();
    },
    failing: () => failures > 0,
    idle: () => underway ?? Promise.resolve(),
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
