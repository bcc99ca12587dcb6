import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { LinkCodeStore, LinkUse } from '../../application/party.ts';
import { type AddressId, as, type NewId, type StaffId } from '../../ids.ts';
import { builder, type Tx } from '../database.ts';
import { address, garagePosts, workplace } from '../schema/customer.ts';
import { auditEntry, channelAccount, garage, linkCode, staff } from '../schema/organisation.ts';
import { hashOfCode } from '../staff.ts';

type Code = typeof linkCode.$inferSelect;

const refused: LinkUse = { kind: 'refused', why: 'unknown' };

/** Reads the codes that link a chat to a member of staff, a workplace or a garage's news. */
export function linkCodesOver(tx: Tx, newId: NewId): LinkCodeStore {
  return {
    useLinkCode: async (code, { addressId, shared }, now) => {
      const found = await openCode(tx, code, now);
      // A chat of the simulator is no place for anybody who works at the garage.
      if (!found || (await isSimulated(tx, addressId))) return refused;
      if (found.kind === 'posts' && !shared) return { kind: 'refused', why: 'not-shared' };
      await builder(tx).update(linkCode).set({ usedAt: now }).where(eq(linkCode.codeHash, found.codeHash));
      // Anybody who reads along could type it in a chat of their own.
      const exposed = found.kind !== 'posts' && shared;
      const use: LinkUse = exposed
        ? { kind: 'refused', why: 'read-by-others' }
        : await linkChat(tx, found, addressId, now);
      if (exposed || use.kind !== 'refused')
        await audit(tx, exposed ? 'code_exposed' : 'chat_linked', found, addressId, now, newId);
      return use;
    },
    endExposedCode: async (code, addressId, now) => {
      const found = await openCode(tx, code, now);
      if (!found) return false;
      await builder(tx).update(linkCode).set({ usedAt: now }).where(eq(linkCode.codeHash, found.codeHash));
      await audit(tx, 'code_exposed', found, addressId, now, newId);
      return true;
    },
    /**
     * The window begins with the first try and does not move, so that more tries do not lock a chat
     * for ever.
     */
    countCodeTry: async (addressId, max, windowMs, at) => {
      const { rows } = await builder(tx).execute<{ count: number }>(sql`
    insert into rate_limit as r (id, key, count, last_request)
    values (${`code:${addressId}`}, ${`code:${addressId}`}, 1, ${at.getTime()}::bigint)
    on conflict (key) do update set
      count = case when r.last_request <= excluded.last_request - ${windowMs}::bigint then 1 else r.count + 1 end,
      last_request = case when r.last_request <= excluded.last_request - ${windowMs}::bigint
        then excluded.last_request else r.last_request end
    returning r.count`);
      return (rows[0]?.count ?? 0) <= max;
    },
    isPostingPlace: async (addressId) => {
      const rows = await builder(tx).select().from(garagePosts).where(eq(garagePosts.addressId, addressId)).limit(1);
      return rows.length > 0;
    },
  };
}

async function openCode(tx: Tx, code: string, now: Date): Promise<Code | undefined> {
  const [found] = await builder(tx)
    .select()
    .from(linkCode)
    .where(and(eq(linkCode.codeHash, hashOfCode(code)), isNull(linkCode.usedAt), gt(linkCode.expiresAt, now)))
    .for('update');
  return found;
}

async function isSimulated(tx: Tx, addressId: AddressId): Promise<boolean> {
  const [row] = await builder(tx)
    .select({ simulated: channelAccount.simulated })
    .from(address)
    .innerJoin(channelAccount, eq(channelAccount.id, address.accountId))
    .where(eq(address.id, addressId));
  return row?.simulated === true;
}

async function linkChat(tx: Tx, code: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  switch (code.kind) {
    case 'staff':
      return linkStaff(tx, code, addressId, now);
    case 'workplace':
      return linkWorkplace(tx, code, addressId, now);
    case 'posts':
      return linkPosts(tx, code, addressId, now);
  }
}

async function linkStaff(tx: Tx, { staffId }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  if (!staffId) return refused;
  const [person] = await builder(tx)
    .select()
    .from(staff)
    .where(and(eq(staff.id, staffId), isNull(staff.revokedAt)));
  if (!person) return refused;
  await startAnew(tx, addressId, person.id, now);
  return { kind: 'staff', staffId: as<StaffId>(person.id), name: person.name, language: person.language };
}

async function linkWorkplace(tx: Tx, { garageId, name }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  const garageName = await nameOf(tx, garageId);
  if (!garageId || !garageName || !name) return refused;
  await builder(tx).insert(workplace).values({ addressId, garageId, name });
  await startAnew(tx, addressId, null, now);
  return { kind: 'workplace', name, garageName };
}

/** A garage's news has one place; a newer code moves it. */
async function linkPosts(tx: Tx, { garageId }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  const garageName = await nameOf(tx, garageId);
  if (!garageId || !garageName) return refused;
  await builder(tx)
    .insert(garagePosts)
    .values({ garageId, addressId })
    .onConflictDoUpdate({ target: garagePosts.garageId, set: { addressId } });
  await startAnew(tx, addressId, null, now);
  return { kind: 'posts', garageName };
}

async function nameOf(tx: Tx, id: string | null): Promise<string | undefined> {
  if (!id) return undefined;
  const [row] = await builder(tx).select({ name: garage.name }).from(garage).where(eq(garage.id, id));
  return row?.name;
}

/** Forgets everything that the chat was before. */
async function startAnew(tx: Tx, addressId: AddressId, staffId: string | null, now: Date): Promise<void> {
  const nothing = { focusRepairId: null, focusAt: null, lastAct: null, asked: null, unreachableAt: null };
  await builder(tx)
    .update(address)
    .set({ staffId, provenAt: now, provenBy: 'code', ...nothing })
    .where(eq(address.id, addressId));
}

async function audit(
  tx: Tx,
  what: 'chat_linked' | 'code_exposed',
  { kind, staffId, garageId }: Code,
  addressId: AddressId,
  at: Date,
  newId: NewId,
): Promise<void> {
  const [place] = await builder(tx)
    .select({ organisationId: address.organisationId })
    .from(address)
    .where(eq(address.id, addressId));
  await builder(tx)
    .insert(auditEntry)
    .values({
      id: newId(),
      organisationId: place?.organisationId ?? '',
      at,
      staffId,
      what,
      subject: addressId,
      data: { kind, ...(garageId ? { garageId } : {}) },
    });
}
