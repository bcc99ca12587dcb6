import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeRefusal } from './node-version.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
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

type Locked = { readonly engines?: { readonly node?: string }; readonly optional?: true; readonly resolved?: string };

/** Reads `>=20.9 || ^18.2`, `20 || 22.x`: the forms that packages use. */
function accepts(range: string, major: number, minor: number): boolean {
  return range.split('||').some((one) => {
    const [, form = '', from = '0', then = '0'] = /^\s*(>=|\^)?\s*v?(\d+)(?:\.(\d+))?/.exec(one) ?? [];
    const isSame = Number(from) === major && minor >= Number(then);
    return isSame || (form === '>=' && Number(from) < major);
  });
}

describe('what is installed', () => {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const installed = Object.entries(lock.packages);

  it('runs on the oldest Node that is promised, so that installing warns of nothing', () => {
    const tooNew = installed.filter(
      ([, { engines, optional }]) => engines?.node && !optional && !accepts(engines.node, 20, 19),
    );
    expect(installed.length).toBeGreaterThan(100);
    expect(tooNew.map(([name, { engines }]) => `${name}: ${engines?.node}`)).toEqual([]);
  });

  it('comes from whatever registry the machine uses', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
