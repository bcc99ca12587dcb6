import { z } from 'zod';
import type { MediaReference } from '../channel.ts';
import type { TeamsActivity, TeamsAttachment } from './activity.ts';
import { type MediaSource, toReference } from './media-source.ts';

/** Teams lets people send ten files at once. */
const MOST_FILES = 10;

/** The files and pictures of a message; what only accompanies them (`text/html`, quotes, cards) is left out. */
export function filesOf({ attachments, serviceUrl }: TeamsActivity, tenantId: string): readonly MediaReference[] {
  return attachments.flatMap((one) => fileOf(one, { serviceUrl, tenantId }) ?? []).slice(0, MOST_FILES);
}

/** What a message without words and files is, in a word; `undefined` when it is nothing at all. */
export function strangeness({ attachments }: TeamsActivity): string | undefined {
  return attachments
    .map(({ contentType }) => contentType.replace('application/vnd.microsoft.', ''))
    .find((type) => type !== 'text/html')
    ?.slice(0, 60);
}

type Place = Pick<MediaSource, 'serviceUrl' | 'tenantId'>;

function fileOf(one: TeamsAttachment, place: Place): MediaReference | undefined {
  if (one.contentType === 'application/vnd.microsoft.teams.file.download.info') return uploaded(one, place);
  return one.contentType.startsWith('image/') ? pasted(one, place) : undefined;
}

const downloadSchema = z.object({
  downloadUrl: z.string().min(1),
  fileType: z.string().optional().catch(undefined),
});

function uploaded({ content, name }: TeamsAttachment, place: Place): MediaReference | undefined {
  const { data } = downloadSchema.safeParse(content);
  if (!data) return undefined;
  return {
    reference: toReference({ kind: 'download', url: data.downloadUrl, ...place }),
    mimeType: mimeTypeOf(data.fileType ?? name?.split('.').at(-1) ?? ''),
    ...(name && { fileName: name }),
  };
}

/** The phones say `image/*`; the bytes will tell which one it is. */
function pasted({ contentType, contentUrl, name }: TeamsAttachment, place: Place): MediaReference | undefined {
  return contentUrl
    ? {
        reference: toReference({ kind: 'inline', url: contentUrl, ...place }),
        mimeType: contentType === 'image/*' ? 'image/jpeg' : contentType,
        ...(name && { fileName: name }),
      }
    : undefined;
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
};

function mimeTypeOf(fileType: string): string {
  return MIME_TYPES[fileType.toLowerCase()] ?? 'application/octet-stream';
}
