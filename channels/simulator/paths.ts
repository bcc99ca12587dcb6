import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Lang } from './wording.ts';

const base = '/simulator';

export const simulatorPaths = {
  /** The app has to be mounted here. */
  mount: base,
  page: (lang: Lang, start?: string) =>
    `${base}?lang=${lang}${start === undefined ? '' : `&start=${encodeURIComponent(start)}`}`,
  /** Opens an invitation on the page, in the language of the visitor's browser. */
  invitation: (token: string) => `${base}?start=${token}`,
  asset: (name: string, version: string) => `${base}/assets/${name}?v=${version}`,
  events: (lang: Lang, after: string) => `${base}/events?lang=${lang}&after=${encodeURIComponent(after)}`,
  messages: (chat: string, lang: Lang) => `${base}/${chat}/messages?lang=${lang}`,
  taps: (chat: string, lang: Lang) => `${base}/${chat}/taps?lang=${lang}`,
  start: (chat: string, lang: Lang) => `${base}/${chat}/start?lang=${lang}`,
  contact: (chat: string, lang: Lang) => `${base}/${chat}/contact?lang=${lang}`,
  receipts: (chat: string, lang: Lang) => `${base}/${chat}/receipts?lang=${lang}`,
  media: (chat: string, lang: Lang) => `${base}/${chat}/media?lang=${lang}`,
  picture: (chat: string, externalId: string) => `${base}/${chat}/media/${encodeURIComponent(externalId)}`,
  clock: (lang: Lang) => `${base}/clock?lang=${lang}`,
} as const;

export type Asset = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mimeType: string; readonly version: string };

/** Addresses for the head of the page. */
export type AssetAddresses = {
  readonly styles: readonly string[];
  readonly script: string;
  readonly icon: string;
};

/** The scripts import one another by these names. */
const scripts = ['simulator.js', 'doing.js', 'dom.js', 'live.js', 'reading.js'];
const styles = ['page.css', 'chat.css', 'message.css'];

/**
 * Reads the files of the page once. Their addresses carry a version of the bytes, so browsers may
 * keep them for ever.
 */
export function readAssets(): ReadonlyMap<string, Asset> {
  const require = createRequire(import.meta.url);
  const ours = (name: string) => new URL(`./public/${name}`, import.meta.url);
  return new Map<string, Asset>([
    ['oat.css', read(require.resolve('@knadh/oat/oat.min.css'), 'text/css; charset=utf-8')],
    ...styles.map((name) => [name, read(ours(name), 'text/css; charset=utf-8')] as const),
    ...scripts.map((name) => [name, read(ours(name), 'text/javascript; charset=utf-8')] as const),
    ['icon.svg', read(ours('icon.svg'), 'image/svg+xml')],
  ]);
}

function read(file: string | URL, mimeType: string): Asset {
  const bytes = new Uint8Array(readFileSync(file));
  return { bytes, mimeType, version: createHash('sha256').update(bytes).digest('hex').slice(0, 12) };
}
