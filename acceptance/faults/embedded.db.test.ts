import { mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlive } from '../../core/postgres/embedded/cluster.ts';
import { until } from '../people/person.ts';
import { endAll, startProcess } from './testing/process.ts';

let folder: string;
function start(more: Readonly<Record<string, string>> = {}) {
  return startProcess({ DATA_DIR: folder, ...more });
}

/** The server of this folder, while it runs. */
async function server(): Promise<number | undefined> {
  const data = join(folder, 'postgres/data');
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  return process.platform !== 'linux' || (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data
    ? pid
    : undefined;
}
function serverIsGone(): Promise<boolean> {
  return until('the end of the server', async () => (await server()) === undefined);
}

async function says(url: string, text: string): Promise<number> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) };
  return (await fetch(`${url}/simulator/customer-text/messages`, request)).status;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pitstop-faults-'));
});
afterEach(async () => {
  await endAll();
  const pid = await server();
  if (pid) process.kill(pid, 'SIGQUIT');
  await serverIsGone();
  await rm(folder, { recursive: true, force: true });
});

it('processes that start at once on an empty folder all come up, one may be killed, and the last one out stops all', {
  timeout: 90_000,
}, async () => {
  const three = [start(), start(), start()];
  const urls = await Promise.all(three.map(({ url }) => url));
  for (const url of urls) {
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await says(url, 'hello')).toBeLessThan(400);
  }
  const [killed, second, third] = three;
  await killed?.end('SIGKILL');
  expect(await says(urls[1] ?? '', 'still there')).toBeLessThan(400);
  expect((await second?.end('SIGINT'))?.code).toBe(0);
  expect(await server()).toBeDefined();
  expect((await third?.end('SIGTERM'))?.code).toBe(0);
  await serverIsGone();
});

it('the start after a kill of the only process finds what was said, and tells no second first administrator', {
  timeout: 60_000,
}, async () => {
  const first = start();
  const url = await first.url;
  expect(await says(url, 'before the kill')).toBeLessThan(400);
  await first.end('SIGKILL');
  const next = start();
  const page = await (await fetch(`${await next.url}/simulator`)).text();
  expect(page).toContain('before the kill');
  expect((await next.end('SIGTERM')).code).toBe(0);
  await serverIsGone();
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['auth-secret', 'postgres']));
});

it('a start whose port is taken makes no database', { timeout: 60_000 }, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await until('a port that is taken', () => taken.listening);
  const address = taken.address();
  const port = String(address && typeof address === 'object' ? address.port : 0);
  const { code, stdout, stderr } = await start({ PORT: port, LOG_LEVEL: 'info' }).exited;
  taken.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(`PORT ${port} is in use`);
  expect(await readdir(folder)).toEqual([]);
});

it('a start that fails, or is interrupted, leaves no database server behind', { timeout: 60_000 }, async () => {
  await mkdir(join(folder, 'auth-secret'));
  expect(await start().exited).toMatchObject({ code: 1, stderr: expect.stringContaining('could not start') });
  expect(await server()).toBeUndefined();
  await rm(join(folder, 'auth-secret'), { recursive: true });

  const interrupted = start();
  await until('a server that starts', server);
  expect(await interrupted.end('SIGINT')).toMatchObject({ code: 0, stdout: '' });
  expect(await server()).toBeUndefined();
});

it('tells sentences at a terminal from the start to Ctrl-C, and a link that can be copied with its line', {
  timeout: 60_000,
}, async () => {
  const product = startProcess({ DATA_DIR: folder, LOG_LEVEL: 'info' }, { atTerminal: true });
  const url = (await product.url).replace('127.0.0.1', 'localhost');
  const { stdout, stderr } = await product.end('SIGINT');
  expect(stderr).toBe('');
  const secret = /setup\?token=\S+/.exec(stdout)?.[0];
  expect(secret).toBeDefined();
  expect(stdout.split('\n')).toEqual([
    'Starting the database …',
    'Pitstop Chat is running.',
    `  panel      ${url}/admin/`,
    `  simulator  ${url}/simulator`,
    'To make the first administrator, open this once:',
    `  http://localhost:0/admin/${secret}`,
    'Ctrl-C stops it.',
    'Stopping …',
    'Stopped.',
    '',
  ]);
});
