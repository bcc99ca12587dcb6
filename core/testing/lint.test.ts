import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { CHECKOUT } from './planted-imports.ts';

const PLANTED: Readonly<Record<string, string>> = {
  'core/repair/badName.ts': 'export default (now: () => number) => now();\n',
  'core/repair/other.ts': `export * from './types';\nexport const id = () => crypto.randomUUID();\n`,
  'core/repair/types.ts': 'export enum Severity { Now, Later }\n',
  'bot/wording/say.ts': `import { T } from './t.ts';\nexport const say = (t: T) => console.log(t as any);\n`,
  'bot/wording/t.ts': 'export type T = number;\n',
  'bot/workers/loop.ts': 'const step = async () => 1;\nexport const run = () => { step(); };\n',
  'admin/page.tsx': 'export const secret = process.env.SECRET!;\n',
  'admin/a.ts': `import { b } from './b.ts';\nexport const a: number = b;\n`,
  'admin/b.ts': `import { a } from './a.ts';\nexport const b: number = a;\n`,
  'admin/tangled.ts': `export function tangled(n: number): number {\n${'  if (n > 1) if (n > 2) if (n > 3) return n;\n'.repeat(3)}  return 0;\n}\n`,
};

const EXPECTED = [
  'complexity/noExcessiveCognitiveComplexity',
  'correctness/useImportExtensions',
  'nursery/noFloatingPromises',
  'performance/noReExportAll',
  'style/noDefaultExport',
  'style/noEnum',
  'style/noNonNullAssertion',
  'style/noProcessEnv',
  'style/noRestrictedGlobals',
  'style/useFilenamingConvention',
  'style/useImportType',
  'suspicious/noConsole',
  'suspicious/noExplicitAny',
  'suspicious/noImportCycles',
];

it('the lint rules see planted faults', { timeout: 30_000 }, async () => {
  const root = await mkdtemp(join(tmpdir(), 'pitstop-lint-'));
  await copyFile(join(CHECKOUT, '.biome.json'), join(root, '.biome.json'));
  for (const [path, text] of Object.entries(PLANTED)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const biome = join(CHECKOUT, 'node_modules/.bin/biome');
  const args = ['lint', '--reporter=json', '--max-diagnostics=200', '.'];
  const { stdout } = await promisify(execFile)(biome, args, { cwd: root }).catch((error: { stdout: string }) => error);
  await rm(root, { recursive: true });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string }[] };
  const seen = new Set(diagnostics.map(({ category }) => category.replace('lint/', '')));
  expect(EXPECTED.filter((rule) => !seen.has(rule))).toEqual([]);
});
