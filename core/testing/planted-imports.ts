import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** One import that a rule must refuse: the rule, the file that imports (`N` stands for its ending), what it imports. */
type PlantedImport = {
  readonly rule: string;
  readonly in: string;
  readonly of: string;
  readonly typeOnly?: true;
};

function plant(rule: string, from: string, ...targets: string[]): PlantedImport[] {
  return targets.map((of) => ({ rule, in: from, of }));
}

/** Packages that the planted tree has; the last ones only for development. */
const PLANTED_PACKAGES = {
  production: ['zod', 'pg', 'drizzle-orm', 'telegraf', 'botbuilder', 'whatsapp-web.js', 'amqplib', 'hono'],
  development: ['vitest', 'fast-check'],
};

/** Every direction that the architecture forbids. A target without a slash is a package or part of Node. */
export const PLANTED_IMPORTS: readonly PlantedImport[] = [
  ...plant('no-cycles', 'admin/inbox/planted', 'admin/inbox/planted'),
  ...plant('no-unresolved', 'admin/inbox/planted', './missing.ts'),
  ...plant('no-index-files', 'admin/inbox/planted', 'admin/repairs/index.ts'),
  ...['core/repair', 'core/customer', 'core/conversation', 'core/reporting', 'core/scene', 'core'].flatMap((folder) =>
    plant(
      'domain-is-pure',
      `${folder}/planted`,
      'node:fs',
      'zod',
      'pg',
      'core/application/handle.ts',
      'channels/channel.ts',
    ),
  ),
  ...['bot/customer', 'bot/mechanic', 'bot/cards', 'bot/react', 'bot/wording'].flatMap((folder) =>
    plant('words-are-pure', `${folder}/planted`, 'node:crypto', 'zod', 'core/postgres/store.ts', 'channels/channel.ts'),
  ),
  ...plant('reading-is-pure', 'core/reading/planted', 'node:crypto', 'zod', 'core/application/ports.ts', 'bot/step.ts'),
  ...plant(
    'understanding-has-a-door',
    'bot/customer/planted',
    'bot/customer/understanding/binder.ts',
    'bot/customer/understanding/words/answers-nl.ts',
  ),
  ...plant('store-has-a-door', 'bot/wiring/planted', 'core/postgres/store/repairs.ts'),
  ...plant('embedded-has-a-door', 'bot/wiring/planted', 'core/postgres/embedded/postmaster.ts'),
  ...plant('telegram-has-a-door', 'bot/wiring/planted', 'channels/telegram/parse.ts'),
  ...plant('teams-has-a-door', 'bot/wiring/planted', 'channels/teams/card.ts'),
  ...plant('simulator-has-a-door', 'bot/wiring/planted', 'channels/simulator/inbound.ts'),
  ...plant('mechanic-has-a-door', 'bot/turn/planted', 'bot/mechanic/chat.ts', 'bot/mechanic/typed/parse.ts'),
  ...plant(
    'typed-has-a-door',
    'bot/mechanic/planted',
    'bot/mechanic/typed/commands.ts',
    'bot/mechanic/typed/registration.ts',
  ),
  ...plant('one-write-path', 'bot/turn/planted', 'core/application/handle.ts'),
  ...plant('one-write-path', 'core/postgres/planted', 'core/application/handle.ts'),
  ...plant(
    'application-on-domain',
    'core/application/planted',
    'node:fs',
    'zod',
    'core/postgres/store.ts',
    'core/pitstop/wire.ts',
  ),
  ...plant('core-is-a-leaf', 'core/postgres/planted', 'bot/step.ts', 'channels/channel.ts', 'admin/app.tsx'),
  ...plant('core-is-a-leaf', 'core/application/planted', 'bot/step.ts', 'channels/channel.ts', 'admin/app.tsx'),
  ...plant('stores-and-pitstop-are-siblings', 'core/postgres/planted', 'core/pitstop/wire.ts'),
  ...plant('stores-and-pitstop-are-siblings', 'core/pitstop/planted', 'core/postgres/store.ts'),
  ...plant('channels-know-no-repairs', 'channels/telegram/planted', 'core/ids.ts', 'bot/step.ts', 'admin/app.tsx'),
  ...plant('adapters-are-siblings', 'channels/telegram/planted', 'channels/teams/format.ts'),
  ...plant('whatsapp-transports-are-siblings', 'channels/whatsapp/web/planted', 'channels/whatsapp/cloud/send.ts'),
  ...plant('transport-knows-no-adapter', 'channels/planted', 'channels/teams/format.ts'),
  ...plant(
    'admin-uses-core-only',
    'admin/inbox/planted',
    'core/postgres/store.ts',
    'channels/channel.ts',
    'bot/step.ts',
  ),
  ...plant(
    'one-composition-root',
    'bot/planted',
    'channels/teams/format.ts',
    'core/postgres/store.ts',
    'admin/app.tsx',
  ),
  ...plant('one-composition-root', 'bot/planted', 'core/postgres/queue/claim.ts'),
  ...plant(
    'workers-run-the-queue',
    'bot/workers/planted',
    'channels/teams/format.ts',
    'core/postgres/store.ts',
    'admin/app.tsx',
  ),
  ...plant('nobody-imports-the-root', 'bot/workers/planted', 'bot/main.ts'),
  ...plant('sdk-telegraf-stays-home', 'channels/teams/planted', 'telegraf'),
  ...plant('sdk-botbuilder-stays-home', 'channels/telegram/planted', 'botbuilder'),
  ...plant('sdk-whatsapp-stays-home', 'channels/telegram/planted', 'whatsapp-web.js'),
  ...plant('sdk-amqplib-stays-home', 'bot/workers/planted', 'amqplib'),
  ...plant('sql-stays-home', 'admin/inbox/planted', 'pg', 'drizzle-orm'),
  ...plant('sql-stays-home', 'bot/workers/planted', 'pg', 'drizzle-orm'),
  ...plant('no-test-code-in-production', 'admin/inbox/planted', 'core/testing/database.ts', 'admin/app.test.tsx'),
  ...plant('no-test-tools-in-production', 'bot/workers/planted', 'vitest', 'fast-check'),
  { rule: 'domain-is-pure', in: 'core/repair/planted', of: 'zod', typeOnly: true },
  { rule: 'adapters-are-siblings', in: 'channels/telegram/planted', of: 'channels/teams/format.ts', typeOnly: true },
  { rule: 'admin-uses-core-only', in: 'admin/inbox/planted', of: 'core/postgres/store.ts', typeOnly: true },
];

/** Directions that are meant to be open. */
export const OPEN_IMPORTS: readonly Omit<PlantedImport, 'rule'>[] = [
  { in: 'bot/main', of: 'core/postgres/store/store.ts' },
  { in: 'bot/main', of: 'channels/teams/channel.ts' },
  { in: 'bot/demo/play', of: 'core/postgres/store.ts' },
  { in: 'bot/cli/staff', of: 'core/postgres/store.ts' },
  { in: 'bot/workers/open', of: 'channels/channel.ts' },
  { in: 'bot/turn/act', of: 'core/application/handle.ts' },
  { in: 'bot/workers/open', of: 'core/postgres/queue/claim.ts' },
  { in: 'bot/customer/open', of: 'bot/customer/understanding/understand.ts' },
  { in: 'bot/turn/open', of: 'bot/mechanic/mechanic.ts' },
  { in: 'bot/mechanic/open', of: 'bot/mechanic/typed/parse.ts' },
  { in: 'bot/customer/open', of: 'core/reading/plate.ts' },
  { in: 'bot/react/open', of: 'core/application/ports.ts', typeOnly: true },
  { in: 'admin/inbox/open', of: 'core/application/ports.ts' },
  { in: 'core/postgres/open', of: 'core/application/ports.ts' },
  { in: 'core/postgres/open', of: 'pg' },
  { in: 'channels/telegram/open', of: 'telegraf' },
  { in: 'channels/telegram/open', of: 'channels/channel.ts' },
  { in: 'admin/inbox/open.test', of: 'core/postgres/store.ts' },
];

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

/** An import that a rule forbids. */
type Violation = { readonly rule: string; readonly from: string; readonly to: string };

/** The checkout that these files lie in. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

const FOLDERS = ['bot', 'channels', 'core', 'admin', 'acceptance', 'migrations', 'bench'];
const run = promisify(execFile);
const program = join(CHECKOUT, 'node_modules/.bin/depcruise');

/** Every source file under the folders that have rules. */
export async function sourceFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = relative(root, join(entry.parentPath, entry.name));
      if (entry.isFile() && /\.tsx?$/.test(path) && !/node_modules|fixtures\/|^bench\/peers\//.test(path))
        found.push(path);
    }
  }
  return found.sort();
}

/** Runs the rules of this checkout over the tree at `root`: what was read, and what was forbidden. */
export async function cruise(root: string): Promise<{ read: readonly string[]; violations: readonly Violation[] }> {
  const folders = [...new Set((await sourceFiles(root)).map((file) => file.split('/')[0] ?? ''))];
  const config = join(CHECKOUT, '.dependency-cruiser.cjs');
  const args = [program, '--config', config, '--output-type', 'json', ...folders];
  // Violations end the program with their number; its report is on stdout all the same.
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 100_000_000 }).catch(
    (error: { stdout: string; stderr: string }) => {
      if (error.stdout.startsWith('{')) return error;
      throw new Error(`dependency-cruiser failed: ${error.stderr}`);
    },
  );
  const report = JSON.parse(stdout) as {
    modules: { source: string }[];
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  const violations = report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  return { read: report.modules.map(({ source }) => source), violations };
}
