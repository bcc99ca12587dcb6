import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { rewritePicture } from './picture.ts';

type Size = { readonly width: number; readonly height: number };
function canvas(
  { width, height }: Size,
  background: string | { r: number; g: number; b: number; alpha: number } = '#123',
) {
  return sharp({ create: { width, height, channels: typeof background === 'string' ? 3 : 4, background } });
}
const clear = { r: 1, g: 2, b: 3, alpha: 0.5 };

/** One transparent WebP and one JPEG that is to be turned, both 12,200 × 12,200, and one in passes. */
const webpBomb = unpacked('jxOAUklGRiAAAABXRUJQVlA4TBQAAAAvp+/pGwdQgVQIIAAKmgLGiIj+BwM=');
const turnedJpeg = unpacked(
  'X+BWDeKMACXHfrfHoKqEIAKkg91wT7WBai7tHKHQOdkDednE+ym9+vQHD/z+3nMnO8H80MQERji+OOWtLkQ1MG1VJgAud792bVqLA5nASzziwBOoAQLY/idAIfzutOPXmqEpYRM113FpqzlgYg2Q5vY/jbTwEmBssIZU3eAww4SCKEllpYdzoCWuASRPraVJqGhja4v/q+ztCv9vgPn9fhPX1I8CfeBvsDJ5wQr6e/DIbbzzCU+wg4ZtOLEWo9k26VScWqTHZxCKvXv/c/5ao4SCgjA5MGIg9AXACLgJQwGoBdxH3AqEhFX0gL0eUQXQLMTblABAigweWK40whLEICbuOSxTTehFSC4i1i2pKO1/6End20SfxwL815bV9pfBP40QiNvVPWiwpLtnaKAyL9Pn3dDok92LGFHQMuuQDfaVVOVWAwx2jA7Khga6sAFvCwBn9fcxxh+XUoODNz28JxhmV+ZQ4AcEyPoGhkD4gN/oUB8Js4GDTN0hF9aDiIH6hkbaLDiooC2kE9onB6ors1SPwEcl7nxKuruGZQCAABaK1VQBJsCDD5XkkRkGGxXvZBGDlrVtxVEq408BICzOGF69MF7iV/FqmvLoX3J0iWn0SqQ8ob94PI3ODQ4Hl3MMIkDCeo6DfwchTqEP9JTBU1g2wP4Ys6Z3x8ggSZM45d3SLEvzsleaFUU5aq3r3jQSoQci1yGce9kc1E7rc9m2JNev+lDTOprI9rJSgWE4PHJKZ9WyP32T6J+2RK2FtoG+Tv3fmEAAwMPEo25kAyCAeHkBCQXb/91KDar1A6FtZOvM98qiiX8=',
);
const passesJpeg = unpacked(
  'X29zhuCiwG4j9pDgMNVJFUvwo6yXRZfOXKt7n8axiFXjBhahCMdiHKLc7nwerRmihE2U5/hcp+N0OiT5S6yd28CgKYyd7fPesu3jhji9CQe6dVwUxgGFe17YzLMw7AVIsQWCuYNpdKwWA8t7XMwmXOGMddY4u+e8dyFJSjGmdetFdgrRTgDIJU8mWn8UWoi5SBXt++g8Egu3dewYfSJW0+pAtbwsyw8j7J5MNAfUoObxDBuQAAYfy/kj9mWAcxRNKNEC8B180D/BkQr/zQITWvX6TzzFxcHGwlyTzhP1M6wz/GvySGJfbVjP3PFFCLC8r6+a84V9GYAGILcv3eVXOc5FdC80P4aHAQ==',
);
function unpacked(base64: string): Buffer {
  return brotliDecompressSync(Buffer.from(base64, 'base64'));
}

/** A GIF of single dots. */
function dots(frames: number): Buffer {
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  const head = Buffer.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  return Buffer.concat([head, ...Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

/** Writes another width and height over those in the header of a PNG, and its new checksum. */
function lying(png: Buffer, { width, height }: Size): Buffer {
  const liar = Buffer.from(png);
  liar.writeUInt32BE(width, 16);
  liar.writeUInt32BE(height, 20);
  liar.writeUInt32BE(crc32(liar.subarray(12, 29)), 29);
  return liar;
}
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

async function sizeOf(bytes: Uint8Array | undefined): Promise<Size & { readonly exif: unknown }> {
  const { width, height, exif } = await sharp(bytes).metadata();
  return { width, height, exif };
}

describe('a picture', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is kept as EXIF orientation %d shows it', async (orientation) => {
    const pixels = Buffer.from(Array.from({ length: 60 * 40 * 3 }, (_, at) => (at * 7) % 256));
    const raw = sharp(pixels, { raw: { width: 60, height: 40, channels: 3 } });
    const sent = await raw.withMetadata({ orientation }).png().toBuffer();
    const kept = await rewritePicture(sent, 'image/png');
    const shown = await sharp(sent).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const got = await sharp(kept?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([got.info.width, got.info.height]).toEqual([shown.info.width, shown.info.height]);
    expect(got.data.equals(shown.data)).toBe(true);
  });

  it('of the largest phones is kept upright and smaller, with a small copy', async () => {
    const sent = await canvas({ width: 9_000, height: 6_000 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const kept = await rewritePicture(sent, 'image/jpeg');
    expect(await sizeOf(kept?.bytes)).toEqual({ width: 2_667, height: 4_000, exif: undefined });
    expect(await sizeOf(kept?.thumbnail)).toMatchObject({ width: 213, height: 320 });
  });

  it('that moves is kept as it came', async () => {
    const sent = dots(3);
    expect((await rewritePicture(sent, 'image/gif'))?.bytes).toBe(sent);
  });

  it.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['a WebP of 40 bytes that unpacks to 600 MB', 'image/webp', () => webpBomb],
    [
      'a WebP of 16 million pixels',
      'image/webp',
      () => canvas({ width: 4_000, height: 4_000 }, clear).webp().toBuffer(),
    ],
    ['a PNG', 'image/png', () => canvas({ width: 5_001, height: 5_000 }).png().toBuffer()],
    ['a JPEG in passes', 'image/jpeg', () => passesJpeg],
    ['a GIF', 'image/gif', () => canvas({ width: 4_000, height: 4_000 }).gif().toBuffer()],
    ['a GIF of very many frames', 'image/gif', () => dots(100_000)],
  ])('that would take too much memory is none: %s', async (_, mimeType, make) => {
    expect(await rewritePicture(await make(), mimeType)).toBeUndefined();
  });

  it.each<[string, string, () => Promise<Buffer>]>([
    [
      'cut off',
      'image/jpeg',
      async () => (await canvas({ width: 400, height: 300 }).jpeg().toBuffer()).subarray(0, 700),
    ],
    ['cut off in its header', 'image/jpeg', async () => turnedJpeg.subarray(0, 30)],
    ['larger in its header', 'image/png', async () => lying(await smallPng(), { width: 60_000, height: 60_000 })],
    ['a little larger in its header', 'image/png', async () => lying(await smallPng(), { width: 40, height: 4_000 })],
    ['of another type', 'image/jpeg', () => smallPng()],
    [
      'a drawing',
      'image/png',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['nothing', 'image/gif', async () => Buffer.from('GIF89a')],
  ])('that is %s is none', async (_, mimeType, make) => {
    expect(await rewritePicture(await make(), mimeType)).toBeUndefined();
  });

  it('is read while others wait, and one that cannot be read holds nobody up', async () => {
    const good = await smallPng();
    const all = await Promise.all([
      rewritePicture(webpBomb, 'image/webp'),
      rewritePicture(good, 'image/png'),
      rewritePicture(turnedJpeg.subarray(0, 30), 'image/jpeg'),
      rewritePicture(good, 'image/png'),
    ]);
    expect(all.map((one) => one !== undefined)).toEqual([false, true, false, true]);
  });
});

function smallPng(): Promise<Buffer> {
  return canvas({ width: 40, height: 30 }).png().toBuffer();
}

const script = fileURLToPath(new URL('testing/rewrite-picture.ts', import.meta.url));

describe('a process', () => {
  it.each<[string, string, () => Buffer | Promise<Buffer>, boolean]>([
    ['the WebP', 'image/webp', () => webpBomb, false],
    ['the JPEG that is to be turned', 'image/jpeg', () => turnedJpeg, true],
    ['the JPEG in passes', 'image/jpeg', () => passesJpeg, false],
    ['the largest WebP', 'image/webp', () => canvas({ width: 4_150, height: 3_000 }, clear).webp().toBuffer(), true],
  ])('does not grow by half a gigabyte for %s', async (_, mimeType, make, isPicture) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, mimeType], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(await make());
    const { grewMb, ...rest } = JSON.parse(await text(child.stdout)) as { grewMb: number; isPicture: boolean };
    expect(rest).toEqual({ isPicture });
    expect(grewMb).toBeLessThan(500);
  });
});
