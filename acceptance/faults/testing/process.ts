import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

type Exit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** The product in a process of its own, as `npm start` runs it. */
export type ProductProcess = {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Resolves when it says where it answers; throws when it ended instead. */
  readonly url: Promise<string>;
  isRunning(): boolean;
  /** Resolves to how it ended, and how long that took. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<Exit & { readonly ms: number }>;
};

const main = fileURLToPath(new URL('../../../bot/main.ts', import.meta.url));
const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const running = new Set<ProductProcess>();

/** Starts one with exactly these settings; nothing of the test's own environment reaches it. */
export function startProcess(
  settings: Readonly<Record<string, string>>,
  { atTerminal = false }: { readonly atTerminal?: boolean } = {},
): ProductProcess {
  const terminal = atTerminal ? ['--import', 'data:text/javascript,process.stdout.isTTY=true'] : [];
  const child = spawn(process.execPath, [...terminal, '--import', 'tsx', main], {
    cwd: checkout,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', PORT: '0', LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let isRunning = true;
  let tell: (url: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => {
    tell = resolve;
  });
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    const port = /panel\s+http:\/\/\S+?:(\d+)\//.exec(stdout)?.[1];
    if (port) tell(`http://127.0.0.1:${port}`);
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const exited = once(child, 'close').then(([code, signal]): Exit => {
    isRunning = false;
    running.delete(own);
    return { code, signal, stdout, stderr };
  });
  const early = exited.then(({ code }): never => {
    throw new Error(`The process ended with ${code} before it was running:\n${stdout}${stderr}`);
  });
  early.catch(() => undefined);
  const url = Promise.race([told, early]);
  url.catch(() => undefined);
  const own: ProductProcess = {
    pid: child.pid ?? 0,
    exited,
    url,
    isRunning: () => isRunning,
    end: async (signal) => {
      const began = performance.now();
      child.kill(signal);
      return { ...(await exited), ms: performance.now() - began };
    },
  };
  running.add(own);
  return own;
}

/** Ends whatever a failed test left behind. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((one) => one.end('SIGKILL')));
}

/** Chance that can be played again: the same seed brings the same run. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  chance(of: number): boolean;
  of<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
};

/** Mulberry32: small, and good enough to choose moments. */
export function seeded(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    between,
    chance: (of) => next() < of,
    of: (list) => list[between(0, list.length - 1)] as (typeof list)[number],
    shuffled: (list) => {
      const own = [...list];
      for (let n = own.length - 1; n > 0; n--) {
        const other = between(0, n);
        [own[n], own[other]] = [own[other] as (typeof own)[number], own[n] as (typeof own)[number]];
      }
      return own;
    },
  };
}
