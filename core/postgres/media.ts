import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import {
  MAX_MEDIA_BYTES,
  type MediaBytes,
  MediaError,
  type MediaStore,
  type StoredMedia,
} from '../application/media.ts';
import { mimeTypeOf } from './media-type.ts';
import type { Db } from './queue/db.ts';

/** Keeps media in PostgreSQL, so that one backup has everything and every process sees the same. */
export function createMediaStore(options: { readonly pool: Db; readonly now: () => Date }): MediaStore {
  return {
    put: async (bytes, claimedMimeType) => {
      if (bytes.byteLength === 0) throw new MediaError('empty', 'The file is empty.');
      if (bytes.byteLength > MAX_MEDIA_BYTES)
        throw new MediaError(
          'too_large',
          `A file may have at most 20 MB; this one has ${megabytes(bytes.byteLength)} MB.`,
        );
      const kept = await clean(bytes, mimeTypeOf(bytes, claimedMimeType));
      const sha256 = createHash('sha256').update(kept.bytes).digest('hex');
      await insert(options.pool, { ...kept, sha256, size: kept.bytes.byteLength }, options.now());
      return { sha256, mimeType: kept.mimeType, size: kept.bytes.byteLength } satisfies StoredMedia;
    },
    get: async (sha256) => {
      const { rows } = await options.pool.query<Row>(
        'select sha256, mime_type, size, bytes, thumbnail from media where sha256 = $1::text',
        [sha256],
      );
      return rows[0] && mediaOf(rows[0]);
    },
    thumbnail: async (sha256) => {
      const { rows } = await options.pool.query<Pick<Row, 'thumbnail'>>(
        'select thumbnail from media where sha256 = $1::text',
        [sha256],
      );
      return rows[0]?.thumbnail ?? undefined;
    },
  };
}

type Row = { sha256: string; mime_type: string; size: number; bytes: Buffer; thumbnail: Buffer | null };

function mediaOf(row: Row): MediaBytes {
  return {
    sha256: row.sha256,
    mimeType: row.mime_type,
    size: row.size,
    bytes: row.bytes,
    thumbnail: row.thumbnail ?? undefined,
  };
}

async function insert(db: Db, media: MediaBytes, at: Date): Promise<void> {
  await db.query(
    `insert into media (sha256, mime_type, size, bytes, thumbnail, created_at)
     values ($1::text, $2::text, $3::int, $4::bytea, $5::bytea, $6::timestamptz) on conflict (sha256) do nothing`,
    [media.sha256, media.mimeType, media.size, media.bytes, media.thumbnail ?? null, at],
  );
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1);
}

const THUMBNAIL_PX = 320;
/** The largest photos of phones; beyond, a small file that unpacks to gigabytes would end the process. */
const MOST_PIXELS = 150_000_000;

type Cleaned = { readonly bytes: Uint8Array; readonly mimeType: string; readonly thumbnail: Uint8Array | undefined };

/** Photos are written anew, upright and without EXIF, which holds where they were taken. What claims to be one and is not, is a file. */
async function clean(bytes: Uint8Array, mimeType: string): Promise<Cleaned> {
  const rewrite = REWRITES[mimeType];
  if (!rewrite && mimeType !== 'image/gif') return { bytes, mimeType, thumbnail: undefined };
  try {
    const thumbnail = await (await open(bytes)).image
      .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return { bytes: rewrite ? await rewrite((await open(bytes)).image).toBuffer() : bytes, mimeType, thumbnail };
  } catch {
    return { bytes, mimeType: 'application/octet-stream', thumbnail: undefined };
  }
}

/**
 * `rotate` without an angle turns by EXIF; whatever sharp writes has no metadata unless it is asked for. Loaded with the first
 * picture, because a process that sees none is spared 15 MB.
 */
async function open(bytes: Uint8Array): Promise<{ readonly image: Sharp }> {
  const { default: sharp } = await import('sharp');
  return { image: sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate() };
}

const REWRITES: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  'image/jpeg': (image) => image.jpeg({ quality: 85 }),
  'image/png': (image) => image.png(),
  'image/webp': (image) => image.webp({ quality: 85 }),
};
