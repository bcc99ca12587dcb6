import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MAX_MEDIA_BYTES } from '../application/media.ts';
import { testDatabase } from '../testing/database.ts';
import { createMediaStore } from './media.ts';

const { pool } = await testDatabase();
const store = createMediaStore({ pool, now: () => new Date('2026-11-23T09:00:00Z') });

/** Taken upright with a phone that lies: 400 by 200 with a note to turn it. */
function photo() {
  return sharp({ create: { width: 400, height: 200, channels: 3, background: '#c00' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 22/1 0/1' }, IFD0: { Make: 'Phone' } })
    .jpeg()
    .toBuffer();
}

describe('a photo', () => {
  it('is kept upright, without the place where it was taken, with a small copy', async () => {
    const bytes = await photo();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const { sha256 } = await store.put(bytes, 'text/html');
    const kept = await store.get(sha256);
    if (!kept?.thumbnail) throw new Error('It was not kept');
    const metadata = await sharp(kept.bytes).metadata();
    expect([kept.mimeType, metadata.exif, metadata.width, metadata.height]).toEqual([
      'image/jpeg',
      undefined,
      200,
      400,
    ]);
    expect(await sharp(kept.thumbnail).metadata()).toMatchObject({ format: 'webp', width: 160, height: 320 });
  });

  it('that comes twice is kept once', async () => {
    const bytes = await photo();
    const [one, two] = [await store.put(bytes, undefined), await store.put(bytes, 'image/jpeg')];
    expect(one).toEqual(two);
    expect((await pool.query('select from media where sha256 = $1', [one.sha256])).rowCount).toBe(1);
  });

  it('that is none is a file to download', async () => {
    const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(200)]);
    expect(await store.put(broken, 'image/jpeg')).toMatchObject({ mimeType: 'application/octet-stream' });
  });
});

describe('a file', () => {
  it('has the type of its bytes, whatever is claimed, and nothing that a browser runs', async () => {
    const typeOf = async (bytes: string, claimed: string) =>
      (await store.put(Buffer.from(bytes, 'latin1'), claimed)).mimeType;
    expect(await typeOf('%PDF-1.7 x', 'image/png')).toBe('application/pdf');
    expect(await typeOf('OggS\0\0', 'audio/ogg; codecs=opus')).toBe('audio/ogg');
    expect(await typeOf('<html><script>', 'text/html')).toBe('application/octet-stream');
    expect(await typeOf('<svg onload="x">', 'image/svg+xml')).toBe('application/octet-stream');
    expect(await typeOf('kenteken', 'text/plain')).toBe('text/plain');
  });

  it('of over 20 MB is refused with a sentence', async () => {
    await expect(store.put(new Uint8Array(MAX_MEDIA_BYTES + 1_048_576), undefined)).rejects.toThrow(
      'A file may have at most 20 MB; this one has 21.0 MB.',
    );
    await expect(store.put(new Uint8Array(), undefined)).rejects.toMatchObject({ code: 'empty' });
  });

  it('that nobody kept is not there', async () => {
    expect(await store.get('00')).toBeUndefined();
  });
});
