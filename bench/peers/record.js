// What the product keeps of every message, for peers that are asked to keep it too: timeline row, delivery state, attempt with
// its text and hash before the first byte leaves, event and feed row after it.
import { createHash, randomUUID } from 'node:crypto';
import { BODY } from './measure.js';

const TABLES = `
  create table message (id uuid primary key, conversation text not null, body text not null, at timestamptz not null);
  create index on message (conversation, at);
  create table delivery (id bigint generated always as identity primary key, message_id uuid not null, conversation text not null,
    state text not null, attempts smallint not null default 0, external_id text, sent_at timestamptz);
  create index on delivery (message_id);
  create table attempt (delivery_id bigint not null, n smallint not null, text text not null, hash text not null,
    started_at timestamptz not null, ended_at timestamptz, outcome text, external_id text, primary key (delivery_id, n));
  create table event (id bigint generated always as identity primary key, conversation text not null, type text not null,
    data jsonb not null, at timestamptz not null);
  create index on event (conversation, id);
  create table feed (xid xid8 not null default pg_current_xact_id(), id bigint generated always as identity, conversation text not null,
    primary key (xid, id))`;

const ENQUEUE = `
  with m as (
    insert into message select id, conversation, $3::text, now() from unnest($1::uuid[], $2::text[]) as r(id, conversation)
    returning id, conversation)
  insert into delivery (message_id, conversation, state) select id, conversation, 'queued' from m returning id, conversation`;

const BEGIN = `
  with d as (
    update delivery set state = 'sending', attempts = attempts + 1 where id = any($1::bigint[]) and state = 'queued'
    returning id, attempts)
  insert into attempt (delivery_id, n, text, hash, started_at) select id, attempts, $2::text, $3::text, now() from d`;

const SETTLE = `
  with d as (
    update delivery set state = 'sent', external_id = 'x' || id, sent_at = now() where id = any($1::bigint[]) and state = 'sending'
    returning id, attempts, conversation, external_id),
  a as (
    update attempt set outcome = 'sent', external_id = d.external_id, ended_at = now() from d
    where attempt.delivery_id = d.id and attempt.n = d.attempts),
  e as (
    insert into event (conversation, type, data, at)
    select conversation, 'DeliveryChanged', jsonb_build_object('deliveryId', id, 'state', 'sent'), now() from d)
  insert into feed (conversation) select distinct conversation from d`;

/** Makes the tables and gives what writes them. */
export const createRecord = async (pool) => {
  await pool.query(TABLES);
  return {
    /** Writes timeline and delivery rows of these conversations; resolves to `{ id, conversation }` of each. */
    enqueue: async (conversations) => {
      const ids = conversations.map(() => randomUUID());
      return (await pool.query(ENQUEUE, [ids, conversations, BODY])).rows;
    },
    /** Before and after the send of these deliveries. */
    send: async (ids) => {
      await pool.query(BEGIN, [ids, BODY, createHash('sha256').update(BODY).digest('hex')]);
      await pool.query(SETTLE, [ids]);
    },
  };
};
