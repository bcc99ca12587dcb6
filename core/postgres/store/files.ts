import { sql } from 'drizzle-orm';
import { pictureTypes } from '../../application/media.ts';
import type { FileStore } from '../../application/party.ts';
import type { Language } from '../../customer/address.ts';
import { type AddressId, as, type GarageId, type MessageId, type RepairId } from '../../ids.ts';
import { builder, type Tx } from '../database.ts';
import { messageMedia } from '../schema/queue.ts';

/** The photos and other files that messages carry. */
export function filesOver(tx: Tx): FileStore {
  return {
    hasAlbum: async (addressId, album) => {
      const { rows } = await builder(tx).execute(sql`
    select 1 from message where address_id = ${addressId}::uuid and content->>'album' = ${album} limit 1`);
      return rows.length > 0;
    },
    albumOf: async (id) => {
      const { rows } = await builder(tx).execute<PartRow>(sql`
    with own as (select id, address_id, content->>'album' as album from message where id = ${id}::uuid),
    part as (
      select id from own
      union
      select m.id from own join message m
        on m.address_id = own.address_id and m.content ? 'album' and m.content->>'album' = own.album)
    select part.id, exists (select 1 from message_media f where f.message_id = part.id) as kept, p.repair_id,
           p.sent_at is not null as sent
      from part left join repair_photo p on p.message_id = part.id order by part.id`);
      return rows.map(({ id: messageId, kept, repair_id: repairId, sent }) => ({
        messageId: as<MessageId>(messageId),
        kept,
        repairId: repairId === null ? undefined : as<RepairId>(repairId),
        sent,
      }));
    },
    /** Locks the chat, so that the sender is told once when several photos are lost together. */
    sentPhoto: async (id) => {
      await builder(tx).execute(sql`
    select from address where id = (select address_id from message where id = ${id}::uuid) for update`);
      const { rows } = await builder(tx).execute<PhotoRow>(sql`
    select m.address_id, m.garage_id, s.language, p.repair_id,
           exists (select 1 from message o join delivery d on d.message_id = o.id and d.kind = 'message'
                    where o.repair_id = p.repair_id and o.content->'photos' ? m.id::text
                      and (d.state in ('sending', 'sent', 'delivered', 'read', 'unknown') or d.code = 'photo_missing')) as missed,
           exists (select 1 from message o
                     join message_media f on f.message_id = o.id left join media t on t.sha256 = f.sha256
                    where o.address_id = m.address_id and o.id <> m.id
                      and o.content ? 'album' and o.content->>'album' = m.content->>'album'
                      and (f.failed is not null or t.mime_type not in ${[...pictureTypes]})) as told
      from message m
      join staff s on s.id = (m.by->>'staffId')::uuid
      left join repair_photo p on p.message_id = m.id
     where m.id = ${id}::uuid and m.by->>'kind' = 'staff' and m.direction = 'in'`);
      const [row] = rows;
      return (
        row && {
          addressId: as<AddressId>(row.address_id),
          garageId: as<GarageId>(row.garage_id),
          language: row.language,
          repairId: row.repair_id === null ? undefined : as<RepairId>(row.repair_id),
          missed: row.missed,
          told: row.told,
        }
      );
    },
    /** The file is fetched from the channel later. */
    keepMedia: async (messageId, accountId, reference, fileName) => {
      await builder(tx)
        .insert(messageMedia)
        .values({ messageId, n: 1, accountId, reference, fileName: fileName ?? null, dueAt: sql`now()` });
    },
  };
}

type PartRow = { id: string; kept: boolean; repair_id: string | null; sent: boolean };

type PhotoRow = {
  address_id: string;
  garage_id: string;
  language: Language;
  repair_id: string | null;
  missed: boolean;
  told: boolean;
};
