import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPool } from '../database.ts';
import { isServerOf } from './postmaster.ts';
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
  vi.unstubAllEnvs();
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

/** What is set in shells of people who work with other databases. */
const elsewhere = {
  PGHOST: 'db.example.com',
  PGHOSTADDR: '192.0.2.1',
  PGPORT: '1',
  PGUSER: 'somebody',
  PGPASSWORD: 'guess',
  PGPASSFILE: '/nowhere/pgpass',
  PGDATABASE: 'nowhere',
  PGSERVICE: 'nowhere',
  PGSERVICEFILE: '/nowhere/services',
  PGDATA: '/nowhere/data',
  PGOPTIONS: '-c no_such_setting=1',
  PGAPPNAME: 'theirs',
  PGCLIENTENCODING: 'LATIN1',
  PGCLIENT_ENCODING: 'LATIN1',
  PGSSLNEGOTIATION: 'direct',
  PGSSLROOTCERT: '/nowhere/ca.pem',
  PGCONNECT_TIMEOUT: '1',
  PGTZ: 'nowhere',
  PGDATESTYLE: 'nowhere',
};

describe('variables of the machine', () => {
  it.each(['require', 'prefer', 'verify-full', 'verify-ca', 'no-verify', 'allow'])(
    'PGSSLMODE=%s and others change nothing',
    async (PGSSLMODE) => {
      for (const [name, value] of Object.entries({ ...elsewhere, PGSSLMODE })) vi.stubEnv(name, value);
      const { url } = await start();
      const pool = openPool(url, { max: 1, onError: () => undefined });
      const { rows } = await pool.query(
        `select current_database() as database, current_setting('application_name') as app, current_setting('client_encoding') as encoding`,
      );
      await pool.end();
      expect(rows).toEqual([{ database: 'pitstop', app: 'pitstop-chat', encoding: 'UTF8' }]);
    },
  );

  it.runIf(process.platform === 'linux')('are kept from the server, above all secrets', async () => {
    for (const name of ['AUTH_SECRET', 'TELEGRAM_BOT_TOKEN', 'DATABASE_URL', 'ANYTHING', 'PGDATA'])
      vi.stubEnv(name, 'hunter2-hunter2-hunter2-hunter2-hunter2');
    await start();
    const environ = await readFile(`/proc/${await serverPid()}/environ`, 'utf8');
    expect(environ).not.toContain('hunter2');
    const names = environ.split('\0').flatMap((line) => line.split('=')[0] || []);
    // PostgreSQL sets its own beside ours.
    expect(names.filter((name) => !/^PG|^LC_/.test(name)).sort()).toEqual(['PATH', 'TZ']);
  });
});

const asSeen = `select string_agg(kind || ' ' || name, ', ' order by kind, name) from (
  select 'schema', nspname, nspowner from pg_namespace where nspname !~ '^pg_'
  union all select 'relation', relname, relowner from pg_class where relnamespace::regnamespace::text !~ '^pg_|^information'
  union all select 'routine', proname, proowner from pg_proc where pronamespace::regnamespace::text !~ '^pg_|^information'
  union all select 'type', typname, typowner from pg_type where typnamespace::regnamespace::text !~ '^pg_|^information'
  union all select 'database', datname, datdba from pg_database where datname = current_database()
) as thing (kind, name, owner) where owner = 'pitstop'::regrole and name <> 'information_schema'`;

describe('the role of the product', () => {
  it('owns its database, and may do nothing beside', async () => {
    const { url } = await start();
    expect(
      await ask(
        url,
        `select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls from pg_roles where rolname = current_user`,
      ),
    ).toBe(false);
    // A backend ends a moment after its connection.
    const above = `select count(*)::int from pg_stat_activity where usename = 'pitstop' and backend_type = 'client backend'`;
    await expect.poll(() => ask(url, above)).toBe(0);
    await ask(url, 'create schema own create table own.thing (id int)');
    await ask(url, 'create table thing (id int)');
    for (const sql of [`select pg_read_file('PG_VERSION')`, `copy thing to program 'true'`, 'create role another'])
      await expect(ask(url, sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('takes over the folder of a version that had none, whatever is in it', async () => {
    const first = await start();
    const product = new URL(first.url).username;
    for (const sql of [
      `create schema older`,
      `create type older.mood as enum ('fine')`,
      `create domain older.amount as int check (value > 0)`,
      `create type older.pair as (a int, b int)`,
      `create table older.kept (id int generated always as identity, serial serial, mood older.mood, price older.amount)`,
      `insert into older.kept (mood, price) values ('fine', 42)`,
      `create table older.parts (id int) partition by range (id)`,
      `create view older."The View" as select 1 as one`,
      `create materialized view older.seen as select 1 as one`,
      `create sequence older.alone`,
      `create function older.answer(int) returns int language sql as 'select 42'`,
      `create procedure older.act() language sql as ''`,
      `create table kept as select 42 as answer`,
      `alter database pitstop owner to pitstop`,
      `drop owned by ${product}`,
      `revoke all on database postgres from ${product}`,
    ])
      await ask(first.superuserUrl, sql);
    await first.stop();
    const next = await start();
    expect(await ask(next.superuserUrl, asSeen)).toBeNull();
    expect(await ask(next.url, 'select answer from kept')).toBe(42);
    await ask(next.url, 'alter table older.kept add column more int');
    expect(await ask(next.url, 'select price from older.kept')).toBe(42);
    await ask(next.url, 'drop schema older cascade');
  });

  it('has a password of its own, which the superuser has another of', async () => {
    const { url, superuserUrl } = await start();
    const [own, above] = [new URL(url), new URL(superuserUrl)];
    expect(above.username).toBe('pitstop');
    expect(above.password).toBe((await readFile(inFolder('password'), 'utf8')).trim());
    expect(await ask(superuserUrl, 'select rolsuper from pg_roles where rolname = current_user')).toBe(true);
    above.password = own.password;
    await expect(ask(above.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('whether a process is the server of a folder', () => {
  it.each(['/proc', '/nowhere'])('is seen in %s or by its command', async (processes) => {
    await start();
    const pid = await serverPid();
    expect(await isServerOf(pid, inFolder('data'), processes)).toBe(true);
    expect(await isServerOf(pid, `${inFolder('data')}-of-another`, processes)).toBe(false);
    expect(await isServerOf(pid, inFolder('dat'), processes)).toBe(false);
    expect(await isServerOf(process.pid, inFolder('data'), processes)).toBe(false);
    expect(await isServerOf(2 ** 22 + 1, inFolder('data'), processes)).toBe(false);
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
  it('ends at once with its reason when the server refuses us for good, and leaves no server behind', async () => {
    const first = await start();
    await first.stop();
    await writeFile(inFolder('data/pg_hba.conf'), 'host all all all reject\n');
    await expect(start()).rejects.toThrow(/^The embedded database cannot be used: .*reject/);
    await expectGone(first.url);
    await expect(readFile(inFolder('data/postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says in one sentence that the password is another', async () => {
    const first = await start();
    await first.stop();
    await writeFile(inFolder('password'), 'guess\n');
    await expect(start()).rejects.toThrow(/refused the password in its folder/);
    await expectGone(first.url);
  });

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
