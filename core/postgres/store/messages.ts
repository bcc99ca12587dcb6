import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { ChatStore } from '../../application/party.ts';
import type { MessageStore, NewChoice, NewMessage, TappedCard } from '../../application/ports.ts';
import { type AddressId, as, type ConversationId, type GarageId, type MessageId, type RepairId } from '../../ids.ts';
import { builder, revive, type Tx } from '../database.ts';
import { choice, message } from '../schema/conversation.ts';
import { address } from '../schema/customer.ts';
import { showInList } from './conversations.ts';

export function messagesOver(tx: Tx, now: Date): MessageStore & ChatStore {
  return {
    addMessage: async (one, choices) => {
      await builder(tx)
        .insert(message)
        .values({
          id: one.messageId,
          garageId: one.garageId,
          conversationId: one.conversationId ?? null,
          addressId: one.addressId ?? null,
          direction: one.direction,
          by: one.by,
          sort: one.sort ?? null,
          phrase: one.phrase ?? null,
          body: one.body,
          content: one.content,
          about: one.about,
          repairId: one.about.repairId ?? null,
          externalId: one.externalId ?? null,
          at: one.at,
          recordedAt: now,
        });
      if (choices.length > 0 && one.addressId) await addChoices(tx, one, one.addressId, choices);
      // An emoji on a message asks for no answer.
      if (one.conversationId && one.content.kind !== 'reaction')
        await showInList(tx, one.conversationId, { ...one, asksAnew: one.content.kind !== 'edited' });
    },
    findChoice: async (token) => {
      const [row] = await builder(tx).select().from(choice).where(eq(choice.token, token));
      if (!row) return undefined;
      return {
        messageId: as<MessageId>(row.messageId),
        addressId: as<AddressId>(row.addressId),
        label: row.label,
        action: revive(row.action),
        standing: row.closedAt === null ? 'live' : 'closed',
      };
    },
    /** Returns the messages oldest first. */
    closeChoices: async (quoteId, version, at) => {
      const closed = await builder(tx)
        .update(choice)
        .set({ closedAt: at })
        .where(and(eq(choice.quoteId, quoteId), eq(choice.version, version), isNull(choice.closedAt)))
        .returning({ messageId: choice.messageId });
      const ids = [...new Set(closed.map(({ messageId }) => messageId))];
      if (ids.length === 0) return [];
      const rows = await builder(tx)
        .select({ message, language: address.language })
        .from(message)
        .innerJoin(address, eq(address.id, message.addressId))
        .where(inArray(message.id, ids))
        .orderBy(message.id);
      return rows.map(({ message: one, language }) => ({
        messageId: as<MessageId>(one.id),
        addressId: as<AddressId>(one.addressId ?? ''),
        conversationId: one.conversationId === null ? undefined : as<ConversationId>(one.conversationId),
        body: one.body,
        language: language ?? 'nl',
      }));
    },
    /** True also when one may have left: it is being sent, or its fate is unknown. */
    takeBack: async (conversationId, repairId, phraseKinds, since) => {
      const { rows } = await builder(tx).execute<{ left: boolean }>(sql`
    with first as (
      select distinct on (m.phrase) m.id from message m
       where m.conversation_id = ${conversationId}::uuid and m.repair_id = ${repairId}::uuid
         and coalesce(m.phrase, m.sort) in ${[...phraseKinds]} and m.at >= ${since.toISOString()}::timestamptz
         and m.direction = 'out'
       order by m.phrase, m.id),
    cancelled as (
      update delivery d set state = 'cancelled' from first n where d.message_id = n.id and d.state = 'queued' returning d.message_id)
    select exists (select 1 from first n join delivery d on d.message_id = n.id
                    where d.state not in ('queued', 'cancelled', 'failed') and n.id not in (select message_id from cancelled)) as left`);
      return rows[0]?.left ?? false;
    },
    setAsked: async (id, asked, { conversationId, at }) => {
      // An answer belongs where its question was asked, whatever was said elsewhere since.
      const askedIn = asked.kind === 'after-quote' ? {} : { askedIn: conversationId };
      await builder(tx)
        .update(address)
        .set({ asked, askedAt: at, ...askedIn })
        .where(eq(address.id, id));
    },
    /** Sorts by the order of the turns, because the networks' clocks are coarse. */
    exchangedBefore: async (messageId, { conversationId, addressId }, since) => {
      const { rows } = await builder(tx).execute<{ id: string; direction: 'in' | 'out'; words: string | null }>(sql`
    select id, direction, case when direction = 'in' and content->>'kind' = 'text' and not content ? 'notOwn' then body end as words
      from message
     where conversation_id = ${conversationId}::uuid and at >= ${since.toISOString()}::timestamptz
       and address_id = ${addressId}::uuid and direction in ('in', 'out') and id <> ${messageId}::uuid
       and coalesce(content->>'kind', '') not in ${NO_WORDS}
     order by recorded_at desc, id desc limit ${NEWEST}`);
      return rows
        .map(({ id, direction, words }) => ({
          messageId: as<MessageId>(id),
          by: direction === 'in' ? ('customer' as const) : ('garage' as const),
          words: words ?? undefined,
        }))
        .reverse();
    },
    findTapped: async (token) => {
      const { rows } = await builder(tx).execute<TappedRow>(sql`
    select c.address_id, c.garage_id, c.label, c.message_id as drawn_in, coalesce(d.edits, c.message_id) as shown_on,
           case when c.closed_at is null then 'live' else 'closed' end as standing,
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
    },
    newestCard: async (addressId, shownOn) => {
      const { rows } = await builder(tx).execute<{ id: string; card: object | null }>(sql`
    with edits as (${editsOf(addressId, shownOn)})
    select m.id, m.content->'card' as card from message m
     where m.id = coalesce((select message_id from edits order by id desc limit 1), ${shownOn}::uuid)`);
      const [row] = rows;
      return { card: row?.card ?? {}, drawnIn: as<MessageId>(row?.id ?? shownOn) };
    },
    choicesOf: async (messageId) => {
      return builder(tx)
        .select({ token: choice.token, label: choice.label, action: choice.action })
        .from(choice)
        .where(eq(choice.messageId, messageId));
    },
    closeCard: async ({ addressId, shownOn, drawnIn }, stays, at) => {
      await builder(tx).execute(sql`
    with edits as (${editsOf(addressId, shownOn)})
    update choice c set closed_at = ${at.toISOString()}::timestamptz
      from (select message_id from edits union values (${shownOn}::uuid), (${drawnIn}::uuid)) shown (message_id)
     where c.message_id = shown.message_id and c.closed_at is null and c.message_id <> ${stays}::uuid`);
    },
    /** Finds what came in by its own row, and what we sent by its delivery. */
    messageAt: async (addressId, externalId) => {
      const { rows } = await builder(tx).execute<{ id: string }>(sql`
    select id from message where address_id = ${addressId}::uuid and external_id = ${externalId}
    union all
    select message_id from delivery where lane_id = ${addressId}::uuid and external_id = ${externalId} and kind = 'message'
    limit 1`);
      return rows[0] && as<MessageId>(rows[0].id);
    },
    /**
     * An edit is never older than its message, so only the newest part of the conversation is read.
     */
    isEdited: async (id, externalId) => {
      const { rows } = await builder(tx).execute(sql`
    select 1 from message m join message e on e.conversation_id = m.conversation_id and e.at >= m.at
     where m.id = ${id}::uuid and e.address_id = m.address_id and e.content->>'edits' = ${externalId} limit 1`);
      return rows.length > 0;
    },
  };
}

async function addChoices(
  tx: Tx,
  { garageId, messageId }: NewMessage,
  addressId: AddressId,
  choices: readonly NewChoice[],
): Promise<void> {
  await builder(tx)
    .insert(choice)
    .values(
      choices.map(({ token, label, action, quoteId, version }) => ({
        token,
        garageId,
        addressId,
        messageId,
        label,
        action: action as Record<string, unknown>,
        quoteId: quoteId ?? null,
        version: version ?? null,
      })),
    );
}

const NO_WORDS = ['choice', 'start', 'reaction', 'status', 'reachable'];
const NEWEST = 16;

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

/**
 * Finds the edits of a message that people see, or soon will, by two index probes: those that still
 * wait on the lane, and those that have begun, which carry the network's id of the message.
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
