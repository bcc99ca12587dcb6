import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type MediaBytes, type MediaStore, shownAs } from '../../core/application/media.ts';
import { languageOf } from '../wording/format.ts';
import { fileLinkWords } from '../wording/pages.ts';

/**
 * `/media/:id` serves a stored file to anybody with a signed link; has to be mounted at `/media`.
 */
export function mediaRoute({ media, links }: { readonly media: MediaStore; readonly links: MediaLinks }): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    // A document may contain links, and the referrer would give away the address of the file.
    c.header('Referrer-Policy', 'no-referrer');
  });
  app.get('/:id', async (c) => {
    const sha256 = c.req.param('id');
    const size = c.req.query('thumb') === undefined ? 'whole' : 'thumbnail';
    const checked = links.check({ sha256, size, expires: c.req.query('e') ?? '', signature: c.req.query('s') ?? '' });
    if (checked === 'forged') return refuse(c, 'forged', 403);
    if (checked === 'expired') return refuse(c, 'expired', 410);
    const found = size === 'whole' ? await media.get(sha256) : await smallCopy(media, sha256);
    if (!found) return refuse(c, 'unknown', 404);
    c.header('Cache-Control', `private, max-age=${checked.goodFor}, immutable`);
    return serve(c, found);
  });
  return app;
}

type Served = Pick<MediaBytes, 'bytes' | 'mimeType'>;

async function smallCopy(media: MediaStore, sha256: string): Promise<Served | undefined> {
  const bytes = await media.thumbnail(sha256);
  return bytes && { bytes, mimeType: 'image/webp' };
}

function refuse(c: Context, why: keyof typeof fileLinkWords.nl, status: 403 | 404 | 410): Response {
  c.header('Cache-Control', 'no-store');
  const [first] = (c.req.header('accept-language') ?? '').split(/[,;]/);
  return c.text(fileLinkWords[languageOf(first, 'nl')][why], status);
}

/** Nothing in a file may run, load or link; types that browsers do not show are only downloaded. */
function serve(c: Context, { bytes, mimeType }: Served): Response {
  const isShown = shownAs(mimeType) !== undefined;
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  c.header('Content-Type', isShown ? mimeType : 'application/octet-stream');
  c.header('Content-Disposition', isShown ? 'inline' : 'attachment');
  c.header('Accept-Ranges', 'bytes');
  const range = byteRangeOf(c.req.header('range'), bytes.byteLength);
  if (range === undefined) return c.body(new Uint8Array(bytes));
  if (range === 'beyond') return c.body(null, 416, { 'Content-Range': `bytes */${bytes.byteLength}` });
  const { from, to } = range;
  c.header('Content-Range', `bytes ${from}-${to}/${bytes.byteLength}`);
  return c.body(new Uint8Array(bytes.subarray(from, to + 1)), 206);
}

export type MediaSize = 'whole' | 'thumbnail';

/** Fields of a URL, untrusted until they are checked. */
export type AskedMedia = {
  readonly sha256: string;
  readonly size: MediaSize;
  /** Seconds since 1970, in digits. */
  readonly expires: string;
  readonly signature: string;
};

/** A link shows one file until it expires, and nothing else. */
type MediaLinks = {
  /**
   * Returns path and query. A link works for one to two hours, and is the same within an hour, so
   * that browsers cache the file.
   */
  linkTo(sha256: string, size: MediaSize): string;
  /** Returns for how many more seconds a link works. */
  check(asked: AskedMedia): { readonly goodFor: number } | 'forged' | 'expired';
};

const HOUR_S = 3_600;

/** `now` is the real time. */
export function createMediaLinks({ secret, now }: { readonly secret: string; readonly now: () => Date }): MediaLinks {
  const nowS = (): number => Math.floor(now().getTime() / 1_000);
  const sign = ({ sha256, size, expires }: Omit<AskedMedia, 'signature'>): string =>
    createHmac('sha256', secret).update(`${sha256} ${size} ${expires}`).digest('base64url');
  return {
    linkTo: (sha256, size) => {
      const expires = String((Math.floor(nowS() / HOUR_S) + 2) * HOUR_S);
      const query = `e=${expires}&s=${sign({ sha256, size, expires })}`;
      return `/media/${sha256}?${query}${size === 'thumbnail' ? '&thumb' : ''}`;
    },
    check: (asked) => {
      if (!isSame(asked.signature, sign(asked))) return 'forged';
      const goodFor = Number(asked.expires) - nowS();
      return goodFor > 0 ? { goodFor } : 'expired';
    },
  };
}

/** Compares in constant time. */
function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}

/** Both ends are inclusive. */
export type ByteRange = { readonly from: number; readonly to: number };

/**
 * Reads a `Range` header for a file of this size. Undefined means the whole file: no header,
 * several ranges, or a meaningless one.
 */
function byteRangeOf(header: string | undefined, size: number): ByteRange | 'beyond' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  return from > to ? 'beyond' : { from, to };
}
