import type { Metadata, Sharp, SharpOptions } from 'sharp';

/** A picture as it is kept: upright, without EXIF, which says where it was taken. */
export type KeptPicture = { readonly bytes: Uint8Array; readonly thumbnail: Uint8Array };

/** Sides of the kept copy and of the small one. */
const KEPT_PX = 4_000;
const THUMBNAIL_PX = 320;

const PIXELS = 1_000_000;
/**
 * What one picture may take of the memory, in pixels: a small file can unpack to gigabytes. A JPEG is
 * made smaller while it is read, so that the largest phone photos fit. One in several passes is held
 * whole, as are the other formats; a WebP takes the most for each pixel.
 */
const MAX_PIXELS = {
  jpeg: 150 * PIXELS,
  jpegInPasses: 25 * PIXELS,
  png: 25 * PIXELS,
  webp: 12.5 * PIXELS,
  gif: 12.5 * PIXELS,
} as const;
const MAX_FRAMES = 1_000;
const MAX_SECONDS = 30;

/** GIFs are kept as they are, because they move. */
const REWRITES: Readonly<Record<string, ((image: Sharp) => Sharp) | undefined>> = {
  'image/jpeg': (image) => image.jpeg({ quality: 85 }),
  'image/png': (image) => image.png(),
  'image/webp': (image) => image.webp({ quality: 85 }),
  'image/gif': undefined,
};

export function isPictureType(mimeType: string): boolean {
  return Object.hasOwn(REWRITES, mimeType);
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Rewrites a picture, at most 4,000 px wide and high. Resolves to undefined for what only claims to
 * be one, or is too large to be read: its header is looked at before anything is decoded. A process
 * reads one picture at a time.
 */
export function rewritePicture(bytes: Uint8Array, mimeType: string): Promise<KeptPicture | undefined> {
  const mine = last.then(() => rewritten(bytes, mimeType).catch(() => undefined));
  last = mine;
  return mine;
}

/** Reads the header only; undefined for what cannot be read. */
export async function pictureSize(
  bytes: Uint8Array,
): Promise<{ readonly width: number; readonly height: number } | undefined> {
  const image = await open(bytes, { limitInputPixels: false });
  return image.metadata().then(
    ({ width, height }) => ({ width, height }),
    () => undefined,
  );
}

async function rewritten(bytes: Uint8Array, mimeType: string): Promise<KeptPicture | undefined> {
  const header = await (await open(bytes, { limitInputPixels: false })).metadata();
  const limitInputPixels = mostPixels(bytes, header);
  if (`image/${header.format}` !== mimeType || limitInputPixels === undefined) return undefined;
  if (header.width * header.height > limitInputPixels || (header.pages ?? 1) > MAX_FRAMES) return undefined;
  const rewrite = REWRITES[mimeType];
  const kept = rewrite
    ? await rewrite(turned(within(await open(bytes, { limitInputPixels }), KEPT_PX), header)).toBuffer()
    : bytes;
  const thumbnail = await within(await open(kept, { limitInputPixels }), THUMBNAIL_PX)
    .webp({ quality: 75 })
    .toBuffer();
  return { bytes: kept, thumbnail };
}

function mostPixels(bytes: Uint8Array, { format }: Metadata): number | undefined {
  if (format === 'jpeg') return isReadInPasses(bytes) ? MAX_PIXELS.jpegInPasses : MAX_PIXELS.jpeg;
  return format === 'png' || format === 'webp' || format === 'gif' ? MAX_PIXELS[format] : undefined;
}

function within(image: Sharp, px: number): Sharp {
  return image.resize(px, px, { fit: 'inside', withoutEnlargement: true });
}

/**
 * How a picture is turned and then mirrored for each EXIF orientation. It is done to the small copy:
 * turning a large picture would hold all of it.
 */
const TURNS: Readonly<Record<number, readonly [angle: number, mirror?: 'flip' | 'flop']>> = {
  2: [0, 'flop'],
  3: [180],
  4: [180, 'flop'],
  5: [90, 'flip'],
  6: [90],
  7: [270, 'flip'],
  8: [270],
};

function turned(image: Sharp, { orientation = 1 }: Metadata): Sharp {
  const [angle, mirror] = TURNS[orientation] ?? [0];
  const upright = angle ? image.rotate(angle) : image;
  return mirror ? upright[mirror]() : upright;
}

/**
 * Sharp is loaded with the first picture, because it costs a process 15 MB. It writes no metadata
 * unless asked, and keeps nothing that was decoded.
 */
async function open(bytes: Uint8Array, options: SharpOptions): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp(bytes, { ...options, failOn: 'error' }).timeout({ seconds: MAX_SECONDS });
}

const START_OF_SCAN = 0xda;

/**
 * True for a JPEG whose first pass has not all of the picture: a progressive one, or one with a pass
 * for each colour. Its decoder holds all of it.
 */
function isReadInPasses(bytes: Uint8Array): boolean {
  let colours = 0;
  for (let at = 2; at + 9 < bytes.length; ) {
    const [mark = 0, kind = 0, high = 0, low = 0] = bytes.subarray(at, at + 4);
    if (mark !== 0xff) return true;
    if (kind === 0xff) {
      at++;
      continue;
    }
    if (kind === START_OF_SCAN) return (bytes[at + 4] ?? 0) < colours;
    if (isFrame(kind)) {
      if (kind !== 0xc0 && kind !== 0xc1) return true;
      colours = bytes[at + 9] ?? 0;
    }
    at += 2 + high * 256 + low;
  }
  return true;
}

/** True for the marks that begin a picture; three others share their numbers. */
function isFrame(kind: number): boolean {
  return kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
}
