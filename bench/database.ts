import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPool } from '../core/postgres/database.ts';
import { startEmbedded } from '../core/postgres/embedded/server.ts';

/** A PostgreSQL of the bench's own, as the product starts it: default settings, fsync on. */
export type BenchServer = {
  readonly version: string;
  /** Runs `work` on an empty database that is dropped after it. */
  withDatabase<T>(work: (url: string) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

const silent = { info: () => undefined, warn: () => undefined };

/** Starts a server in a temporary folder, which goes when it stops. */
export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pitstop-chat-bench-'));
  const embedded = await startEmbedded({ dataDir, log: silent });
  const admin = new pg.Pool({ connectionString: embedded.superuserUrl, max: 1 });
  // Stopping the server ends this connection too.
  admin.on('error', () => undefined);
  const { rows } = await admin.query('show server_version');
  let made = 0;
  return {
    version: rows[0].server_version,
    withDatabase: async (work) => {
      const name = `bench_${++made}`;
      await admin.query(`create database ${name}`);
      const url = new URL(embedded.superuserUrl);
      url.pathname = `/${name}`;
      try {
        return await work(url.href);
      } finally {
        await admin.query(`drop database ${name} with (force)`);
        // What one run wrote is not flushed at the cost of the next.
        await admin.query('checkpoint');
      }
    },
    stop: async () => {
      await admin.end();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A pool as the product opens it; a connection that the server cuts at the end is no news. */
export function openBenchPool(url: string, max: number): pg.Pool {
  return openPool(url, { max, onError: () => undefined });
}
