import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProductClock } from '../../core/postgres/clock.ts';
import { openPool } from '../../core/postgres/database.ts';
import { startEmbedded } from '../../core/postgres/embedded/server.ts';
import { migrate } from '../../core/postgres/start.ts';
import { type Config, readConfig } from '../config.ts';
import { startProduct } from '../main.ts';
import { createLog } from '../process/log.ts';
import { tryListening } from '../web/listening.ts';

/** The product on a temporary database. */
export type Installation = {
  readonly url: string;
  readonly pool: ReturnType<typeof openPool>;
  now(): Date;
  /** Moves the clock of the whole installation forward. */
  skip(minutes: number): Promise<void>;
  /** Stops everything in order and removes the folder. */
  end(): Promise<void>;
};

/** Signs in to the panel. The database is temporary, so this opens nothing else. */
export const administrator = { email: 'petra@example.nl', password: 'a-password-for-the-demo' };

/** Starts the product on a fresh database in its own folder, with its clock at `startsAt`. */
export async function install(startsAt: Date, port: number | undefined): Promise<Installation> {
  if (port !== undefined) await tryListening({ port, host: '127.0.0.1' });
  const dataDir = await mkdtemp(join(tmpdir(), 'pitstop-demo-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  try {
    const log = createLog('silent');
    const database = await startEmbedded({ dataDir, log });
    ends.push(database.stop);
    const pool = openPool(database.url, { max: 4, onError: () => undefined });
    ends.push(() => pool.end());
    await migrate(pool);
    const clock = createProductClock(pool);
    await clock.skip(startsAt.getTime() - Date.now());
    const product = await startProduct(settings(database.url, dataDir, port ?? (await freePort())), log);
    ends.push(product.stop);
    return {
      url: product.url,
      pool,
      now: clock.now,
      skip: (minutes) => skip(product.url, minutes, clock.refresh),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Gives every setting here, so that a token in a developer's .env never reaches the demo. */
function settings(databaseUrl: string, dataDir: string, port: number): Config {
  return readConfig({
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    SIMULATOR: 'on',
    AUTH_SECRET: 'only-for-a-database-that-is-thrown-away',
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: administrator.password,
  });
}

async function skip(url: string, minutes: number, refresh: () => Promise<void>): Promise<void> {
  const response = await fetch(`${url}/simulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ minutes }),
  });
  if (!response.ok) throw new Error(`The clock did not move: ${response.status}`);
  await refresh();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
