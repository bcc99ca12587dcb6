import { execFile, spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ROOT } from '../children.ts';
import { say } from '../report.ts';
import type { Course, Rates, Size } from './measures.ts';

/** Queues that other people made, each a file in bench/peers. */
export const PEERS = ['pg-boss', 'graphile-worker'] as const;

const FOLDER = join(ROOT, 'bench/peers');
const NODE = join(FOLDER, 'node_modules/node/bin/node');

/** Installs the peers as their lock names them, with a Node that they run on. False when that does not work. */
export async function installPeers(): Promise<boolean> {
  const there = await Promise.all([NODE, ...PEERS.map((peer) => join(FOLDER, 'node_modules', peer))].map(exists));
  if (there.every(Boolean)) return true;
  say('installing the peers (npm ci in bench/peers) ...');
  return promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER }).then(
    () => true,
    (error: Error) => {
      say(`the peers could not be installed and are left out: ${error.message.split('\n')[0]}`);
      return false;
    },
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Runs one peer at one size in a process of its own, bare or keeping of every message what the product keeps. */
export async function measurePeer(
  peer: (typeof PEERS)[number],
  url: string,
  { pending, lanes, held }: Size,
  { workers, batch, seconds }: Course,
  record: boolean,
): Promise<Rates> {
  const numbers = { pending, keys: lanes, workers, batch, seconds };
  const args = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const flags = [...(held ? ['--held'] : []), ...(record ? ['--record'] : [])];
  const child = spawn(NODE, [join(FOLDER, `${peer}.js`), '--url', url, ...args, ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 180_000);
  const rates: Record<string, number> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const { name, jobs, seconds: took } = JSON.parse(line) as { name: string; jobs: number; seconds: number };
    rates[name] = jobs / took;
  }
  clearTimeout(tooLong);
  return rates;
}
