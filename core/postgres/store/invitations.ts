import { createHash, createHmac } from 'node:crypto';
import { and, desc, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm';
import type { InvitationUse, PartyStore } from '../../application/party.ts';
import type { InvitationStore } from '../../application/ports.ts';
import { invitationValidMs } from '../../customer/address.ts';
import {
  type AccountId,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type NewId,
  type RepairId,
} from '../../ids.ts';
import { builder, type Pool, type Tx } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { address, customer, invitation } from '../schema/customer.ts';
import { channelAccount, garage } from '../schema/organisation.ts';
import { repair } from '../schema/repair.ts';

/** Derives the token from the id and the secret, so that a copy of the database opens no chat. */
export function invitationToken(id: string, secret: string): string {
  return createHmac('sha256', secret).update(`invitation:${id}`).digest('base64url').slice(0, 24);
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export type NewInvitation = {
  readonly customerId: CustomerId;
  readonly repairId: RepairId | undefined;
  readonly garageId: GarageId;
  readonly now: Date;
  readonly secret: string;
  readonly newId: NewId;
  /** Set for another decider: the address where the customer asked for the link. */
  readonly decider?: { readonly madeFrom: AddressId };
};

export function invitationsOver(
  tx: Tx,
  { secret, newId }: { readonly secret: string; readonly newId: NewId },
): InvitationStore & Pick<PartyStore, 'useInvitation'> {
  return {
    createInvitation: (customerId, repairId, garageId, at) =>
      createInvitation(tx, { customerId, repairId, garageId, now: at, secret, newId }),
    inviteDecider: async ({ customerId, addressId }, repairId, garageId, at) => {
      await endDeciderInvitations(tx, customerId, repairId, at);
      const decider = { madeFrom: addressId };
      return createInvitation(tx, { customerId, repairId, garageId, now: at, secret, newId, decider });
    },
    endDeciderInvitations: (customerId, repairId, at) => endDeciderInvitations(tx, customerId, repairId, at),
    /**
     * An invitation works once: the chat becomes the customer's, or that of another decider. The
     * same chat may follow it again without effect; another chat is refused.
     */
    useInvitation: async (token, addressId, now) => {
      const [row] = await builder(tx)
        .select()
        .from(invitation)
        .where(eq(invitation.tokenHash, hashOfToken(token)))
        .for('update');
      if (!row || !(await isOfTheSameKind(tx, row, addressId))) return { kind: 'refused', why: 'unknown' };
      if (row.kind === 'decider') return useDeciderInvitation(tx, row, addressId, now);
      const conversationId = await ownConversation(tx, row);
      if (!conversationId) return { kind: 'refused', why: 'unknown' };
      const over = isOver(row, addressId, conversationId, now);
      if (over) return over;
      if (await isOfAnother(tx, row.customerId, addressId)) return { kind: 'taken', invitationId: row.id };
      await markUsed(tx, row.id, addressId, now);
      return { kind: 'bound', customerId: as<CustomerId>(row.customerId), conversationId };
    },
    takeInvitation: async (invitationId, addressId, now) => {
      const [row] = await builder(tx).select().from(invitation).where(eq(invitation.id, invitationId)).for('update');
      const conversationId = row?.kind === 'customer' ? await ownConversation(tx, row) : undefined;
      if (!row || !conversationId) return { kind: 'refused', why: 'unknown' };
      const over = isOver(row, addressId, conversationId, now);
      if (over) return over;
      await markUsed(tx, row.id, addressId, now);
      return { kind: 'bound', customerId: as<CustomerId>(row.customerId), conversationId };
    },
  };
}

async function ownConversation(tx: Tx, { garageId, customerId }: Row): Promise<ConversationId | undefined> {
  const [talk] = await builder(tx)
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(eq(conversation.garageId, garageId), eq(conversation.customerId, customerId)));
  return talk && as<ConversationId>(talk.id);
}

/** True if the chat was proven to be another customer's who brought a car; one who only decides has none. */
async function isOfAnother(tx: Tx, customerId: string, addressId: AddressId): Promise<boolean> {
  const rows = await builder(tx)
    .select({ id: address.id })
    .from(address)
    .innerJoin(conversation, eq(conversation.customerId, address.customerId))
    .where(
      and(
        eq(address.id, addressId),
        ne(address.customerId, customerId),
        isNotNull(address.provenAt),
        isNull(address.frozenAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** A person of the simulator opens no link of a real customer, and nobody real one of the simulator's. */
async function isOfTheSameKind(tx: Tx, { customerId }: Row, addressId: AddressId): Promise<boolean> {
  const rows = await builder(tx)
    .select({ id: address.id })
    .from(address)
    .innerJoin(channelAccount, eq(channelAccount.id, address.accountId))
    .innerJoin(customer, and(eq(customer.id, customerId), eq(customer.simulated, channelAccount.simulated)))
    .where(eq(address.id, addressId));
  return rows.length > 0;
}

/** Returns the id; the link is made from it when the message is sent. */
async function createInvitation(
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

type Row = typeof invitation.$inferSelect;

function isOver(
  { kind, usedAt, usedBy, expiresAt }: Row,
  addressId: AddressId,
  conversationId: ConversationId,
  now: Date,
): Extract<InvitationUse, { kind: 'again' | 'refused' }> | undefined {
  const from = kind === 'decider' ? 'customer' : 'garage';
  if (usedAt && usedBy === addressId) return { kind: 'again', conversationId };
  if (usedAt) return { kind: 'refused', why: 'used', from };
  return expiresAt <= now ? { kind: 'refused', why: 'expired', from } : undefined;
}

async function markUsed(tx: Tx, id: string, addressId: AddressId, now: Date): Promise<void> {
  await builder(tx).update(invitation).set({ usedAt: now, usedBy: addressId }).where(eq(invitation.id, id));
}

/**
 * The customer who made the link may open it without using it up: it is meant for somebody else.
 */
async function useDeciderInvitation(tx: Tx, row: Row, addressId: AddressId, now: Date): Promise<InvitationUse> {
  const [about] = await builder(tx)
    .select({ conversationId: repair.conversationId })
    .from(repair)
    .where(and(eq(repair.garageId, row.garageId), eq(repair.id, row.repairId ?? row.id)));
  const [here] = await builder(tx).select().from(address).where(eq(address.id, addressId));
  // Organisations share nothing, and a row without its repair or maker is not one of ours.
  if (!about || !row.repairId || !row.madeFrom || here?.organisationId !== row.organisationId)
    return { kind: 'refused', why: 'unknown' };
  const conversationId = as<ConversationId>(about.conversationId);
  const repairId = as<RepairId>(row.repairId);
  const over = isOver(row, addressId, conversationId, now);
  // A link that came too late linked nobody; a second try must not make this chat the customer's.
  if (over?.kind === 'again' && here.customerId === null) return { kind: 'refused', why: 'used', from: 'customer' };
  if (over) return over;
  if (here.customerId === row.customerId && here.provenAt) return { kind: 'own', repairId, conversationId };
  await markUsed(tx, row.id, addressId, now);
  const invitedBy = { customerId: as<CustomerId>(row.customerId), addressId: as<AddressId>(row.madeFrom) };
  return { kind: 'decides', invitedBy, repairId, conversationId };
}

/** Ends the links that a customer made for a repair and nobody has followed yet. */
async function endDeciderInvitations(tx: Tx, customerId: CustomerId, repairId: RepairId, now: Date): Promise<void> {
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

/** Returns the token of the newest unused invitation that a chat of this account may open. */
export async function newestInvitation(
  db: Tx | Pool,
  accountId: AccountId,
  secret: string,
  now: Date,
): Promise<string | undefined> {
  const [row] = await builder(db)
    .select({ id: invitation.id })
    .from(invitation)
    .innerJoin(customer, eq(customer.id, invitation.customerId))
    .innerJoin(channelAccount, and(eq(channelAccount.id, accountId), eq(channelAccount.simulated, customer.simulated)))
    .where(and(isNull(invitation.usedAt), gt(invitation.expiresAt, now)))
    .orderBy(desc(invitation.createdAt))
    .limit(1);
  return row && invitationToken(row.id, secret);
}

/** `decides`: the link is for another decider. */
export type InvitationState = {
  readonly kind: 'open' | 'used' | 'expired' | 'unknown';
  readonly garageName: string | undefined;
  readonly decides: boolean;
  /** Only chats of the simulator can open it; only real ones the others. */
  readonly simulated: boolean;
};

export async function invitationState(db: Tx | Pool, token: string, now: Date): Promise<InvitationState> {
  const [row] = await builder(db)
    .select({ invitation, name: garage.name, simulated: customer.simulated })
    .from(invitation)
    .innerJoin(garage, eq(garage.id, invitation.garageId))
    .innerJoin(customer, eq(customer.id, invitation.customerId))
    .where(eq(invitation.tokenHash, hashOfToken(token)));
  if (!row) return { kind: 'unknown', garageName: undefined, decides: false, simulated: false };
  const kind = row.invitation.usedAt ? 'used' : row.invitation.expiresAt <= now ? 'expired' : 'open';
  return { kind, garageName: row.name, decides: row.invitation.kind === 'decider', simulated: row.simulated };
}
