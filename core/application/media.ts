/** Bytes as they are kept: the type was read from the bytes themselves, and nothing about the place where a photo was taken is left. */
export type StoredMedia = {
  /** Of the bytes as they are kept, hex. */
  readonly sha256: string;
  readonly mimeType: string;
  readonly size: number;
};

export type MediaBytes = StoredMedia & {
  readonly bytes: Uint8Array;
  /** A WebP of at most 320 px, for images. */
  readonly thumbnail: Uint8Array | undefined;
};

/** Where photos, documents and voice messages are kept, by what is in them. */
export interface MediaStore {
  /** Keeps bytes once, however often they come. The claimed type decides only what bytes alone cannot tell. Throws MediaError. */
  put(bytes: Uint8Array, claimedMimeType: string | undefined): Promise<StoredMedia>;
  get(sha256: string): Promise<MediaBytes | undefined>;
  /** The small copy alone, because a page shows many of them; undefined for what is no picture. */
  thumbnail(sha256: string): Promise<Uint8Array | undefined>;
}

/** What became of a file: its bytes are kept, fetching was given up, or the customer's network did not take it. */
export type FileFate = { readonly messageId: string } & (
  | { readonly state: 'kept'; readonly mimeType: string }
  | { readonly state: 'given_up'; readonly code: string }
  | { readonly state: 'refused' }
);

/** Pictures that every app shows, and that are kept without the place where they were taken. */
export const pictureTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** 20 MB, what the smallest network takes. */
export const MAX_MEDIA_BYTES = 20 * 1024 * 1024;

const SHOWN = {
  'image/jpeg': 'picture',
  'image/png': 'picture',
  'image/webp': 'picture',
  'image/gif': 'picture',
  'audio/ogg': 'sound',
  'audio/mpeg': 'sound',
  'audio/mp4': 'sound',
  'video/mp4': 'video',
  'video/webm': 'video',
  'application/pdf': 'document',
} as const;

/**
 * How a browser shows a file of this type by itself. Undefined for everything that is only to be downloaded: what a browser cannot
 * draw, HEIC among it, and all that could run.
 */
export function shownAs(mimeType: string): (typeof SHOWN)[keyof typeof SHOWN] | undefined {
  return Object.hasOwn(SHOWN, mimeType) ? SHOWN[mimeType as keyof typeof SHOWN] : undefined;
}

/** Bytes that are not kept; the message is a sentence for whoever sent them. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly code: 'too_large' | 'empty';

  constructor(code: MediaError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
