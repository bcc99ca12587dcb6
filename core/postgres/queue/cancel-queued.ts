import { tellChanged } from './changed.ts';
import type { Db } from './db.ts';

/** Which queued messages of a conversation are taken back; what is not named does not narrow. */
export type Cancelling = {
  readonly conversationId: string;
  readonly sorts?: readonly string[];
  readonly phrases?: readonly string[];
  readonly repairId?: string;
  readonly customerId?: string;
  readonly at: Date;
};

/**
 * Takes back what is still queued in a conversation, to its customer and to whoever has a part in its repairs. The row's state is the fence of a takeover: this sets `queued`
 * to `cancelled`, begin sets `queued` to `sending`, and the first commit wins. A message that waits for its second attempt may
 * have arrived with the first, so it becomes `unknown` and counts as already sending.
 */
export async function cancelQueued(
  tx: Db,
  { conversationId, sorts, phrases, repairId, customerId, at }: Cancelling,
): Promise<{ readonly cancelled: number; readonly alreadySending: number }> {
  const { rows } = await tx.query<{ cancelled: number; sending: number }>(
    `with person as (
       select c.customer_id from conversation c where c.id = $1::uuid
       union
       select p.customer_id from repair r
       join repair_contact p on p.garage_id = r.garage_id and p.repair_id = r.id where r.conversation_id = $1::uuid),
     open as (
       select d.id, d.state, d.code, d.attempts
       from person join address a on a.customer_id = person.customer_id
       -- The lanes of their addresses: an index probe each, whatever the log has grown to.
       join delivery d on d.lane_id = a.id and d.conversation_id = $1::uuid and d.state in ('queued', 'sending')
       join message m on m.id = d.message_id
       where ($6::uuid is null or person.customer_id = $6::uuid)
         and d.kind = 'message' and ($2::text[] is null or m.sort = any($2::text[]))
         and ($3::text[] is null or m.phrase = any($3::text[]))
         and ($4::uuid is null or coalesce(m.repair_id::text, m.about->>'repairId') = $4::uuid::text)
       order by d.id for update of d),
     changed as (
       update delivery d set state = case when open.code = 'unknown' then 'unknown' else 'cancelled' end,
         code = case when open.code = 'unknown' then 'unknown' else 'taken_back' end
       from open where d.id = open.id and open.state = 'queued'
       returning d.id, d.garage_id, d.conversation_id, d.message_id, d.kind, d.state as shown, $5::timestamptz as at,
         null::timestamptz as trouble_at),
     ${tellChanged}
     select (select count(*)::int from changed where shown = 'cancelled') as cancelled,
       (select count(*)::int from open where state = 'sending' or code = 'unknown') as sending`,
    [conversationId, sorts ?? null, phrases ?? null, repairId ?? null, at, customerId ?? null],
  );
  const [row] = rows;
  return { cancelled: row?.cancelled ?? 0, alreadySending: row?.sending ?? 0 };
}
