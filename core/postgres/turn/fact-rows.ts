import type { FactSubject } from '../../application/ports.ts';
import type { NewId } from '../../ids.ts';
import type { Fact } from '../../reporting/facts.ts';
import type { Database } from '../database.ts';
import { fact } from '../schema/repair.ts';

/** Adds what reports count, in the transaction that makes it true. */
export async function addFacts(db: Database, about: FactSubject, facts: readonly Fact[], newId: NewId): Promise<void> {
  if (facts.length === 0) return;
  const { garageId, conversationId, repairId, simulated } = about;
  await db.insert(fact).values(
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
}
