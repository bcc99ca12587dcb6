import { createHash } from 'node:crypto';
import {
  MAX_MEDIA_BYTES,
  type MediaBytes,
  MediaError,
  type MediaStore,
  type StoredMedia,
} from '../application/media.ts';
import type { Pool, Tx } from './database.ts';
import { isPictureType, rewritePicture } from './picture.ts';

/** Keeps media in PostgreSQL, so that one backup has everything and every process sees the same. */
export function createMediaStore(options: { readonly pool: Pool; readonly now: () => Date }): MediaStore {
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

async function insert(db: Tx | Pool, media: MediaBytes, at: Date): Promise<void> {
  await db.query(
    `insert into media (sha256, mime_type, size, bytes, thumbnail, created_at)
     values ($1::text, $2::text, $3::int, $4::bytea, $5::bytea, $6::timestamptz) on conflict (sha256) do nothing`,
    [media.sha256, media.mimeType, media.size, media.bytes, media.thumbnail ?? null, at],
  );
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1);
}

type Cleaned = { readonly bytes: Uint8Array; readonly mimeType: string; readonly thumbnail: Uint8Array | undefined };

/** A file that only claims to be a picture, or is too large for one, is kept as it came, as a plain file. */
async function clean(bytes: Uint8Array, mimeType: string): Promise<Cleaned> {
  if (!isPictureType(mimeType)) return { bytes, mimeType, thumbnail: undefined };
  const picture = await rewritePicture(bytes, mimeType);
  return picture ? { ...picture, mimeType } : { bytes, mimeType: 'application/octet-stream', thumbnail: undefined };
}

/**
 * Finds the type by the first bytes; undefined when they do not tell. Never returns a type that a
 * browser would run.
 */
export function sniffMimeType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64));
  const found = SIGNATURES.find(({ at, sign }) => head.subarray(at, at + sign.length).equals(sign));
  if (found) return found.type;
  if (isAt(head, 0, 'RIFF') && isAt(head, 8, 'WEBP')) return 'image/webp';
  if (isAt(head, 0, 'RIFF') && isAt(head, 8, 'WAVE')) return 'audio/wav';
  if (isAt(head, 4, 'ftyp')) return BRANDS[head.toString('latin1', 8, 12)] ?? 'video/mp4';
  // The first frame of an MP3 without tags: eleven bits set, layer III.
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe6) === 0xe2 ? 'audio/mpeg' : undefined;
}

/** Believes a claimed type only for plain text that is text. Everything else is download only. */
function mimeTypeOf(bytes: Uint8Array, claimed: string | undefined): string {
  return (
    sniffMimeType(bytes) ??
    (claimed?.startsWith('text/plain') && isText(bytes) ? 'text/plain' : 'application/octet-stream')
  );
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isAt(head: Buffer, at: number, sign: string): boolean {
  return head.toString('latin1', at, at + sign.length) === sign;
}

function signature(type: string, sign: string, at = 0) {
  return { type, at, sign: Buffer.from(sign, 'latin1') };
}

const SIGNATURES = [
  signature('image/jpeg', '\xff\xd8\xff'),
  signature('image/png', '\x89PNG\r\n\x1a\n'),
  signature('image/gif', 'GIF87a'),
  signature('image/gif', 'GIF89a'),
  signature('application/pdf', '%PDF-'),
  signature('audio/ogg', 'OggS'),
  signature('audio/mpeg', 'ID3'),
  signature('audio/amr', '#!AMR'),
  signature('video/webm', '\x1a\x45\xdf\xa3'),
  signature('application/zip', 'PK\x03\x04'),
];

const BRANDS: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heif',
  msf1: 'image/heif',
  avif: 'image/avif',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  '3gp4': 'video/3gpp',
  '3gp5': 'video/3gpp',
};
