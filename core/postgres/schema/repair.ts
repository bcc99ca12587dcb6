import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../ids.ts';
import type { Repair } from '../../repair/repair.ts';
import { at, currency, garageId, minor } from './columns.ts';

/** The row for screens; `repair_event` is the truth. */
export const repair = pgTable(
  'repair',
  {
    garageId: garageId(),
    id: uuid('id').notNull(),
    number: integer('number').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    vehicleId: uuid('vehicle_id').notNull(),
    mechanicId: uuid('mechanic_id'),
    status: text('status').$type<Exclude<Repair['status'], 'none'>>().notNull(),
    onLift: boolean('on_lift').notNull(),
    blockedBy: text('blocked_by').$type<'customer' | 'parts'>(),
    /** Set while a quote waits for the customer. */
    waitsForCustomerSince: at('waits_for_customer_since'),
    promisedAt: at('promised_at'),
    registeredAt: at('registered_at').notNull(),
    startedAt: at('started_at'),
    completedAt: at('completed_at'),
    closedAt: at('closed_at'),
    agreedMinor: minor('agreed_minor'),
    approvedMinor: minor('approved_minor').notNull().default(0),
    amountMinor: minor('amount_minor'),
    currency: currency('currency').notNull(),
    simulated: boolean('simulated').notNull().default(false),
    version: integer('version').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.garageId, table.id] }),
    unique().on(table.garageId, table.number),
    unique().on(table.id),
    index().on(table.conversationId),
    index().on(table.customerId),
    index().on(table.garageId, table.status),
    index().on(table.vehicleId),
  ],
);

/** People who have or had a part in the repair; through it a chat finds repairs of others. */
export const repairContact = pgTable(
  'repair_contact',
  {
    garageId: garageId(),
    repairId: uuid('repair_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    informed: boolean('informed').notNull(),
    decides: boolean('decides').notNull(),
    pays: boolean('pays').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.garageId, table.repairId, table.customerId] }),
    index().on(table.customerId),
  ],
);

/**
 * The truth and the audit trail: ids, times, codes and amounts, never names, numbers, plates or
 * words.
 */
export const repairEvent = pgTable(
  'repair_event',
  {
    garageId: garageId(),
    repairId: uuid('repair_id').notNull(),
    version: integer('version').notNull(),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: at('at').notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    /** The inbox item, timer or request that led to it. */
    correlation: text('correlation'),
  },
  (table) => [
    primaryKey({ columns: [table.garageId, table.repairId, table.version] }),
    index().on(table.garageId, table.type, table.at),
  ],
);

/** The words that events name by id; erasing a customer empties them. */
export const repairText = pgTable(
  'repair_text',
  {
    garageId: garageId(),
    id: text('id').notNull(),
    repairId: uuid('repair_id').notNull(),
    kind: text('kind').notNull(),
    body: text('body').notNull(),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.repairId, table.id] })],
);

/** A quote version for screens and reports. */
export const quoteVersion = pgTable(
  'quote_version',
  {
    garageId: garageId(),
    quoteId: uuid('quote_id').notNull(),
    version: integer('version').notNull(),
    repairId: uuid('repair_id').notNull(),
    number: integer('number').notNull(),
    status: text('status').$type<'draft' | 'released' | 'superseded' | 'withdrawn' | 'expired' | 'decided'>().notNull(),
    totalMinor: minor('total_minor').notNull(),
    currency: currency('currency').notNull(),
    releasedAt: at('released_at'),
    validUntil: at('valid_until'),
    decidedAt: at('decided_at'),
    outcome: text('outcome').$type<'approved' | 'partly' | 'rejected'>(),
    approvedMinor: minor('approved_minor'),
  },
  (table) => [
    primaryKey({ columns: [table.garageId, table.quoteId, table.version] }),
    index().on(table.garageId, table.repairId),
    index().on(table.repairId, table.status),
  ],
);

/** A line of a version for screens; its words stand in `repair_text` under the line's id. */
export const quoteLine = pgTable(
  'quote_line',
  {
    garageId: garageId(),
    quoteId: uuid('quote_id').notNull(),
    version: integer('version').notNull(),
    lineId: uuid('line_id').notNull(),
    number: integer('number').notNull(),
    severity: text('severity').$type<'now' | 'soon' | 'later'>().notNull(),
    amountMinor: minor('amount_minor').notNull(),
    vatRate: integer('vat_rate').notNull(),
    state: text('state').$type<'pending' | 'approved' | 'declined'>().notNull(),
    findingId: uuid('finding_id'),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.quoteId, table.version, table.lineId] })],
);

/** The repair of a mechanic's photo; its bytes are those of its message. */
export const repairPhoto = pgTable(
  'repair_photo',
  {
    garageId: garageId(),
    messageId: uuid('message_id').notNull(),
    repairId: uuid('repair_id').notNull(),
    /** Its place among the photos of the repair, from 1. */
    n: smallint('n').notNull(),
    /** The version that it went with; null while it waits, and when it went by itself. */
    quoteId: uuid('quote_id'),
    version: integer('version'),
    /** When it was put on its way to the customer; null while it waits for the next release. */
    sentAt: at('sent_at'),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.messageId] }), index().on(table.messageId)],
);

/**
 * The evidence of a decision, with a retention of its own: who, how, where, the exact text that was
 * seen, and when.
 */
export const decision = pgTable(
  'decision',
  {
    garageId: garageId(),
    id: uuid('id').notNull(),
    repairId: uuid('repair_id').notNull(),
    quoteId: uuid('quote_id').notNull(),
    version: integer('version').notNull(),
    outcome: text('outcome').$type<'approved' | 'partly' | 'rejected'>().notNull(),
    approved: jsonb('approved').$type<readonly number[]>().notNull(),
    declined: jsonb('declined').$type<readonly number[]>().notNull(),
    totalMinor: minor('total_minor').notNull(),
    currency: currency('currency').notNull(),
    decidedAt: at('decided_at').notNull(),
    recordedAt: at('recorded_at').notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    /** Stands for the person once their rows are erased. */
    pseudonym: text('pseudonym').notNull(),
    how: text('how').$type<'button' | 'digits' | 'words' | 'staff'>().notNull(),
    identifiedBy: text('identified_by').notNull(),
    channel: text('channel'),
    addressId: uuid('address_id'),
    /** The text that was shown, exactly, and its SHA-256. */
    shownText: text('shown_text'),
    shownHash: text('shown_hash'),
    /** The pictures that went with it, by the SHA-256 of their bytes. */
    shownPictures: jsonb('shown_pictures').$type<readonly string[]>(),
    shownSentAt: at('shown_sent_at'),
    shownDeliveredAt: at('shown_delivered_at'),
    /** The words that decided, or the person who spoke. */
    answerText: text('answer_text'),
    /** With words: the listed phrases of which they consist. */
    answerPhrases: jsonb('answer_phrases').$type<readonly string[]>(),
    revokedAt: at('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.id] }), index().on(table.garageId, table.repairId)],
);

/** One row per measured moment or span, for reports; rebuilt from the two event streams. */
export const fact = pgTable(
  'fact',
  {
    garageId: garageId(),
    id: uuid('id').notNull(),
    kind: text('kind').notNull(),
    at: at('at').notNull(),
    repairId: uuid('repair_id'),
    conversationId: uuid('conversation_id'),
    quoteId: uuid('quote_id'),
    version: integer('version'),
    staffId: uuid('staff_id'),
    amountMinor: minor('amount_minor'),
    data: jsonb('data').notNull().default({}),
    simulated: boolean('simulated').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.id] }), index().on(table.garageId, table.kind, table.at)],
);
