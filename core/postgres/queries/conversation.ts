import type {
  AddressSummary,
  ConversationDetail,
  DecisionDetail,
  OpenItem,
  QuoteDetail,
  QuoteLineDetail,
  RepairDetail,
} from '../../application/queries.ts';
import type { Language } from '../../customer/address.ts';
import {
  as,
  type ConversationId,
  type CustomerId,
  type DecisionId,
  type GarageId,
  type LineId,
  type QuoteId,
  type RepairId,
  type StaffId,
} from '../../ids.ts';
import { type Currency, money } from '../../money.ts';
import { type Pool, revive, type Tx } from '../database.ts';

type ConversationDetailRow = {
  readonly garage_id: string;
  readonly garage_name: string;
  readonly zone: string;
  readonly customer_id: string;
  readonly customer_name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: Language;
  readonly controller_id: string | null;
  readonly controller_name: string | null;
  readonly controller_since: Date | null;
  readonly control_version: number;
  readonly waiting_since: Date | null;
  readonly simulated: boolean;
  readonly addresses: readonly StoredAddress[];
  readonly items: unknown;
};

type StoredAddress = {
  readonly channel: AddressSummary['channel'];
  readonly account: string;
  readonly proven: boolean;
  readonly frozen: boolean;
  readonly optedOut: boolean;
  readonly unreachable: boolean;
  readonly heardAt: string | null;
};

/**
 * Reads one conversation with all that stands beside its messages; undefined when it is not of
 * these garages.
 */
export async function conversationDetail(
  db: Tx | Pool,
  garageIds: readonly GarageId[],
  conversationId: ConversationId,
): Promise<ConversationDetail | undefined> {
  const { rows } = await db.query<ConversationDetailRow>(HEAD, [conversationId, garageIds]);
  const [row] = rows;
  if (!row) return undefined;
  return {
    conversationId,
    garage: { garageId: as<GarageId>(row.garage_id), name: row.garage_name, zone: row.zone },
    customer: {
      customerId: as<CustomerId>(row.customer_id),
      name: row.customer_name,
      phone: row.phone ?? undefined,
      email: row.email ?? undefined,
      language: row.language,
    },
    addresses: row.addresses.map(addressOf),
    controller: controllerOf(row),
    controlVersion: row.control_version,
    waitingSince: row.waiting_since ?? undefined,
    simulated: row.simulated,
    items: revive<readonly OpenItem[]>(row.items),
    repairs: await repairsOf(db, conversationId),
  };
}

const HEAD = `
  select c.garage_id, g.name as garage_name, g.zone, c.customer_id, cu.name as customer_name, cu.phone, cu.email,
    coalesce((
      select a.language from address a where a.customer_id = c.customer_id and a.language is not null
      order by a.last_heard_at desc nulls last, a.id limit 1), cu.language) as language,
    c.controller_id, s.name as controller_name, c.controller_since, c.control_version, c.waiting_since, c.simulated,
    coalesce((
      select jsonb_agg(jsonb_build_object('channel', ca.channel, 'account', ca.name, 'proven', a.proven_at is not null,
        'frozen', a.frozen_at is not null, 'optedOut', a.opted_out_at is not null,
        'unreachable', a.unreachable_at is not null, 'heardAt', a.last_heard_at) order by a.last_heard_at desc nulls last, a.id)
      from address a join channel_account ca on ca.id = a.account_id where a.customer_id = c.customer_id), '[]') as addresses,
    coalesce((
      select jsonb_agg(jsonb_build_object('itemId', w.id, 'kind', w.kind, 'owner', w.owner,
        'raisedAt', to_char(w.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'dueAt', to_char(w.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by w.due_at, w.id)
      from waiting_item w where w.conversation_id = c.id and w.ended_at is null), '[]') as items
  from conversation c join garage g on g.id = c.garage_id join customer cu on cu.id = c.customer_id
  left join staff s on s.id = c.controller_id
  where c.id = $1::uuid and c.garage_id = any($2::uuid[])`;

function controllerOf(row: ConversationDetailRow): ConversationDetail['controller'] {
  return row.controller_id !== null && row.controller_since !== null
    ? { staffId: as<StaffId>(row.controller_id), name: row.controller_name ?? '', since: row.controller_since }
    : undefined;
}

function addressOf(stored: StoredAddress): AddressSummary {
  return {
    channel: stored.channel,
    accountName: stored.account,
    standing: standingOf(stored),
    lastHeardAt: stored.heardAt === null ? undefined : new Date(stored.heardAt),
  };
}

function standingOf({ frozen, optedOut, unreachable, proven }: StoredAddress): AddressSummary['standing'] {
  if (frozen) return 'frozen';
  if (optedOut) return 'opted_out';
  if (unreachable) return 'unreachable';
  return proven ? 'proven' : 'unproven';
}

type RepairDetailRow = {
  readonly id: string;
  readonly number: number;
  readonly plate: string;
  readonly model: string | null;
  readonly complaint: string | null;
  readonly mechanic_name: string | null;
  readonly mechanic_lost: boolean;
  readonly status: RepairDetail['status'];
  readonly on_lift: boolean;
  readonly blocked_by: 'customer' | 'parts' | null;
  readonly promised_at: Date | null;
  readonly registered_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  readonly closed_at: Date | null;
  // bigint comes as text.
  readonly agreed_minor: string | null;
  readonly approved_minor: string;
  readonly amount_minor: string | null;
  readonly currency: Currency;
};

/** Older repairs belong to the history of the customer. */
const maxRepairs = 5;

/** Reads repairs with their quotes: those under way first, newest first. */
async function repairsOf(db: Tx | Pool, conversationId: ConversationId): Promise<readonly RepairDetail[]> {
  const { rows } = await db.query<RepairDetailRow>(
    `select r.id, r.number, v.plate, v.model, t.body as complaint, s.name as mechanic_name,
       r.status in ('registered', 'started', 'completed') and coalesce((
         select bool_and(a.unreachable_at is not null) from address a where a.staff_id = r.mechanic_id), false) as mechanic_lost,
       r.status, r.on_lift, r.blocked_by,
       r.promised_at, r.registered_at, r.started_at, r.completed_at, r.closed_at, r.agreed_minor, r.approved_minor,
       r.amount_minor, r.currency
     from repair r join vehicle v on v.id = r.vehicle_id left join staff s on s.id = r.mechanic_id
     left join lateral (
       select body from repair_text t where t.garage_id = r.garage_id and t.repair_id = r.id and t.kind = 'complaint'
       limit 1) t on true
     where r.conversation_id = $1::uuid
     order by r.status in ('registered', 'started', 'completed') desc, r.registered_at desc limit $2::int`,
    [conversationId, maxRepairs],
  );
  const quotes = await quotesOf(
    db,
    rows.map(({ id }) => as<RepairId>(id)),
  );
  return rows.map((row) => ({
    ...(repairOf(row) satisfies Omit<RepairDetail, 'quotes'>),
    quotes: quotes.get(as<RepairId>(row.id)) ?? [],
  }));
}

function repairOf(row: RepairDetailRow): Omit<RepairDetail, 'quotes'> {
  const amount = (minor: string | null) => (minor === null ? undefined : money(Number(minor), row.currency));
  return {
    repairId: as<RepairId>(row.id),
    number: row.number,
    plate: row.plate,
    model: row.model ?? undefined,
    complaint: row.complaint || undefined,
    mechanicName: row.mechanic_name ?? undefined,
    mechanicLost: row.mechanic_lost,
    status: row.status,
    onLift: row.on_lift,
    blockedBy: row.blocked_by ?? undefined,
    promisedAt: row.promised_at ?? undefined,
    registeredAt: row.registered_at,
    startedAt: row.started_at ?? undefined,
    completedAt: row.completed_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    agreed: amount(row.agreed_minor),
    approved: money(Number(row.approved_minor), row.currency),
    amount: amount(row.amount_minor),
  };
}

type QuoteDetailRow = {
  readonly repair_id: RepairId;
  readonly quote_id: string;
  readonly number: number;
  readonly version: number;
  readonly status: QuoteDetail['status'];
  // bigint comes as text.
  readonly total_minor: string;
  readonly currency: Currency;
  readonly released_at: Date | null;
  readonly valid_until: Date | null;
  readonly outcome: QuoteDetail['outcome'] | null;
  readonly approved_minor: string | null;
  readonly lines: readonly StoredLine[];
};

type StoredLine = {
  readonly lineId: LineId;
  readonly number: number;
  readonly text: string;
  readonly severity: QuoteLineDetail['severity'];
  readonly minor: number;
  readonly vatRate: number;
  readonly state: QuoteLineDetail['state'];
};

/** Reads all versions of all quotes with lines, words and evidence; newest first. */
async function quotesOf(
  db: Tx | Pool,
  repairIds: readonly RepairId[],
): Promise<ReadonlyMap<RepairId, readonly QuoteDetail[]>> {
  if (repairIds.length === 0) return new Map();
  const { rows } = await db.query<QuoteDetailRow>(
    `select q.repair_id, q.quote_id, q.number, q.version, q.status, q.total_minor, q.currency, q.released_at, q.valid_until,
       q.outcome, q.approved_minor,
       (select coalesce(jsonb_agg(jsonb_build_object('lineId', l.line_id, 'number', l.number, 'text', coalesce(t.body, ''),
          'severity', l.severity, 'minor', l.amount_minor, 'vatRate', l.vat_rate, 'state', l.state)
          order by l.number, l.line_id), '[]')
        from quote_line l
        left join repair_text t on t.garage_id = l.garage_id and t.repair_id = q.repair_id and t.id = l.line_id::text
        where l.garage_id = q.garage_id and l.quote_id = q.quote_id and l.version = q.version) as lines
     from repair r join quote_version q on q.garage_id = r.garage_id and q.repair_id = r.id
     where r.id = any($1::uuid[]) order by q.number desc, q.version desc`,
    [repairIds],
  );
  const decisions = await decisionsOf(db, repairIds);
  const found = new Map<RepairId, QuoteDetail[]>();
  for (const row of rows) {
    const quote = quoteOf(row, decisions.get(`${row.quote_id} ${row.version}`) ?? []);
    found.set(row.repair_id, [...(found.get(row.repair_id) ?? []), quote]);
  }
  return found;
}

function quoteOf(row: QuoteDetailRow, decisions: readonly DecisionDetail[]): QuoteDetail {
  return {
    quoteId: as<QuoteId>(row.quote_id),
    number: row.number,
    version: row.version,
    status: row.status,
    total: money(Number(row.total_minor), row.currency),
    releasedAt: row.released_at ?? undefined,
    validUntil: row.valid_until ?? undefined,
    outcome: row.outcome ?? undefined,
    approved: row.approved_minor === null ? undefined : money(Number(row.approved_minor), row.currency),
    lines: row.lines.map(({ minor, ...line }) => ({ ...line, amount: money(minor, row.currency) })),
    decisions,
  };
}

type DecisionRow = {
  readonly id: string;
  readonly quote_id: string;
  readonly version: number;
  readonly outcome: DecisionDetail['outcome'];
  readonly total_minor: string;
  readonly currency: Currency;
  readonly who: string | null;
  readonly pseudonym: string;
  readonly how: DecisionDetail['how'];
  readonly identified_by: string;
  readonly channel: string | null;
  readonly decided_at: Date;
  readonly recorded_at: Date;
  readonly shown_text: string | null;
  readonly shown_hash: string | null;
  readonly answer_text: string | null;
  readonly answer_phrases: readonly string[] | null;
  readonly revoked_at: Date | null;
};

/** Shows an erased person by the pseudonym in the evidence. */
async function decisionsOf(
  db: Tx | Pool,
  repairIds: readonly RepairId[],
): Promise<ReadonlyMap<string, readonly DecisionDetail[]>> {
  const { rows } = await db.query<DecisionRow>(
    `select d.id, d.quote_id, d.version, d.outcome, d.total_minor, d.currency, coalesce(s.name, cu.name) as who, d.pseudonym,
       d.how, d.identified_by, d.channel, d.decided_at, d.recorded_at, d.shown_text, d.shown_hash, d.answer_text, d.answer_phrases, d.revoked_at
     from repair r join decision d on d.garage_id = r.garage_id and d.repair_id = r.id
     left join staff s on d.by->>'kind' = 'staff' and s.id = (d.by->>'staffId')::uuid
     left join customer cu on d.by->>'kind' = 'customer' and cu.id = (d.by->>'customerId')::uuid and cu.erased_at is null
     where r.id = any($1::uuid[]) order by d.recorded_at desc`,
    [repairIds],
  );
  const found = new Map<string, DecisionDetail[]>();
  for (const row of rows) {
    const key = `${row.quote_id} ${row.version}`;
    found.set(key, [...(found.get(key) ?? []), decisionOf(row)]);
  }
  return found;
}

function decisionOf(row: DecisionRow): DecisionDetail {
  return {
    decisionId: as<DecisionId>(row.id),
    outcome: row.outcome,
    total: money(Number(row.total_minor), row.currency),
    who: row.who ?? row.pseudonym,
    how: row.how,
    identifiedBy: row.identified_by,
    channel: row.channel ?? undefined,
    decidedAt: row.decided_at,
    recordedAt: row.recorded_at,
    shownText: row.shown_text ?? undefined,
    shownHash: row.shown_hash ?? undefined,
    answerText: row.answer_text ?? undefined,
    answerPhrases: row.answer_phrases ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}
