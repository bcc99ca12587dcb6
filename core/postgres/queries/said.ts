import { type FileKind, fileKindOf, type Said, type SaidFile, type WordMarks } from '../../application/said.ts';

/** The content of a message's row, as far as a screen reads it: what a turn kept of what came in, or an outbound message. */
export type ContentRow = {
  readonly kind?: string;
  readonly what?: string;
  readonly album?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly place?: string;
  readonly own?: boolean;
  readonly emoji?: string;
  readonly words?: string;
  readonly notOwn?: WordMarks;
  readonly choices?: readonly { readonly label: string }[];
  readonly media?: readonly string[];
};

/** A file of a message as the query puts it together. */
export type FileRow = {
  readonly name: string | null;
  readonly sha256: string | null;
  readonly failed: string | null;
  readonly mimeType: string | null;
  readonly bytes: number | null;
  readonly hasThumbnail: boolean | null;
};

/** What a message is. The type of bytes that are kept is known better than what was said about them. */
export function saidOf(content: ContentRow, mimeType?: string | null): Said {
  const said = kindSaid(content, mimeType);
  return content.notOwn ? { ...said, marks: content.notOwn } : said;
}

function kindSaid(content: ContentRow, mimeType?: string | null): Said {
  switch (content.kind) {
    case 'choice':
      return { kind: 'button' };
    case 'start':
      return { kind: 'started' };
    case 'edited':
      return { kind: 'edited' };
    case 'media':
      return { kind: 'file', what: kindOf(mimeType, content.what), album: content.album };
    case 'location':
      return locationOf(content);
    case 'contact':
      return { kind: 'contact', own: content.own === true };
    case 'reaction':
      return { kind: 'reaction', emoji: content.emoji };
    case 'unsupported':
      return { kind: 'unsupported', what: content.what ?? '', words: content.words };
    default:
      return content.media?.length ? { kind: 'file', what: 'photo', album: undefined } : { kind: 'text' };
  }
}

function locationOf({ latitude, longitude, place }: ContentRow): Said {
  return Number.isFinite(latitude) && Number.isFinite(longitude)
    ? { kind: 'location', latitude: Number(latitude), longitude: Number(longitude), place }
    : { kind: 'unsupported', what: 'location', words: place };
}

function kindOf(mimeType: string | null | undefined, told: string | undefined): FileKind {
  return mimeType ? fileKindOf(mimeType) : told === 'photo' || told === 'voice' ? told : 'file';
}

/** A file, and how far it came. */
export function fileOf({ what }: ContentRow, row: FileRow): SaidFile {
  const file = { name: row.name || undefined, what: kindOf(row.mimeType, what) };
  const { sha256, mimeType, bytes, failed, hasThumbnail } = row;
  if (sha256 !== null && mimeType !== null)
    return { ...file, state: 'kept', sha256, mimeType, bytes: bytes ?? 0, hasThumbnail: hasThumbnail === true };
  return failed === null ? { ...file, state: 'fetching' } : { ...file, state: 'failed', code: failed };
}
