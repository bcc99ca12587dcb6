import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createMediaLinks, mediaRoute } from '../../bot/web/media.ts';
import { createMediaStore } from '../../core/postgres/media.ts';
import { testDatabase } from '../../core/testing/database.ts';

const { pool } = await testDatabase();
let now = new Date('2026-11-23T13:20:00Z');
const media = createMediaStore({ pool, now: () => now });
const links = createMediaLinks({ secret: 'a secret for tests', now: () => now });
const app = new Hono().route('/media', mediaRoute({ media, links }));

async function keep(bytes: Uint8Array | string, claimed?: string): Promise<string> {
  return (await media.put(Buffer.from(bytes as string, 'latin1'), claimed)).sha256;
}
function keepPicture() {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#0a0' } })
    .jpeg()
    .toBuffer()
    .then((bytes) => keep(bytes));
}
function ask(path: string, headers: Record<string, string> = {}) {
  return app.request(path, { headers });
}
async function statusOf(path: string): Promise<number> {
  return (await ask(path)).status;
}

describe('a link to a file', () => {
  it('shows the picture, whole or small, to whoever has it', async () => {
    const sha256 = await keepPicture();
    const whole = await ask(links.linkTo(sha256, 'whole'));
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await sharp(await whole.arrayBuffer()).metadata()).toMatchObject({ width: 640, height: 480 });
    const small = await ask(links.linkTo(sha256, 'thumbnail'));
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(await sharp(await small.arrayBuffer()).metadata()).toMatchObject({ width: 320, height: 240 });
  });

  it('is for one file in one size until one moment, and nobody can make another one of it', async () => {
    const [sha256, other] = [await keepPicture(), await keep('%PDF-1.7 x')];
    const link = links.linkTo(sha256, 'thumbnail');
    const [, signature = ''] = /s=([\w-]+)/.exec(link) ?? [];
    for (const forged of [
      link.replace('&thumb', ''),
      link.replace(sha256, other),
      link.replace(/e=\d+/, 'e=9999999999'),
      link.replace(signature, signature.slice(1)),
      link.replace(signature, signature.replaceAll(/[a-z]/g, 'a')),
      link.replace(/s=[\w-]+/, ''),
      createMediaLinks({ secret: 'another secret', now: () => now }).linkTo(sha256, 'thumbnail'),
      `/media/${sha256}`,
      '/media/%00',
    ])
      expect(await statusOf(forged), forged).toBe(403);
    expect(await statusOf(link)).toBe(200);
  });

  it('is the same for an hour, works for at least one more, and says when it has expired', async () => {
    const sha256 = await keepPicture();
    const link = links.linkTo(sha256, 'whole');
    const begun = now;
    now = new Date('2026-11-23T13:59:59Z');
    expect(links.linkTo(sha256, 'whole')).toBe(link);
    now = new Date('2026-11-23T14:59:58Z');
    expect(links.linkTo(sha256, 'whole')).not.toBe(link);
    const last = await ask(link);
    expect([last.status, last.headers.get('cache-control')]).toEqual([200, 'private, max-age=2, immutable']);
    now = new Date('2026-11-23T15:00:00Z');
    const late = await ask(link, { 'accept-language': 'en-GB,en;q=0.9' });
    expect([late.status, late.headers.get('cache-control')]).toEqual([410, 'no-store']);
    expect(await late.text()).toContain('This link has expired');
    expect(await (await ask(link, { 'accept-language': 'nl' })).text()).toContain('Deze link is verlopen');
    now = begun;
  });

  it('to what is not kept, or has no small copy, finds nothing', async () => {
    expect(await statusOf(links.linkTo('0'.repeat(64), 'whole'))).toBe(404);
    expect(await statusOf(links.linkTo(await keep('%PDF-1.7 x'), 'thumbnail'))).toBe(404);
    expect(await statusOf(links.linkTo('nonsense', 'whole'))).toBe(404);
  });
});

describe('a file', () => {
  it.each([
    ['%PDF-1.7 x', 'application/pdf', 'inline'],
    ['OggS\0\0', 'audio/ogg', 'inline'],
    ['ID3\0\0', 'audio/mpeg', 'inline'],
    ['\0\0\0\x18ftypisom', 'video/mp4', 'inline'],
    ['\0\0\0\x18ftypM4A ', 'audio/mp4', 'inline'],
    ['\0\0\0\x18ftypheic', 'application/octet-stream', 'attachment'],
    ['PK\x03\x04', 'application/octet-stream', 'attachment'],
    ['<script>alert(1)</script>', 'application/octet-stream', 'attachment'],
    ['just words', 'application/octet-stream', 'attachment'],
  ])('is shown only when a browser can run nothing in it: %j', async (bytes, type, disposition) => {
    const { headers } = await ask(links.linkTo(await keep(bytes, 'text/plain'), 'whole'));
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([type, disposition]);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
  });

  it('is given in parts to a player that asks for them', async () => {
    const bytes = Buffer.concat([Buffer.from('OggS'), randomBytes(96)]);
    const link = links.linkTo(await keep(bytes), 'whole');
    const part = async (range: string) => {
      const response = await ask(link, { range });
      const { status, headers } = response;
      return [status, headers.get('content-range'), Buffer.from(await response.arrayBuffer()).toString('hex')];
    };
    const hex = (from: number, end: number) => bytes.subarray(from, end).toString('hex');
    expect(await part('bytes=0-9')).toEqual([206, 'bytes 0-9/100', hex(0, 10)]);
    expect(await part('bytes=90-')).toEqual([206, 'bytes 90-99/100', hex(90, 100)]);
    expect(await part('bytes=95-1000')).toEqual([206, 'bytes 95-99/100', hex(95, 100)]);
    expect(await part('bytes=-3')).toEqual([206, 'bytes 97-99/100', hex(97, 100)]);
    expect(await part('bytes=-1000')).toEqual([206, 'bytes 0-99/100', hex(0, 100)]);
    expect(await part('bytes=100-')).toEqual([416, 'bytes */100', '']);
    for (const odd of ['bytes=-', 'bytes=9-3', 'bytes=0-1,5-6', 'lines=1-2'])
      expect(await part(odd), odd).toEqual([200, null, hex(0, 100)]);
    expect((await ask(link)).headers.get('accept-ranges')).toBe('bytes');
  });
});
