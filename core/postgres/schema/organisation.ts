import {
  boolean,
  date,
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
import type { AddressSkills, Language } from '../../customer/address.ts';
import type { Role } from '../../ids.ts';
import { at, currency, garageId, id, minor } from './columns.ts';

/**
 * Owns customers, addresses, opt-outs, staff and channel accounts; a single garage never sees the
 * word.
 */
export const organisation = pgTable('organisation', { id: id(), name: text('name').notNull() });

/** A location with its own zone, hours, bays, money and rules. */
export const garage = pgTable('garage', {
  id: id(),
  organisationId: uuid('organisation_id')
    .notNull()
    .references(() => organisation.id),
  name: text('name').notNull(),
  addressLine: text('address_line'),
  phone: text('phone'),
  language: text('language').$type<Language>().notNull(),
  zone: text('zone').notNull(),
  currency: currency('currency').notNull(),
  /** Basis points. */
  vatRate: integer('vat_rate').notNull(),
  tolerance: integer('tolerance').notNull().default(0),
  mechanicReleasesUpTo: minor('mechanic_releases_up_to'),
  /** Minutes from midnight; both null is never quiet. */
  quietFrom: smallint('quiet_from'),
  quietTo: smallint('quiet_to'),
  /** Numbers that differ from the defaults, by their name. */
  settings: jsonb('settings').$type<Record<string, unknown>>().notNull().default({}),
});

/** Weekly opening hours; a day may have several spans. Weekday 0 is Sunday. */
export const garageHours = pgTable(
  'garage_hours',
  {
    garageId: garageId().references(() => garage.id),
    weekday: smallint('weekday').notNull(),
    opens: smallint('opens').notNull(),
    closes: smallint('closes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.weekday, table.opens] })],
);

/** Dated exceptions: null hours are closed all day. */
export const garageDay = pgTable(
  'garage_day',
  {
    garageId: garageId().references(() => garage.id),
    day: date('day', { mode: 'string' }).notNull(),
    opens: smallint('opens').notNull().default(0),
    closes: smallint('closes'),
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.day, table.opens] })],
);

export const bay = pgTable(
  'bay',
  {
    garageId: garageId().references(() => garage.id),
    name: text('name').notNull(),
    hasLift: boolean('has_lift').notNull().default(true),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.name] })],
);

/** Work with a fixed price and its name in both languages. */
export const priceItem = pgTable(
  'price_item',
  {
    garageId: garageId().references(() => garage.id),
    code: text('code').notNull(),
    nameNl: text('name_nl').notNull(),
    nameEn: text('name_en').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    vatRate: integer('vat_rate').notNull(),
  },
  (table) => [primaryKey({ columns: [table.garageId, table.code] })],
);

/** A running number per garage, e.g. of its quotes. */
export const counter = pgTable(
  'counter',
  { garageId: garageId().references(() => garage.id), name: text('name').notNull(), value: integer('value').notNull() },
  (table) => [primaryKey({ columns: [table.garageId, table.name] })],
);

/** One bot or number. */
export const channelAccount = pgTable(
  'channel_account',
  {
    id: id(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    channel: text('channel').notNull(),
    /**
     * Distinguishes accounts of one channel: the bot's id, the number's id, the simulator's
     * profile.
     */
    externalId: text('external_id').notNull(),
    /** The name that people search for, e.g. the bot's user name. */
    name: text('name').notNull(),
    simulated: boolean('simulated').notNull().default(false),
    /** What its addresses can do. The process that runs the channel writes it at each start. */
    skills: jsonb('skills').$type<AddressSkills>().notNull(),
    /**
     * `staff`: only staff write there, so a stranger is never taken for a customer. Written like
     * `skills`.
     */
    audience: text('audience').$type<'staff' | 'everybody'>().notNull().default('everybody'),
    /** Where polling goes on. */
    cursor: text('cursor'),
  },
  (table) => [unique().on(table.channel, table.externalId)],
);

export const channelAccountGarage = pgTable(
  'channel_account_garage',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => channelAccount.id),
    garageId: garageId().references(() => garage.id),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.garageId] })],
);

export const staff = pgTable('staff', {
  id: id(),
  organisationId: uuid('organisation_id')
    .notNull()
    .references(() => organisation.id),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  language: text('language').$type<Language>().notNull(),
  simulated: boolean('simulated').notNull().default(false),
  /** The sign-in user, for those who use the panel. */
  userId: text('user_id').unique(),
  lastSignInAt: at('last_sign_in_at'),
  revokedAt: at('revoked_at'),
});

/**
 * A one-time link with which somebody chooses a password for the panel; only its hash is kept, and
 * the row goes when it is used.
 */
export const setUpLink = pgTable('set_up_link', {
  tokenHash: text('token_hash').primaryKey(),
  /** Null makes the first administrator. A newer link of the same person replaces this one. */
  staffId: uuid('staff_id')
    .unique()
    .references(() => staff.id),
  expiresAt: at('expires_at').notNull(),
});

/** The garages a person works at; none means all of the organisation. */
export const staffGarage = pgTable(
  'staff_garage',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    garageId: garageId().references(() => garage.id),
  },
  (table) => [primaryKey({ columns: [table.staffId, table.garageId] })],
);

/**
 * A one-time code that links a chat to a member of staff, to a workplace that several people share,
 * or to a garage whose news is posted there; only its hash is kept.
 */
export const linkCode = pgTable('link_code', {
  codeHash: text('code_hash').primaryKey(),
  kind: text('kind').$type<'staff' | 'workplace' | 'posts'>().notNull().default('staff'),
  staffId: uuid('staff_id').references(() => staff.id),
  /** The garage of a workplace or of the news. */
  garageId: uuid('garage_id').references(() => garage.id),
  name: text('name'),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
});

/** Small facts of the installation, e.g. how far the simulator's clock was moved. */
export const installation = pgTable('installation', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
});

/**
 * The holder of what only one process may do. The epoch fences a holder that lost it without
 * noticing.
 */
export const lease = pgTable('lease', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  epoch: integer('epoch').notNull(),
  until: at('until').notNull(),
});

/** Acts that are no event of a repair or conversation: sign-ins, invitations, settings, exports. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    id: id(),
    organisationId: uuid('organisation_id').notNull(),
    at: at('at').notNull(),
    staffId: uuid('staff_id'),
    what: text('what').notNull(),
    subject: text('subject'),
    data: jsonb('data').notNull().default({}),
  },
  (table) => [index().on(table.organisationId, table.at)],
);
