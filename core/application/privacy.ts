import type { CustomerId, StaffId } from '../ids.ts';
import type { PanelActor } from './panel.ts';

/** A customer as somebody looks for one. */
export type FoundCustomer = {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly plates: readonly string[];
  readonly lastHeardAt: Date | undefined;
  readonly simulated: boolean;
  readonly erasedAt: Date | undefined;
};

/** A repair that is not collected or cancelled. */
export type OpenRepairOf = { readonly number: number; readonly plate: string };

/** What of a person was, or would be, erased. */
export type Erasure = {
  readonly customerId: CustomerId;
  /** Stands for the person from then on. */
  readonly pseudonym: string;
  readonly name: string;
  readonly openRepairs: readonly OpenRepairOf[];
  /** Set when the person was erased before; what came since then goes, too. */
  readonly erasedBefore: Date | undefined;
  /** Rows by what they are, without those of which there are none. */
  readonly gone: Readonly<Partial<Record<ErasedRows, number>>>;
  /** What stays, with the pseudonym in place of the person. */
  readonly kept: { readonly repairs: number; readonly decisions: number; readonly facts: number };
};

export type ErasedRows =
  | 'addresses'
  | 'messages'
  | 'buttons'
  | 'sent texts'
  | 'received copies'
  | 'files'
  | 'words about repairs'
  | 'texts in evidence'
  | 'vehicles'
  | 'invitations'
  | 'entries of the simulator'
  | 'mentions';

/** Who asked for it, and how. */
export type AskedBy = { readonly staffId: StaffId | undefined; readonly way: 'command' | 'panel' };

export type ErasureResult =
  | { readonly ok: true; readonly erasure: Erasure }
  | { readonly ok: false; readonly code: 'unknown' }
  | { readonly ok: false; readonly code: 'open_repairs'; readonly repairs: readonly OpenRepairOf[] };

/** What an administrator does with a customer in the panel; both are written into the log. */
export interface PrivacyActions {
  /** A zip with all that is known of the customer. */
  export(who: PanelActor, customerId: CustomerId): Promise<AsyncIterable<Uint8Array>>;
  erase(who: PanelActor, customerId: CustomerId, evenOpen: boolean): Promise<ErasureResult>;
}
