import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { endAll, startProcess } from './testing/process.ts';

const { url } = await testDatabase({ empty: true });
const secret = 's'.repeat(40);
const open = new Set<{ close(): void }>();

afterAll(async () => {
  for (const one of open) one.close();
  await endAll();
});

/** A port of the loopback that is taken; `silent` accepts connections and never says a word. */
function taken(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
    server.unref();
    open.add(server);
  });
}

function elsewhere(change: (url: URL) => void): string {
  const changed = new URL(url);
  change(changed);
  return changed.href;
}

async function refusal(settings: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await startProcess(settings).exited;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  // One sentence on one line, without a stack.
  expect(stderr).toMatch(/^[A-Z][^\n]+\n$/);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:/);
  expect(stderr).not.toContain(secret);
  return stderr;
}

const withDatabase = { DATABASE_URL: url, AUTH_SECRET: secret };

describe.concurrent('a start that cannot succeed says why in one sentence', { timeout: 60_000 }, () => {
  it.each([
    ['PORT', { PORT: 'three' }],
    ['AUTH_SECRET', { DATABASE_URL: url }],
    ['ROLES', { ...withDatabase, ROLES: 'web,cleaner' }],
    ['TELEGRAM_BOT_TOKEN', { ...withDatabase, TELEGRAM_WEBHOOK_SECRET: 'abc' }],
  ])('about the setting %s', async (name, settings) => {
    const said = await refusal(settings);
    expect(said).toMatch(new RegExp(`^${name} `));
    expect(said).toContain('for example');
  });

  it('about a port that is in use', async () => {
    const port = await taken();
    expect(await refusal({ ...withDatabase, PORT: String(port) })).toMatch(`PORT ${port} is in use`);
  });

  it.each(['192.0.2.1', 'nobody.invalid'])('about the address %s, which is none of this machine', async (host) => {
    expect(await refusal({ ...withDatabase, HOST: host })).toMatch(`HOST ${host} is`);
  });

  it.each([
    '/dev/null/data',
    '/dev/null',
    '/proc/x/y',
    '/proc/x',
    `/tmp/${'x'.repeat(300)}`,
    fileURLToPath(import.meta.url),
  ])('about a folder that is none, such as %s', async (folder) => {
    expect(await refusal({ DATA_DIR: folder })).toMatch(/^DATA_DIR .*for example/);
  });

  it.each([
    ['where nothing listens', () => elsewhere((at) => (at.port = '1'))],
    ['with a wrong password', () => elsewhere((at) => (at.password = 'guess'))],
    ['without that database', () => elsewhere((at) => (at.pathname = '/nowhere'))],
    ['whose name nobody knows', () => elsewhere((at) => (at.hostname = 'database.invalid'))],
  ])('about a database %s', async (_where, address) => {
    const said = await refusal({ DATABASE_URL: address(), AUTH_SECRET: secret });
    expect(said).toMatch(/^DATABASE_URL .*for example/);
    expect(said).not.toContain('guess');
  });

  it('about a database that never answers', async () => {
    const port = await taken();
    const address = elsewhere((at) => (at.port = String(port)));
    expect(await refusal({ DATABASE_URL: address, AUTH_SECRET: secret })).toMatch(/^DATABASE_URL /);
  });
});
