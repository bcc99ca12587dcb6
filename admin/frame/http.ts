import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { z } from 'zod';
import { isStorable } from '../../core/storable.ts';
import { paths } from './env.ts';

export type Asset = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mimeType: string; readonly version: string };

/** Addresses for the head of a page, each with the version of its bytes. */
export type AssetAddresses = {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly icon: string;
};

const css = 'text/css; charset=utf-8';
const js = 'text/javascript; charset=utf-8';
const styles = ['base.css', 'frame.css', 'column.css', 'list.css', 'thread.css', 'said.css', 'side.css', 'quote.css'];

/**
 * Reads the files of the panel once. Their addresses carry a version of the bytes, so browsers may
 * keep them for ever.
 */
export function readAssets(): ReadonlyMap<string, Asset> {
  const require = createRequire(import.meta.url);
  const ours = (name: string) => new URL(`../public/${name}`, import.meta.url);
  return new Map<string, Asset>([
    ['oat.css', read(require.resolve('@knadh/oat/oat.min.css'), css)],
    ...styles.map((name) => [name, read(ours(name), css)] as const),
    ['htmx.js', read(require.resolve('htmx.org/dist/htmx.min.js'), js)],
    ['hx-sse.js', read(require.resolve('htmx.org/dist/ext/hx-sse.min.js'), js)],
    ['panel.js', read(ours('panel.js'), js)],
    ['icon.svg', read(ours('icon.svg'), 'image/svg+xml')],
  ]);
}

function read(file: string | URL, mimeType: string): Asset {
  const bytes = new Uint8Array(readFileSync(file));
  return { bytes, mimeType, version: createHash('sha256').update(bytes).digest('hex').slice(0, 12) };
}

export function addressesOf(assets: ReadonlyMap<string, Asset>): AssetAddresses {
  const address = (name: string) => paths.asset(name, assets.get(name)?.version ?? '');
  return {
    styles: ['oat.css', ...styles].map(address),
    scripts: ['htmx.js', 'hx-sse.js', 'panel.js'].map(address),
    icon: address('icon.svg'),
  };
}

/**
 * Reads the fields of a form; several fields of one name `name[]` become a list. Throws a 400 or
 * 415.
 */
export async function readForm<Form>(c: Context, schema: z.ZodType<Form>): Promise<Form> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw new HTTPException(415);
  const fields = await c.req.parseBody({ all: true }).catch(() => {
    throw new HTTPException(400);
  });
  const parsed = schema.safeParse(fields);
  if (!parsed.success || !isStorableForm(fields)) throw new HTTPException(400);
  return parsed.data;
}

type FormFields = Readonly<Record<string, string | File | readonly (string | File)[]>>;

function isStorableForm(fields: FormFields): boolean {
  return Object.entries(fields).every(([name, values]) =>
    [name, ...[values].flat()].every((value) => isStorable(typeof value === 'string' ? value : value.name)),
  );
}

/** Refuses every change that no page of ours asked for, whatever its form. Throws a 403. */
export function onlyFromOwnPages(publicUrl: string) {
  const ours = new URL(publicUrl).origin;
  return createMiddleware(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isRead && !isOwnPage(c.req.header('origin'), ours, new URL(c.req.url))) throw new HTTPException(403);
    await next();
  });
}

function isOwnPage(from: string | undefined, ours: string, { origin, hostname }: URL): boolean {
  return from === ours || (from === origin && noWebsite.test(hostname));
}

/** Names that nobody on the internet can point here: addresses, and names of the own network. */
const noWebsite = /^([^.]+|[^.]+\.local|\d{1,3}(\.\d{1,3}){3})$/;

export function giveCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
}

/** Tells if the page's script asks: it wants parts of a page. */
export function isFromScript(c: Context): boolean {
  return c.req.header('hx-request') === 'true';
}

/** No inline script or style, nothing from elsewhere, and no frame around the panel. */
export function headers(overHttps: boolean) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: overHttps ? 'max-age=31536000' : false,
  });
}
