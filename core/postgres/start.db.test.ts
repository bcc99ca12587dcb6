import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { migrate } from './start.ts';

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
