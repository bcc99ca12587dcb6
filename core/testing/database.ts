import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { afterAll, inject } from 'vitest';
import { databaseUrl } from './template.ts';

/** A database that belongs to one test file. */
export type TestDatabase = { readonly url: string; readonly pool: Pool };

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * A migrated database of the file's own, dropped after it: `const { pool } = await testDatabase()` at the top of a
 * `*.db.test.ts` or `*.browser.test.ts`. `empty` gives one without migrations.
 */
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const { drop, ...database } = await makeDatabase(options);
  afterAll(drop);
  return database;
}

/** A database that whoever made it drops, for a test that begins anew at each try. */
export async function makeDatabase({
  empty = false,
}: {
  readonly empty?: boolean;
} = {}): Promise<TestDatabase & { drop(): Promise<void> }> {
  const { server, template } = inject('postgres');
  const name = `pitstop_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(server, `create database ${name} template ${empty ? 'template0' : template}`);
  const url = databaseUrl(server, name);
  const pool = new Pool({ connectionString: url, max: 10 });
  // A test may cut connections on purpose; the pool replaces them.
  pool.on('error', () => undefined);
  const drop = async (): Promise<void> => {
    await pool.end();
    await onServer(server, `drop database ${name} with (force)`);
  };
  return { url, pool, drop };
}
