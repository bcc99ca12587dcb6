/** A type by the first bytes of a file; undefined when they tell nothing. Nothing that a browser would run is ever among them. */
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

/** What a claim may add where the bytes tell nothing: plain text, if it is text. All else is only to be downloaded. */
export function mimeTypeOf(bytes: Uint8Array, claimed: string | undefined): string {
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
