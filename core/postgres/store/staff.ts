import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { StaffChatStore } from '../../application/ports.ts';
import type { Language } from '../../customer/address.ts';
import {
  type AddressId,
  as,
  type ConversationId,
  type GarageId,
  type MessageId,
  type RepairId,
  type StaffId,
} from '../../ids.ts';
import type { WorkplaceStore } from '../../scene/scene.ts';
import { builder, type Tx } from '../database.ts';
import { livingCard } from '../schema/conversation.ts';
import { address, garagePosts, workplace } from '../schema/customer.ts';
import { staff } from '../schema/organisation.ts';
import { repair } from '../schema/repair.ts';
import { loadStaff } from './repairs-read.ts';

type StaffPlace = { readonly staffId: StaffId; readonly addressId: AddressId };

export function staffChatsOver(tx: Tx, now: Date): StaffChatStore {
  return {
    staffAddresses: async (id) => (await staffPlaces(tx, [id], now)).map(({ addressId }) => addressId),
    staffMember: async (id) => (await loadStaff(tx, [id], now))[0],
    /**
     * Includes workplaces that show the card already: somebody else may stand there now and must
     * not read an outdated card.
     */
    cardPlaces: async (repairId, staffId) => {
      const { rows } = await builder(tx).execute<PlaceRow>(sql`
    with place as (
      select id from address where staff_id = ${staffId}::uuid
      union
      select address_id from workplace
       where duty_staff_id = ${staffId}::uuid and duty_until > ${now.toISOString()}::timestamptz
      union
      select l.address_id from living_card l join workplace w on w.address_id = l.address_id
       where l.repair_id = ${repairId}::uuid)
    select a.id, w.address_id is not null as shared
      from place p join address a on a.id = p.id left join workplace w on w.address_id = a.id
     where a.unreachable_at is null order by a.id`);
      return rows.map(({ id, shared }) => ({ addressId: as<AddressId>(id), shared }));
    },
    livingCard: async (repairId, addressId) => {
      const [row] = await builder(tx)
        .select({ messageId: livingCard.messageId })
        .from(livingCard)
        .where(and(eq(livingCard.repairId, repairId), eq(livingCard.addressId, addressId)));
      return row && as<MessageId>(row.messageId);
    },
    setLivingCard: async (repairId, addressId, messageId) => {
      await builder(tx)
        .insert(livingCard)
        .values({ repairId, addressId, messageId })
        .onConflictDoUpdate({ target: [livingCard.repairId, livingCard.addressId], set: { messageId } });
    },
    openCardsOf: async (staffId) => {
      const rows = await builder(tx)
        .selectDistinct({ repairId: repair.id, garageId: repair.garageId, conversationId: repair.conversationId })
        .from(repair)
        .innerJoin(livingCard, eq(livingCard.repairId, repair.id))
        .innerJoin(address, and(eq(address.id, livingCard.addressId), eq(address.staffId, staffId)))
        .where(and(eq(repair.mechanicId, staffId), inArray(repair.status, ['registered', 'started', 'completed'])));
      return rows.map((row) => ({
        repairId: as<RepairId>(row.repairId),
        garageId: as<GarageId>(row.garageId),
        conversationId: as<ConversationId>(row.conversationId),
      }));
    },
    setStaffLanguage: async (id, language) => {
      await builder(tx).update(staff).set({ language }).where(eq(staff.id, id));
    },
    setFocus: async (id, repairId, at) => {
      await builder(tx)
        .update(address)
        .set({ focusRepairId: repairId ?? null, focusAt: at })
        .where(eq(address.id, id));
    },
    setLastAct: async (id, act) => {
      await builder(tx)
        .update(address)
        .set({ lastAct: act ?? null })
        .where(eq(address.id, id));
    },
    postsOf: async (garageId) => {
      const [row] = await builder(tx)
        .select({ id: address.id })
        .from(garagePosts)
        .innerJoin(address, eq(address.id, garagePosts.addressId))
        .where(and(eq(garagePosts.garageId, garageId), isNull(address.unreachableAt)));
      return row && as<AddressId>(row.id);
    },
  };
}

/** Returns their own chats, and the workplaces where they stand now. */
export async function staffPlaces(tx: Tx, ids: readonly string[], now: Date): Promise<readonly StaffPlace[]> {
  if (ids.length === 0) return [];
  // Two index probes each; one condition over both tables would read every address.
  const { rows } = await builder(tx).execute<{ staff_id: string; id: string }>(sql`
    select a.staff_id, a.id from address a where a.staff_id in ${[...ids]} and a.unreachable_at is null
    union
    select w.duty_staff_id, a.id from workplace w join address a on a.id = w.address_id
     where w.duty_staff_id in ${[...ids]} and w.duty_until > ${now.toISOString()}::timestamptz and a.unreachable_at is null
    order by 1, 2`);
  return rows.map((row) => ({ staffId: as<StaffId>(row.staff_id), addressId: as<AddressId>(row.id) }));
}

type PlaceRow = { id: string; shared: boolean };

type Row = typeof workplace.$inferSelect;

/** Returns nobody when the shift is over. */
export function dutyAt(row: Pick<Row, 'dutyStaffId' | 'dutyUntil'> | null | undefined, now: Date): string | null {
  return row?.dutyUntil && row.dutyUntil > now ? row.dutyStaffId : null;
}

export function workplacesOver(tx: Tx): WorkplaceStore {
  return {
    /** Lists people of the simulator only where the account is simulated. */
    mechanicsAt: async (addressId) => {
      const { rows } = await builder(tx).execute<{ id: string; name: string; language: Language }>(sql`
    select s.id, s.name, s.language
      from workplace w
      join address a on a.id = w.address_id
      join channel_account c on c.id = a.account_id
      join staff s on s.organisation_id = a.organisation_id and s.simulated = c.simulated
     where w.address_id = ${addressId}::uuid and s.role = 'mechanic' and s.revoked_at is null
       and (not exists (select 1 from staff_garage g where g.staff_id = s.id)
         or exists (select 1 from staff_garage g where g.staff_id = s.id and g.garage_id = w.garage_id))
     order by s.name, s.id`);
      return rows.map(({ id, name, language }) => ({ staffId: as<StaffId>(id), name, language }));
    },
    whoAsked: async (addressId) => {
      const [row] = await builder(tx).select({ asked: address.asked }).from(address).where(eq(address.id, addressId));
      return row?.asked?.kind === 'who' ? row.asked : undefined;
    },
    askWho: async (addressId, question, at) => {
      await builder(tx)
        .update(address)
        .set({ asked: { ...question, kind: 'who' }, askedAt: at })
        .where(eq(address.id, addressId));
    },
    beginDuty: async (addressId, staffId, until) => {
      await builder(tx)
        .update(workplace)
        .set({ dutyStaffId: staffId, dutyUntil: until })
        .where(eq(workplace.addressId, addressId));
      await forget(tx, addressId);
    },
    endDuty: async (addressId) => {
      await builder(tx)
        .update(workplace)
        .set({ dutyStaffId: null, dutyUntil: null })
        .where(eq(workplace.addressId, addressId));
      await forget(tx, addressId);
    },
  };
}

/** The next person must not undo or continue what the last one did. */
async function forget(tx: Tx, addressId: AddressId): Promise<void> {
  await builder(tx)
    .update(address)
    .set({ asked: null, askedAt: null, focusRepairId: null, focusAt: null, lastAct: null })
    .where(eq(address.id, addressId));
}
