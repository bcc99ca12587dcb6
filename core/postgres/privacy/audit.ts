import type { CustomerAct } from '../../application/audit.ts';
import type { AskedBy } from '../../application/privacy.ts';
import type { NewId } from '../../ids.ts';
import type { Pool, Tx } from '../database.ts';
import { pseudonymFor } from '../pseudonym.ts';

type Act = {
  readonly what: CustomerAct;
  readonly organisationId: string;
  readonly customerId: string;
  readonly by: AskedBy;
  readonly at: Date;
  readonly newId: NewId;
};

/** Writes down who did it, to whom by the pseudonym alone. */
export async function auditCustomer(
  db: Tx | Pool,
  { what, organisationId, customerId, by, at, newId }: Act,
): Promise<void> {
  const pseudonym = pseudonymFor(customerId);
  await db.query(
    `insert into audit_entry (id, organisation_id, at, staff_id, what, subject, data)
     values ($1::uuid, $2::uuid, $3::timestamptz, $4::uuid, $5::text, $6::text, $7::jsonb)`,
    [newId(), organisationId, at, by.staffId ?? null, what, pseudonym, JSON.stringify({ way: by.way, pseudonym })],
  );
}
