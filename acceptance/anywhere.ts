import type { Pool } from 'pg';

type Column = { readonly table_name: string; readonly column_name: string };

/** The columns of the whole database that hold these words anywhere, as `table.column`. */
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
