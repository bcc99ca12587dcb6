import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CHECKOUT,
  cruise,
  OPEN_IMPORTS,
  PLANTED_IMPORTS,
  plantedFile,
  plantTree,
  sourceFiles,
} from './planted-imports.ts';

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};
const endings = ['ts', 'tsx'] as const;

describe('the directions of import', { timeout: 60_000 }, () => {
  it('hold in every source file, and every source file is read', async () => {
    const { read, violations } = await cruise(CHECKOUT);
    expect((await sourceFiles(CHECKOUT)).filter((file) => !read.includes(file))).toEqual([]);
    expect(violations).toEqual([]);
  });

  it('are refused where they are broken, in .ts and in .tsx', async () => {
    const root = await plantTree(PLANTED_IMPORTS, endings);
    const { violations } = await cruise(root);
    await rm(root, { recursive: true });
    const seen = new Set(violations.map(({ rule, from }) => `${rule} in ${from}`));
    const expected = endings.flatMap((ending) =>
      PLANTED_IMPORTS.map((planted, n) => `${planted.rule} in ${plantedFile(planted, n, ending)}`),
    );
    expect(expected.filter((line) => !seen.has(line))).toEqual([]);
  });

  it('leave open what is meant to be open', async () => {
    const root = await plantTree(OPEN_IMPORTS, ['ts']);
    const { violations } = await cruise(root);
    await rm(root, { recursive: true });
    expect(violations).toEqual([]);
  });

  it('have no rule that was never seen to refuse', () => {
    const planted = new Set(PLANTED_IMPORTS.map(({ rule }) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});

describe('the pure folders', () => {
  const pure =
    /^core\/((repair|customer|conversation|reporting|scene)\/|[^/]+\.ts$)|^bot\/(customer|mechanic|cards|react|wording)\//;
  const isPure = (path: string): boolean => pure.test(path) && !/\.test\.|\/testing\//.test(path);
  const offenders = async (offence: RegExp): Promise<string[]> => {
    const files = (await sourceFiles(CHECKOUT)).filter(isPure);
    const texts = await Promise.all(files.map((file) => readFile(join(CHECKOUT, file), 'utf8')));
    return files.filter((_, n) => offence.test(texts[n] ?? ''));
  };

  it('take time and ids as arguments', async () => {
    expect(await offenders(/\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bperformance\.now\b/)).toEqual([]);
  });

  it('take only types from the application', async () => {
    expect(await offenders(/^(import (?!type )|export )[^;]*from '[^']*\/core\/application\//m)).toEqual([]);
  });
});

it('top-level functions are declared as functions', async () => {
  const files = await sourceFiles(CHECKOUT);
  const texts = await Promise.all(files.map((file) => readFile(join(CHECKOUT, file), 'utf8')));
  const arrow = /^(export )?const \w+ = (async )?(<[^=()]+>)?\((?!\()[^;=]*\)(: [^;={]+)? =>/m;
  expect(files.filter((_, n) => arrow.test(texts[n] ?? ''))).toEqual([]);
});
