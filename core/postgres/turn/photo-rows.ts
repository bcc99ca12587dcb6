import { sql } from 'drizzle-orm';
import { pictureTypes } from '../../application/media.ts';
import type { SentPhoto } from '../../application/party.ts';
import type { Language } from '../../customer/address.ts';
import { type AddressId, as, type GarageId, type MessageId, type RepairId } from '../../ids.ts';
import type { Database } from '../database.ts';

type Row = {
  address_id: string;
  garage_id: string;
  language: Language;
  repair_id: string | null;
  missed: boolean;
  told: boolean;
};

/** A photo of a member of staff. Its chat is locked, so that of several that are lost together one is told of. */
export async function sentPhoto(db: Database, id: MessageId): Promise<SentPhoto | undefined> {
  await db.execute(sql`
    select from address where id = (select address_id from message where id = ${id}::uuid) for update`);
  const { rows } = await db.execute<Row>(sql`
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
}
