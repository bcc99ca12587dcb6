import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { PLANTED_PACKAGES, type PlantedImport } from './planted-imports.ts';

type Import = Omit<PlantedImport, 'rule'>;

function isFile(of: string): boolean {
  return of.includes('/') && !of.startsWith('.');
}

function specifier(file: string, of: string): string {
  if (!isFile(of)) return of;
  const path = relative(dirname(file), of);
  return path.startsWith('.') ? path : `./${path}`;
}

function source(file: string, { of, typeOnly }: Import): string {
  const statement = `import ${typeOnly ? 'type ' : ''}{ it } from '${specifier(file, of)}';\n`;
  const view = file.endsWith('x') ? 'export const View = () => <p class="it">{it}</p>;\n' : 'export const view = it;\n';
  return typeOnly ? `${statement}export type It = it;\n` : `${statement}${view}`;
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** The file of the n-th import with this ending; a file that is itself named by a rule keeps its name. */
export function plantedFile({ in: from }: Import, n: number, ending: 'ts' | 'tsx'): string {
  return from.endsWith('planted') ? `${from}-${n}.${ending}` : `${from}.${ending}`;
}

/** A tree outside the checkout in which every import stands once in a `.ts` and once in a `.tsx`. */
export async function plantTree(imports: readonly Import[], endings: readonly ('ts' | 'tsx')[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pitstop-planted-'));
  const { production, development } = PLANTED_PACKAGES;
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const manifest = { type: 'module', dependencies: versions(production), devDependencies: versions(development) };
  await write(root, 'package.json', JSON.stringify(manifest));
  for (const name of [...production, ...development]) {
    await write(
      root,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await write(root, `node_modules/${name}/index.js`, 'exports.it = 1;\n');
  }
  for (const { of } of imports)
    if (isFile(of)) await write(root, of, 'export const it = 1;\nexport type it = number;\n');
  for (const ending of endings) {
    for (const [n, planted] of imports.entries()) {
      const file = plantedFile(planted, n, ending);
      const itself = { ...planted, of: planted.of === planted.in ? file : planted.of };
      await write(root, file, source(file, itself));
    }
  }
  return root;
}
