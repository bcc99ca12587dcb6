import type { Pool } from 'pg';
import type { Edge } from '../../channels/telegram/testing/edge/edge.ts';
import { until } from '../stage.ts';

type Said = { readonly body: string; readonly content: object };

/** What a test reads of a product that our own driver of the Bot API pushes to. */
export function watch(pool: Pool, edge: Edge) {
  const count = async (sql: string, ...values: unknown[]): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values);
    return rows[0]?.n ?? 0;
  };
  return {
    /** How many rows the words after `from` name. */
    count,
    /** Everything that Telegram has is taken, and every item had its turn. */
    handled: (): Promise<true> =>
      until('everything to be handled', async () => {
        await edge.updates.idle();
        return edge.updates.waiting().length + (await count(`inbox where state <> 'done'`)) === 0 ? true : undefined;
      }),
    /** What a chat said, in the order of the timeline. */
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
