import { bigint, char, customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A moment, in UTC. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const id = () => uuid('id').primaryKey();
export const garageId = () => uuid('garage_id').notNull();

/** Minor units; safe integers only. */
export const minor = (name: string) => bigint(name, { mode: 'number' });
export const currency = (name: string) => char(name, { length: 3 }).$type<'EUR' | 'USD' | 'GBP'>();

/** A transaction id that never wraps: the first half of a feed cursor. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
