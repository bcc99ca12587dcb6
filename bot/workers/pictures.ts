import { pictureTypes } from '../../core/application/media.ts';
import type { ClaimedDelivery } from '../../core/postgres/queue/claim-wave.ts';
import type { Db } from '../../core/postgres/queue/db.ts';
import { isDatabaseAway } from '../../core/postgres/queue/db.ts';
import { keptPhotos } from '../../core/postgres/queue/media.ts';
import { errorFacts, type WorkerLog } from './log.ts';
import type { LoadMedia, Picture } from './outgoing.ts';

/** How long a message waits for the bytes of its photos, in ms; it then goes without them. */
const WAIT_MS = 15_000;

type Options = {
  readonly pool: Db;
  readonly media: LoadMedia;
  readonly log: WorkerLog;
  readonly now: () => Date;
};

/** What a message's row says of pictures: the messages that they came in. */
type StoredPhotos = { readonly photos?: readonly string[] };

/** The pictures of a message; `later` while they are still fetched and it may wait. Throws only when the database is away. */
export async function picturesOf(options: Options, head: ClaimedDelivery): Promise<readonly Picture[] | 'later'> {
  const { photos = [] } = head.content as StoredPhotos;
  if (photos.length === 0) return [];
  const { pictures, waiting } = await keptPhotos(options.pool, photos);
  const waited = options.now().getTime() - head.queuedAt.getTime();
  if (waiting && head.attempts === 0 && waited < WAIT_MS) return 'later';
  const loaded = await Promise.all(pictures.map((sha256) => load(options, sha256)));
  return loaded.filter((one) => one !== undefined);
}

/** One that cannot be read is left out: the words do not fail because of it. */
async function load({ media, log }: Options, sha256: string): Promise<Picture | undefined> {
  try {
    const found = await media(sha256);
    return found && pictureTypes.has(found.mimeType) ? { sha256, media: found } : undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.warn(errorFacts(error), 'a picture could not be read');
    return undefined;
  }
}
