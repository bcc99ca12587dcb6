import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { memoryOf, pause, startChild } from '../children.ts';
import type { BenchServer } from '../database.ts';
import { percentile, say, table } from '../report.ts';

type Figures = {
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
  readonly memory: number | undefined;
  readonly wire: number;
};

/** (d) One change to every open window of the panel. */
export async function benchFanout(server: BenchServer, quick: boolean): Promise<void> {
  say('## (d) A change to every open window (SSE)\n');
  const rows = [];
  for (const clients of quick ? [200, 1_000] : [1_000, 5_000]) {
    const figures = await server.withDatabase((url) => measureFanout(url, clients, quick ? 5 : 20));
    const { p50, p99, lost, memory, wire } = figures;
    rows.push([clients, p50, p99, lost, memory === undefined ? undefined : memory * 1024, wire]);
  }
  table(
    ['windows', 'p50 ms', 'p99 ms', 'events lost', 'kB of memory per window', 'bytes sent per window and event'],
    rows,
  );
  say('The times contain the 60 ms for which a stream gathers changes into one event.\n');
}

async function measureFanout(url: string, clients: number, rounds: number): Promise<Figures> {
  const child = startChild(fileURLToPath(new URL('./server.ts', import.meta.url)), [], { DATABASE_URL: url });
  const windows: Window[] = [];
  try {
    const origin = new URL(await child.printed(/at (http:\S+)/));
    await change(origin);
    await pause(700);
    const since = await (await fetch(new URL('/position', origin))).text();
    const before = await memoryOf(child.pid);
    for (let n = 0; n < clients; n += 100)
      windows.push(
        ...(await Promise.all(Array.from({ length: Math.min(100, clients - n) }, () => open(origin, since)))),
      );
    await change(origin);
    await pause(1_500);
    const after = await memoryOf(child.pid);
    const latencies: number[] = [];
    const bytes = windows.reduce((sum, one) => sum + one.bytes, 0);
    for (let round = 0; round < rounds; round++) {
      for (const one of windows) one.at = undefined;
      const started = performance.now();
      await change(origin);
      const end = started + 3_000;
      while (windows.some((one) => one.at === undefined) && performance.now() < end) await pause(20);
      for (const { at } of windows) if (at !== undefined) latencies.push(at - started);
    }
    const wire = (windows.reduce((sum, one) => sum + one.bytes, 0) - bytes) / clients / rounds;
    return {
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      lost: clients * rounds - latencies.length,
      memory: before && after ? (after.now - before.now) / clients : undefined,
      wire,
    };
  } finally {
    for (const { socket } of windows) socket.destroy();
    await child.stop();
  }
}

async function change(origin: URL): Promise<void> {
  await (await fetch(new URL('/change', origin), { method: 'POST' })).text();
}

type Window = { readonly socket: Socket; bytes: number; at: number | undefined };

/** A window that only notes when something came. */
function open(origin: URL, since: string): Promise<Window> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(origin.port), origin.hostname);
    const window: Window = { socket, bytes: 0, at: undefined };
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      window.bytes += chunk.byteLength;
      if (chunk.includes('event: changed')) window.at = performance.now();
      resolve(window);
    });
    socket.write(`GET /events?since=${since} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  });
}
