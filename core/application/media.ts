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
}

/** 20 MB, what the smallest network takes. */
export const MAX_MEDIA_BYTES = 20 * 1024 * 1024;

/** Bytes that are not kept; the message is a sentence for whoever sent them. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly code: 'too_large' | 'empty';

  constructor(code: MediaError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
