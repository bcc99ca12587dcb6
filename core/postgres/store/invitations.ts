import { createHash, createHmac } from 'node:crypto';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { InvitationUse, LinkPlace, LinkUse } from '../../application/party.ts';
import { invitationValidMs } from '../../customer/address.ts';
import {
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type NewId,
  type RepairId,
  type StaffId,
} from '../../ids.ts';
import { builder, type Pool, type Tx } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, garagePosts, invitation, workplace } from '../schema/customer.ts';
import { auditEntry, garage, linkCode, staff } from '../schema/organisation.ts';
import { repair } from '../schema/repair.ts';

/** The token follows from the invitation's id and the secret, so that no copy of the database opens a door. */
export function invitationToken(id: string, secret: string): string {
  return createHmac('sha256', secret).update(`invitation:${id}`).digest('base64url').slice(0, 24);
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What an invitation is made from. */
export type NewInvitation = {
  readonly customerId: CustomerId;
  readonly repairId: RepairId | undefined;
  readonly garageId: GarageId;
  readonly now: Date;
  readonly secret: string;
  readonly newId: NewId;
  /** For somebody who is to decide as well: the address where the customer asked for it. */
  readonly decider?: { readonly madeFrom: AddressId };
};

/** Keeps a new invitation and returns its id, from which the link is made on the way out. */
export async function createInvitation(
  tx: Tx,
  { customerId, repairId, garageId, now, secret, newId, decider }: NewInvitation,
): Promise<string> {
  const id = newId();
  const [home] = await builder(tx)
    .select({ organisationId: garage.organisationId })
    .from(garage)
    .where(eq(garage.id, garageId));
  await builder(tx)
    .insert(invitation)
    .values({
      id,
      ...(decider ? { kind: 'decider', madeFrom: decider.madeFrom } : {}),
      tokenHash: hashOfToken(invitationToken(id, secret)),
      organisationId: home?.organisationId ?? '',
      garageId,
      customerId,
      repairId: repairId ?? null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationValidMs),
    });
  return id;
}

/**
 * Follows an invitation once: the chat becomes the customer's, or somebody's who decides as well. A second time it changes nothing,
 * from elsewhere it is refused.
 */
export async function useInvitation(tx: Tx, token: string, addressId: AddressId, now: Date): Promise<InvitationUse> {
  const [row] = await builder(tx)
    .select()
    .from(invitation)
    .where(eq(invitation.tokenHash, hashOfToken(token)))
    .for('update');
  if (!row) return { kind: 'refused', why: 'unknown' };
  if (row.kind === 'decider') return useDeciderInvitation(tx, row, addressId, now);
  const [talk] = await builder(tx)
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(eq(conversation.garageId, row.garageId), eq(conversation.customerId, row.customerId)));
  if (!talk) return { kind: 'refused', why: 'unknown' };
  const conversationId = as<ConversationId>(talk.id);
  const over = isOver(row, addressId, conversationId, now);
  if (over) return over;
  await markUsed(tx, row.id, addressId, now);
  return { kind: 'bound', customerId: as<CustomerId>(row.customerId), conversationId };
}

type Row = typeof invitation.$inferSelect;

function isOver(
  { kind, usedAt, usedBy, expiresAt }: Row,
  addressId: AddressId,
  conversationId: ConversationId,
  now: Date,
): InvitationUse | undefined {
  const from = kind === 'decider' ? 'customer' : 'garage';
  if (usedAt && usedBy === addressId) return { kind: 'again', conversationId };
  if (usedAt) return { kind: 'refused', why: 'used', from };
  return expiresAt <= now ? { kind: 'refused', why: 'expired', from } : undefined;
}

async function markUsed(tx: Tx, id: string, addressId: AddressId, now: Date): Promise<void> {
  await builder(tx).update(invitation).set({ usedAt: now, usedBy: addressId }).where(eq(invitation.id, id));
}

/** The one who made it does not use it up: the link is meant for somebody else. */
async function useDeciderInvitation(tx: Tx, row: Row, addressId: AddressId, now: Date): Promise<InvitationUse> {
  const [about] = await builder(tx)
    .select({ conversationId: repair.conversationId })
    .from(repair)
    .where(and(eq(repair.garageId, row.garageId), eq(repair.id, row.repairId ?? row.id)));
  const [here] = await builder(tx).select().from(address).where(eq(address.id, addressId));
  // Organisations share nothing, and a row without its repair or its maker was not made here.
  if (!about || !row.repairId || !row.madeFrom || here?.organisationId !== row.organisationId)
    return { kind: 'refused', why: 'unknown' };
  const conversationId = as<ConversationId>(about.conversationId);
  const repairId = as<RepairId>(row.repairId);
  const over = isOver(row, addressId, conversationId, now);
  // A link that came too late made nobody of this chat, and a second try must not make it the customer's.
  if (over?.kind === 'again' && here.customerId === null) return { kind: 'refused', why: 'used', from: 'customer' };
  if (over) return over;
  if (here.customerId === row.customerId && here.provenAt) return { kind: 'own', repairId, conversationId };
  await markUsed(tx, row.id, addressId, now);
  const invitedBy = { customerId: as<CustomerId>(row.customerId), addressId: as<AddressId>(row.madeFrom) };
  return { kind: 'decides', invitedBy, repairId, conversationId };
}

/** Ends what a customer has handed out for a repair and nobody has followed yet. */
export async function endDeciderInvitations(
  tx: Tx,
  customerId: CustomerId,
  repairId: RepairId,
  now: Date,
): Promise<void> {
  await builder(tx)
    .update(invitation)
    .set({ expiresAt: now })
    .where(
      and(
        eq(invitation.repairId, repairId),
        eq(invitation.kind, 'decider'),
        eq(invitation.customerId, customerId),
        isNull(invitation.usedAt),
        gt(invitation.expiresAt, now),
      ),
    );
}

/** The invitation that a newcomer in the simulator would open; used ones do not count. */
export async function newestInvitation(db: Tx | Pool, secret: string, now: Date): Promise<string | undefined> {
  const [row] = await builder(db)
    .select({ id: invitation.id })
    .from(invitation)
    .where(and(isNull(invitation.usedAt), gt(invitation.expiresAt, now)))
    .orderBy(desc(invitation.createdAt))
    .limit(1);
  return row && invitationToken(row.id, secret);
}

/** What the page behind a link shows; `decides` when it is for somebody who is to decide as well. */
export type InvitationState = {
  readonly kind: 'open' | 'used' | 'expired' | 'unknown';
  readonly garageName: string | undefined;
  readonly decides: boolean;
};

/** Whether a link still opens something, for the page that it leads to. */
export async function invitationState(db: Tx | Pool, token: string, now: Date): Promise<InvitationState> {
  const [row] = await builder(db)
    .select({ invitation, name: garage.name })
    .from(invitation)
    .innerJoin(garage, eq(garage.id, invitation.garageId))
    .where(eq(invitation.tokenHash, hashOfToken(token)));
  if (!row) return { kind: 'unknown', garageName: undefined, decides: false };
  const kind = row.invitation.usedAt ? 'used' : row.invitation.expiresAt <= now ? 'expired' : 'open';
  return { kind, garageName: row.name, decides: row.invitation.kind === 'decider' };
}

type Code = typeof linkCode.$inferSelect;

const refused: LinkUse = { kind: 'refused', why: 'unknown' };

/** Codes are read aloud and typed by hand, so that their capitals do not count. */
function hashOfCode(code: string): string {
  return createHash('sha256').update(code.toUpperCase()).digest('hex');
}

/** What a code opens; only its hash is stored. */
export async function addLinkCode(
  db: Tx | Pool,
  text: string,
  opens: Pick<Code, 'kind' | 'staffId' | 'garageId' | 'name' | 'expiresAt'>,
): Promise<void> {
  await builder(db)
    .insert(linkCode)
    .values({ codeHash: hashOfCode(text), ...opens });
}

/** Makes a chat what the code was made for, once. */
export async function useLinkCode(
  tx: Tx,
  code: string,
  { addressId, shared }: LinkPlace,
  now: Date,
  newId: NewId,
): Promise<LinkUse> {
  const [found] = await builder(tx)
    .select()
    .from(linkCode)
    .where(and(eq(linkCode.codeHash, hashOfCode(code)), isNull(linkCode.usedAt), gt(linkCode.expiresAt, now)))
    .for('update');
  if (!found) return refused;
  if (found.kind === 'posts' && !shared) return { kind: 'refused', why: 'not-shared' };
  await builder(tx).update(linkCode).set({ usedAt: now }).where(eq(linkCode.codeHash, found.codeHash));
  // Whoever reads along could type it in a chat of their own.
  const exposed = found.kind !== 'posts' && shared;
  const use: LinkUse = exposed ? { kind: 'refused', why: 'read-by-others' } : await openWith(tx, found, addressId, now);
  if (exposed || use.kind !== 'refused')
    await audit(tx, exposed ? 'code_exposed' : 'chat_linked', found, addressId, now, newId);
  return use;
}

async function openWith(tx: Tx, code: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
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
  await settle(tx, addressId, person.id, now);
  return { kind: 'staff', staffId: as<StaffId>(person.id), name: person.name, language: person.language };
}

async function linkWorkplace(tx: Tx, { garageId, name }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  const garageName = await nameOf(tx, garageId);
  if (!garageId || !garageName || !name) return refused;
  await builder(tx).insert(workplace).values({ addressId, garageId, name });
  await settle(tx, addressId, null, now);
  return { kind: 'workplace', name, garageName };
}

/** A garage's news has one place: a newer code moves it. */
async function linkPosts(tx: Tx, { garageId }: Code, addressId: AddressId, now: Date): Promise<LinkUse> {
  const garageName = await nameOf(tx, garageId);
  if (!garageId || !garageName) return refused;
  await builder(tx)
    .insert(garagePosts)
    .values({ garageId, addressId })
    .onConflictDoUpdate({ target: garagePosts.garageId, set: { addressId } });
  await settle(tx, addressId, null, now);
  return { kind: 'posts', garageName };
}

async function nameOf(tx: Tx, id: string | null): Promise<string | undefined> {
  if (!id) return undefined;
  const [row] = await builder(tx).select({ name: garage.name }).from(garage).where(eq(garage.id, id));
  return row?.name;
}

/** The chat begins anew: nothing of what it was before counts any more. */
async function settle(tx: Tx, addressId: AddressId, staffId: string | null, now: Date): Promise<void> {
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

/** The window begins with the first try and does not move, so that trying on does not lock anybody out for ever. */
export async function countCodeTry(
  tx: Tx,
  addressId: AddressId,
  most: number,
  windowMs: number,
  at: Date,
): Promise<boolean> {
  const { rows } = await builder(tx).execute<{ count: number }>(sql`
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
export async function isPostingPlace(tx: Tx, addressId: AddressId): Promise<boolean> {
  const rows = await builder(tx).select().from(garagePosts).where(eq(garagePosts.addressId, addressId)).limit(1);
  return rows.length > 0;
}

/** Where a garage's news is posted, if there is such a chat and it can be written to. */
export async function postsOf(tx: Tx, garageId: string): Promise<AddressId | undefined> {
  const [row] = await builder(tx)
    .select({ id: address.id })
    .from(garagePosts)
    .innerJoin(address, eq(address.id, garagePosts.addressId))
    .where(and(eq(garagePosts.garageId, garageId), isNull(address.unreachableAt)));
  return row && as<AddressId>(row.id);
}
