import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { NotFoundError, type SceneStore } from '../../application/ports.ts';
import type { WaitingItem } from '../../conversation/conversation.ts';
import {
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type ItemId,
  type RepairId,
  type StaffId,
} from '../../ids.ts';
import type {
  AskedQuestion,
  Desk,
  DeskRepair,
  GarageSettings,
  OpenConversation,
  PendingAnswer,
  RepairView,
} from '../../scene/scene.ts';
import { builder, revive, type Tx } from '../database.ts';
import { conversation, waitingItem } from '../schema/conversation.ts';
import { address, customer, vehicle, workplace } from '../schema/customer.ts';
import { channelAccountGarage } from '../schema/organisation.ts';
import { timer } from '../schema/queue.ts';
import { repair } from '../schema/repair.ts';
import { loadGarage } from './garage.ts';
import { loadPeople, loadRepairs, loadStaff } from './repairs-read.ts';
import { dutyAt } from './staff.ts';

export function scenesOver(tx: Tx): SceneStore {
  return {
    loadScene: async (conversationId, now) => {
      const [row] = await builder(tx)
        .select()
        .from(conversation)
        .where(eq(conversation.id, conversationId))
        .for('update');
      if (!row) throw new NotFoundError(`There is no conversation ${conversationId}`);
      await builder(tx).select({ id: customer.id }).from(customer).where(eq(customer.id, row.customerId)).for('update');
      const garage = await loadGarage(tx, as<GarageId>(row.garageId));
      const repairs = await loadRepairs(tx, conversationId, garage, now);
      const customerId = as<CustomerId>(row.customerId);
      const ids = new Set([
        customerId,
        ...repairs.flatMap(({ repair }) => repair.contacts.map((one) => one.customerId)),
      ]);
      const people = await loadPeople(tx, garage.garageId, [...ids]);
      const own = people.find((person) => person.customerId === customerId);
      if (!own) throw new NotFoundError(`There is no customer ${customerId}`);
      const held = await heldUntil(tx, garage.garageId, conversationId);
      const [agent] = await loadStaff(tx, row.controllerId === null ? [] : [row.controllerId], now);
      return {
        now,
        garage,
        conversation: conversationOf(row, await loadItems(tx, conversationId)),
        customer: own,
        people,
        repairs: held ? repairs.map((view): RepairView => ({ ...view, heldUntil: held })) : repairs,
        asked: await loadAsked(tx, [...ids]),
        pendingAnswer: row.pendingAnswer === null ? undefined : pendingOf(row.pendingAnswer),
        pausedUntil: row.remindersPausedUntil ?? undefined,
        openQuotesAt: await countOpenQuotes(tx, [...ids], now),
        agent,
      };
    },
    /** Locks nothing. Throws NotFoundError for a chat that belongs to no member of staff. */
    loadDesk: async (addressId, now) => {
      const garageId = await homeOf(tx, addressId);
      const [row] = await builder(tx)
        .select({ place: address, workplace })
        .from(address)
        .leftJoin(workplace, eq(workplace.addressId, address.id))
        .where(eq(address.id, addressId));
      const place = row?.place;
      const staffId = row?.workplace ? dutyAt(row.workplace, now) : place?.staffId;
      const [staff] = await loadStaff(tx, staffId ? [staffId] : [], now);
      if (!place || !staff) throw new NotFoundError(`The chat ${addressId} belongs to no member of staff`);
      const garage = await loadGarage(tx, garageId);
      return {
        now,
        garage,
        staff,
        addressId,
        workplace: row.workplace?.name,
        repairs: await loadDeskRepairs(tx, garageId, staff.simulated),
        ...rememberedAt(place, garage.settings, now),
      };
    },
    conversationOfRepair: async (id) => {
      const [row] = await builder(tx).select({ id: repair.conversationId }).from(repair).where(eq(repair.id, id));
      return row && as<ConversationId>(row.id);
    },
  };
}

function conversationOf(row: typeof conversation.$inferSelect, items: readonly WaitingItem[]): OpenConversation {
  return {
    status: 'open',
    conversationId: as<ConversationId>(row.id),
    garageId: as<GarageId>(row.garageId),
    customerId: as<CustomerId>(row.customerId),
    controller:
      row.controllerId === null || row.controllerSince === null
        ? { kind: 'bot' }
        : { kind: 'agent', staffId: as<StaffId>(row.controllerId), since: row.controllerSince },
    controlVersion: row.controlVersion,
    unclear: row.unclear,
    items,
  };
}

/** Leaves people's own texts as they were typed, even when one looks like a date. */
function pendingOf(stored: PendingAnswer): PendingAnswer {
  return {
    ...revive<PendingAnswer>(stored),
    texts: stored.texts,
    phrases: stored.phrases ?? [],
  };
}

async function loadItems(tx: Tx, conversationId: ConversationId): Promise<readonly WaitingItem[]> {
  const rows = await builder(tx)
    .select()
    .from(waitingItem)
    .where(and(eq(waitingItem.conversationId, conversationId), isNull(waitingItem.endedAt)));
  return rows.map((row) => ({
    itemId: as<ItemId>(row.id),
    kind: row.kind,
    owner: row.owner,
    repairId: row.repairId === null ? undefined : as<RepairId>(row.repairId),
    raisedAt: row.raisedAt,
    dueAt: row.dueAt,
  }));
}

async function heldUntil(tx: Tx, garageId: GarageId, conversationId: ConversationId): Promise<Date | undefined> {
  const [row] = await builder(tx)
    .select({ dueAt: timer.dueAt })
    .from(timer)
    .where(and(eq(timer.garageId, garageId), eq(timer.kind, 'held'), eq(timer.subject, conversationId)));
  return row?.dueAt;
}

async function loadAsked(tx: Tx, ids: readonly CustomerId[]): Promise<ReadonlyMap<AddressId, AskedQuestion>> {
  const rows = await builder(tx)
    .select({ id: address.id, asked: address.asked })
    .from(address)
    .where(sql`${address.customerId} in ${[...ids]} and ${address.asked} is not null`);
  return new Map(rows.flatMap(({ id, asked }) => (asked ? [[as<AddressId>(id), asked] as const] : [])));
}

/**
 * Counts released, unexpired quotes per address, of any repair at any garage: words never choose
 * between two quotes.
 */
async function countOpenQuotes(tx: Tx, ids: readonly CustomerId[], now: Date): Promise<ReadonlyMap<AddressId, number>> {
  const { rows } = await builder(tx).execute<{ address_id: string; quotes: number }>(sql`
    select m.address_id, count(distinct q.quote_id)::int as quotes
      from address a
      join message m on m.address_id = a.id and m.about ? 'shows'
      join quote_version q on q.garage_id = m.garage_id and q.quote_id = (m.about->>'quoteId')::uuid
                          and q.version = (m.about->>'version')::int
     where a.customer_id in ${[...ids]} and q.status = 'released' and q.valid_until > ${now.toISOString()}::timestamptz
     group by m.address_id`);
  return new Map(rows.map(({ address_id, quotes }) => [as<AddressId>(address_id), quotes]));
}

/** Returns the car that this chat is about and its last act, while they are fresh. */
function rememberedAt(
  { focusAt, focusRepairId, lastAct }: typeof address.$inferSelect,
  { focusMs, undoMs }: GarageSettings,
  now: Date,
): Pick<Desk, 'focus' | 'lastAct'> {
  const isFresh = (at: Date, forMs: number): boolean => now.getTime() - at.getTime() < forMs;
  const act = lastAct === null ? undefined : revive<NonNullable<Desk['lastAct']>>(lastAct);
  return {
    focus: focusRepairId && focusAt && isFresh(focusAt, focusMs) ? as<RepairId>(focusRepairId) : undefined,
    lastAct: act && isFresh(act.at, undoMs) ? act : undefined,
  };
}

/** Returns the repairs that this mechanic may see and change: simulated mechanics work on simulated cars only. */
async function loadDeskRepairs(tx: Tx, garageId: GarageId, simulated: boolean): Promise<readonly DeskRepair[]> {
  const rows = await builder(tx)
    .select({ repair, vehicle, customerName: customer.name })
    .from(repair)
    .innerJoin(vehicle, eq(vehicle.id, repair.vehicleId))
    .innerJoin(customer, eq(customer.id, repair.customerId))
    .where(
      and(
        eq(repair.garageId, garageId),
        eq(repair.simulated, simulated),
        inArray(repair.status, ['registered', 'started', 'completed']),
      ),
    )
    .orderBy(asc(sql`coalesce(${repair.waitsForCustomerSince}, ${repair.registeredAt})`));
  return rows.map(({ repair: row, vehicle: car, customerName }) => ({
    repairId: as<RepairId>(row.id),
    conversationId: as<ConversationId>(row.conversationId),
    number: row.number,
    plateKey: car.plateKey,
    plate: car.plate,
    model: car.model ?? undefined,
    customerName,
    status: row.status,
    mechanicId: row.mechanicId === null ? undefined : as<StaffId>(row.mechanicId),
    onLift: row.onLift,
    promisedAt: row.promisedAt ?? undefined,
    waitsFor: row.waitsForCustomerSince === null ? (row.blockedBy ?? undefined) : 'customer',
  }));
}

/**
 * Returns the garage of a workplace; for a member of staff, the first one of theirs that their
 * chat's account serves.
 */
async function homeOf(tx: Tx, id: AddressId): Promise<GarageId> {
  const [shared] = await builder(tx)
    .select({ garageId: workplace.garageId })
    .from(workplace)
    .where(eq(workplace.addressId, id));
  if (shared) return as<GarageId>(shared.garageId);
  const [row] = await builder(tx)
    .select({ garageId: channelAccountGarage.garageId })
    .from(address)
    .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, address.accountId))
    .where(eq(address.id, id))
    .orderBy(
      sql`not exists (select 1 from staff_garage s where s.staff_id = ${address.staffId} and s.garage_id = ${channelAccountGarage.garageId})`,
      channelAccountGarage.garageId,
    )
    .limit(1);
  return as<GarageId>(row?.garageId ?? '');
}
