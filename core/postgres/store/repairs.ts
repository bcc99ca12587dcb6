import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { ConcurrencyError, type RepairRow, type RepairStore } from '../../application/ports.ts';
import type { NewId } from '../../ids.ts';
import { approvedTotal, quotesOf } from '../../repair/guard.ts';
import type { Evidence, Quote, QuoteDecision, QuoteVersion } from '../../repair/repair.ts';
import type { RepairOpen } from '../../scene/scene.ts';
import { builder, sqlStateOf, type Tx } from '../database.ts';
import { pseudonymFor } from '../pseudonym.ts';
import { counter, garage } from '../schema/organisation.ts';
import {
  decision as decisionTable,
  fact,
  quoteLine,
  quoteVersion,
  repair,
  repairEvent,
  repairPhoto,
  repairText,
} from '../schema/repair.ts';

const uniqueViolation = '23505';

export function repairsOver(
  tx: Tx,
  { now, newId, correlation }: { readonly now: Date; readonly newId: NewId; readonly correlation: string },
): RepairStore {
  return {
    appendRepairEvents: async (garageId, repairId, expected, events) => {
      const rows = events.map(({ type, data, meta }, index) => ({
        garageId,
        repairId,
        version: expected + 1 + index,
        type,
        data: data as Record<string, unknown>,
        at: meta.at,
        by: meta.by,
        correlation,
      }));
      try {
        await builder(tx).insert(repairEvent).values(rows);
      } catch (error) {
        if (sqlStateOf(error) === uniqueViolation)
          throw new ConcurrencyError(`Repair ${repairId} was changed by somebody else`, { cause: error });
        throw error;
      }
    },
    repairVersion: async (repairId) => {
      const [row] = await builder(tx).select({ version: repair.version }).from(repair).where(eq(repair.id, repairId));
      return row?.version ?? 0;
    },
    projectRepair: async (state, row) => {
      const [home] = await builder(tx)
        .select({ currency: garage.currency })
        .from(garage)
        .where(eq(garage.id, state.garageId));
      const values = repairValues(state, row, home?.currency ?? 'EUR');
      await builder(tx)
        .insert(repair)
        .values(values)
        .onConflictDoUpdate({ target: [repair.garageId, repair.id], set: values });
      await projectContacts(tx, state);
      // A draft that nobody saw may be gone; its number then goes to the next quote.
      await builder(tx)
        .delete(quoteVersion)
        .where(and(eq(quoteVersion.repairId, state.repairId), eq(quoteVersion.status, 'draft')));
      for (const quote of quotesOf(state))
        for (const version of quote.versions) await projectVersion(tx, state, quote, version);
      await projectPhotos(tx, state);
    },
    saveWords: async (garageId, repairId, words) => {
      if (words.size === 0) return;
      const rows = [...words].map(([id, { kind, text }]) => ({ garageId, repairId, id, kind, body: text }));
      await builder(tx)
        .insert(repairText)
        .values(rows)
        .onConflictDoUpdate({
          target: [repairText.garageId, repairText.repairId, repairText.id],
          set: { body: sql`excluded.body`, kind: sql`excluded.kind` },
        });
    },
    /** Unique, and without gaps except for turns that were rolled back. */
    nextNumber: async (garageId, name) => {
      const first = name === 'quote' ? 2001 : 1001;
      const [row] = await builder(tx)
        .insert(counter)
        .values({ garageId, name, value: first })
        .onConflictDoUpdate({ target: [counter.garageId, counter.name], set: { value: sql`${counter.value} + 1` } })
        .returning({ value: counter.value });
      return row?.value ?? first;
    },
    /** Keeps the evidence and adds only the time from which the decision no longer binds. */
    markDecisionRevoked: async (garageId, quoteId, at) => {
      await builder(tx)
        .update(decisionTable)
        .set({ revokedAt: at })
        .where(
          and(
            eq(decisionTable.garageId, garageId),
            eq(decisionTable.quoteId, quoteId),
            isNull(decisionTable.revokedAt),
          ),
        );
    },
    saveDecision: async (repair, quoteId, version, decision) => {
      const { evidence } = decision;
      const addressId = evidence.how === 'staff' ? undefined : evidence.answered.addressId;
      const shown = addressId ? await shownText(tx, addressId, quoteId, version) : undefined;
      await builder(tx)
        .insert(decisionTable)
        .values({
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
          recordedAt: now,
          by: decision.by,
          pseudonym: pseudonymOf(decision),
          how: evidence.how,
          identifiedBy: identifiedBy(evidence),
          addressId: addressId ?? null,
          channel: evidence.how === 'staff' ? evidence.via : (shown?.channel ?? null),
          ...shownColumns(shown),
          answerText: await answerText(tx, repair, evidence),
          answerPhrases: evidence.how === 'words' ? (evidence.phrases ?? null) : null,
        });
    },
    addFacts: async (about, facts) => {
      if (facts.length === 0) return;
      const { garageId, conversationId, repairId, simulated } = about;
      await builder(tx)
        .insert(fact)
        .values(
          facts.map(({ kind, at, quoteId, version, staffId, amountMinor, data }) => ({
            garageId,
            id: newId(),
            kind,
            at,
            conversationId,
            repairId: repairId ?? null,
            quoteId: quoteId ?? null,
            version: version ?? null,
            staffId: staffId ?? null,
            amountMinor: amountMinor ?? null,
            data: data ?? {},
            simulated,
          })),
        );
    },
  };
}

async function projectContacts(tx: Tx, { garageId, repairId, contacts }: RepairOpen): Promise<void> {
  await builder(tx).execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb)
        as c("customerId" uuid, informed boolean, decides boolean, pays boolean)),
    gone as (
      delete from repair_contact c where c.garage_id = ${garageId}::uuid and c.repair_id = ${repairId}::uuid
         and c.customer_id not in (select "customerId" from given))
    insert into repair_contact as c (garage_id, repair_id, customer_id, informed, decides, pays)
    select ${garageId}::uuid, ${repairId}::uuid, "customerId", informed, decides, pays from given
    on conflict (garage_id, repair_id, customer_id) do update
       set informed = excluded.informed, decides = excluded.decides, pays = excluded.pays
     where (c.informed, c.decides, c.pays) is distinct from (excluded.informed, excluded.decides, excluded.pays)`);
}

function repairValues(state: RepairOpen, row: RepairRow, currency: 'EUR' | 'USD' | 'GBP'): typeof repair.$inferInsert {
  return {
    garageId: state.garageId,
    id: state.repairId,
    number: row.number,
    conversationId: state.conversationId,
    customerId: row.customerId,
    vehicleId: state.vehicleId,
    mechanicId: state.mechanicId ?? null,
    status: state.status,
    onLift: state.onLift,
    blockedBy: state.blocked?.by ?? null,
    waitsForCustomerSince: waitsSince(state) ?? null,
    promisedAt: state.promisedAt ?? null,
    registeredAt: state.registeredAt,
    startedAt: 'startedAt' in state ? state.startedAt : null,
    completedAt: state.status === 'completed' ? state.completedAt : null,
    closedAt:
      state.status === 'collected' ? state.collectedAt : state.status === 'cancelled' ? state.cancelledAt : null,
    agreedMinor: state.agreedAmount?.minor ?? null,
    approvedMinor: approvedTotal(state, currency).minor,
    amountMinor: state.status === 'completed' ? (state.amount?.minor ?? null) : null,
    currency,
    simulated: row.simulated,
    version: row.version,
  };
}

function waitsSince(state: RepairOpen): Date | undefined {
  for (const { versions } of state.quotes)
    for (const { standing } of versions) if (standing.status === 'released') return standing.releasedAt;
  return undefined;
}

async function projectVersion(tx: Tx, state: RepairOpen, quote: Quote, version: QuoteVersion): Promise<void> {
  const { standing } = version;
  const decided = standing.status === 'decided' ? standing.decision : undefined;
  const released =
    standing.status === 'released' ? standing : standing.status === 'decided' ? standing.released : undefined;
  const values: typeof quoteVersion.$inferInsert = {
    garageId: state.garageId,
    quoteId: quote.quoteId,
    version: version.version,
    repairId: state.repairId,
    number: quote.number,
    status: standing.status,
    totalMinor: version.total.minor,
    currency: version.total.currency,
    decidedAt: decided?.decidedAt ?? null,
    outcome: decided?.outcome ?? null,
    approvedMinor: decided?.total.minor ?? null,
    ...(released ? { releasedAt: released.releasedAt, validUntil: released.validUntil } : {}),
  };
  await builder(tx)
    .insert(quoteVersion)
    .values(values)
    .onConflictDoUpdate({ target: [quoteVersion.garageId, quoteVersion.quoteId, quoteVersion.version], set: values });
  const key = and(
    eq(quoteLine.garageId, state.garageId),
    eq(quoteLine.quoteId, quote.quoteId),
    eq(quoteLine.version, version.version),
  );
  await builder(tx).delete(quoteLine).where(key);
  await builder(tx)
    .insert(quoteLine)
    .values(
      version.lines.map((line) => ({
        garageId: state.garageId,
        quoteId: quote.quoteId,
        version: version.version,
        lineId: line.lineId,
        number: line.number,
        severity: line.severity,
        amountMinor: line.amount.minor,
        vatRate: line.vatRate,
        state: decided
          ? decided.approved.includes(line.number)
            ? ('approved' as const)
            : ('declined' as const)
          : ('pending' as const),
        findingId: line.findingId ?? null,
      })),
    );
}

/** A photo that moved to another car keeps one row: it left the other repair before. */
async function projectPhotos(tx: Tx, { garageId, repairId, photos }: RepairOpen): Promise<void> {
  const kept = photos.map(({ messageId }) => messageId);
  await builder(tx)
    .delete(repairPhoto)
    .where(and(eq(repairPhoto.repairId, repairId), notInArray(repairPhoto.messageId, kept)));
  if (photos.length === 0) return;
  const rows = photos.map(({ messageId, went }, index) => ({
    garageId,
    messageId,
    repairId,
    n: index + 1,
    quoteId: went?.quoteId ?? null,
    version: went?.version ?? null,
    sentAt: went?.at ?? null,
  }));
  await builder(tx)
    .insert(repairPhoto)
    .values(rows)
    .onConflictDoUpdate({
      target: [repairPhoto.garageId, repairPhoto.messageId],
      set: {
        repairId: sql`excluded.repair_id`,
        n: sql`excluded.n`,
        quoteId: sql`excluded.quote_id`,
        version: sql`excluded.version`,
        sentAt: sql`excluded.sent_at`,
      },
    });
}

/** The exact text at the address that answered, as it was sent. */
type ShownText = {
  text: string;
  hash: string;
  pictures: readonly string[] | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  channel: string;
};

function identifiedBy(evidence: Evidence): string {
  return evidence.how === 'staff' ? evidence.via : evidence.answered.proven ? 'proven address' : 'unproven address';
}

/** Returns the same pseudonym for the same person, also after their rows are erased. */
function pseudonymOf({ by }: QuoteDecision): string {
  const who = by.kind === 'customer' ? by.customerId : by.kind === 'staff' ? by.staffId : by.part;
  return pseudonymFor(who);
}

async function shownText(tx: Tx, addressId: string, quoteId: string, version: number): Promise<ShownText | undefined> {
  const { rows } = await builder(tx).execute<ShownText>(sql`
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

function shownColumns(shown: ShownText | undefined): Partial<typeof decisionTable.$inferInsert> {
  if (!shown) return {};
  return {
    shownText: shown.text,
    shownHash: shown.hash,
    shownPictures: shown.pictures,
    shownSentAt: shown.sent_at && new Date(shown.sent_at),
    shownDeliveredAt: shown.delivered_at && new Date(shown.delivered_at),
  };
}

async function answerText(tx: Tx, repair: RepairOpen, evidence: Evidence): Promise<string | null> {
  if (evidence.how === 'button') return null;
  const { rows } =
    evidence.how === 'staff'
      ? await builder(tx).execute<{ body: string }>(sql`
          select body from repair_text where garage_id = ${repair.garageId}::uuid and repair_id = ${repair.repairId}::uuid and id = ${evidence.spokeWith}`)
      : await builder(tx).execute<{ body: string }>(
          sql`select body from message where id in ${evidence.messageIds} order by at`,
        );
  return rows.map(({ body }) => body).join('\n') || null;
}
