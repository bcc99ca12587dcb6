import { bigint, char, customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A moment, in UTC. */
export function at(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
}

export function id() {
  return uuid('id').primaryKey();
}
export function garageId() {
  return uuid('garage_id').notNull();
}

/** Minor units; safe integers only. */
export function minor(name: string) {
  return bigint(name, { mode: 'number' });
}
export function currency(name: string) {
  return char(name, { length: 3 }).$type<'EUR' | 'USD' | 'GBP'>();
}

/** A transaction id that never wraps: the first half of a feed cursor. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
