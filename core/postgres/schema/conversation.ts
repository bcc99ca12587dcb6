import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { About, Purpose } from '../../application/commands.ts';
import type { ItemEnd, ItemKind, ItemOwner } from '../../conversation/conversation.ts';
import type { Actor } from '../../ids.ts';
import type { PendingAnswer } from '../../scene/scene.ts';
import { at, garageId, id } from './columns.ts';

/** All messages of one customer with one garage, over all channels. */
export const conversation = pgTable(
  'conversation',
  {
    id: id(),
    garageId: garageId(),
    customerId: uuid('customer_id').notNull(),
    /** Null is the bot. */
    controllerId: uuid('controller_id'),
    controllerSince: at('controller_since'),
    controlVersion: integer('control_version').notNull().default(0),
    unclear: integer('unclear').notNull().default(0),
    pendingAnswer: jsonb('pending_answer').$type<PendingAnswer>(),
    remindersPausedUntil: at('reminders_paused_until'),
    /** For the list: the newest message, and since when the customer waits for an answer. */
    lastMessageId: uuid('last_message_id'),
    lastMessageAt: at('last_message_at'),
    waitingSince: at('waiting_since'),
    simulated: boolean('simulated').notNull().default(false),
  },
  (table) => [
    unique().on(table.garageId, table.customerId),
    index().on(table.customerId),
    index().on(table.garageId, table.lastMessageAt),
  ],
);

/**
 * The second stream: received, sent, delivery changed, taken over, handed back, linked, opted out,
 * items.
 */
export const conversationEvent = pgTable(
  'conversation_event',
  {
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    garageId: garageId(),
    conversationId: uuid('conversation_id').notNull(),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: at('at').notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    correlation: text('correlation'),
  },
  (table) => [
    primaryKey({ columns: [table.garageId, table.id] }),
    index().on(table.conversationId, table.id),
    index().on(table.garageId, table.type, table.at),
  ],
);

/** The timeline; a row does not change after it is written, apart from erasure. */
export const message = pgTable(
  'message',
  {
    id: id(),
    garageId: garageId(),
    /** Null in a chat with staff, and while the customer is not known. */
    conversationId: uuid('conversation_id'),
    addressId: uuid('address_id'),
    direction: text('direction').$type<'in' | 'out' | 'note'>().notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    /** For messages of ours: why it goes out, and which phrase it is. */
    sort: text('sort').$type<Purpose | 'staff'>(),
    phrase: text('phrase'),
    /** The words, as stored before a channel adapts them; emptied by erasure. */
    body: text('body').notNull(),
    /** Buttons, card, media: the outbound message without its text, or what came in. */
    content: jsonb('content').$type<Record<string, unknown>>().notNull().default({}),
    about: jsonb('about').$type<About>().notNull().default({}),
    repairId: uuid('repair_id'),
    externalId: text('external_id'),
    /** The provider's time for what came in, ours for what went out. */
    at: at('at').notNull(),
    recordedAt: at('recorded_at').notNull(),
  },
  (table) => [
    index().on(table.conversationId, table.at),
    index().on(table.addressId, table.externalId),
    index('message_album').on(table.addressId, sql`(content->>'album')`).where(sql`content ? 'album'`),
    index('message_shows').on(table.addressId).where(sql`about ? 'shows'`),
    index('message_about_repair').on(table.repairId, table.phrase).where(sql`repair_id is not null`),
    index('message_about_quote').on(sql`(about->>'quoteId')`).where(sql`about ? 'quoteId'`),
  ],
);

/** A button: its token is all that callback data names, and nothing else of a tap is trusted. */
export const choice = pgTable(
  'choice',
  {
    /** 16 characters. */
    token: text('token').primaryKey(),
    garageId: garageId(),
    addressId: uuid('address_id').notNull(),
    messageId: uuid('message_id').notNull(),
    label: text('label').notNull(),
    action: jsonb('action').$type<Record<string, unknown>>().notNull(),
    quoteId: uuid('quote_id'),
    version: integer('version'),
    closedAt: at('closed_at'),
  },
  (table) => [index().on(table.messageId), index().on(table.quoteId, table.version)],
);

/** Something a person must do, with a clock and an owner. */
export const waitingItem = pgTable(
  'waiting_item',
  {
    id: id(),
    garageId: garageId(),
    conversationId: uuid('conversation_id').notNull(),
    repairId: uuid('repair_id'),
    kind: text('kind').$type<ItemKind>().notNull(),
    owner: text('owner').$type<ItemOwner>().notNull(),
    raisedAt: at('raised_at').notNull(),
    dueAt: at('due_at').notNull(),
    endedAt: at('ended_at'),
    endedHow: text('ended_how').$type<ItemEnd>(),
    endedBy: jsonb('ended_by').$type<Actor>(),
    /** The message it is about, or the text to read aloud. */
    messageId: uuid('message_id'),
  },
  (table) => [
    index().on(table.conversationId).where(sql`ended_at is null`),
    index().on(table.garageId, table.dueAt).where(sql`ended_at is null`),
  ],
);

/** How far a member of staff has read a conversation. */
export const conversationSeen = pgTable(
  'conversation_seen',
  {
    conversationId: uuid('conversation_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    messageId: uuid('message_id'),
    at: at('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.staffId] })],
);

/** The one card of a repair in a mechanic's chat, edited in place. */
export const livingCard = pgTable(
  'living_card',
  {
    repairId: uuid('repair_id').notNull(),
    addressId: uuid('address_id').notNull(),
    messageId: uuid('message_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repairId, table.addressId] })],
);
