/** What a message is, beside its words: what came in, or plain words of ours. */
export type Said = SaidKind & { readonly marks?: WordMarks };

/** Which words are not the sender's own. Stretches count UTF-16 units of the message's text; struck and quoted ones may overlap. */
export type WordMarks = {
  readonly forwarded?: { readonly from?: string };
  readonly via?: { readonly bot?: string };
  readonly automatic?: boolean;
  /** It answers a message in another chat. */
  readonly elsewhere?: boolean;
  readonly struck?: readonly Stretch[];
  readonly quoted?: readonly Stretch[];
};

type Stretch = { readonly from: number; readonly to: number };

type SaidKind =
  | { readonly kind: 'text' }
  /** A button; the words are its label, and there are none when it was none of ours. */
  | { readonly kind: 'button' }
  | { readonly kind: 'started' }
  /** The words are the new ones of a message that came before. */
  | { readonly kind: 'edited' }
  /** The words are what stands below it. Parts of one album have the same `album`. */
  | { readonly kind: 'file'; readonly what: FileKind; readonly album: string | undefined }
  /** In degrees. */
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly place: string | undefined;
    }
  /** A phone number; which one is not kept here. */
  | { readonly kind: 'contact'; readonly own: boolean }
  /** Without an emoji it was taken away. */
  | { readonly kind: 'reaction'; readonly emoji: string | undefined }
  /** `what` is the network's word for it, e.g. `sticker`; `words` is what can still be told of it. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly words: string | undefined };

export type FileKind = 'photo' | 'voice' | 'video' | 'file';

/** Which sort of file a MIME type is; `file` when nobody told. */
export function fileKindOf(mimeType: string | undefined): FileKind {
  if (mimeType?.startsWith('image/')) return 'photo';
  if (mimeType?.startsWith('audio/')) return 'voice';
  return mimeType?.startsWith('video/') ? 'video' : 'file';
}

/** A file of a message, as far as it came. */
export type SaidFile = { readonly name: string | undefined; readonly what: FileKind } & (
  | {
      readonly state: 'kept';
      readonly sha256: string;
      readonly mimeType: string;
      readonly bytes: number;
      readonly hasThumbnail: boolean;
    }
  | { readonly state: 'fetching' }
  /** Given up; `code` is that of the channel's or the store's error. */
  | { readonly state: 'failed'; readonly code: string }
);
