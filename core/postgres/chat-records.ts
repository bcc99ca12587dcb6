import type { Pool } from 'pg';
import type { AccountId } from '../ids.ts';

/** What an adapter remembers of its chats, in its own shape; the newest replaces what was known. */
export function chatRecords(pool: Pool, accountId: () => AccountId | undefined) {
  return {
    find: async (chat: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
      const { rows } = await pool.query<{ record: Record<string, unknown> }>(
        'select record from chat_record where account_id = $1::uuid and chat = $2::text',
        [accountId(), chat],
      );
      return rows[0]?.record;
    },
    keep: async (chat: string, record: object): Promise<void> => {
      await pool.query(
        `insert into chat_record (account_id, chat, record) values ($1::uuid, $2::text, $3::jsonb)
       on conflict (account_id, chat) do update set record = excluded.record where chat_record.record <> excluded.record`,
        [accountId(), chat, JSON.stringify(record)],
      );
    },
    forget: async (chat: string): Promise<void> => {
      await pool.query('delete from chat_record where account_id = $1::uuid and chat = $2::text', [accountId(), chat]);
    },
  };
}
