import { createHash } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { LinkPlace, LinkUse } from '../../application/link.ts';
import { type AddressId, as, type NewId, type StaffId } from '../../ids.ts';
import type { Database } from '../database.ts';
import { address, garagePosts, workplace } from '../schema/customer.ts';
import { auditEntry, garage, linkCode, staff } from '../schema/organisation.ts';

type Code = typeof linkCode.$inferSelect;

const refused: LinkUse = { kind: 'refused', why: 'unknown' };

/** Codes are read aloud and typed by hand, so that their capitals do not count. */
function hashOf(code: string): string {
  return createHash('sha256').update(code.toUpperCase()).digest('hex');
}

/** What a code opens; only its hash is stored. */
export async function addLinkCode(
  db: Database,
  text: string,
  opens: Pick<Code, 'kind' | 'staffId' | 'garageId' | 'name' | 'expiresAt'>,
): Promise<void> {
  await db.insert(linkCode).values({ codeHash: hashOf(text), ...opens });
}

/** Makes a chat what the code was made for, once. */
export async function useLinkCode(
  db: Database,
  code: string,
  { addressId, shared }: LinkPlace,
  now: Date,
  newId: NewId,
): Promise<LinkUse> {
  const [found] = await db
    .select()
    .from(linkCode)
    .where(and(eq(linkCode.codeHash, hashOf(code)), isNull(linkCode.usedAt), gt(linkCode.expiresAt, now)))
    .for('update');
  if (!found) return refused;
  if (found.kind === 'posts' && !shared) return { kind: 'refused', why: 'not-shared' };
  await db.update(linkCode).set({ usedAt: now }).where(eq(linkCode.codeHash, found.codeHash));
  // Whoever reads along could type it in a chat of their own.
  const exposed = found.kind !== 'posts' && shared;
  const use: LinkUse = exposed ? { kind: 'refused', why: 'read-by-others' } : await openWith(db, found, addressId, now);
  if (exposed || use.kind !== 'refused')
    await audit(db, exposed ? 'code_exposed' : 'chat_linked', found, addressId, now, newId);
  return use;
}

async function openWith(db: Database, code: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  switch (code.kind) {
    case 'staff':
      return linkStaff(db, code, addressId, now);
    case 'workplace':
      return linkWorkplace(db, code, addressId, now);
    case 'posts':
      return linkPosts(db, code, addressId, now);
  }
}

async function linkStaff(db: Database, { staffId }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  if (!staffId) return refused;
  const [person] = await db
    .select()
    .from(staff)
    .where(and(eq(staff.id, staffId), isNull(staff.revokedAt)));
  if (!person) return refused;
  await settle(db, addressId, person.id, now);
  return { kind: 'staff', staffId: as<StaffId>(person.id), name: person.name, language: person.language };
}

async function linkWorkplace(
  db: Database,
  { garageId, name }: Code,
  addressId: AddressId,
  now: Date,
): Promise<LinkUse> {
  const garageName = await nameOf(db, garageId);
  if (!garageId || !garageName || !name) return refused;
  await db.insert(workplace).values({ addressId, garageId, name });
  await settle(db, addressId, null, now);
  return { kind: 'workplace', name, garageName };
}

/** A garage's news has one place: a newer code moves it. */
async function linkPosts(db: Database, { garageId }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  const garageName = await nameOf(db, garageId);
  if (!garageId || !garageName) return refused;
  await db
    .insert(garagePosts)
    .values({ garageId, addressId })
    .onConflictDoUpdate({ target: garagePosts.garageId, set: { addressId } });
  await settle(db, addressId, null, now);
  return { kind: 'posts', garageName };
}

async function nameOf(db: Database, id: string | null): Promise<string | undefined> {
  if (!id) return undefined;
  const [row] = await db.select({ name: garage.name }).from(garage).where(eq(garage.id, id));
  return row?.name;
}

/** The chat begins anew: nothing of what it was before counts any more. */
async function settle(db: Database, addressId: AddressId, staffId: string | null, now: Date): Promise<void> {
  const nothing = { focusRepairId: null, focusAt: null, lastAct: null, asked: null, unreachableAt: null };
  await db
    .update(address)
    .set({ staffId, provenAt: now, provenBy: 'code', ...nothing })
    .where(eq(address.id, addressId));
}

async function audit(
  db: Database,
  what: 'chat_linked' | 'code_exposed',
  { kind, staffId, garageId }: Code,
  addressId: AddressId,
  at: Date,
  newId: NewId,
): Promise<void> {
  const [place] = await db
    .select({ organisationId: address.organisationId })
    .from(address)
    .where(eq(address.id, addressId));
  await db.insert(auditEntry).values({
    id: newId(),
    organisationId: place?.organisationId ?? '',
    at,
    staffId,
    what,
    subject: addressId,
    data: { kind, ...(garageId ? { garageId } : {}) },
  });
}

/** The window begins with the first try and does not move, so that trying on does not lock anybody out for ever. */
export async function countCodeTry(
  db: Database,
  addressId: AddressId,
  most: number,
  windowMs: number,
  at: Date,
): Promise<boolean> {
  const { rows } = await db.execute<{ count: number }>(sql`
    insert into rate_limit as r (id, key, count, last_request)
    values (${`code:${addressId}`}, ${`code:${addressId}`}, 1, ${at.getTime()}::bigint)
    on conflict (key) do update set
      count = case when r.last_request <= excluded.last_request - ${windowMs}::bigint then 1 else r.count + 1 end,
      last_request = case when r.last_request <= excluded.last_request - ${windowMs}::bigint
        then excluded.last_request else r.last_request end
    returning r.count`);
  return (rows[0]?.count ?? 0) <= most;
}

/** Whether a garage's news goes to this chat. */
export async function isPostingPlace(db: Database, addressId: AddressId): Promise<boolean> {
  const rows = await db.select().from(garagePosts).where(eq(garagePosts.addressId, addressId)).limit(1);
  return rows.length > 0;
}

/** Where a garage's news is posted, if there is such a chat and it can be written to. */
export async function postsOf(db: Database, garageId: string): Promise<AddressId | undefined> {
  const [row] = await db
    .select({ id: address.id })
    .from(garagePosts)
    .innerJoin(address, eq(address.id, garagePosts.addressId))
    .where(and(eq(garagePosts.garageId, garageId), isNull(address.unreachableAt)));
  return row && as<AddressId>(row.id);
}
