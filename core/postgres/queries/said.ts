import {
  type FileKind,
  fileKindOf,
  type Said,
  type SaidFile,
  type TimelineSpeaker,
  type WordMarks,
} from '../../application/queries.ts';
import { assertNever } from '../../decision.ts';
import type { Actor } from '../../ids.ts';

/**
 * The content of a message's row as screens read it: from a turn for what came in, or an outbound
 * message.
 */
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

export type FileRow = {
  readonly name: string | null;
  readonly sha256: string | null;
  readonly failed: string | null;
  readonly mimeType: string | null;
  readonly bytes: number | null;
  readonly hasThumbnail: boolean | null;
};

/** Trusts the type of stored bytes more than what the network said about them. */
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

export function fileOf({ what }: ContentRow, row: FileRow): SaidFile {
  const file = { name: row.name || undefined, what: kindOf(row.mimeType, what) };
  const { sha256, mimeType, bytes, failed, hasThumbnail } = row;
  if (sha256 !== null && mimeType !== null)
    return { ...file, state: 'kept', sha256, mimeType, bytes: bytes ?? 0, hasThumbnail: hasThumbnail === true };
  return failed === null ? { ...file, state: 'fetching' } : { ...file, state: 'failed', code: failed };
}

/** `by` of a row, with the name of that member of staff or customer. */
export type SpeakerRow = {
  readonly by: Actor | null;
  readonly staff_name: string | null;
  readonly customer_name: string | null;
};

/** Returns the bot when the row names nobody. */
export function speakerOf({ by, staff_name, customer_name }: SpeakerRow): TimelineSpeaker {
  if (by === null) return { kind: 'bot' };
  switch (by.kind) {
    case 'customer':
      return { kind: 'customer', name: customer_name ?? '' };
    case 'staff':
      return { kind: 'staff', staffId: by.staffId, name: staff_name ?? '', role: by.role };
    case 'system':
      return { kind: 'bot' };
    default:
      return assertNever(by);
  }
}
