import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** One garage on one account, with as many customers as there are lanes. */
export type Town = {
  readonly pool: Pool;
  readonly garageId: string;
  readonly accountId: string;
  /** Each lane with the conversation that its messages belong to. */
  readonly lanes: readonly { readonly laneId: string; readonly conversationId: string }[];
};

const ACCOUNT = `with made as (
    insert into organisation (id, name) values ($1::uuid, 'Bench') returning id),
  g as (
    insert into garage (id, organisation_id, name, language, zone, currency, vat_rate)
    values ($2::uuid, $1::uuid, 'Bench', 'nl', 'Europe/Amsterdam', 'EUR', 2100)),
  a as (
    insert into channel_account (id, organisation_id, channel, external_id, name, skills)
    values ($3::uuid, $1::uuid, 'telegram', 'bench', 'bench', '{}'))
  insert into channel_account_garage (account_id, garage_id) values ($3::uuid, $2::uuid)`;

const PEOPLE = `with n as (
    select gen_random_uuid() as customer_id, gen_random_uuid() as address_id, gen_random_uuid() as conversation_id, n
    from generate_series(1, $4::int) n),
  c as (
    insert into customer (id, organisation_id, name, language, created_at)
    select customer_id, $1::uuid, 'Somebody', 'nl', now() from n),
  a as (
    insert into address (id, organisation_id, account_id, chat, customer_id)
    select address_id, $1::uuid, $3::uuid, 'chat-' || n, customer_id from n),
  v as (
    insert into conversation (id, garage_id, customer_id) select conversation_id, $2::uuid, customer_id from n)
  select address_id as "laneId", conversation_id as "conversationId" from n order by n`;

/** Fills a migrated database with what messages need. */
export async function seedTown(pool: Pool, lanes: number): Promise<Town> {
  const [organisationId, garageId, accountId] = [randomUUID(), randomUUID(), randomUUID()];
  await pool.query(ACCOUNT, [organisationId, garageId, accountId]);
  const { rows } = await pool.query(PEOPLE, [organisationId, garageId, accountId, lanes]);
  return { pool, garageId, accountId, lanes: rows };
}
