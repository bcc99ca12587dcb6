import { and, eq, ne, sql } from 'drizzle-orm';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { pictureTypes } from '../../application/media.ts';
import type { AlbumPart, Party, PersonHere, Sender, SentPhoto } from '../../application/party.ts';
import { NotFoundError } from '../../application/ports.ts';
import type { Language } from '../../customer/address.ts';
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
import { builder, type Tx } from '../database.ts';
import { conversation, message } from '../schema/conversation.ts';
import { address, customer, workplace } from '../schema/customer.ts';
import { channelAccount, channelAccountGarage, garage, staff } from '../schema/organisation.ts';
import { messageMedia } from '../schema/queue.ts';
import { dutyAt } from './staff.ts';

/** Who is on the other side; a chat that was never heard of becomes an address. Locks nothing that a conversation's turn may hold. */
export async function partyOf(
  tx: Tx,
  {
    accountId,
    chat,
    sender,
    at,
    newId,
  }: { accountId: AccountId; chat: string; sender: Sender; at: Date; newId: NewId },
): Promise<Party> {
  const [account] = await builder(tx)
    .select({ account: channelAccount, garageId: channelAccountGarage.garageId, language: garage.language })
    .from(channelAccount)
    .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, channelAccount.id))
    .innerJoin(garage, eq(garage.id, channelAccountGarage.garageId))
    .where(eq(channelAccount.id, accountId))
    .orderBy(garage.id)
    .limit(1);
  if (!account) throw new NotFoundError(`Channel account ${accountId} serves no garage`);
  const known = await findAddress(tx, accountId, chat);
  const row = known?.address ?? (await addAddress(tx, account.account, chat, sender, at, newId));
  const shared = known?.workplace;
  return {
    addressId: as<AddressId>(row.id),
    garageId: as<GarageId>(shared?.garageId ?? (await garageOf(tx, row, account.garageId))),
    customerId: row.customerId === null ? undefined : as<CustomerId>(row.customerId),
    staffId: await workingStaff(tx, shared ? dutyAt(shared, at) : row.staffId),
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

async function findAddress(tx: Tx, accountId: AccountId, chat: string): Promise<KnownAddress | undefined> {
  const [row] = await builder(tx)
    .select({ address, workplace })
    .from(address)
    .leftJoin(workplace, eq(workplace.addressId, address.id))
    .where(and(eq(address.accountId, accountId), eq(address.chat, chat)));
  return row;
}

async function addAddress(
  tx: Tx,
  { id: accountId, organisationId }: typeof channelAccount.$inferSelect,
  chat: string,
  { name, language }: Sender,
  at: Date,
  newId: NewId,
): Promise<AddressRow> {
  const values = { displayName: name ?? null, language: language ?? null, lastHeardAt: at };
  const [row] = await builder(tx)
    .insert(address)
    .values({ id: newId(), organisationId, accountId, chat, ...values })
    .onConflictDoUpdate({ target: [address.accountId, address.chat], set: { lastHeardAt: at } })
    .returning();
  if (!row) throw new Error('An upsert returned no row');
  return row;
}

/** A customer's chat belongs to the garage of the conversation that it is in. */
async function garageOf(tx: Tx, { customerId }: typeof address.$inferSelect, otherwise: string): Promise<string> {
  if (customerId === null) return otherwise;
  const rows = await builder(tx)
    .select({ garageId: conversation.garageId })
    .from(conversation)
    .where(eq(conversation.customerId, customerId));
  return rows.length === 1 && rows[0] ? rows[0].garageId : otherwise;
}

/** Somebody who left is no one here any more. */
async function workingStaff(tx: Tx, id: string | null): Promise<StaffId | undefined> {
  if (id === null) return undefined;
  const [row] = await builder(tx).select({ revokedAt: staff.revokedAt }).from(staff).where(eq(staff.id, id));
  return row && row.revokedAt === null ? as<StaffId>(id) : undefined;
}

export async function conversationOfMessage(tx: Tx, id: MessageId): Promise<ConversationId | undefined> {
  const [row] = await builder(tx)
    .select({ conversationId: message.conversationId })
    .from(message)
    .where(eq(message.id, id));
  return row?.conversationId ? as<ConversationId>(row.conversationId) : undefined;
}

/** Where a message was refused for good: nothing more can be sent there until the customer is heard again. */
export async function refusingAddress(tx: Tx, id: MessageId): Promise<AddressId | undefined> {
  const { rows } = await builder(tx).execute<{ lane_id: string }>(sql`
    select lane_id from delivery
     where message_id = ${id}::uuid and state = 'failed' and code in ('blocked', 'chat_not_found') limit 1`);
  return rows[0] && as<AddressId>(rows[0].lane_id);
}

/** The message behind a channel's id: one that came in, or one of ours by the id that its delivery was given. */
export async function messageAt(tx: Tx, addressId: AddressId, externalId: string): Promise<MessageId | undefined> {
  const { rows } = await builder(tx).execute<{ id: string }>(sql`
    select id from message where address_id = ${addressId}::uuid and external_id = ${externalId}
    union all
    select message_id from delivery where lane_id = ${addressId}::uuid and external_id = ${externalId} and kind = 'message'
    limit 1`);
  return rows[0] && as<MessageId>(rows[0].id);
}

/** An edit is never older than what it edits, so that only the newest of the conversation are read. */
export async function isEdited(tx: Tx, id: MessageId, externalId: string): Promise<boolean> {
  const { rows } = await builder(tx).execute(sql`
    select 1 from message m join message e on e.conversation_id = m.conversation_id and e.at >= m.at
     where m.id = ${id}::uuid and e.address_id = m.address_id and e.content->>'edits' = ${externalId} limit 1`);
  return rows.length > 0;
}

export async function hasAlbum(tx: Tx, addressId: AddressId, album: string): Promise<boolean> {
  const { rows } = await builder(tx).execute(sql`
    select 1 from message where address_id = ${addressId}::uuid and content->>'album' = ${album} limit 1`);
  return rows.length > 0;
}

type PartRow = { id: string; kept: boolean; repair_id: string | null; sent: boolean };

/** What was sent together with a message, oldest first, and where each photo of it is. */
export async function albumOf(tx: Tx, id: MessageId): Promise<readonly AlbumPart[]> {
  const { rows } = await builder(tx).execute<PartRow>(sql`
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
  tx: Tx,
  messageId: MessageId,
  accountId: AccountId,
  reference: string,
  fileName: string | undefined,
): Promise<void> {
  await builder(tx)
    .insert(messageMedia)
    .values({ messageId, n: 1, accountId, reference, fileName: fileName ?? null, dueAt: sql`now()` });
}

/** Who is at an address; a chat that is nobody's, or was not proven to be anybody's, is a new customer's. */
export async function personAt(tx: Tx, id: AddressId, at: Date, newId: NewId): Promise<PersonHere> {
  const [here] = await builder(tx)
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
  await builder(tx)
    .insert(customer)
    .values({
      id: made,
      organisationId,
      name: displayName ?? '',
      language: language ?? here.language,
      simulated: here.simulated,
      createdAt: at,
    });
  return { customerId: made, proven: false, ...standing };
}

/** Notes when an address was heard, under which name and in which language; after the conversation's lock, in the one order. */
export async function noteHeard(tx: Tx, id: AddressId, { name, language }: Sender, at: Date): Promise<void> {
  const [row] = await builder(tx)
    .update(address)
    .set({
      lastHeardAt: at,
      ...(name === undefined ? {} : { displayName: name }),
      ...(language === undefined
        ? {}
        : {
            language: sql`case when ${address.languageChosenAt} is null then ${language} else ${address.language} end`,
          }),
    })
    .where(eq(address.id, id))
    .returning({ staffId: address.staffId, chosenAt: address.languageChosenAt });
  if (row?.staffId && language !== undefined && row.chosenAt === null) await followPage(tx, row.staffId, language);
}

/** The simulator's mechanic speaks the language in which its page is read, until another one is asked for in the chat. */
async function followPage(tx: Tx, staffId: string, language: 'nl' | 'en'): Promise<void> {
  await builder(tx)
    .update(staff)
    .set({ language })
    .where(and(eq(staff.id, staffId), eq(staff.simulated, true), ne(staff.language, language)));
}

/** In a select from `staff`: when a member was last heard, in chats of their own or at a workplace while they stood there. */
export const heardOfStaff = sql<number | null>`(
  select (extract(epoch from max(last_heard_at)) * 1000)::float8
    from (select last_heard_at from address where staff_id = staff.id
          union all
          select a.last_heard_at from workplace w join address a on a.id = w.address_id
           where w.duty_staff_id = staff.id and a.last_heard_at < w.duty_until) heard)`;

/** How much was heard from an address within a minute, this time included; the first message after a minute begins a new one. */
export async function countHeard(tx: Tx, id: AddressId, at: Date): Promise<number> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const isWithin = sql`${address.floodFrom} > ${now} - interval '1 minute' and ${address.floodFrom} <= ${now}`;
  const [row] = await builder(tx)
    .update(address)
    .set({
      floodFrom: sql`case when ${isWithin} then ${address.floodFrom} else ${now} end`,
      floodCount: sql`case when ${isWithin} then ${address.floodCount} + 1 else 1 end`,
    })
    .where(eq(address.id, id))
    .returning({ count: address.floodCount });
  return row?.count ?? 0;
}

/** What the customer chose stays, whatever the network says afterwards. */
export async function setLanguage(tx: Tx, id: AddressId, language: Language, at: Date): Promise<void> {
  await builder(tx).update(address).set({ language, languageChosenAt: at }).where(eq(address.id, id));
}

/** In E.164; undefined for what cannot be a number. */
export function normalisedPhone(phone: string): string | undefined {
  const read = parsePhoneNumberFromString(phone, 'NL');
  return read?.isPossible() ? read.number : undefined;
}

/** Keeps the number that a customer has shared as their own. */
export async function keepPhone(tx: Tx, id: CustomerId, phone: string): Promise<void> {
  const number = normalisedPhone(phone);
  if (number) await builder(tx).update(customer).set({ phone: number }).where(eq(customer.id, id));
}

/** Two customers with one number, or a number without an open repair, open nothing. */
export async function claimByPhone(
  tx: Tx,
  addressId: AddressId,
  accountId: AccountId,
  phone: string,
): Promise<CustomerId | undefined> {
  const number = normalisedPhone(phone);
  if (!number) return undefined;
  const { rows } = await builder(tx).execute<{ id: string }>(sql`
    select distinct c.id from customer c
      join repair r on r.customer_id = c.id and r.status in ('registered', 'started', 'completed')
      join channel_account_garage g on g.garage_id = r.garage_id and g.account_id = ${accountId}::uuid
      join address a on a.id = ${addressId}::uuid and a.organisation_id = c.organisation_id
     where c.phone = ${number} limit 2`);
  const [only, another] = rows;
  if (!only || another) return undefined;
  await builder(tx).update(address).set({ customerId: only.id }).where(eq(address.id, addressId));
  return as<CustomerId>(only.id);
}

type Row = {
  address_id: string;
  garage_id: string;
  language: Language;
  repair_id: string | null;
  missed: boolean;
  told: boolean;
};

/** A photo of a member of staff. Its chat is locked, so that of several that are lost together one is told of. */
export async function sentPhoto(tx: Tx, id: MessageId): Promise<SentPhoto | undefined> {
  await builder(tx).execute(sql`
    select from address where id = (select address_id from message where id = ${id}::uuid) for update`);
  const { rows } = await builder(tx).execute<Row>(sql`
    select m.address_id, m.garage_id, s.language, p.repair_id,
           exists (select 1 from message o join delivery d on d.message_id = o.id and d.kind = 'message'
                    where o.repair_id = p.repair_id and o.content->'photos' ? m.id::text
                      and (d.state in ('sending', 'sent', 'delivered', 'read', 'unknown') or d.code = 'photo_missing')) as missed,
           exists (select 1 from message o
                     join message_media f on f.message_id = o.id left join media t on t.sha256 = f.sha256
                    where o.address_id = m.address_id and o.id <> m.id
                      and o.content ? 'album' and o.content->>'album' = m.content->>'album'
                      and (f.failed is not null or t.mime_type not in ${[...pictureTypes]})) as told
      from message m
      join staff s on s.id = (m.by->>'staffId')::uuid
      left join repair_photo p on p.message_id = m.id
     where m.id = ${id}::uuid and m.by->>'kind' = 'staff' and m.direction = 'in'`);
  const [row] = rows;
  return (
    row && {
      addressId: as<AddressId>(row.address_id),
      garageId: as<GarageId>(row.garage_id),
      language: row.language,
      repairId: row.repair_id === null ? undefined : as<RepairId>(row.repair_id),
      missed: row.missed,
      told: row.told,
    }
  );
}
