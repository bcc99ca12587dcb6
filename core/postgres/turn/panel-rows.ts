import { and, eq } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { PanelStore } from '../../application/panel.ts';
import { databaseOver } from '../database.ts';
import { replayInbox } from '../queue/inbox-failures.ts';
import { conversation } from '../schema/conversation.ts';
import { staff } from '../schema/organisation.ts';

/** Over the client of the act's one transaction. */
export const createPanelStore = (client: PoolClient): PanelStore => {
  const db = databaseOver(client);
  return {
    garageOf: async (conversationId, among) => {
      const [row] = await db
        .select({ id: conversation.garageId })
        .from(conversation)
        .where(eq(conversation.id, conversationId));
      return among.find((garageId) => garageId === row?.id);
    },
    claimKey: async (staffId, key, hash) => {
      const { rowCount } = await client.query(
        `insert into seen (account_id, key) values ($1::uuid, $2::text) on conflict do nothing`,
        [staffId, `panel:${key}`],
      );
      const words = `panel:${key}:${hash}`;
      if (rowCount === 1) {
        await client.query(`insert into seen (account_id, key) values ($1::uuid, $2::text)`, [staffId, words]);
        return 'new';
      }
      const { rows } = await client.query(`select 1 from seen where account_id = $1::uuid and key = $2::text`, [
        staffId,
        words,
      ]);
      return rows.length > 0 ? 'same' : 'other';
    },
    hasNewer: async (conversationId, seen, reader) => {
      const { rows } = await client.query(
        `select 1 from message m
         where m.conversation_id = $1::uuid and (m.direction = 'in' or m.sort = 'person')
           and m.by->>'staffId' is distinct from $3::text
           and m.recorded_at > coalesce((select recorded_at from message where id = $2::uuid), '-infinity')
         limit 1`,
        [conversationId, seen ?? null, reader],
      );
      return rows.length > 0;
    },
    replayDead: async (conversationId) => {
      const { rows } = await client.query<{ id: number }>(
        `select i.id::int as id from conversation c
         join address a on a.customer_id = c.customer_id
         join inbox_lane l on l.account_id = a.account_id and l.chat = a.chat
         join inbox i on i.lane_id = l.id and i.state = 'dead'
         where c.id = $1::uuid order by i.id`,
        [conversationId],
      );
      for (const { id } of rows) await replayInbox(client, id);
    },
    nameOf: async (staffId) => {
      const [row] = await db
        .select({ name: staff.name })
        .from(staff)
        .where(and(eq(staff.id, staffId)));
      return row?.name ?? '';
    },
  };
};
