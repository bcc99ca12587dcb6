import type { Pool } from './database.ts';

/**
 * The product's time: the machine's, plus what the simulator's page skipped, the same in every
 * process.
 */
export type ProductClock = {
  now(): Date;
  /** Moves the clock of the whole installation forward, in ms. */
  skip(ms: number): Promise<void>;
  /** Reads how far other processes moved it. */
  refresh(): Promise<void>;
};

export function createProductClock(pool: Pool): ProductClock {
  let offsetMs = 0;
  const refresh = async (): Promise<void> => {
    const { rows } = await pool.query<{ value: number }>(
      `select value::text::bigint as value from installation where name = 'clock_offset_ms'`,
    );
    offsetMs = Number(rows[0]?.value ?? 0);
  };
  return {
    now: () => new Date(Date.now() + offsetMs),
    refresh,
    skip: async (ms) => {
      await pool.query(
        `insert into installation (name, value) values ('clock_offset_ms', to_jsonb($1::bigint))
         on conflict (name) do update set value = to_jsonb(installation.value::text::bigint + $1::bigint)`,
        [ms],
      );
      await refresh();
    },
  };
}
