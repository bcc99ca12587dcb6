// Starts the product as a newcomer does, waits until it is ready, and stops it as a supervisor does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 20_000;

const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
};

const start = (dataDir, port) => {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = { ...inherited, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1' };
  const child = spawn('npm', ['start'], { detached: true, stdio: ['ignore', 'inherit', 'inherit'], env });
  return { child, exited: once(child, 'exit') };
};

const untilReady = async (port, child) => {
  const started = Date.now();
  while (Date.now() - started < READY_WITHIN_MS) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode} before it was ready`);
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return Date.now() - started;
    await pause(100);
  }
  throw new Error(`/readyz did not answer 200 within ${READY_WITHIN_MS} ms`);
};

const stop = async ({ child, exited }) => {
  const started = Date.now();
  process.kill(-child.pid, 'SIGTERM');
  const late = pause(STOPPED_WITHIN_MS, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') throw new Error(`it did not stop within ${STOPPED_WITHIN_MS} ms`);
  return Date.now() - started;
};

const dataDir = await mkdtemp(join(tmpdir(), 'pitstop-smoke-'));
let running;
try {
  for (const round of ['first', 'second']) {
    const port = await freePort();
    running = start(dataDir, port);
    const ready = await untilReady(port, running.child);
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    if (health.status !== 200) throw new Error(`/healthz answered ${health.status}`);
    const stopped = await stop(running);
    running = undefined;
    if (existsSync(join(dataDir, 'postgres/data/postmaster.pid'))) throw new Error('the database was left running');
    console.log(`smoke, ${round} start: ready in ${ready} ms, stopped in ${stopped} ms`);
  }
} finally {
  if (running && running.child.exitCode === null) process.kill(-running.child.pid, 'SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}
