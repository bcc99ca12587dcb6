import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Language } from '../../customer/address.ts';
import type { AskedQuestion, StaffAct } from '../../scene/scene.ts';
import { at, garageId, id } from './columns.ts';
import { channelAccount, garage, organisation, staff } from './organisation.ts';

export const customer = pgTable(
  'customer',
  {
    id: id(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    name: text('name').notNull(),
    /** E.164; optional, and never the key. */
    phone: text('phone'),
    email: text('email'),
    language: text('language').$type<Language>().notNull(),
    simulated: boolean('simulated').notNull().default(false),
    createdAt: at('created_at').notNull(),
    erasedAt: at('erased_at'),
  },
  (table) => [index().on(table.organisationId, table.phone)],
);

export const vehicle = pgTable(
  'vehicle',
  {
    id: id(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    /** Upper-case letters and digits, and the dash behind the district of a German plate. */
    plateKey: text('plate_key').notNull(),
    plate: text('plate').notNull(),
    model: text('model'),
    ownerId: uuid('owner_id').references(() => customer.id),
    /** The simulator's own car, which may carry the plate of a real one. */
    simulated: boolean('simulated').notNull().default(false),
  },
  (table) => [unique().on(table.organisationId, table.simulated, table.plateKey)],
);

/**
 * A place on a channel account where a customer or a member of staff can be reached; also the id of
 * its lane.
 */
export const address = pgTable(
  'address',
  {
    id: id(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => channelAccount.id),
    /** Opaque outside the adapter. */
    chat: text('chat').notNull(),
    customerId: uuid('customer_id').references(() => customer.id),
    staffId: uuid('staff_id').references(() => staff.id),
    displayName: text('display_name'),
    language: text('language').$type<Language>(),
    /** Set once the person chose a language; until then the network's hint is followed. */
    languageChosenAt: at('language_chosen_at'),
    provenAt: at('proven_at'),
    provenBy: text('proven_by'),
    frozenAt: at('frozen_at'),
    optedOutAt: at('opted_out_at'),
    unreachableAt: at('unreachable_at'),
    lastHeardAt: at('last_heard_at'),
    /** The newest question asked here. */
    asked: jsonb('asked').$type<AskedQuestion>(),
    askedAt: at('asked_at'),
    /** The conversation in which it was asked: this person may have a part in several. */
    askedIn: uuid('asked_in'),
    /**
     * Staff: the car that the next line is about, since when, and the act that undo would take
     * back.
     */
    focusRepairId: uuid('focus_repair_id'),
    focusAt: at('focus_at'),
    lastAct: jsonb('last_act').$type<StaffAct>(),
    /** Counts messages of the minute that began at `floodFrom`, to hold down a flood. */
    floodFrom: at('flood_from'),
    floodCount: integer('flood_count').notNull().default(0),
  },
  (table) => [
    unique().on(table.accountId, table.chat),
    index().on(table.customerId),
    index().on(table.staffId).where(sql`staff_id is not null`),
  ],
);

/**
 * A chat that several people of one garage share, such as a tablet in the workshop, and who stands
 * at it now.
 */
export const workplace = pgTable('workplace', {
  addressId: uuid('address_id')
    .primaryKey()
    .references(() => address.id),
  garageId: garageId().references(() => garage.id),
  name: text('name').notNull(),
  dutyStaffId: uuid('duty_staff_id').references(() => staff.id),
  dutyUntil: at('duty_until'),
});

/** The chat that a garage's news for its workshop is posted to. */
export const garagePosts = pgTable('garage_posts', {
  garageId: garageId()
    .primaryKey()
    .references(() => garage.id),
  addressId: uuid('address_id')
    .notNull()
    .references(() => address.id),
});

/** What an adapter must know about a chat to write there, in its own shape. */
export const chatRecord = pgTable(
  'chat_record',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => channelAccount.id),
    chat: text('chat').notNull(),
    record: jsonb('record').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.chat] })],
);

/**
 * A one-time way in, shown as link and QR; only its hash is kept beside the secret that signs it.
 */
export const invitation = pgTable(
  'invitation',
  {
    id: id(),
    /** For the customer, or for another decider. */
    kind: text('kind').$type<'customer' | 'decider'>().notNull().default('customer'),
    tokenHash: text('token_hash').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    garageId: uuid('garage_id').notNull(),
    /**
     * The customer it is for; with `decider` the customer who made it, at the address `madeFrom`.
     */
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customer.id),
    madeFrom: uuid('made_from'),
    repairId: uuid('repair_id'),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    usedBy: uuid('used_by'),
  },
  (table) => [uniqueIndex().on(table.tokenHash), index().on(table.createdAt), index().on(table.repairId)],
);
