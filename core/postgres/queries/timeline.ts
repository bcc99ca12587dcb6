import type { About, Purpose } from '../../application/commands.ts';
import type {
  QuoteClosed,
  QuotedMessage,
  RepairStep,
  Timeline,
  TimelineEvent,
  TimelineMessage,
  WhatHappened,
} from '../../application/queries.ts';
import type { ItemEnd, ItemKind, LinkedBy } from '../../conversation/conversation.ts';
import { assertNever } from '../../decision.ts';
import { as, type ConversationId, type CustomerId, type MessageId } from '../../ids.ts';
import { type Currency, money } from '../../money.ts';
import { newDeciders } from '../../repair/contacts.ts';
import type { Contact, DecisionOutcome, RepairEvent } from '../../repair/repair.ts';
import type { DeliveryState } from '../../scene/scene.ts';
import type { Pool, Tx } from '../database.ts';
import { type ContentRow, type FileRow, fileOf, type SpeakerRow, saidOf, speakerOf } from './said.ts';

type MessageRow = SpeakerRow & {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'note';
  readonly at: Date;
  readonly body: string;
  readonly sort: Purpose | 'staff' | null;
  readonly about: About;
  readonly content: ContentRow;
  readonly files: readonly FileRow[] | null;
  readonly state: DeliveryState | null;
  readonly code: string | null;
  readonly channel: string | null;
  /** The network's id of the message that it answers, edits or reacts to. */
  readonly refers_to: string | null;
  readonly quoted_id: string | null;
  readonly quoted_body: string | null;
  readonly quoted_content: ContentRow | null;
  readonly quoted_by: SpeakerRow['by'];
  readonly quoted_staff_name: string | null;
  readonly quoted_customer_name: string | null;
};

/** Reads the newest messages and the events among them, oldest first. */
export async function timelineOf(db: Tx | Pool, conversationId: ConversationId, limit: number): Promise<Timeline> {
  const { rows } = await db.query<MessageRow>(MESSAGES, [conversationId, limit + 1]);
  const hasEarlier = rows.length > limit;
  const shown = rows.slice(0, limit);
  const edits = editsAmong(shown);
  const messages = shown.map((row) => messageOf(row, edits.get(row.id)));
  const since = hasEarlier ? messages.at(-1)?.at : undefined;
  const happened = [
    ...(await conversationEvents(db, conversationId, since)),
    ...(await repairEvents(db, conversationId, since)),
  ];
  return {
    // An event comes before what was said about it at the same moment.
    entries: [...happened, ...messages.reverse()].sort((a, b) => a.at.getTime() - b.at.getTime()),
    hasEarlier,
    newestMessageId: messages.findLast(({ direction }) => direction !== 'note')?.messageId,
  };
}

/**
 * Reads the newest edit of each message; an edit comes after its message, so that no page has a
 * message without its edits.
 */
function editsAmong(newestFirst: readonly MessageRow[]): ReadonlyMap<string, MessageId> {
  const edits = newestFirst.filter(({ content, quoted_id: edited }) => content.kind === 'edited' && edited !== null);
  return new Map(edits.reverse().map((row) => [row.quoted_id ?? '', as<MessageId>(row.id)]));
}

/**
 * Joins each message with the one that it answers, edits or reacts to, by the network's id at the
 * same address: one that came in, or one of ours by its delivery. Leaves out one of another
 * conversation, because it may be another garage's.
 */
const MESSAGES = `
  select m.id, m.direction, m.at, m.body, m.sort, m.about, m.content, m.by, s.name as staff_name, cu.name as customer_name,
    f.files, d.state, d.code, ca.channel, r.external_id as refers_to, q.id as quoted_id, q.body as quoted_body,
    q.content as quoted_content, q.by as quoted_by, qs.name as quoted_staff_name, qc.name as quoted_customer_name
  from message m
  left join staff s on s.id = (m.by->>'staffId')::uuid
  left join customer cu on cu.id = (m.by->>'customerId')::uuid
  left join lateral (
    select jsonb_agg(jsonb_build_object('name', f.file_name, 'sha256', f.sha256, 'failed', f.failed, 'mimeType', k.mime_type,
      'bytes', k.size, 'hasThumbnail', k.has_thumbnail) order by f.n) as files
    from (
      select mm.n::bigint, mm.sha256, mm.file_name, mm.failed from message_media mm where mm.message_id = m.id
      union all
      -- What a mechanic photographed stands with his own message, and here with the one that shows it.
      select p.n, mm.sha256, mm.file_name, mm.failed
      from jsonb_array_elements_text(m.content->'photos') with ordinality as p(message_id, n)
      join message_media mm on mm.message_id = p.message_id::uuid) f
    left join lateral (
      -- The limit keeps it from reading all media for each message: how many files an array has is guessed far too high.
      select k.mime_type, k.size, k.thumbnail is not null as has_thumbnail from media k where k.sha256 = f.sha256 limit 1) k
      on true) f on true
  left join lateral (
    select d.state, d.code, d.account_id from delivery d where d.message_id = m.id and d.kind = 'message'
    order by d.id desc limit 1) d on true
  left join channel_account ca on ca.id = d.account_id
  cross join lateral (
    select case when m.direction = 'in' then coalesce(m.content->>'replyTo', m.content->>'edits', m.content->>'to') end
      as external_id) r
  left join lateral (
    select o.id, left(o.body, 200) as body, o.content, o.by
    from (
      select o.* from message o
      where o.address_id = m.address_id and o.external_id = r.external_id and o.direction = 'in'
      union all
      select o.* from delivery d join message o on o.id = d.message_id
      where d.lane_id = m.address_id and d.external_id = r.external_id and d.kind = 'message') o
    where o.conversation_id = m.conversation_id limit 1) q on true
  left join staff qs on qs.id = (q.by->>'staffId')::uuid
  left join customer qc on qc.id = (q.by->>'customerId')::uuid
  where m.conversation_id = $1::uuid order by m.at desc, m.id desc limit $2::int`;

function messageOf(row: MessageRow, editedIn: MessageId | undefined): TimelineMessage {
  const files = (row.files ?? []).map((file) => fileOf(row.content, file));
  return {
    kind: 'message',
    messageId: as<MessageId>(row.id),
    direction: row.direction,
    by: speakerOf(row),
    at: row.at,
    text: row.body,
    said: saidOf(row.content, row.files?.[0]?.mimeType),
    refersTo: row.refers_to === null ? undefined : (quotedOf(row) ?? 'unknown'),
    editedIn,
    sort: row.sort ?? undefined,
    about: row.about,
    choices: (row.content.choices ?? []).map(({ label }) => label),
    files,
    delivery:
      row.state === null ? undefined : { state: row.state, code: row.code ?? undefined, channel: row.channel ?? '' },
  };
}

function quotedOf(row: MessageRow): QuotedMessage | undefined {
  return row.quoted_id === null
    ? undefined
    : {
        messageId: as<MessageId>(row.quoted_id),
        by: speakerOf({
          by: row.quoted_by,
          staff_name: row.quoted_staff_name,
          customer_name: row.quoted_customer_name,
        }),
        text: row.quoted_body ?? '',
        said: saidOf(row.quoted_content ?? {}),
      };
}

type EventType =
  | 'TakenOver'
  | 'HandedBack'
  | 'AddressLinked'
  | 'AddressUnlinked'
  | 'AddressDisowned'
  | 'OptedOut'
  | 'OptedIn'
  | 'ItemRaised'
  | 'ItemEnded';

type EventRow = {
  readonly id: string;
  readonly type: EventType;
  readonly at: Date;
  readonly data: { readonly how?: string; readonly kind?: ItemKind };
  readonly name: string | null;
  readonly from_name: string | null;
};

/** More than anybody reads; the messages around them are limited as well. */
const maxEvents = 200;

/** Reads events of the conversation itself. Deliveries and messages show themselves. */
async function conversationEvents(
  db: Tx | Pool,
  conversationId: ConversationId,
  since: Date | undefined,
): Promise<readonly TimelineEvent[]> {
  const { rows } = await db.query<EventRow>(
    `select e.id, e.type, e.at, e.data, s.name, f.name as from_name from conversation_event e
     left join staff s on s.id = coalesce(e.data->>'staffId', e.by->>'staffId')::uuid
     left join staff f on f.id = (e.data->>'from')::uuid
     where e.conversation_id = $1::uuid and ($2::timestamptz is null or e.at >= $2::timestamptz)
       and e.type in ('TakenOver', 'HandedBack', 'AddressLinked', 'AddressUnlinked', 'AddressDisowned', 'OptedOut', 'OptedIn', 'ItemRaised',
         'ItemEnded')
     order by e.id desc limit $3::int`,
    [conversationId, since ?? null, maxEvents],
  );
  return rows.reverse().map((row) => ({ kind: 'event', id: `c${row.id}`, at: row.at, what: whatHappened(row) }));
}

function whatHappened({ type, data, name, from_name: from }: EventRow): WhatHappened {
  switch (type) {
    case 'TakenOver':
      return { type: 'taken_over', name: name ?? '', from: from ?? undefined };
    case 'HandedBack':
      return { type: 'handed_back', name: name ?? '' };
    case 'AddressLinked':
      return { type: 'linked', how: data.how as LinkedBy };
    case 'AddressUnlinked':
      return { type: 'unlinked' };
    case 'AddressDisowned':
      return { type: 'disowned' };
    case 'OptedOut':
      return { type: 'opted_out' };
    case 'OptedIn':
      return { type: 'opted_in' };
    case 'ItemRaised':
      return { type: 'item_raised', item: data.kind ?? 'person' };
    case 'ItemEnded':
      return {
        type: 'item_ended',
        item: data.kind ?? 'person',
        how: data.how as ItemEnd,
        name: name ?? undefined,
      };
    default:
      return assertNever(type);
  }
}

type RepairEventType = Extract<
  RepairEvent['type'],
  | 'RepairRegistered'
  | 'ContactsChanged'
  | 'RepairStarted'
  | 'RepairCompleted'
  | 'RepairReopened'
  | 'VehicleCollected'
  | 'RepairCancelled'
  | 'QuoteSuperseded'
  | 'QuoteWithdrawn'
  | 'QuoteExpired'
  | 'DecisionRevoked'
  | 'QuoteDecided'
>;

type RepairEventRow = {
  readonly repair_id: string;
  readonly event_version: number;
  readonly type: RepairEventType;
  readonly at: Date;
  readonly data: {
    readonly version?: number;
    readonly contacts?: readonly Contact[];
    readonly before?: readonly Contact[];
    readonly decision?: {
      readonly outcome: DecisionOutcome;
      readonly total: { readonly minor: number; readonly currency: Currency };
    };
  };
  readonly number: number | null;
  readonly names: Readonly<Record<string, string>> | null;
};

/** Reads events of the repairs that explain what was said. */
async function repairEvents(
  db: Tx | Pool,
  conversationId: ConversationId,
  since: Date | undefined,
): Promise<readonly TimelineEvent[]> {
  const { rows } = await db.query<RepairEventRow>(
    `select e.repair_id, e.version as event_version, e.type, e.at, e.data, q.number,
       case when e.type = 'ContactsChanged' then (
         select jsonb_object_agg(c.id, c.name) from jsonb_array_elements((e.data->'contacts') || (e.data->'before')) p
         join customer c on c.id = (p->>'customerId')::uuid) end as names
     from repair r join repair_event e on e.garage_id = r.garage_id and e.repair_id = r.id
     left join quote_version q on q.garage_id = e.garage_id and q.quote_id = (e.data->>'quoteId')::uuid
       and q.version = (e.data->>'version')::int
     where r.conversation_id = $1::uuid and ($2::timestamptz is null or e.at >= $2::timestamptz)
       and e.type in ('RepairRegistered', 'ContactsChanged', 'RepairStarted', 'RepairCompleted', 'RepairReopened', 'VehicleCollected',
         'RepairCancelled', 'QuoteSuperseded', 'QuoteWithdrawn', 'QuoteExpired', 'DecisionRevoked', 'QuoteDecided')
     order by e.at desc, e.version desc limit $3::int`,
    [conversationId, since ?? null, maxEvents],
  );
  return rows.reverse().flatMap((row) =>
    happened(row).map((what, index) => ({
      kind: 'event',
      id: `r${row.repair_id}-${row.event_version}${index > 0 ? `-${index}` : ''}`,
      at: row.at,
      what,
    })),
  );
}

/** One change of contacts may add a decider and remove another one. */
function happened(row: RepairEventRow): readonly WhatHappened[] {
  if (row.type !== 'ContactsChanged') return [whatHappenedToRepair(row.type, row)];
  const { contacts = [], before = [] } = row.data;
  const named = (ids: readonly CustomerId[]) => ids.map((id) => row.names?.[id] ?? '');
  const changes = { gained: named(newDeciders(before, contacts)), lost: named(newDeciders(contacts, before)) };
  return (['gained', 'lost'] as const).flatMap((change) =>
    changes[change].length > 0 ? [{ type: 'say', change, names: changes[change] }] : [],
  );
}

function whatHappenedToRepair(type: Exclude<RepairEventType, 'ContactsChanged'>, row: RepairEventRow): WhatHappened {
  switch (type) {
    case 'RepairRegistered':
      return step('registered');
    case 'RepairStarted':
      return step('started');
    case 'RepairCompleted':
      return step('completed');
    case 'RepairReopened':
      return step('reopened');
    case 'VehicleCollected':
      return step('collected');
    case 'RepairCancelled':
      return step('cancelled');
    case 'QuoteSuperseded':
      return closed(row, 'superseded');
    case 'QuoteWithdrawn':
      return closed(row, 'withdrawn');
    case 'QuoteExpired':
      return closed(row, 'expired');
    case 'DecisionRevoked':
      return closed(row, 'revoked');
    case 'QuoteDecided':
      return decided(row);
    default:
      return assertNever(type);
  }
}

function step(status: RepairStep): WhatHappened {
  return { type: 'repair', status };
}

function closed({ number, data }: RepairEventRow, why: QuoteClosed): WhatHappened {
  return {
    type: 'quote_closed',
    number: number ?? 0,
    version: data.version ?? 1,
    why,
  };
}

function decided({ number, data }: RepairEventRow): WhatHappened {
  return {
    type: 'decided',
    number: number ?? 0,
    version: data.version ?? 1,
    outcome: data.decision?.outcome ?? 'rejected',
    total: money(data.decision?.total.minor ?? 0, data.decision?.total.currency ?? 'EUR'),
  };
}
