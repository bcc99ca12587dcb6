import { sql } from 'drizzle-orm';
import type { SayElsewhere } from '../../application/party.ts';
import { type AccountId, type AddressId, as, type ConversationId, type CustomerId, type RepairId } from '../../ids.ts';
import type { Database } from '../database.ts';

const openStatus = sql`('registered', 'started', 'completed')`;

/**
 * The conversation that a text belongs to. A quote that was put there last is answered there while it is open, whoever's it is; any
 * other question holds as long as nothing was said in another conversation of this person since.
 */
export async function conversationFor(
  db: Database,
  customerId: CustomerId,
  { addressId, accountId }: { readonly addressId: AddressId; readonly accountId: AccountId },
  prefer: ConversationId | undefined,
): Promise<ConversationId | undefined> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with part as (
      select r.conversation_id as id, bool_or(p.informed or p.decides or p.pays) as has_part
        from repair_contact p join repair r on r.garage_id = p.garage_id and r.id = p.repair_id
       where p.customer_id = ${customerId}::uuid and r.status in ${openStatus}
       group by r.conversation_id),
    candidate as (
      select c.id, c.garage_id, c.last_message_at as at, c.customer_id = ${customerId}::uuid as own,
             part.id is not null as open, coalesce(part.has_part, false) as has_part
        from (select id from conversation where customer_id = ${customerId}::uuid union select id from part) mine
        join conversation c on c.id = mine.id left join part on part.id = c.id
       where c.garage_id in (select garage_id from channel_account_garage where account_id = ${accountId}::uuid)),
    here as (
      select c.*, c.id = a.asked_in and case
               when a.asked ? 'quoteId' then exists (
                 select 1 from quote_version q
                  where q.garage_id = c.garage_id and q.quote_id = (a.asked->>'quoteId')::uuid and q.status = 'released')
               else c.open and c.has_part
                    and not exists (select 1 from candidate o where o.id <> c.id and o.at > a.asked_at) end as asks
        from candidate c cross join address a where a.id = ${addressId}::uuid)
    select id from here
     where own or asks or (open and has_part) or id = ${prefer ?? null}::uuid
     order by coalesce(id = ${prefer ?? null}::uuid, false) desc, coalesce(asks, false) desc, (own and open) desc,
              (open and has_part) desc, own desc, coalesce(at, '-infinity') desc
     limit 1`);
  return rows[0] && as<ConversationId>(rows[0].id);
}

/** Open repairs in which a customer decides for somebody else. */
export async function decidesElsewhere(db: Database, customerId: CustomerId): Promise<readonly SayElsewhere[]> {
  const { rows } = await db.execute<{ repair_id: string; conversation_id: string }>(sql`
    select r.id as repair_id, r.conversation_id
      from repair_contact p join repair r on r.garage_id = p.garage_id and r.id = p.repair_id
     where p.customer_id = ${customerId}::uuid and p.decides and r.customer_id <> ${customerId}::uuid
       and r.status in ${openStatus}
     order by r.id`);
  return rows.map((row) => ({
    repairId: as<RepairId>(row.repair_id),
    conversationId: as<ConversationId>(row.conversation_id),
  }));
}
