import { type Context, Hono } from 'hono';
import { type MediaBytes, type MediaStore, shownAs } from '../../core/application/media.ts';
import { byteRangeOf } from '../byte-range.ts';
import type { MediaLinks } from '../media-links.ts';
import { languageOf } from '../wording/language.ts';

const words = {
  nl: {
    forged: 'Deze link klopt niet. Open het bestand vanuit het gesprek.',
    expired: 'Deze link is verlopen. Laad het gesprek opnieuw en open het bestand nog eens.',
    unknown: 'Dit bestand is er niet.',
  },
  en: {
    forged: 'This link is not right. Open the file from the conversation.',
    expired: 'This link has expired. Load the conversation again and open the file once more.',
    unknown: 'This file is not here.',
  },
} as const;

/** `/media/:id`: a stored file, for whoever has a link to it that was made for a page; must be mounted at `/media`. */
export function mediaRoute({ media, links }: { readonly media: MediaStore; readonly links: MediaLinks }): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    // A document may lead elsewhere, and where it came from is a way to the file.
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

function refuse(c: Context, why: keyof typeof words.nl, status: 403 | 404 | 410): Response {
  c.header('Cache-Control', 'no-store');
  const [first] = (c.req.header('accept-language') ?? '').split(/[,;]/);
  return c.text(words[languageOf(first, 'nl')][why], status);
}

/** Nothing in a file may run, load or lead anywhere; what a browser does not show by itself is only ever a download. */
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
