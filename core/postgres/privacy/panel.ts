import type { PrivacyActions } from '../../application/privacy.ts';
import type { NewId } from '../../ids.ts';
import { type Pool, retriedTransaction } from '../database.ts';
import { auditCustomer } from './audit.ts';
import { eraseCustomer } from './erase.ts';
import { exportCustomer } from './export.ts';

type PrivacyOptions = {
  readonly organisationId: string;
  readonly now: () => Date;
  readonly newId: NewId;
  /** Called after an erasure. */
  readonly onChange: () => void;
};

/** Export and erasure as an administrator asks for them in the panel. */
export function createPrivacyActions(
  pool: Pool,
  { organisationId, now, newId, onChange }: PrivacyOptions,
): PrivacyActions {
  return {
    export: async ({ staffId }, customerId) => {
      const act = { what: 'customer_exported', organisationId, customerId, at: now(), newId } as const;
      await auditCustomer(pool, { ...act, by: { staffId, way: 'panel' } });
      return exportCustomer(pool, organisationId, customerId, now());
    },
    erase: async ({ staffId }, customerId, evenOpen) => {
      const by = { staffId, way: 'panel' } as const;
      const erasing = { organisationId, customerId, evenOpen, by, now: now(), newId };
      const done = await retriedTransaction(pool, (tx) => eraseCustomer(tx, erasing));
      onChange();
      return done;
    },
  };
}
