import type {
  ConversationPage,
  ConversationRow,
  ListCounts,
  ListFilter,
  ListQuery,
  PanelQueries,
} from '../../application/queries.ts';
import type { ItemKind, ItemOwner } from '../../conversation/conversation.ts';
import { as, type ConversationId, type GarageId, type StaffId } from '../../ids.ts';
import type { Pool, Tx } from '../database.ts';
import { conversationDetail } from './conversation.ts';
import { type ContentRow, type SpeakerRow, saidOf, speakerOf } from './said.ts';
import { timelineOf } from './timeline.ts';

type Row = SpeakerRow & {
  readonly id: string;
  readonly sort_at: Date;
  readonly name: string;
  readonly simulated: boolean;
  readonly plate: string | null;
  readonly quote_since: Date | null;
  readonly registered_at: Date | null;
  readonly zone: string;
  readonly garage_name: string;
  readonly text: string | null;
  readonly content: ContentRow | null;
  readonly mime_type: string | null;
  readonly last_at: Date | null;
  readonly waiting_since: Date | null;
  readonly controller_id: string | null;
  readonly controller_name: string | null;
  readonly item_kind: ItemKind | null;
  readonly item_owner: ItemOwner | null;
  readonly item_due: Date | null;
};

/** Reads one page: where anything happened last first, or what is due first when a person is needed. */
async function listConversations(db: Tx | Pool, query: ListQuery): Promise<ConversationPage> {
  const { garageIds, filter, before, limit, now } = query;
  const cursor = cursorOf(before);
  const { rows } = await db.query<Row>(page(filter), [
    garageIds,
    limit + 1,
    cursor?.at ?? null,
    cursor?.id ?? null,
    now,
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(rowOf),
    next: rows.length > limit && last ? `${last.sort_at.toISOString()}_${last.id}` : undefined,
  };
}

function cursorOf(text: string | undefined): { at: Date; id: string } | undefined {
  const [, time, id] = /^([1-9]\d{3}-[\dT:.-]+Z)_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text ?? '') ?? [];
  const at = new Date(time ?? '');
  return id === undefined || Number.isNaN(at.getTime()) ? undefined : { at, id };
}

/**
 * What goes on (an open repair, something to do) is sorted by what was said or done to the car last.
 * It is few, and found by status. The rest is sorted by its newest message: each garage gives its
 * own newest first, ready in its index. A conversation is in one of the two, so that it has one
 * place. An array leaves the order of that index alone, which a join would not.
 */
const byNewest = `
  live as (
    select r.conversation_id as id from repair r
    where r.garage_id = any($1::uuid[]) and r.status in ('registered', 'started', 'completed')
    union
    select w.conversation_id from waiting_item w where w.garage_id = any($1::uuid[]) and w.ended_at is null),
  active as (
    select c.id, coalesce(greatest(c.last_message_at, done.at), asked.at) as sort_at
    from live join conversation c on c.id = live.id
    left join lateral (
      select max(greatest(r.registered_at, e.at)) as at from repair r
      left join lateral (
        select e.at from repair_event e where e.garage_id = r.garage_id and e.repair_id = r.id
        order by e.version desc limit 1) e on true
      where r.conversation_id = c.id and r.status in ('registered', 'started', 'completed')) done on true
    left join lateral (
      select max(w.raised_at) as at from waiting_item w
      where w.conversation_id = c.id and w.ended_at is null) asked on true),
  picked as (
    select id, sort_at from (
      (select a.id, a.sort_at from active a
       where $3::timestamptz is null or (a.sort_at, a.id) < ($3::timestamptz, $4::uuid)
       order by a.sort_at desc, a.id desc limit $2::int)
      union all
      (select c.id, c.sort_at from unnest($1::uuid[]) as g(id)
       cross join lateral (
         select c.id, c.last_message_at as sort_at from conversation c
         where c.garage_id = g.id and c.last_message_at is not null and c.id <> all (array(select id from live))
           and ($3::timestamptz is null or (c.last_message_at, c.id) < ($3::timestamptz, $4::uuid))
         order by c.last_message_at desc, c.id desc limit $2::int) c)) both_kinds
    order by sort_at desc, id desc limit $2::int)`;

const byDue = `
  picked as (
    select w.conversation_id as id, min(w.due_at) as sort_at from waiting_item w
    where w.garage_id = any($1::uuid[]) and w.ended_at is null and (w.owner = 'service' or w.due_at <= $5::timestamptz)
    group by w.conversation_id
    having $3::timestamptz is null or (min(w.due_at), w.conversation_id) > ($3::timestamptz, $4::uuid)
    order by 2, 1 limit $2::int)`;

const byApproval = `
  picked as (
    select r.conversation_id as id, min(r.waits_for_customer_since) as sort_at from repair r
    where r.garage_id = any($1::uuid[]) and r.status in ('registered', 'started') and r.waits_for_customer_since is not null
      and $5::timestamptz is not null
    group by r.conversation_id
    having $3::timestamptz is null or (min(r.waits_for_customer_since), r.conversation_id) > ($3::timestamptz, $4::uuid)
    order by 2, 1 limit $2::int)`;

const pickedBy: Readonly<Record<ListFilter, string>> = {
  all: `${byNewest}, used as (select $5::timestamptz)`,
  person: byDue,
  approval: byApproval,
};

function page(filter: ListFilter): string {
  return `
  with ${pickedBy[filter]}
  select c.id, p.sort_at, cu.name, c.simulated, g.zone, g.name as garage_name,
    r.plate, r.quote_since, r.registered_at, left(m.body, 160) as text, m.content, k.mime_type,
    m.at as last_at, m.by, ms.name as staff_name, mc.name as customer_name,
    c.waiting_since, c.controller_id, cs.name as controller_name,
    w.kind as item_kind, w.owner as item_owner, w.due_at as item_due
  from picked p join conversation c on c.id = p.id join customer cu on cu.id = c.customer_id join garage g on g.id = c.garage_id
  left join message m on m.id = c.last_message_id
  left join staff ms on ms.id = (m.by->>'staffId')::uuid
  left join customer mc on mc.id = (m.by->>'customerId')::uuid
  left join message_media mm on mm.message_id = m.id and mm.n = 1
  left join media k on k.sha256 = mm.sha256
  left join staff cs on cs.id = c.controller_id
  left join lateral (
    select v.plate, r.waits_for_customer_since as quote_since, r.registered_at
    from repair r join vehicle v on v.id = r.vehicle_id where r.conversation_id = c.id
    order by r.status in ('registered', 'started', 'completed') desc, r.registered_at desc limit 1) r on true
  left join lateral (
    select w.kind, w.owner, w.due_at from waiting_item w where w.conversation_id = c.id and w.ended_at is null
    order by w.due_at limit 1) w on true
  order by p.sort_at ${filter === 'all' ? 'desc' : 'asc'}, c.id ${filter === 'all' ? 'desc' : 'asc'}`;
}

function rowOf(row: Row): ConversationRow {
  return {
    conversationId: as<ConversationId>(row.id),
    customerName: row.name,
    plate: row.plate ?? undefined,
    zone: row.zone,
    garageName: row.garage_name,
    last:
      row.last_at === null
        ? undefined
        : {
            text: row.text ?? '',
            said: saidOf(row.content ?? {}, row.mime_type),
            by: speakerOf(row),
            at: row.last_at,
          },
    registeredAt: row.registered_at ?? undefined,
    waitingSince: row.waiting_since ?? undefined,
    controller:
      row.controller_id === null
        ? undefined
        : { staffId: as<StaffId>(row.controller_id), name: row.controller_name ?? '' },
    item:
      row.item_kind && row.item_owner && row.item_due
        ? { kind: row.item_kind, owner: row.item_owner, dueAt: row.item_due }
        : undefined,
    quoteSince: row.quote_since ?? undefined,
    simulated: row.simulated,
  };
}

/** Counts the conversations of each tab; the partial indexes hold only open ones. */
async function countConversations(db: Tx | Pool, garageIds: readonly GarageId[], now: Date): Promise<ListCounts> {
  const { rows } = await db.query<{ person: number; approval: number }>(
    `select
       (select count(distinct conversation_id)::int from waiting_item
        where garage_id = any($1::uuid[]) and ended_at is null and (owner = 'service' or due_at <= $2::timestamptz)) as person,
       (select count(distinct conversation_id)::int from repair
        where garage_id = any($1::uuid[]) and status in ('registered', 'started')
          and waits_for_customer_since is not null) as approval`,
    [garageIds, now],
  );
  return rows[0] ?? { person: 0, approval: 0 };
}

export function createPanelQueries(db: Tx | Pool): PanelQueries {
  return {
    conversations: (query) => listConversations(db, query),
    counts: (garageIds, now) => countConversations(db, garageIds, now),
    conversation: (garageIds, conversationId) => conversationDetail(db, garageIds, conversationId),
    timeline: (conversationId, limit) => timelineOf(db, conversationId, limit),
  };
}
