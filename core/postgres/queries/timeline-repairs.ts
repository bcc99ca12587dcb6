import type { QuoteClosed, RepairStep, TimelineEvent, WhatHappened } from '../../application/queries.ts';
import type { ConversationId, CustomerId } from '../../ids.ts';
import { type Currency, money } from '../../money.ts';
import { gainedSay } from '../../repair/contacts.ts';
import type { Outcome } from '../../repair/quote.ts';
import type { Contact, RepairEvent } from '../../repair/repair.ts';
import type { Db } from '../queue/db.ts';

type Type = Extract<
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

type Row = {
  readonly repair_id: string;
  readonly event_version: number;
  readonly type: Type;
  readonly at: Date;
  readonly data: {
    readonly version?: number;
    readonly contacts?: readonly Contact[];
    readonly before?: readonly Contact[];
    readonly decision?: {
      readonly outcome: Outcome;
      readonly total: { readonly minor: number; readonly currency: Currency };
    };
  };
  readonly number: number | null;
  /** Names of the contacts by their ids. */
  readonly names: Readonly<Record<string, string>> | null;
};

const most = 200;

/** What happened to the repairs of a conversation, as far as it explains what was said. */
export async function repairEvents(
  db: Db,
  conversationId: ConversationId,
  since: Date | undefined,
): Promise<readonly TimelineEvent[]> {
  const { rows } = await db.query<Row>(
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
    [conversationId, since ?? null, most],
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

/** One change of contacts may give somebody the say and take it from somebody else. */
function happened(row: Row): readonly WhatHappened[] {
  if (row.type !== 'ContactsChanged') return [whatOf(row.type, row)];
  const { contacts = [], before = [] } = row.data;
  const named = (ids: readonly CustomerId[]) => ids.map((id) => row.names?.[id] ?? '');
  const changes = { gained: named(gainedSay(before, contacts)), lost: named(gainedSay(contacts, before)) };
  return (['gained', 'lost'] as const).flatMap((change) =>
    changes[change].length > 0 ? [{ type: 'say', change, names: changes[change] }] : [],
  );
}

function whatOf(type: Exclude<Type, 'ContactsChanged'>, row: Row): WhatHappened {
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
      return type satisfies never;
  }
}

function step(status: RepairStep): WhatHappened {
  return { type: 'repair', status };
}

function closed({ number, data }: Row, why: QuoteClosed): WhatHappened {
  return {
    type: 'quote_closed',
    number: number ?? 0,
    version: data.version ?? 1,
    why,
  };
}

function decided({ number, data }: Row): WhatHappened {
  return {
    type: 'decided',
    number: number ?? 0,
    version: data.version ?? 1,
    outcome: data.decision?.outcome ?? 'rejected',
    total: money(data.decision?.total.minor ?? 0, data.decision?.total.currency ?? 'EUR'),
  };
}
