import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from './server.ts';

const log = { info: () => undefined, warn: () => undefined };
let dataDir: string;
let used: Embedded[] = [];

async function start(): Promise<Embedded> {
  const database = await startEmbedded({ dataDir, log });
  used.push(database);
  return database;
}
function inFolder(name: string): string {
  return join(dataDir, 'postgres', name);
}
/** Another process that uses the embedded database under a folder. */
type User = {
  readonly child: ChildProcess;
  readonly url: string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

const script = fileURLToPath(new URL('./testing/user.ts', import.meta.url));

/** Starts one and waits until it has its database. */
async function spawnUser(dataDir: string): Promise<User> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), exited.then(() => undefined)]);
  if (said === undefined) throw new Error('the process ended before it had its database');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { child, url: String(said[0]).trim(), end };
}

async function serverPid(): Promise<number> {
  return Number((await readFile(inFolder('data/postmaster.pid'), 'utf8')).split('\n')[0]);
}
async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function expectGone(url = ''): Promise<void> {
  return expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pitstop-embedded-'));
  used = [];
});
afterEach(async () => {
  for (const database of used) await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('is a PostgreSQL on the loopback that keeps what was committed', async () => {
    const { url } = await start();
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, 'show fsync')).toBe('on');
    expect(await ask(url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(url, 'select datcollate from pg_database where datname = current_database()')).toBe('C.UTF-8');
  });

  it('stands behind a password that only its owner can read', async () => {
    const { url } = await start();
    const stranger = new URL(url);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(inFolder('password'))).mode & 0o777).toBe(0o600);
    expect((await stat(inFolder('.'))).mode & 0o777).toBe(0o700);
  });

  it('keeps data, address and password from one start to the next', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  });

  it('is shared by a second process, and the last one out stops it', async () => {
    const own = await start();
    const other = await spawnUser(dataDir);
    expect(other.url).toBe(own.url);
    expect(await own.stop()).toBe(false);
    expect(await ask(other.url, 'select 1')).toBe(1);
    await other.end('SIGTERM');
    await expectGone(other.url);
  });

  it('comes up for five processes that start at once on an empty folder', async () => {
    const users = await Promise.all(Array.from({ length: 5 }, () => spawnUser(dataDir)));
    expect(new Set(users.map(({ url }) => url)).size).toBe(1);
    await Promise.all(users.map((user) => user.end('SIGTERM')));
    await expectGone(users[0]?.url);
  });

  it('comes up for those who start while the last user is stopping it', async () => {
    let database = await start();
    for (let round = 0; round < 5; round += 1) {
      const [, next] = await Promise.all([database.stop(), start()]);
      expect(await ask(next.url, 'select 1')).toBe(1);
      database = next;
    }
  });
});

describe('after a kill', () => {
  it('of its only user, the next one finds everything and can stop it', async () => {
    const killed = await spawnUser(dataDir);
    await ask(killed.url, 'create table kept as select 42 as answer');
    await killed.end('SIGKILL');
    const next = await start();
    expect(await ask(next.url, 'select answer from kept')).toBe(42);
    expect(await next.stop()).toBe(true);
    await expectGone(killed.url);
  });

  it('of one user, the others keep it and the dead one does not keep it alive', async () => {
    const killed = await spawnUser(dataDir);
    const own = await start();
    await killed.end('SIGKILL');
    expect(await ask(own.url, 'select 1')).toBe(1);
    expect(await own.stop()).toBe(true);
  });

  it('of the server, its users get it back at the same address with what was committed', async () => {
    const { url } = await start();
    await ask(url, 'create table kept as select 42 as answer');
    process.kill(await serverPid(), 'SIGKILL');
    await expect.poll(() => ask(url, 'select answer from kept').catch(() => undefined), { timeout: 20_000 }).toBe(42);
  });

  it('of everything, a leftover pid file that now names another program does not stop the start', async () => {
    const first = await start();
    const killed = await readFile(inFolder('data/postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(inFolder('data/postmaster.pid'), killed.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await ask(second.url, 'select 1')).toBe(1);
  });
});

describe('a start that cannot succeed', () => {
  it('says in one sentence that the data is of another major version, and leaves it alone', async () => {
    const first = await start();
    await first.stop();
    await writeFile(inFolder('data/PG_VERSION'), '14\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 14 and this is PostgreSQL 18.*DATABASE_URL/);
  });
});

describe.runIf(process.platform === 'linux')('a signal to the process group', () => {
  it('does not reach the server, which runs in a session of its own', async () => {
    await start();
    const sessionOf = async (pid: number | 'self'): Promise<string> =>
      (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')[3] ?? '';
    const pid = await serverPid();
    expect(await sessionOf(pid)).toBe(String(pid));
    expect(await sessionOf('self')).not.toBe(String(pid));
  });
});
