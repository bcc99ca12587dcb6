import type { Tx } from '../database.ts';
import type { Person } from './person.ts';

/** Where the words of a person, and those about them, stand. */
export type Traces = {
  /** Messages of the person, to the person, about the person's repairs, and what staff typed about those. */
  readonly messages: readonly string[];
  /** Handled items on the way in that led to something of the person's. */
  readonly received: readonly string[];
  /** What the simulated phones show of those messages, as `chat` and `externalId`. */
  readonly shown: readonly { readonly chat: string; readonly externalId: string }[];
};

export async function tracesOf(tx: Tx, person: Person): Promise<Traces> {
  const messages = await messagesOf(tx, person);
  return { messages, received: await receivedFor(tx, person), shown: await shownOf(tx, messages) };
}

/**
 * What staff type in their chats carries no repair. It is known by its turn: one moment, in which
 * this member of staff did something to the person's repairs, and the answer in the same chat.
 */
async function messagesOf(tx: Tx, person: Person): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with own as (
       select id, recorded_at, by from message where conversation_id = any($1::uuid[])
       union
       select m.id, m.recorded_at, m.by from message m
       where m.address_id = any($2::uuid[])
         and (m.conversation_id is null or m.conversation_id = any($3::uuid[]) and m.by->>'kind' <> 'staff')
       union
       select m.id, m.recorded_at, m.by from message m
       where m.conversation_id = any($3::uuid[]) and m.by->>'customerId' = $4::text
       union
       select m.id, m.recorded_at, m.by from message m where m.repair_id = any($5::uuid[])
       union
       select m.id, m.recorded_at, m.by from repair_photo p join message m on m.id = p.message_id
       where p.repair_id = any($5::uuid[])),
     turn as (
       select at, by->>'staffId' as staff from repair_event where repair_id = any($5::uuid[]) and by->>'kind' = 'staff'
       union
       select at, by->>'staffId' from conversation_event where conversation_id = any($1::uuid[]) and by->>'kind' = 'staff'
       union
       select recorded_at, by->>'staffId' from own where by->>'kind' = 'staff'),
     typed as (
       select m.id, m.address_id, m.recorded_at from turn
       join message m on m.recorded_at = turn.at and m.by->>'staffId' = turn.staff and m.sort = 'staff'
        and m.direction = 'in'
        and m.address_id in (select id from address where staff_id is not null union select address_id from workplace)),
     answered as (
       select m.id from typed
       join message m on m.address_id = typed.address_id and m.recorded_at = typed.recorded_at and m.sort = 'staff')
     select id from own union select id from typed union select id from answered`,
    [
      person.conversations,
      person.addresses.filter(({ ofStaff }) => !ofStaff).map(({ id }) => id),
      person.conversationsOfOthers,
      person.customerId,
      person.repairs,
    ],
  );
  return rows.map(({ id }) => id);
}

async function receivedFor(tx: Tx, person: Person): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with cause as (
       select correlation from repair_event where repair_id = any($1::uuid[])
       union
       select correlation from conversation_event where conversation_id = any($2::uuid[]))
     select i.id from cause
     join inbox i on i.id = substring(cause.correlation from '^inbox:(\\d+)$')::bigint and i.state = 'done'`,
    [person.repairs, person.conversations],
  );
  return rows.map(({ id }) => id);
}

async function shownOf(tx: Tx, messages: readonly string[]): Promise<Traces['shown']> {
  const { rows } = await tx.query<{ chat: string; externalId: string }>(
    `select a.chat, m.external_id as "externalId" from message m
     join address a on a.id = m.address_id join channel_account k on k.id = a.account_id and k.channel = 'simulator'
     where m.id = any($1::uuid[]) and m.external_id is not null
     union
     select a.chat, d.external_id from delivery d
     join address a on a.id = d.lane_id join channel_account k on k.id = a.account_id and k.channel = 'simulator'
     where d.message_id = any($1::uuid[]) and d.external_id is not null`,
    [messages],
  );
  return rows;
}
