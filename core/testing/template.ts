import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { MIGRATIONS_FOLDER, migrate } from '../postgres/start.ts';

const TEMPLATE_LOCK = 7_480_004;

/** The same server, another database. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function nameOfTemplate(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.sql')).sort()) {
    hash.update(file).update(await readFile(join(MIGRATIONS_FOLDER, file)));
  }
  return `pitstop_template_${hash.digest('hex').slice(0, 16)}`;
}

async function fill(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

/** A migrated database to copy from, made once per set of migrations; it has its name only when it is whole. */
export async function makeTemplate(server: string): Promise<string> {
  const name = await nameOfTemplate();
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1::bigint)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1::text', [name]);
    if (rowCount === 0) {
      const draft = `${name}_draft`;
      await client.query(`drop database if exists ${draft}`);
      await client.query(`create database ${draft}`);
      await fill(databaseUrl(server, draft));
      await client.query(`alter database ${draft} rename to ${name}`);
    }
    return name;
  } finally {
    await client.end();
  }
}
