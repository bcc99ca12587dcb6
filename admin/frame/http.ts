import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { paths } from '../paths.ts';

export type Asset = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mimeType: string; readonly version: string };

/** The addresses that a page links to, each with the version of its bytes. */
export type AssetAddresses = {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly icon: string;
};

const css = 'text/css; charset=utf-8';
const js = 'text/javascript; charset=utf-8';
const styles = ['base.css', 'frame.css', 'list.css', 'thread.css', 'said.css', 'side.css', 'quote.css'];

/** Reads the files of the panel once; a version of their bytes lets browsers keep them for ever. */
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

/** Where a page finds them. */
export function addressesOf(assets: ReadonlyMap<string, Asset>): AssetAddresses {
  const address = (name: string) => paths.asset(name, assets.get(name)?.version ?? '');
  return {
    styles: ['oat.css', ...styles].map(address),
    scripts: ['htmx.js', 'hx-sse.js', 'panel.js'].map(address),
    icon: address('icon.svg'),
  };
}
