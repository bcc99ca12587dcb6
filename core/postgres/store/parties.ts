import { and, eq, sql } from 'drizzle-orm';
import { NotFoundError } from '../../application/errors.ts';
import type { AlbumPart, Party, PersonHere, Sender } from '../../application/party.ts';
import {
  type AccountId,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type MessageId,
  type NewId,
  type RepairId,
  type StaffId,
} from '../../ids.ts';
import type { Database } from '../database.ts';
import { conversation, message } from '../schema/conversation.ts';
import { address, customer, workplace } from '../schema/customer.ts';
import { channelAccount, channelAccountGarage, garage, staff } from '../schema/organisation.ts';
import { messageMedia } from '../schema/queue.ts';
import { dutyAt } from '../turn/workplace-rows.ts';

/** Who is on the other side; a chat that was never heard of becomes an address. Locks nothing that a conversation's turn may hold. */
export async function partyOf(
  db: Database,
  {
    accountId,
    chat,
    sender,
    at,
    newId,
  }: { accountId: AccountId; chat: string; sender: Sender; at: Date; newId: NewId },
): Promise<Party> {
  const [account] = await db
    .select({ account: channelAccount, garageId: channelAccountGarage.garageId, language: garage.language })
    .from(channelAccount)
    .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, channelAccount.id))
    .innerJoin(garage, eq(garage.id, channelAccountGarage.garageId))
    .where(eq(channelAccount.id, accountId))
    .orderBy(garage.id)
    .limit(1);
  if (!account) throw new NotFoundError(`Channel account ${accountId} serves no garage`);
  const known = await findAddress(db, accountId, chat);
  const row = known?.address ?? (await addAddress(db, account.account, chat, sender, at, newId));
  const shared = known?.workplace;
  return {
    addressId: as<AddressId>(row.id),
    garageId: as<GarageId>(shared?.garageId ?? (await garageOf(db, row, account.garageId))),
    customerId: row.customerId === null ? undefined : as<CustomerId>(row.customerId),
    staffId: await workingStaff(db, shared ? dutyAt(shared, at) : row.staffId),
    workplace: shared ? { name: shared.name, garageId: as<GarageId>(shared.garageId) } : undefined,
    staffOnly: account.account.channel === 'teams',
    language: row.language ?? account.language,
    buttons: account.account.skills.buttons,
    reachable: row.unreachableAt === null,
    simulated: account.account.simulated,
  };
}

type AddressRow = typeof address.$inferSelect;

type KnownAddress = { readonly address: AddressRow; readonly workplace: typeof workplace.$inferSelect | null };

async function findAddress(db: Database, accountId: AccountId, chat: string): Promise<KnownAddress | undefined> {
  const [row] = await db
    .select({ address, workplace })
    .from(address)
    .leftJoin(workplace, eq(workplace.addressId, address.id))
    .where(and(eq(address.accountId, accountId), eq(address.chat, chat)));
  return row;
}

async function addAddress(
  db: Database,
  { id: accountId, organisationId }: typeof channelAccount.$inferSelect,
  chat: string,
  { name, language }: Sender,
  at: Date,
  newId: NewId,
): Promise<AddressRow> {
  const values = { displayName: name ?? null, language: language ?? null, lastHeardAt: at };
  const [row] = await db
    .insert(address)
    .values({ id: newId(), organisationId, accountId, chat, ...values })
    .onConflictDoUpdate({ target: [address.accountId, address.chat], set: { lastHeardAt: at } })
    .returning();
  if (!row) throw new Error('An upsert returned no row');
  return row;
}

/** A customer's chat belongs to the garage of the conversation that it is in. */
async function garageOf(db: Database, { customerId }: typeof address.$inferSelect, otherwise: string): Promise<string> {
  if (customerId === null) return otherwise;
  const rows = await db
    .select({ garageId: conversation.garageId })
    .from(conversation)
    .where(eq(conversation.customerId, customerId));
  return rows.length === 1 && rows[0] ? rows[0].garageId : otherwise;
}

/** Somebody who left is no one here any more. */
async function workingStaff(db: Database, id: string | null): Promise<StaffId | undefined> {
  if (id === null) return undefined;
  const [row] = await db.select({ revokedAt: staff.revokedAt }).from(staff).where(eq(staff.id, id));
  return row && row.revokedAt === null ? as<StaffId>(id) : undefined;
}

export async function conversationOfMessage(db: Database, id: MessageId): Promise<ConversationId | undefined> {
  const [row] = await db.select({ conversationId: message.conversationId }).from(message).where(eq(message.id, id));
  return row?.conversationId ? as<ConversationId>(row.conversationId) : undefined;
}

/** Where a message was refused for good: nothing more can be sent there until the customer is heard again. */
export async function refusingAddress(db: Database, id: MessageId): Promise<AddressId | undefined> {
  const { rows } = await db.execute<{ lane_id: string }>(sql`
    select lane_id from delivery
     where message_id = ${id}::uuid and state = 'failed' and code in ('blocked', 'chat_not_found') limit 1`);
  return rows[0] && as<AddressId>(rows[0].lane_id);
}

/** The message behind a channel's id: one that came in, or one of ours by the id that its delivery was given. */
export async function messageAt(
  db: Database,
  addressId: AddressId,
  externalId: string,
): Promise<MessageId | undefined> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from message where address_id = ${addressId}::uuid and external_id = ${externalId}
    union all
    select message_id from delivery where lane_id = ${addressId}::uuid and external_id = ${externalId} and kind = 'message'
    limit 1`);
  return rows[0] && as<MessageId>(rows[0].id);
}

/** An edit is never older than what it edits, so that only the newest of the conversation are read. */
export async function isEdited(db: Database, id: MessageId, externalId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from message m join message e on e.conversation_id = m.conversation_id and e.at >= m.at
     where m.id = ${id}::uuid and e.address_id = m.address_id and e.content->>'edits' = ${externalId} limit 1`);
  return rows.length > 0;
}

export async function hasAlbum(db: Database, addressId: AddressId, album: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from message where address_id = ${addressId}::uuid and content->>'album' = ${album} limit 1`);
  return rows.length > 0;
}

type PartRow = { id: string; kept: boolean; repair_id: string | null; sent: boolean };

/** What was sent together with a message, oldest first, and where each photo of it is. */
export async function albumOf(db: Database, id: MessageId): Promise<readonly AlbumPart[]> {
  const { rows } = await db.execute<PartRow>(sql`
    with own as (select id, address_id, content->>'album' as album from message where id = ${id}::uuid),
    part as (
      select id from own
      union
      select m.id from own join message m
        on m.address_id = own.address_id and m.content ? 'album' and m.content->>'album' = own.album)
    select part.id, exists (select 1 from message_media f where f.message_id = part.id) as kept, p.repair_id,
           p.sent_at is not null as sent
      from part left join repair_photo p on p.message_id = part.id order by part.id`);
  return rows.map(({ id: messageId, kept, repair_id: repairId, sent }) => ({
    messageId: as<MessageId>(messageId),
    kept,
    repairId: repairId === null ? undefined : as<RepairId>(repairId),
    sent,
  }));
}

/** Notes what a message carries, to be fetched from the channel afterwards. */
export async function keepMedia(
  db: Database,
  messageId: MessageId,
  accountId: AccountId,
  reference: string,
  fileName: string | undefined,
): Promise<void> {
  await db
    .insert(messageMedia)
    .values({ messageId, n: 1, accountId, reference, fileName: fileName ?? null, dueAt: sql`now()` });
}

/** Who is at an address; a chat that is nobody's, or was not proven to be anybody's, is a new customer's. */
export async function personAt(db: Database, id: AddressId, at: Date, newId: NewId): Promise<PersonHere> {
  const [here] = await db
    .select({ address, simulated: channelAccount.simulated, language: garage.language })
    .from(address)
    .innerJoin(channelAccount, eq(channelAccount.id, address.accountId))
    .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, address.accountId))
    .innerJoin(garage, eq(garage.id, channelAccountGarage.garageId))
    .where(eq(address.id, id))
    .orderBy(garage.id)
    .limit(1);
  if (!here) throw new NotFoundError(`There is no address ${id}`);
  const { customerId, provenAt, organisationId, displayName, language, optedOutAt, unreachableAt } = here.address;
  const standing = { optedOut: optedOutAt !== null, reachable: unreachableAt === null };
  // A number that staff typed may be a stranger's, who must not come to the repairs of the customer it was typed for.
  if (customerId !== null && provenAt !== null)
    return { customerId: as<CustomerId>(customerId), proven: true, ...standing };
  const made = as<CustomerId>(newId());
  await db.insert(customer).values({
    id: made,
    organisationId,
    name: displayName ?? '',
    language: language ?? here.language,
    simulated: here.simulated,
    createdAt: at,
  });
  return { customerId: made, proven: false, ...standing };
}
