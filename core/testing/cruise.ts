import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** An import that a rule forbids. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string };

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
