import { DeliveryError } from '../channel.ts';
import { readAtMost } from '../untrusted.ts';
import type { CallApi } from './api.ts';
import { toDeliveryError } from './api.ts';
import type { TelegramOptions, TelegramTiming } from './options.ts';

const MAX_BYTES = 20 * 1024 * 1024;

/** Fetches the bytes of a file. Its address holds the token, so it never leaves this function. */
export async function fetchFile(
  { token, apiRoot = 'https://api.telegram.org', fetch: get = fetch }: TelegramOptions,
  call: CallApi,
  reference: string,
  signal: AbortSignal,
  timing: TelegramTiming,
): Promise<{ bytes: Uint8Array; mimeType: string }> {
  const file = await call('getFile', { file_id: reference }, { withinMs: timing.sendMs, signal });
  if ((file.file_size ?? 0) > MAX_BYTES || file.file_path === undefined) throw tooLarge();
  try {
    const url = `${apiRoot.replace(/\/$/, '')}/file/bot${token}/${file.file_path}`;
    const limits = AbortSignal.any([signal, AbortSignal.timeout(timing.downloadMs)]);
    // A redirect would carry the token elsewhere.
    const response = await get(url, { signal: limits, redirect: 'error' });
    if (!response.ok) throw expired(response.status);
    const bytes = await readAtMost(response, MAX_BYTES);
    if (bytes === undefined) throw tooLarge();
    return { bytes: new Uint8Array(bytes), mimeType: typeOf(response.headers.get('content-type'), file.file_path) };
  } catch (thrown) {
    throw toDeliveryError(thrown, 'the download of a file');
  }
}

function tooLarge(): DeliveryError {
  return new DeliveryError('too_large', 'The file is larger than the 20 MB that Telegram lets a bot fetch.', {
    outcome: 'permanent',
  });
}

/** Addresses work for an hour; the next attempt asks for a new one. */
function expired(status: number): DeliveryError {
  return new DeliveryError('unavailable', `Telegram answered the download of a file with ${status}.`, {
    outcome: 'not_sent',
  });
}

const UNTOLD = 'application/octet-stream';

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
};

/** Telegram serves all files as octets, so the name tells more than the header. */
function typeOf(header: string | null, path: string): string {
  const told = header?.split(';')[0]?.trim() ?? UNTOLD;
  return told === UNTOLD ? (TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? UNTOLD) : told;
}
