import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeRefusal } from './node-version.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

/** What people start by a name of package.json; not what only makes or measures files of this repository. */
const programs = Object.values(manifest.scripts).flatMap((script) => {
  const [, file] = /--import tsx (bot\/(?!.*\/testing\/)\S+)/.exec(script) ?? [];
  return file === undefined ? [] : [file];
});

type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a program that believes to be on that version of Node. */
function runOn(version: string, program: string): Promise<Ended> {
  const fake = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', '--import', fake, program];
    const child = execFile(process.execPath, args, { cwd: checkout, env: {} }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

describe('a Node that is too old', () => {
  it.each(['18.20.8', '20.18.3', '20.9.0', '8.0.0', '19.99.0'])('is refused: %s', (version) => {
    expect(nodeRefusal(version)).toBe(
      `Pitstop Chat needs Node.js 20.19 or later; this is ${version}. https://nodejs.org`,
    );
  });

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.11.1', '100.0.0', '26.0.0-nightly'])('is not %s', (version) => {
    expect(nodeRefusal(version)).toBeUndefined();
  });

  it('is what package.json says', () => {
    expect(manifest.engines.node).toBe('>=20.19');
  });

  it.each([...new Set(programs)])('is the only thing that %s says', { timeout: 60_000 }, async (program) => {
    expect(await runOn('18.20.8', program)).toEqual({
      code: 1,
      out: '',
      err: 'Pitstop Chat needs Node.js 20.19 or later; this is 18.20.8. https://nodejs.org\n',
    });
  });
});
