import { eq, sql } from 'drizzle-orm';
import type { ConversationFinder } from '../../application/party.ts';
import type { ConversationStore } from '../../application/ports.ts';
import type { ConversationEvent } from '../../conversation/conversation.ts';
import { assertNever } from '../../decision.ts';
import { as, type ConversationId, type RepairId } from '../../ids.ts';
import type { OpenConversation } from '../../scene/scene.ts';
import { builder, type Tx } from '../database.ts';
import { conversation, conversationEvent, message, waitingItem } from '../schema/conversation.ts';
import { address } from '../schema/customer.ts';

export function conversationsOver(tx: Tx, correlation: string): ConversationStore & ConversationFinder {
  return {
    lockConversation: async (id) => {
      await builder(tx).select({ id: conversation.id }).from(conversation).where(eq(conversation.id, id)).for('update');
    },
    appendConversationEvents: async (garageId, conversationId, events) => {
      await builder(tx)
        .insert(conversationEvent)
        .values(
          events.map(({ type, data, meta }) => ({
            garageId,
            conversationId,
            type,
            data: data as Record<string, unknown>,
            at: meta.at,
            by: meta.by,
            correlation,
          })),
        );
    },
    projectConversation: async (state, events) => {
      const { controller } = state;
      await builder(tx)
        .update(conversation)
        .set({
          controllerId: controller.kind === 'agent' ? controller.staffId : null,
          controllerSince: controller.kind === 'agent' ? controller.since : null,
          controlVersion: state.controlVersion,
          unclear: state.unclear,
        })
        .where(eq(conversation.id, state.conversationId));
      for (const event of events) await projectEvent(tx, state, event);
    },
    setPendingAnswer: async (id, pending) => {
      await builder(tx)
        .update(conversation)
        .set({ pendingAnswer: pending ?? null })
        .where(eq(conversation.id, id));
    },
    pauseReminders: async (id, until) => {
      await builder(tx)
        .update(conversation)
        .set({ remindersPausedUntil: until ?? null })
        .where(eq(conversation.id, id));
    },
    endWaiting: async (id) => {
      await builder(tx).update(conversation).set({ waitingSince: null }).where(eq(conversation.id, id));
    },
    /**
     * An open quote that was put here last is answered here, whoever it belongs to. Any other
     * question counts until something is said in another conversation of this person.
     */
    conversationFor: async (customerId, { addressId, accountId }, prefer) => {
      const { rows } = await builder(tx).execute<{ id: string }>(sql`
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
    },
    decidesElsewhere: async (customerId) => {
      const { rows } = await builder(tx).execute<{ repair_id: string; conversation_id: string }>(sql`
    select r.id as repair_id, r.conversation_id
      from repair_contact p join repair r on r.garage_id = p.garage_id and r.id = p.repair_id
     where p.customer_id = ${customerId}::uuid and p.decides and r.customer_id <> ${customerId}::uuid
       and r.status in ${openStatus}
     order by r.id`);
      return rows.map((row) => ({
        repairId: as<RepairId>(row.repair_id),
        conversationId: as<ConversationId>(row.conversation_id),
      }));
    },
    conversationOfMessage: async (id) => {
      const [row] = await builder(tx)
        .select({ conversationId: message.conversationId })
        .from(message)
        .where(eq(message.id, id));
      return row?.conversationId ? as<ConversationId>(row.conversationId) : undefined;
    },
  };
}

async function projectEvent(tx: Tx, state: OpenConversation, event: ConversationEvent): Promise<void> {
  const { meta } = event;
  switch (event.type) {
    case 'ItemRaised': {
      const { itemId, kind, owner, repairId, dueAt, conversationId } = event.data;
      await builder(tx)
        .insert(waitingItem)
        .values({
          id: itemId,
          garageId: state.garageId,
          conversationId,
          kind,
          owner,
          repairId: repairId ?? null,
          raisedAt: meta.at,
          dueAt,
        });
      return;
    }
    case 'ItemEnded':
      await builder(tx)
        .update(waitingItem)
        .set({ endedAt: meta.at, endedHow: event.data.how, endedBy: meta.by })
        .where(eq(waitingItem.id, event.data.itemId));
      return;
    case 'ItemReassigned':
      await builder(tx)
        .update(waitingItem)
        .set({ owner: event.data.owner, dueAt: event.data.dueAt })
        .where(eq(waitingItem.id, event.data.itemId));
      return;
    case 'AddressLinked':
      return setAddress(tx, event.data.addressId, {
        // Another decider has a chat of their own in this conversation.
        customerId: event.data.customerId ?? state.customerId,
        provenAt: meta.at,
        provenBy: event.data.how,
        frozenAt: null,
      });
    case 'AddressDisowned':
      return setAddress(tx, event.data.addressId, { frozenAt: meta.at, provenAt: null });
    case 'OptedOut':
      return setAddress(tx, event.data.addressId, { optedOutAt: meta.at });
    case 'OptedIn':
      return setAddress(tx, event.data.addressId, { optedOutAt: null });
    case 'ReachableChanged':
      return setAddress(tx, event.data.addressId, { unreachableAt: event.data.reachable ? null : meta.at });
    // The link to its new customer takes the address over.
    case 'AddressUnlinked':
    case 'ConversationOpened':
    case 'MessageReceived':
    case 'TakenOver':
    case 'HandedBack':
    case 'UnclearCounted':
    case 'UnclearCleared':
      return;
    default:
      assertNever(event);
  }
}

async function setAddress(tx: Tx, id: string, change: Partial<typeof address.$inferInsert>): Promise<void> {
  await builder(tx).update(address).set(change).where(eq(address.id, id));
}

/**
 * Keeps two things for the list: the newest message, and since when the customer waits for an
 * answer. A changed message asks nothing new.
 */
export async function showInList(
  tx: Tx,
  id: ConversationId,
  {
    messageId,
    at,
    direction,
    asksAnew,
  }: { messageId: string; at: Date; direction: 'in' | 'out' | 'note'; asksAnew: boolean },
): Promise<void> {
  if (direction === 'note') return;
  await builder(tx)
    .update(conversation)
    .set({
      lastMessageId: messageId,
      lastMessageAt: at,
      ...(direction === 'out' ? { waitingSince: null } : {}),
      ...(direction === 'in' && asksAnew
        ? { waitingSince: sql`coalesce(${conversation.waitingSince}, ${at.toISOString()}::timestamptz)` }
        : {}),
    })
    .where(eq(conversation.id, id));
}

const openStatus = sql`('registered', 'started', 'completed')`;
