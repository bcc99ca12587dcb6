import { tellChanged } from './changed.ts';
import type { Db } from './db.ts';

/** What a network tells of a message of ours after it was sent. */
export type DeliveryStatus = {
  readonly accountId: string;
  readonly chat: string;
  readonly externalId: string;
  readonly state: 'delivered' | 'read' | 'failed';
  readonly code?: string;
  /** The network's time. */
  readonly at: Date;
};

/** `early`: something to this chat is just being sent, so the id may become known in a moment: try the turn again. */
export type StatusFound = 'recorded' | 'early' | 'unknown_id';

/**
 * Records a status, whichever came first: states only go forward, and one that is late or repeated changes nothing. Settles what
 * was `unknown`, or was queued for a second attempt because of that, and lets its lane go at once.
 */
export async function recordStatus(tx: Db, status: DeliveryStatus): Promise<StatusFound> {
  const { accountId, chat, externalId, state, code, at } = status;
  const { rows } = await tx.query<{ found: boolean; sending: boolean }>(
    `with a as (select id from address where account_id = $1::uuid and chat = $2::text),
     found as (
       select d.id, d.lane_id, d.state, d.code from delivery d join a on a.id = d.lane_id
       where d.external_id = $3::text and d.kind = 'message' order by d.id desc limit 1 for update of d),
     changed as (
       update delivery d set state = $4::text, code = case when $4::text = 'failed' then coalesce($5::text, 'failed') end,
         sent_at = case when $4::text = 'failed' then d.sent_at else coalesce(d.sent_at, $6::timestamptz) end,
         delivered_at = case when $4::text = 'failed' then d.delivered_at else coalesce(d.delivered_at, $6::timestamptz) end,
         read_at = case when $4::text = 'read' then $6::timestamptz else d.read_at end
       from found f where d.id = f.id and (
         f.state in ('sending', 'sent', 'unknown') or (f.state = 'queued' and f.code = 'unknown')
         or (f.state = 'failed' and $4::text <> 'failed') or (f.state = 'delivered' and $4::text = 'read'))
       returning d.id, d.garage_id, d.conversation_id, d.message_id, d.kind, d.state as shown, $6::timestamptz as at,
         case when d.state = 'failed' then $6::timestamptz end as trouble_at),
     ${tellChanged},
     let_go as (
       update lane set due_at = now() from found f
       where lane.id = f.lane_id and f.code = 'unknown' and lane.due_at > now()
         -- An even epoch: the lane is held, not leased.
         and lane.epoch & 1 = 0)
     select exists (select 1 from found) as found,
       exists (select 1 from delivery d join a on a.id = d.lane_id where d.state = 'sending') as sending`,
    [accountId, chat, externalId, state, code ?? null, at],
  );
  const [row] = rows;
  if (row?.found) return 'recorded';
  return row?.sending ? 'early' : 'unknown_id';
}
