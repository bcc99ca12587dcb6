import { and, eq } from 'drizzle-orm';
import type { PanelStore } from '../../application/panel.ts';
import { as, type CustomerId } from '../../ids.ts';
import { builder, type Tx } from '../database.ts';
import { replayInbox } from '../queue/inbox.ts';
import { conversation } from '../schema/conversation.ts';
import { staff } from '../schema/organisation.ts';

export function createPanelStore(tx: Tx): PanelStore {
  return {
    garageOf: async (conversationId, among) => {
      const [row] = await builder(tx)
        .select({ id: conversation.garageId })
        .from(conversation)
        .where(eq(conversation.id, conversationId));
      return among.find((garageId) => garageId === row?.id);
    },
    claimKey: async (staffId, key, hash) => {
      const { rowCount } = await tx.query(
        `insert into seen (account_id, key) values ($1::uuid, $2::text) on conflict do nothing`,
        [staffId, `panel:${key}`],
      );
      const words = `panel:${key}:${hash}`;
      if (rowCount === 1) {
        await tx.query(`insert into seen (account_id, key) values ($1::uuid, $2::text)`, [staffId, words]);
        return 'new';
      }
      const { rows } = await tx.query(`select 1 from seen where account_id = $1::uuid and key = $2::text`, [
        staffId,
        words,
      ]);
      return rows.length > 0 ? 'same' : 'other';
    },
    hasNewer: async (conversationId, seen, reader) => {
      const { rows } = await tx.query(
        `select 1 from message m
         where m.conversation_id = $1::uuid and (m.direction = 'in' or m.sort = 'person')
           and m.by->>'staffId' is distinct from $3::text
           and m.recorded_at > coalesce((select recorded_at from message where id = $2::uuid), '-infinity')
         limit 1`,
        [conversationId, seen ?? null, reader],
      );
      return rows.length > 0;
    },
    lastWriter: async (conversationId) => {
      const { rows } = await tx.query<{ id: string }>(
        `select m.by->>'customerId' as id from message m
         where m.conversation_id = $1::uuid and m.direction = 'in' and m.by->>'kind' = 'customer'
         -- By arrival: a network's times are too coarse to say who of two was last.
         order by m.recorded_at desc, m.id desc limit 1`,
        [conversationId],
      );
      return rows[0] && as<CustomerId>(rows[0].id);
    },
    replayDead: async (conversationId) => {
      const { rows } = await tx.query<{ id: number }>(
        `with person as (
           select customer_id from conversation where id = $1::uuid
           union
           select p.customer_id from repair r
           join repair_contact p on p.garage_id = r.garage_id and p.repair_id = r.id where r.conversation_id = $1::uuid)
         select i.id::int as id from person
         join address a on a.customer_id = person.customer_id
         join inbox_lane l on l.account_id = a.account_id and l.chat = a.chat
         join inbox i on i.lane_id = l.id and i.state = 'dead'
         order by i.id`,
        [conversationId],
      );
      for (const { id } of rows) await replayInbox(tx, id);
    },
    nameOf: async (staffId) => {
      const [row] = await builder(tx)
        .select({ name: staff.name })
        .from(staff)
        .where(and(eq(staff.id, staffId)));
      return row?.name ?? '';
    },
  };
}
