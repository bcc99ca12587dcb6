import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DeliveryState } from '../../scene/scene.ts';
import { at, bytes, garageId, xid8 } from './columns.ts';

/**
 * One row per destination address: the order of its deliveries, and when to look again (now,
 * retry-at, end of lease).
 */
export const lane = pgTable(
  'lane',
  {
    /** The address. */
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    dueAt: at('due_at'),
    epoch: integer('epoch').notNull().default(0),
    touched: integer('touched').notNull().default(0),
  },
  // Not garage first: a claim crosses garages.
  (table) => [index('lane_due').on(table.accountId, table.dueAt).where(sql`due_at is not null`)],
);

/** One message on its way to one address: the queue and the delivery's state in one row. */
export const delivery = pgTable(
  'delivery',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    garageId: garageId(),
    accountId: uuid('account_id').notNull(),
    laneId: uuid('lane_id').notNull(),
    messageId: uuid('message_id').notNull(),
    conversationId: uuid('conversation_id'),
    /**
     * `edit` replaces the content of the message `edits`; `message_id` then names the new content.
     */
    kind: text('kind').$type<'message' | 'edit'>().notNull().default('message'),
    edits: uuid('edits'),
    state: text('state').$type<DeliveryState>().notNull().default('queued'),
    /** The message carries a visible number, so a second copy does no harm. */
    repeatable: smallint('repeatable').notNull().default(0),
    attempts: smallint('attempts').notNull().default(0),
    /**
     * The network's id of the message; an edit has, once it began, that of the message which it
     * edits.
     */
    externalId: text('external_id'),
    queuedAt: at('queued_at').notNull(),
    sentAt: at('sent_at'),
    deliveredAt: at('delivered_at'),
    readAt: at('read_at'),
    code: text('code'),
  },
  (table) => [
    index('delivery_open').on(table.laneId, table.id).where(sql`state in ('queued', 'sending')`),
    index().on(table.messageId),
    index('delivery_external').on(table.laneId, table.externalId).where(sql`external_id is not null`),
  ],
);

/**
 * One try at one delivery. The adapted text and its hash stand here before the first byte leaves:
 * that is the evidence.
 */
export const attempt = pgTable(
  'attempt',
  {
    deliveryId: bigint('delivery_id', { mode: 'number' }).notNull(),
    n: smallint('n').notNull(),
    text: text('text').notNull(),
    /** SHA-256, hex. */
    hash: text('hash').notNull(),
    /**
     * The pictures that stood before or with the text, by the SHA-256 of their bytes; null for
     * none.
     */
    pictures: jsonb('pictures').$type<readonly string[]>(),
    startedAt: at('started_at').notNull(),
    endedAt: at('ended_at'),
    outcome: text('outcome').$type<'sent' | 'not_sent' | 'unknown' | 'permanent'>(),
    code: text('code'),
    externalId: text('external_id'),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.n] })],
);

/** One row per source chat. */
export const inboxLane = pgTable(
  'inbox_lane',
  {
    id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
    accountId: uuid('account_id').notNull(),
    chat: text('chat').notNull(),
    dueAt: at('due_at'),
    epoch: integer('epoch').notNull().default(0),
    touched: integer('touched').notNull().default(0),
  },
  (table) => [
    unique().on(table.accountId, table.chat),
    index('inbox_lane_due').on(table.dueAt).where(sql`due_at is not null`),
  ],
);

/** What came in, parsed; a turn handles it once. */
export const inbox = pgTable(
  'inbox',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    accountId: uuid('account_id').notNull(),
    laneId: uuid('lane_id').notNull(),
    receivedAt: at('received_at').notNull().defaultNow(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    state: text('state').$type<'new' | 'done' | 'dead'>().notNull().default('new'),
    attempts: smallint('attempts').notNull().default(0),
    /** A code and a sentence, never words of the customer. */
    error: text('error'),
    doneAt: at('done_at'),
    /** The card that answered an invoke; a redelivery gets it again. */
    answer: jsonb('answer').$type<Record<string, unknown>>(),
  },
  (table) => [
    index('inbox_open').on(table.laneId, table.id).where(sql`state = 'new'`),
    index('inbox_dead').on(table.id).where(sql`state = 'dead'`),
    // Only items that a network waits for are looked up by key.
    index('inbox_awaited').on(table.laneId, sql`(payload->>'dedupeKey')`).where(sql`payload ? 'awaits'`),
  ],
);

/** Dedupe keys of what came in, kept for 14 days. */
export const seen = pgTable(
  'seen',
  { accountId: uuid('account_id').notNull(), key: text('key').notNull(), at: at('at').notNull().defaultNow() },
  (table) => [primaryKey({ columns: [table.accountId, table.key] }), index().on(table.at)],
);

/** A wake-up, one per subject and kind; firing decides again from the facts. */
export const timer = pgTable(
  'timer',
  {
    garageId: garageId(),
    kind: text('kind').notNull(),
    subject: uuid('subject').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** By the product's clock; the lease is by the database's. */
    dueAt: at('due_at').notNull(),
    leasedUntil: at('leased_until'),
    attempts: smallint('attempts').notNull().default(0),
    /** The error of the last try, shown to staff; the timer then no longer fires. */
    dead: text('dead'),
  },
  (table) => [
    primaryKey({ columns: [table.garageId, table.kind, table.subject] }),
    index('timer_due').on(table.dueAt).where(sql`dead is null`),
  ],
);

/**
 * Changes, ids only; read in the order of (xid, id) below `pg_snapshot_xmin`, so that none is
 * skipped. Kept 24 h.
 */
export const feed = pgTable(
  'feed',
  {
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    at: at('at').notNull().defaultNow(),
    garageId: garageId(),
    kind: text('kind').$type<'conversation' | 'repair' | 'account'>().notNull(),
    conversationId: uuid('conversation_id'),
    repairId: uuid('repair_id'),
  },
  (table) => [primaryKey({ columns: [table.xid, table.id] }), index().on(table.at)],
);

/** Bytes by their SHA-256: sniffed type, no EXIF, at most 20 MB. */
export const media = pgTable('media', {
  sha256: text('sha256').primaryKey(),
  mimeType: text('mime_type').notNull(),
  size: integer('size').notNull(),
  bytes: bytes('bytes').notNull(),
  thumbnail: bytes('thumbnail'),
  createdAt: at('created_at').notNull(),
});

/** The files of messages, or where they still have to be fetched. */
export const messageMedia = pgTable(
  'message_media',
  {
    messageId: uuid('message_id').notNull(),
    n: smallint('n').notNull(),
    sha256: text('sha256'),
    accountId: uuid('account_id'),
    /** The channel's reference, until the file is fetched. */
    reference: text('reference'),
    fileName: text('file_name'),
    /** When to fetch it next; null once it is fetched or given up. */
    dueAt: at('due_at'),
    attempts: smallint('attempts').notNull().default(0),
    failed: text('failed'),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.n] }),
    index('message_media_due').on(table.dueAt).where(sql`due_at is not null`),
  ],
);

/** What the simulated phones show. */
export const simulatorEntry = pgTable(
  'simulator_entry',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The transaction that wrote it last, edits too; the page reads on from there. */
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    chat: text('chat').notNull(),
    externalId: text('external_id').notNull(),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    at: text('at').notNull(),
    edited: boolean('edited').notNull().default(false),
    content: jsonb('content').$type<Record<string, unknown>>().notNull(),
    mediaBytes: bytes('media_bytes'),
    mediaType: text('media_type'),
    mediaName: text('media_name'),
  },
  (table) => [unique().on(table.chat, table.externalId), index().on(table.xid, table.id)],
);
