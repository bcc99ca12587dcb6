import { type Channel, DeliveryError, fetchesMedia } from '../../channels/channel.ts';
import { MediaError, type MediaStore } from '../../core/application/media.ts';
import type { DbPool } from '../../core/postgres/queue/db.ts';
import { claimMedia, keepFetched, type MediaToFetch, postponeMedia } from '../../core/postgres/queue/media-fetching.ts';
import { errorFacts, type WorkerLog } from './log.ts';
import { createLoop, type Loop } from './loop.ts';

export type MediaWorkerOptions = {
  readonly pool: DbPool;
  readonly media: MediaStore;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly log: WorkerLog;
  /** Called when pages have something new to show: a file is kept, or given up. */
  readonly onSettled: () => void;
};

const RETRIES_MS = [2_000, 15_000, 60_000, 300_000];
const FETCH_MS = 60_000;

/** Brings the bytes of photos and files into our own store, because a channel keeps them only for a while. */
export const createMediaWorker = (options: MediaWorkerOptions): Loop => {
  const { pool, channels, log } = options;
  const accountIds = [...channels].filter(([, channel]) => fetchesMedia(channel)).map(([accountId]) => accountId);
  return createLoop({
    name: 'media',
    idleMs: 1_000,
    log,
    run: async () => {
      const due = await claimMedia(pool, { accountIds, limit: 4, leaseMs: 2 * FETCH_MS });
      await Promise.all(due.map((one) => fetchOne(options, one)));
      return due.length > 0 ? 0 : undefined;
    },
  });
};

const fetchOne = async (
  { pool, media, channels, log, onSettled }: MediaWorkerOptions,
  one: MediaToFetch,
): Promise<void> => {
  const channel = channels.get(one.accountId);
  if (!channel || !fetchesMedia(channel)) return;
  try {
    const { bytes, mimeType } = await channel.fetchMedia(one.reference, AbortSignal.timeout(FETCH_MS));
    const { sha256 } = await media.put(bytes, mimeType);
    await keepFetched(pool, one, sha256);
    onSettled();
  } catch (error) {
    const hopeless = error instanceof MediaError || (error instanceof DeliveryError && error.outcome === 'permanent');
    const retryInMs = hopeless ? undefined : RETRIES_MS[one.attempts - 1];
    const failed = error instanceof MediaError || error instanceof DeliveryError ? error.code : 'failed';
    log.warn(
      { attempt: one.attempts, again: retryInMs !== undefined, ...errorFacts(error) },
      'a file could not be fetched',
    );
    await postponeMedia(pool, one, { retryInMs, failed });
    if (retryInMs === undefined) onSettled();
  }
};
