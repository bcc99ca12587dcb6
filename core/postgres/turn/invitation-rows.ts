import { createHash, createHmac } from 'node:crypto';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { InvitationUse, LinkUse } from '../../application/party.ts';
import { invitationValidMs } from '../../customer/invitation.ts';
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
import type { Database } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, invitation } from '../schema/customer.ts';
import { garage, linkCode, staff } from '../schema/organisation.ts';

/** The token follows from the invitation's id and the secret, so that no copy of the database opens a door. */
export const invitationToken = (id: string, secret: string): string =>
  createHmac('sha256', secret).update(`invitation:${id}`).digest('base64url').slice(0, 24);

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export const createInvitation = async (
  db: Database,
  {
    customerId,
    repairId,
    garageId,
    now,
    secret,
    newId,
  }: {
    customerId: CustomerId;
    repairId: RepairId | undefined;
    garageId: GarageId;
    now: Date;
    secret: string;
    newId: NewId;
  },
): Promise<string> => {
  const id = newId();
  const [home] = await db.select({ organisationId: garage.organisationId }).from(garage).where(eq(garage.id, garageId));
  await db.insert(invitation).values({
    id,
    tokenHash: hashOf(invitationToken(id, secret)),
    organisationId: home?.organisationId ?? '',
    garageId,
    customerId,
    repairId: repairId ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + invitationValidMs),
  });
  return id;
};

/** Follows an invitation once: the chat becomes the customer's. A second time it changes nothing, from elsewhere it is refused. */
export const useInvitation = async (
  db: Database,
  token: string,
  addressId: AddressId,
  now: Date,
): Promise<InvitationUse> => {
  const [row] = await db
    .select()
    .from(invitation)
    .where(eq(invitation.tokenHash, hashOf(token)))
    .for('update');
  if (!row) return { kind: 'refused', why: 'unknown' };
  const [talk] = await db
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(eq(conversation.garageId, row.garageId), eq(conversation.customerId, row.customerId)));
  if (!talk) return { kind: 'refused', why: 'unknown' };
  const conversationId = as<ConversationId>(talk.id);
  if (row.usedAt)
    return row.usedBy === addressId ? { kind: 'again', conversationId } : { kind: 'refused', why: 'used' };
  if (row.expiresAt <= now) return { kind: 'refused', why: 'expired' };
  await db.update(invitation).set({ usedAt: now, usedBy: addressId }).where(eq(invitation.id, row.id));
  return { kind: 'bound', customerId: as<CustomerId>(row.customerId), conversationId };
};

/** The invitation that a newcomer in the simulator would open; used ones do not count. */
export const newestInvitation = async (db: Database, secret: string, now: Date): Promise<string | undefined> => {
  const [row] = await db
    .select({ id: invitation.id })
    .from(invitation)
    .where(and(isNull(invitation.usedAt), gt(invitation.expiresAt, now)))
    .orderBy(desc(invitation.createdAt))
    .limit(1);
  return row && invitationToken(row.id, secret);
};

/** Whether a link still opens something, for the page that it leads to. */
export const invitationState = async (
  db: Database,
  token: string,
  now: Date,
): Promise<{ readonly kind: 'open' | 'used' | 'expired' | 'unknown'; readonly garageName: string | undefined }> => {
  const [row] = await db
    .select({ invitation, name: garage.name })
    .from(invitation)
    .innerJoin(garage, eq(garage.id, invitation.garageId))
    .where(eq(invitation.tokenHash, hashOf(token)));
  if (!row) return { kind: 'unknown', garageName: undefined };
  const kind = row.invitation.usedAt ? 'used' : row.invitation.expiresAt <= now ? 'expired' : 'open';
  return { kind, garageName: row.name };
};

/** Links a chat to the member of staff that the code was made for, once. */
export const useLinkCode = async (db: Database, code: string, addressId: AddressId, now: Date): Promise<LinkUse> => {
  const [row] = await db
    .update(linkCode)
    .set({ usedAt: now })
    .where(and(eq(linkCode.codeHash, hashOf(code.toUpperCase())), isNull(linkCode.usedAt), gt(linkCode.expiresAt, now)))
    .returning({ staffId: linkCode.staffId });
  if (!row) return { kind: 'refused' };
  const [person] = await db
    .select()
    .from(staff)
    .where(and(eq(staff.id, row.staffId), isNull(staff.revokedAt)));
  if (!person) return { kind: 'refused' };
  await db
    .update(address)
    .set({ staffId: person.id, provenAt: now, provenBy: 'code' })
    .where(eq(address.id, addressId));
  return { kind: 'linked', staffId: as<StaffId>(person.id), name: person.name, language: person.language };
};

/** Keeps a new code; only its hash is stored. */
export const addLinkCode = async (db: Database, code: string, staffId: StaffId, expiresAt: Date): Promise<void> => {
  await db.insert(linkCode).values({ codeHash: hashOf(code.toUpperCase()), staffId, expiresAt });
};
