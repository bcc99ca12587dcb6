import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { QuoteId } from '../../ids.ts';
import type { Evidence, QuoteDecision } from '../../repair/quote.ts';
import type { RepairOpen } from '../../scene/scene.ts';
import type { Database } from '../database.ts';
import { decision as decisionTable } from '../schema/repair.ts';

/** What was on the screen at the address that answered, exactly as it left. */
type ShownText = {
  text: string;
  hash: string;
  pictures: readonly string[] | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  channel: string;
};

/** Stores who decided, how identified, where, the exact text that was shown with its hash, and all times. */
export async function saveDecision(
  db: Database,
  repair: RepairOpen,
  quoteId: QuoteId,
  version: number,
  decision: QuoteDecision,
  recordedAt: Date,
): Promise<void> {
  const { evidence } = decision;
  const addressId = evidence.how === 'staff' ? undefined : evidence.answered.addressId;
  const shown = addressId ? await shownText(db, addressId, quoteId, version) : undefined;
  await db.insert(decisionTable).values({
    garageId: repair.garageId,
    id: decision.decisionId,
    repairId: repair.repairId,
    quoteId,
    version,
    outcome: decision.outcome,
    approved: decision.approved,
    declined: decision.declined,
    totalMinor: decision.total.minor,
    currency: decision.total.currency,
    decidedAt: decision.decidedAt,
    recordedAt,
    by: decision.by,
    pseudonym: pseudonymOf(decision),
    how: evidence.how,
    identifiedBy: identifiedBy(evidence),
    channel: shown?.channel ?? (evidence.how === 'staff' ? evidence.via : null),
    addressId: addressId ?? null,
    shownText: shown?.text ?? null,
    shownHash: shown?.hash ?? null,
    shownPictures: shown?.pictures ?? null,
    shownSentAt: shown?.sent_at ? new Date(shown.sent_at) : null,
    shownDeliveredAt: shown?.delivered_at ? new Date(shown.delivered_at) : null,
    answerText: await answerText(db, repair, evidence),
    answerPhrases: evidence.how === 'words' ? (evidence.phrases ?? null) : null,
  });
}

function identifiedBy(evidence: Evidence): string {
  return evidence.how === 'staff' ? evidence.via : evidence.answered.proven ? 'proven address' : 'unproven address';
}

/** The same person has the same pseudonym, also after their rows are erased. */
function pseudonymOf({ by }: QuoteDecision): string {
  const who = by.kind === 'customer' ? by.customerId : by.kind === 'staff' ? by.staffId : by.part;
  return createHash('sha256').update(who).digest('hex').slice(0, 16);
}

async function shownText(
  db: Database,
  addressId: string,
  quoteId: string,
  version: number,
): Promise<ShownText | undefined> {
  const { rows } = await db.execute<ShownText>(sql`
    select a.text, a.hash, a.pictures, d.sent_at, d.delivered_at, c.channel
      from message m
      join delivery d on d.message_id = m.id and d.kind = 'message' and d.state in ('sent', 'delivered', 'read', 'unknown')
      join attempt a on a.delivery_id = d.id
      join channel_account c on c.id = d.account_id
     where m.about ? 'quoteId' and m.about->>'quoteId' = ${quoteId} and (m.about->>'version')::int = ${version}
       and m.about ? 'shows' and m.address_id = ${addressId}::uuid
     order by d.id desc, a.n desc limit 1`);
  return rows[0];
}

async function answerText(db: Database, repair: RepairOpen, evidence: Evidence): Promise<string | null> {
  if (evidence.how === 'button') return null;
  const { rows } =
    evidence.how === 'staff'
      ? await db.execute<{ body: string }>(sql`
          select body from repair_text where garage_id = ${repair.garageId}::uuid and repair_id = ${repair.repairId}::uuid and id = ${evidence.spokeWith}`)
      : await db.execute<{ body: string }>(
          sql`select body from message where id in ${evidence.messageIds} order by at`,
        );
  return rows.map(({ body }) => body).join('\n') || null;
}
