import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A Node process that the bench started. */
export type Child = {
  readonly pid: number;
  /** The first group of the first match in what it printed; throws when it does not come. */
  printed(pattern: RegExp, withinMs?: number): Promise<string>;
  stop(): Promise<void>;
};

/** Runs a file of the checkout as the product runs: `node --import tsx`. */
export function startChild(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  // With the flags of `npm start`.
  const child = spawn(process.execPath, ['--max-semi-space-size=4', '--import', 'tsx', file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out = `${out}${text}`.slice(-20_000);
      for (const listener of listeners) listener();
    });
  child.on('exit', () => {
    for (const listener of listeners) listener();
  });
  return {
    pid: child.pid ?? 0,
    printed: (pattern, withinMs = 60_000) => waitFor(child, () => out, pattern, withinMs, listeners),
    stop: () => stop(child),
  };
}

function waitFor(
  child: ChildProcess,
  out: () => string,
  pattern: RegExp,
  withinMs: number,
  listeners: Set<() => void>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = out().match(pattern)?.[1];
      if (found === undefined && child.exitCode === null) return;
      listeners.delete(look);
      clearTimeout(timer);
      if (found === undefined) reject(new Error(`A process of the bench ended: ${out().slice(-2_000)}`));
      else resolve(found);
    };
    const timer = setTimeout(() => {
      listeners.delete(look);
      reject(new Error(`A process of the bench did not print ${pattern}: ${out().slice(-2_000)}`));
    }, withinMs);
    listeners.add(look);
    look();
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Resident memory now and at its highest, in MB; undefined where /proc is not there. */
export async function memoryOf(pid: number): Promise<{ readonly now: number; readonly highest: number } | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  const kilobytes = (name: string): number => Number(status?.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0);
  return status === undefined ? undefined : { now: kilobytes('VmRSS') / 1024, highest: kilobytes('VmHWM') / 1024 };
}

/** Resolves after so many ms. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
