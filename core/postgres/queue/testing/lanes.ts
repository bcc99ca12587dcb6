import { randomUUID } from 'node:crypto';
import type { Pool, Tx } from '../../database.ts';
import { enqueueDeliveries } from '../outbox.ts';

/**
 * One garage with one account and some customers, each with an address there and a conversation.
 */
export type SeededLanes = {
  readonly organisationId: string;
  readonly garageId: string;
  readonly accountId: string;
  readonly lanes: readonly SeededLane[];
};
export type SeededLane = { readonly laneId: string; readonly chat: string; readonly conversationId: string };

export async function seedLanes(db: Tx | Pool, count: number): Promise<SeededLanes> {
  const [organisationId, garageId, accountId] = [randomUUID(), randomUUID(), randomUUID()];
  await db.query('insert into organisation (id, name) values ($1, $2)', [organisationId, 'Test']);
  await db.query(
    `insert into garage (id, organisation_id, name, language, zone, currency, vat_rate)
     values ($1, $2, 'Test', 'nl', 'Europe/Amsterdam', 'EUR', 2100)`,
    [garageId, organisationId],
  );
  await db.query(
    `insert into channel_account (id, organisation_id, channel, external_id, name, skills)
     values ($1::uuid, $2, 'telegram', $1::uuid::text, 'bot', '{}')`,
    [accountId, organisationId],
  );
  await db.query('insert into channel_account_garage (account_id, garage_id) values ($1, $2)', [accountId, garageId]);
  const lanes: SeededLane[] = [];
  for (let n = 0; n < count; n++) lanes.push(await seedLane(db, { organisationId, garageId, accountId }, `chat-${n}`));
  return { organisationId, garageId, accountId, lanes };
}

async function seedLane(
  db: Tx | Pool,
  { organisationId, garageId, accountId }: Omit<SeededLanes, 'lanes'>,
  chat: string,
): Promise<SeededLane> {
  const [customerId, laneId, conversationId] = [randomUUID(), randomUUID(), randomUUID()];
  await db.query(
    `insert into customer (id, organisation_id, name, language, created_at) values ($1, $2, 'Somebody', 'nl', now())`,
    [customerId, organisationId],
  );
  await db.query(
    'insert into address (id, organisation_id, account_id, chat, customer_id) values ($1, $2, $3, $4, $5)',
    [laneId, organisationId, accountId, chat, customerId],
  );
  await db.query('insert into conversation (id, garage_id, customer_id) values ($1, $2, $3)', [
    conversationId,
    garageId,
    customerId,
  ]);
  return { laneId, chat, conversationId };
}

export type Said = {
  readonly text: string;
  readonly sort?: 'notification' | 'reminder' | 'answer' | 'person' | 'staff';
  readonly repeatable?: boolean;
  /** The message that this edits. */
  readonly edits?: string;
  /** The content of its row beside the text. */
  readonly content?: object;
};

/** Writes a message and puts it on its lane, as a turn does. Returns the message's id. */
export async function say(db: Tx | Pool, seeded: SeededLanes, lane: SeededLane, said: Said): Promise<string> {
  const messageId = randomUUID();
  await db.query(
    `insert into message (id, garage_id, conversation_id, address_id, direction, by, sort, body, content, at, recorded_at)
     values ($1, $2, $3, $4, 'out', '{"kind":"system","part":"bot"}', $5, $6, $7::jsonb, now(), now())`,
    [
      messageId,
      seeded.garageId,
      lane.conversationId,
      lane.laneId,
      said.sort ?? 'notification',
      said.text,
      JSON.stringify(said.content ?? {}),
    ],
  );
  await enqueueDeliveries(db, [
    {
      garageId: seeded.garageId,
      accountId: seeded.accountId,
      laneId: lane.laneId,
      messageId,
      conversationId: lane.conversationId,
      edits: said.edits,
      repeatable: said.repeatable ?? false,
      queuedAt: new Date(),
    },
  ]);
  return messageId;
}

export async function deliveryOf(db: Tx | Pool, messageId: string) {
  const { rows } = await db.query<{ state: string; attempts: number; code: string | null; externalId: string | null }>(
    'select state, attempts, code, external_id as "externalId" from delivery where message_id = $1 order by id desc',
    [messageId],
  );
  return rows[0];
}

export async function statesOf(db: Tx | Pool, accountId: string): Promise<Record<string, number>> {
  const { rows } = await db.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from delivery where account_id = $1 group by state',
    [accountId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Makes the lane due now, as if its pause or lease were over. */
export async function endPauses(pool: Pool): Promise<void> {
  await pool.query('update lane set due_at = now() where due_at > now()');
}
