import { eq, sql } from 'drizzle-orm';
import type { DrawnCard, TappedCard } from '../../application/ports.ts';
import type { PreparedChoice } from '../../application/voice.ts';
import { type AddressId, as, type GarageId, type MessageId, type RepairId } from '../../ids.ts';
import type { Database } from '../database.ts';
import { choice } from '../schema/conversation.ts';

type TappedRow = {
  readonly address_id: string;
  readonly garage_id: string;
  readonly label: string;
  readonly standing: TappedCard['standing'];
  readonly drawn_in: string;
  readonly shown_on: string;
  readonly card: object | null;
  readonly repair_id: string | null;
  readonly living: boolean;
};

/** The card that a button is on, with the message that shows it; undefined for a token that was never made. */
export async function findTapped(db: Database, token: string, now: Date): Promise<TappedCard | undefined> {
  const { rows } = await db.execute<TappedRow>(sql`
    select c.address_id, c.garage_id, c.label, c.message_id as drawn_in, coalesce(d.edits, c.message_id) as shown_on,
           case when c.closed_at is not null then 'closed' when c.expires_at <= ${now.toISOString()}::timestamptz then 'expired'
                else 'live' end as standing,
           m.content->'card' as card, m.repair_id,
           exists (select 1 from living_card l where l.repair_id = m.repair_id and l.address_id = c.address_id
                    and l.message_id = coalesce(d.edits, c.message_id)) as living
      from choice c join message m on m.id = c.message_id
      left join delivery d on d.message_id = c.message_id and d.kind = 'edit'
     where c.token = ${token}`);
  const [row] = rows;
  if (!row) return undefined;
  return {
    addressId: as<AddressId>(row.address_id),
    garageId: as<GarageId>(row.garage_id),
    label: row.label,
    standing: row.standing,
    shownOn: as<MessageId>(row.shown_on),
    drawnIn: as<MessageId>(row.drawn_in),
    card: row.card ?? {},
    repairId: row.repair_id === null ? undefined : as<RepairId>(row.repair_id),
    living: row.living,
  };
}

/**
 * The edits of a message that people see, or soon will, by two index probes: those that still wait on the lane, and those that have begun,
 * which carry the network's id of the message.
 */
function editsOf(addressId: AddressId, shownOn: MessageId) {
  return sql`
  select d.id, d.message_id from delivery d
   where d.lane_id = ${addressId}::uuid and d.state in ('queued', 'sending') and d.edits = ${shownOn}::uuid
  union
  select d.id, d.message_id from delivery own
    join delivery d on d.lane_id = own.lane_id and d.external_id = own.external_id
   where own.message_id = ${shownOn}::uuid and own.lane_id = ${addressId}::uuid and own.kind = 'message'
     and d.edits = ${shownOn}::uuid and d.state <> 'cancelled'`;
}

/** What is drawn on a message by now. */
export async function newestCard(db: Database, addressId: AddressId, shownOn: MessageId): Promise<DrawnCard> {
  const { rows } = await db.execute<{ id: string; card: object | null }>(sql`
    with edits as (${editsOf(addressId, shownOn)})
    select m.id, m.content->'card' as card from message m
     where m.id = coalesce((select message_id from edits order by id desc limit 1), ${shownOn}::uuid)`);
  const [row] = rows;
  return { card: row?.card ?? {}, drawnIn: as<MessageId>(row?.id ?? shownOn) };
}

export async function choicesOf(db: Database, messageId: MessageId): Promise<readonly PreparedChoice[]> {
  return db
    .select({ token: choice.token, label: choice.label, action: choice.action })
    .from(choice)
    .where(eq(choice.messageId, messageId));
}

/** Closes every button that a message has shown, but those that are drawn on it now. */
export async function closeCard(
  db: Database,
  { addressId, shownOn, drawnIn }: TappedCard,
  stays: MessageId,
  at: Date,
): Promise<void> {
  await db.execute(sql`
    with edits as (${editsOf(addressId, shownOn)})
    update choice c set closed_at = ${at.toISOString()}::timestamptz
      from (select message_id from edits union values (${shownOn}::uuid), (${drawnIn}::uuid)) shown (message_id)
     where c.message_id = shown.message_id and c.closed_at is null and c.message_id <> ${stays}::uuid`);
}
