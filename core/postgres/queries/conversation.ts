import type { DecisionDetail, QuoteDetail, QuoteLineDetail } from '../../application/queries.ts';
import { as, type DecisionId, type LineId, type QuoteId, type RepairId } from '../../ids.ts';
import { type Currency, money } from '../../money.ts';
import type { Db } from '../queue/db.ts';

type Row = {
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

/** All versions of all quotes of these repairs with lines, words and evidence; newest first. */
export async function quotesOf(
  db: Db,
  repairIds: readonly RepairId[],
): Promise<ReadonlyMap<RepairId, readonly QuoteDetail[]>> {
  if (repairIds.length === 0) return new Map();
  const { rows } = await db.query<Row>(
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

function quoteOf(row: Row, decisions: readonly DecisionDetail[]): QuoteDetail {
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

/** A person who was erased is shown by the pseudonym that the evidence keeps. */
async function decisionsOf(
  db: Db,
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
