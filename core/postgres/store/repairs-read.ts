import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Address } from '../../customer/address.ts';
import { replay } from '../../decision.ts';
import {
  type AccountId,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type MessageId,
  type QuoteId,
  type StaffId,
} from '../../ids.ts';
import { repairDecider } from '../../repair/decider.ts';
import type { RepairEvent, RepairRules } from '../../repair/repair.ts';
import type { Garage, Person, QuoteMessage, RepairOpen, RepairView, StaffMember } from '../../scene/scene.ts';
import { builder, revive, type Tx } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, customer, vehicle } from '../schema/customer.ts';
import { channelAccount, staff } from '../schema/organisation.ts';
import { repair, repairEvent, repairText } from '../schema/repair.ts';

/** A turn looks at no more closed repairs than these; older ones are history. */
const closedToLookAt = 5;

type Row = { repair: typeof repair.$inferSelect; vehicle: typeof vehicle.$inferSelect };

/**
 * Locks and reads a conversation's repairs: open ones first, newest first, then the last few closed
 * ones.
 */
export async function loadRepairs(
  tx: Tx,
  conversationId: ConversationId,
  { garageId, rules }: Pick<Garage, 'garageId' | 'rules'>,
  now: Date,
): Promise<readonly RepairView[]> {
  const rows = await builder(tx)
    .select({ repair, vehicle })
    .from(repair)
    .innerJoin(vehicle, eq(vehicle.id, repair.vehicleId))
    .where(eq(repair.conversationId, conversationId))
    .orderBy(sql`${repair.status} in ('collected', 'cancelled')`, sql`${repair.registeredAt} desc`)
    .limit(20)
    .for('update', { of: repair });
  const kept = rows.filter((row, index) => isOpen(row) || index < openCount(rows) + closedToLookAt);
  if (kept.length === 0) return [];
  const ids = kept.map((row) => row.repair.id);
  const events = await builder(tx)
    .select()
    .from(repairEvent)
    .where(and(eq(repairEvent.garageId, garageId), inArray(repairEvent.repairId, ids)))
    .orderBy(asc(repairEvent.repairId), asc(repairEvent.version));
  const texts = await builder(tx)
    .select()
    .from(repairText)
    .where(and(eq(repairText.garageId, garageId), inArray(repairText.repairId, ids)));
  const shown = await loadShown(tx, ids);
  const told = await loadTold(tx, ids);
  const mechanics = await loadStaff(
    tx,
    kept.flatMap((row) => row.repair.mechanicId ?? []),
    now,
  );
  return kept.map((row): RepairView => {
    const { id } = row.repair;
    const own = texts.filter(({ repairId }) => repairId === id);
    return {
      repair: stateOf(
        events.filter(({ repairId }) => repairId === id),
        rules,
      ),
      number: row.repair.number,
      customerId: as<CustomerId>(row.repair.customerId),
      vehicle: { plateKey: row.vehicle.plateKey, plate: row.vehicle.plate, model: row.vehicle.model ?? undefined },
      complaint: own.find((text) => text.id === 'complaint')?.body,
      words: new Map(own.map((text) => [text.id, text.body])),
      mechanic: mechanicOf(mechanics, row.repair.mechanicId),
      simulated: row.repair.simulated,
      shown: shown.filter(({ repairId }) => repairId === id).map(({ shown: one }) => one),
      told: new Map(told.filter(({ repairId }) => repairId === id).map(({ phrase, at }) => [phrase, at])),
      ...promisedTold(
        events.filter(({ repairId }) => repairId === id),
        told.filter(({ repairId }) => repairId === id),
      ),
      heldUntil: undefined,
    };
  });
}

function isOpen({ repair: { status } }: Row): boolean {
  return status !== 'collected' && status !== 'cancelled';
}
function openCount(rows: readonly Row[]): number {
  return rows.filter(isOpen).length;
}

function mechanicOf(mechanics: readonly StaffMember[], id: string | null): StaffMember | undefined {
  return mechanics.find(({ staffId }) => staffId === id);
}

export function stateOf(rows: readonly (typeof repairEvent.$inferSelect)[], rules: RepairRules): RepairOpen {
  const events = rows.map(
    ({ type, data, at, by }) => ({ type, data: revive(data), meta: { at, by } }) as unknown as RepairEvent,
  );
  const state = replay(repairDecider(rules), events);
  if (state.status === 'none') throw new Error('A repair row without events cannot be read');
  return state;
}

type ShownRow = {
  repair_id: string;
  quote_id: string;
  version: number;
  shows: QuoteMessage['sort'];
  address_id: string;
  message_id: string;
  state: QuoteMessage['state'];
  sent_at: Date | null;
  delivered_at: Date | null;
  photos: readonly string[] | null;
};

/** Reads what was sent about quotes; a repeated attempt of one message counts once. */
async function loadShown(
  tx: Tx,
  repairIds: readonly string[],
): Promise<readonly { repairId: string; shown: QuoteMessage }[]> {
  const { rows } = await builder(tx).execute<ShownRow>(sql`
    select m.repair_id, m.about->>'quoteId' as quote_id, (m.about->>'version')::int as version, m.about->>'shows' as shows,
           m.address_id, m.id as message_id, m.content->'photos' as photos, d.state, d.sent_at, d.delivered_at
      from message m join delivery d on d.message_id = m.id and d.kind = 'message'
     where m.about ? 'quoteId' and m.about->>'quoteId' in
           (select quote_id::text from quote_version where repair_id in ${repairIds})
       and m.about ? 'shows'
     order by d.id`);
  return rows.map((row) => ({
    repairId: row.repair_id,
    shown: {
      quoteId: as<QuoteId>(row.quote_id),
      version: row.version,
      addressId: as<AddressId>(row.address_id),
      messageId: as<MessageId>(row.message_id),
      sort: row.shows,
      state: row.state,
      sentAt: moment(row.sent_at),
      deliveredAt: moment(row.delivered_at),
      photos: (row.photos ?? []).map((id) => as<MessageId>(id)),
    },
  }));
}

/**
 * Reads when each phrase was last sent about a repair; a message that never left does not count.
 */
async function loadTold(
  tx: Tx,
  repairIds: readonly string[],
): Promise<readonly { repairId: string; phrase: string; at: Date }[]> {
  const { rows } = await builder(tx).execute<{ repair_id: string; phrase: string; at: Date | string }>(sql`
    select m.repair_id, m.phrase, max(m.at) as at
      from message m join delivery d on d.message_id = m.id and d.state not in ('cancelled', 'failed')
     where m.repair_id in ${repairIds} and m.phrase is not null and m.direction = 'out'
     group by m.repair_id, m.phrase`);
  return rows.map(({ repair_id, phrase, at }) => ({ repairId: repair_id, phrase, at: new Date(at) }));
}

const promising: ReadonlySet<string> = new Set(['started', 'later', 'linked', 'status', 'decided']);

/**
 * Returns the promised time that the customer knows, so that many small delays cannot add up in
 * silence.
 */
function promisedTold(
  events: readonly (typeof repairEvent.$inferSelect)[],
  told: readonly { readonly phrase: string; readonly at: Date }[],
): { readonly promisedTold?: Date } {
  const last = Math.max(...told.filter(({ phrase }) => promising.has(phrase)).map(({ at }) => at.getTime()));
  const stood = events.findLast(({ type, at }) => type === 'TimePromised' && at.getTime() <= last);
  const data = stood && revive<{ promisedAt?: Date }>(stood.data);
  return data?.promisedAt ? { promisedTold: data.promisedAt } : {};
}

// The driver returns times of raw statements as text, and those of the query builder as dates.
function moment(value: Date | string | null): Date | undefined {
  return value === null ? undefined : new Date(value);
}

export async function loadPeople(tx: Tx, garageId: GarageId, ids: readonly CustomerId[]): Promise<readonly Person[]> {
  if (ids.length === 0) return [];
  const rows = await builder(tx)
    .select({ customer, conversationId: conversation.id })
    .from(customer)
    .leftJoin(conversation, and(eq(conversation.customerId, customer.id), eq(conversation.garageId, garageId)))
    .where(inArray(customer.id, [...ids]));
  const places = await builder(tx)
    .select({ address, account: channelAccount })
    .from(address)
    .innerJoin(channelAccount, eq(channelAccount.id, address.accountId))
    .where(inArray(address.customerId, [...ids]));
  return rows.map(({ customer: one, conversationId }) => ({
    customerId: as<CustomerId>(one.id),
    name: one.name,
    language: one.language,
    hasPhone: one.phone !== null,
    conversationId: conversationId === null ? undefined : as<ConversationId>(conversationId),
    addresses: places.filter((place) => place.address.customerId === one.id).map(addressOf),
  }));
}

function addressOf({
  address: row,
  account,
}: {
  address: typeof address.$inferSelect;
  account: typeof channelAccount.$inferSelect;
}): Address {
  return {
    addressId: as<AddressId>(row.id),
    accountId: as<AccountId>(row.accountId),
    customerId: as<CustomerId>(row.customerId ?? ''),
    channel: account.channel,
    proven: row.provenAt !== null,
    frozen: row.frozenAt !== null,
    optedOut: row.optedOutAt !== null,
    reachable: row.unreachableAt === null,
    simulated: account.simulated,
    language: row.language ?? undefined,
    lastHeardAt: row.lastHeardAt ?? undefined,
    skills: account.skills,
  };
}

export async function loadStaff(tx: Tx, ids: readonly string[], now: Date): Promise<readonly StaffMember[]> {
  if (ids.length === 0) return [];
  // Every turn reads members of staff several times, so this is one statement instead of three.
  const rows = await builder(tx)
    .select({ ...getTableColumns(staff), addressIds: reachableAddresses(now), heardMs: heardOfStaff })
    .from(staff)
    .where(inArray(staff.id, [...ids]));
  return rows.map((row) => ({
    staffId: as<StaffId>(row.id),
    name: row.name,
    role: row.role,
    language: row.language,
    simulated: row.simulated,
    addressIds: row.addressIds.map((id) => as<AddressId>(id)),
    heardAt: row.heardMs === null ? undefined : new Date(Math.round(row.heardMs)),
  }));
}

/** For a select from `staff`: their own chats, and the workplaces where they stand now. */
function reachableAddresses(now: Date) {
  return sql<string[]>`array(
  select a.id from address a where a.staff_id = staff.id and a.unreachable_at is null
  union
  select a.id from workplace w join address a on a.id = w.address_id
   where w.duty_staff_id = staff.id and w.duty_until > ${now.toISOString()}::timestamptz and a.unreachable_at is null
  order by 1)`;
}

/**
 * For a select from `staff`: when they last wrote, in their own chats or at a workplace during
 * their shift.
 */
const heardOfStaff = sql<number | null>`(
  select (extract(epoch from max(last_heard_at)) * 1000)::float8
    from (select last_heard_at from address where staff_id = staff.id
          union all
          select a.last_heard_at from workplace w join address a on a.id = w.address_id
           where w.duty_staff_id = staff.id and a.last_heard_at < w.duty_until) heard)`;
