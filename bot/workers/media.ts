import { type Channel, DeliveryError, fetchesMedia } from '../../channels/channel.ts';
import { type FileFate, MediaError, type MediaStore } from '../../core/application/media.ts';
import { isDatabaseAway, type Pool, retriedTransaction, type Tx } from '../../core/postgres/database.ts';
import {
  claimMedia,
  hasSentTooMuch,
  keepFetched,
  type MediaToFetch,
  postponeMedia,
} from '../../core/postgres/queue/media.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';
import { createLoop, type Loop } from './loop.ts';

export type MediaWorkerOptions = {
  readonly pool: Pool;
  readonly media: MediaStore;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Tells the sender of a file what became of it, in the same transaction. */
  readonly tell: (fate: FileFate, tx: Tx) => Promise<void>;
  readonly log: WorkerLog;
  /** Called when pages have something new to show: a file is kept, or given up. */
  readonly onSettled: () => void;
};

const RETRIES_MS = [2_000, 15_000, 60_000, 300_000];
const MAX_TRIES = RETRIES_MS.length + 1;
const FETCH_MS = 60_000;
/** Of one customer's chat; a hundred photos have less. */
const MAX_BYTES_A_DAY = 300 * 1024 * 1024;

/** Copies photos and files into our own store, because a channel keeps them only for a while. */
export function createMediaWorker(options: MediaWorkerOptions): Loop {
  const { pool, channels, log } = options;
  const accountIds = [...channels].filter(([, channel]) => fetchesMedia(channel)).map(([accountId]) => accountId);
  return createLoop({
    name: 'media',
    idleMs: 1_000,
    log,
    run: async () => {
      const claim = { accountIds, leaseMs: 2 * FETCH_MS };
      const fresh = await claimMedia(pool, { ...claim, again: false, limit: 4 });
      // One that ends the process must not use up the tries of others.
      const again = await claimMedia(pool, { ...claim, again: true, limit: 1 });
      const due = [...fresh, ...again];
      await Promise.all(due.map((one) => workOn(options, one)));
      return due.length > 0 ? 0 : undefined;
    },
  });
}

async function workOn(options: MediaWorkerOptions, one: MediaToFetch): Promise<void> {
  if (one.attempts > MAX_TRIES) {
    // The process was ended in the middle of the last try.
    options.log.error({ attempt: one.attempts, messageId: one.messageId }, 'a file was given up');
    return giveUp(options, one, 'unreadable');
  }
  if (await hasSentTooMuch(options.pool, one.messageId, MAX_BYTES_A_DAY)) return giveUp(options, one, 'too_many');
  return fetchOne(options, one);
}

async function fetchOne(options: MediaWorkerOptions, one: MediaToFetch): Promise<void> {
  const { pool, media, channels, log } = options;
  const { messageId } = one;
  const channel = channels.get(one.accountId);
  if (!channel || !fetchesMedia(channel)) return;
  try {
    const { bytes, mimeType } = await channel.fetchMedia(one.reference, AbortSignal.timeout(FETCH_MS));
    const kept = await media.put(bytes, mimeType);
    const fate = { messageId, state: 'kept', mimeType: kept.mimeType } as const;
    await settle(options, fate, (tx) => keepFetched(tx, one, kept.sha256));
  } catch (error) {
    const hopeless = error instanceof MediaError || (error instanceof DeliveryError && error.outcome === 'permanent');
    const retryInMs = hopeless ? undefined : RETRIES_MS[one.attempts - 1];
    const failed = error instanceof MediaError || error instanceof DeliveryError ? error.code : 'failed';
    log.warn(
      { attempt: one.attempts, again: retryInMs !== undefined, ...errorFacts(error) },
      'a file could not be fetched',
    );
    const postpone = (db: Tx | Pool): Promise<void> => postponeMedia(db, one, { retryInMs, failed });
    if (retryInMs !== undefined) await postpone(pool);
    else await settle(options, { messageId, state: 'given_up', code: failed }, postpone);
  }
}

async function giveUp(options: MediaWorkerOptions, one: MediaToFetch, failed: string): Promise<void> {
  await settle(options, { messageId: one.messageId, state: 'given_up', code: failed }, (db) =>
    postponeMedia(db, one, { retryInMs: undefined, failed }),
  );
}

/** Ends the fetching of a file, even if the sender cannot be told. */
async function settle(
  { pool, tell, log, onSettled }: MediaWorkerOptions,
  fate: FileFate,
  write: (db: Tx | Pool) => Promise<void>,
): Promise<void> {
  try {
    await retriedTransaction(pool, async (tx) => {
      await tell(fate, tx);
      await write(tx);
    });
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.error(errorFacts(error), 'whoever sent a file could not be told what became of it');
    await write(pool);
  }
  onSettled();
}
