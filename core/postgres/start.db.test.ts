import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { MIGRATIONS_FOLDER, migrate } from './start.ts';

const { url } = await testDatabase({ empty: true });

it('five processes that start together on an empty database all find it migrated', async () => {
  const pools = Array.from({ length: 5 }, () => new Pool({ connectionString: url, max: 2 }));
  await Promise.all(pools.map(migrate));
  const { rows } = await (pools[0] as Pool).query(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as done`,
  );
  expect(rows).toEqual([{ done: true }]);
  await Promise.all(pools.map((pool) => pool.end()));
});

/** Brings an empty database to where it stood before the migration with this number. */
async function migrateUntil(pool: Pool, number: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  try {
    cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
    const journal = join(folder, 'meta/_journal.json');
    const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
    writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, number) }));
    await applyMigrations(drizzle(pool), { migrationsFolder: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('an upgrade knows which of the accounts that it finds are for staff only', async () => {
  const { pool } = await testDatabase({ empty: true });
  await migrateUntil(pool, 7);
  await pool.query(`
    with home as (insert into organisation (id, name) values (gen_random_uuid(), 'Garage De Brug') returning id)
    insert into channel_account (id, organisation_id, channel, external_id, name, skills)
    select gen_random_uuid(), home.id, channel, channel, channel, '{}'
      from home cross join (values ('teams'), ('telegram')) network (channel)`);
  await migrate(pool);
  const { rows } = await pool.query('select channel, audience from channel_account order by channel');
  expect(rows).toEqual([
    { channel: 'teams', audience: 'staff' },
    { channel: 'telegram', audience: 'everybody' },
  ]);
});
