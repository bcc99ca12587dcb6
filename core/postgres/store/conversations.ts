import { eq, sql } from 'drizzle-orm';
import type { SentEvent } from '../../application/ports.ts';
import type { ConversationEvent } from '../../conversation/conversation.ts';
import { assertNever } from '../../decision.ts';
import type { ConversationId, GarageId } from '../../ids.ts';
import type { OpenConversation, PendingAnswer } from '../../scene/scene.ts';
import type { Database } from '../database.ts';
import { conversation, conversationEvent, waitingItem } from '../schema/conversation.ts';
import { address } from '../schema/customer.ts';

export async function appendConversationEvents(
  db: Database,
  garageId: GarageId,
  conversationId: ConversationId,
  events: readonly (ConversationEvent | SentEvent)[],
  correlation: string,
): Promise<void> {
  await db.insert(conversationEvent).values(
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
}

/** Writes the rows for screens: the conversation itself, and what each event says of items and addresses. */
export async function projectConversation(
  db: Database,
  state: OpenConversation,
  events: readonly ConversationEvent[],
): Promise<void> {
  const { controller } = state;
  await db
    .update(conversation)
    .set({
      controllerId: controller.kind === 'agent' ? controller.staffId : null,
      controllerSince: controller.kind === 'agent' ? controller.since : null,
      controlVersion: state.controlVersion,
      unclear: state.unclear,
    })
    .where(eq(conversation.id, state.conversationId));
  for (const event of events) await projectEvent(db, state, event);
}

async function projectEvent(db: Database, state: OpenConversation, event: ConversationEvent): Promise<void> {
  const { meta } = event;
  switch (event.type) {
    case 'ItemRaised': {
      const { itemId, kind, owner, repairId, dueAt, conversationId } = event.data;
      await db.insert(waitingItem).values({
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
      await db
        .update(waitingItem)
        .set({ endedAt: meta.at, endedHow: event.data.how, endedBy: meta.by })
        .where(eq(waitingItem.id, event.data.itemId));
      return;
    case 'ItemReassigned':
      await db
        .update(waitingItem)
        .set({ owner: event.data.owner, dueAt: event.data.dueAt })
        .where(eq(waitingItem.id, event.data.itemId));
      return;
    case 'AddressLinked':
      return setAddress(db, event.data.addressId, {
        // Somebody else who decides has a chat of their own in this conversation.
        customerId: event.data.customerId ?? state.customerId,
        provenAt: meta.at,
        provenBy: event.data.how,
        frozenAt: null,
      });
    case 'AddressDisowned':
      return setAddress(db, event.data.addressId, { frozenAt: meta.at, provenAt: null });
    case 'OptedOut':
      return setAddress(db, event.data.addressId, { optedOutAt: meta.at });
    case 'OptedIn':
      return setAddress(db, event.data.addressId, { optedOutAt: null });
    case 'ReachableChanged':
      return setAddress(db, event.data.addressId, { unreachableAt: event.data.reachable ? null : meta.at });
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

async function setAddress(db: Database, id: string, change: Partial<typeof address.$inferInsert>): Promise<void> {
  await db.update(address).set(change).where(eq(address.id, id));
}

export async function setPendingAnswer(
  db: Database,
  id: ConversationId,
  pending: PendingAnswer | undefined,
): Promise<void> {
  await db
    .update(conversation)
    .set({ pendingAnswer: pending ?? null })
    .where(eq(conversation.id, id));
}

export async function pauseReminders(db: Database, id: ConversationId, until: Date | undefined): Promise<void> {
  await db
    .update(conversation)
    .set({ remindersPausedUntil: until ?? null })
    .where(eq(conversation.id, id));
}

export async function endWaiting(db: Database, id: ConversationId): Promise<void> {
  await db.update(conversation).set({ waitingSince: null }).where(eq(conversation.id, id));
}

/** The list shows the newest message, and since when the customer waits for a person or the bot; a changed message asks nothing anew. */
export async function showInList(
  db: Database,
  id: ConversationId,
  {
    messageId,
    at,
    direction,
    asksAnew,
  }: { messageId: string; at: Date; direction: 'in' | 'out' | 'note'; asksAnew: boolean },
): Promise<void> {
  if (direction === 'note') return;
  await db
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
