import type { RepairDetail } from '../../application/queries.ts';
import { as, type ConversationId, type RepairId } from '../../ids.ts';
import { type Currency, money } from '../../money.ts';
import type { Db } from '../queue/db.ts';
import { quotesOf } from './conversation.ts';

type Row = {
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

/** So many are shown; older ones belong to the history of the customer. */
const most = 5;

/** The repairs of a conversation with their quotes: those under way first, newest first. */
export async function repairsOf(db: Db, conversationId: ConversationId): Promise<readonly RepairDetail[]> {
  const { rows } = await db.query<Row>(
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
    [conversationId, most],
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

function repairOf(row: Row): Omit<RepairDetail, 'quotes'> {
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
