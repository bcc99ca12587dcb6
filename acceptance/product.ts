import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { type Logger, pino } from 'pino';
import { readConfig } from '../bot/config.ts';
import { startProduct } from '../bot/main.ts';
import { createLog } from '../bot/process/log.ts';
import { clockAheadMs, type Simulator, simulatorAt } from './networks/simulator.ts';
import { until } from './people/person.ts';

const secret = 's'.repeat(40);

/** The product on a test's database, with the people of its simulator. */
export type Garage = Simulator & {
  readonly url: string;
  readonly pool: Pool;
  /** Moves the product's one clock on to this moment. */
  clockIs(at: Date): Promise<void>;
  stop(): Promise<void>;
};

type Parts = {
  readonly log?: Logger;
  /** Waits in ms that are shorter than those of a real network. */
  readonly telegramTiming?: Readonly<Record<string, number>>;
  /** Beside another network the simulator's people count as real, unless this is false. */
  readonly rehearses?: boolean;
};

/** Starts it with the given settings over the test's database, in English. */
export async function startGarage(
  { url: databaseUrl, pool }: { readonly url: string; readonly pool: Pool },
  settings: Readonly<Record<string, string>> = {},
  { log = pino({ level: settings.LOG_LEVEL ?? 'silent' }), telegramTiming, rehearses = true }: Parts = {},
): Promise<Garage> {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: secret,
    PORT: '0',
    SIMULATOR: 'on',
    ...settings,
  });
  const telegram = config.telegram && { ...config.telegram, ...(telegramTiming && { timing: telegramTiming }) };
  const beside = rehearses && (config.telegram !== undefined || config.teams !== undefined);
  const product = await startProduct({ ...config, telegram, ...(beside && rehearsal) }, log);
  if (beside)
    await pool.query(
      `update staff set language = 'en' where id in (select staff_id from address where chat = 'mechanic-1')`,
    );
  const simulator = simulatorAt(product.url, pool);
  return {
    ...simulator,
    url: product.url,
    pool,
    clockIs: async (at) => {
      const missing = Math.ceil((at.getTime() - Date.now() - (await clockAheadMs(pool))) / 60_000);
      for (let left = missing; left > 0; left -= aWeek) await simulator.skips(Math.min(left, aWeek));
    },
    stop: () => product.stop(),
  };
}

const rehearsal = { rehearsal: true, simulatorIsOpen: true, clockMoves: true } as const;

/** In minutes; more is not skipped at once. */
const aWeek = 10_080;

/** Ends the garage's quiet hours, so that a test says the same at night. */
export async function neverQuiet(pool: Pool): Promise<void> {
  await pool.query('update garage set quiet_from = null, quiet_to = null');
}

/** Words wait so long for further text; with 0 a test need not. */
export async function wordsSettleAfter(pool: Pool, ms: number): Promise<void> {
  await pool.query(`update garage set settings = settings || jsonb_build_object('wordsSettleMs', $1::int)`, [ms]);
}

/** A network's side of what has not reached the product yet. */
type Waiting = { waiting(): number; idle?(): Promise<void> };

type Said = { readonly body: string; readonly content: object };

/** Reads in the database how far the product has come. */
export function watch(pool: Pool, network: Waiting = { waiting: () => 0 }) {
  /** Counts the rows that the words after `from` name. */
  const count = async (sql: string, ...values: unknown[]): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values);
    return rows[0]?.n ?? 0;
  };
  const left = async (): Promise<number> => {
    await network.idle?.();
    return network.waiting() + (await count(`inbox where state <> 'done'`));
  };
  const onTheWay = (): Promise<number> => count(`delivery where state in ('queued', 'sending')`);
  const due = async (): Promise<number> => {
    const now = `now() + make_interval(secs => $1::bigint / 1000.0)`;
    return (
      (await count(`timer where dead is null and due_at <= ${now}`, await clockAheadMs(pool))) +
      (await count('message_media where due_at is not null'))
    );
  };
  /** Waits until everything that the network has is taken, and every item had its turn. */
  const handled = (): Promise<true> => until('everything to be handled', async () => (await left()) === 0);
  /** Waits until everything is handled and said. */
  const quiet = async (): Promise<void> => {
    await handled();
    await until('everything to be said', async () => (await onTheWay()) === 0);
  };
  return {
    count,
    handled,
    quiet,
    /** Waits until everything that was due has happened, too. */
    settled: (): Promise<true> =>
      until('everything due to have happened', async () => (await left()) + (await due()) + (await onTheWay()) === 0),
    /** Gives what a chat said, in the order of the timeline. */
    said: async (chat: number): Promise<readonly Said[]> => {
      const { rows } = await pool.query<Said>(
        `select m.body, m.content from message m join address a on a.id = m.address_id
          where a.chat = $1 and m.direction = 'in' order by m.recorded_at, m.id`,
        [String(chat)],
      );
      return rows;
    },
  };
}

type Column = { readonly table_name: string; readonly column_name: string };

/** Finds the columns of the whole database that hold these words anywhere, as `table.column`. */
export async function columnsWith(pool: Pool, words: string): Promise<readonly string[]> {
  const { rows } = await pool.query<Column>(
    `select table_name, column_name from information_schema.columns
      where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'character varying', 'bytea', 'ARRAY')`,
  );
  const found: string[] = [];
  for (const { table_name, column_name } of rows) {
    const sql = `select 1 from "${table_name}" where position($1 in "${column_name}"::text) > 0 limit 1`;
    if ((await pool.query(sql, [words])).rowCount) found.push(`${table_name}.${column_name}`);
  }
  return found;
}

/** Keeps a log as the product writes it, so that a test can search it for secrets. */
export function keptLog(): { readonly log: Logger; readonly text: () => string } {
  let text = '';
  const to = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  return { log: createLog('trace', to), text: () => text };
}

/** Runs a command beside the product, as an administrator does; `name` is its file in bot/cli. */
export async function runCli(name: string, databaseUrl: string, args: readonly string[]) {
  const script = fileURLToPath(new URL(`../bot/cli/${name}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { DATABASE_URL: databaseUrl, AUTH_SECRET: secret },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

/** Finds a free port of the loopback, for a program that cannot choose one. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
