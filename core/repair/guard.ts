import type { Decision } from '../decision.ts';
import { openVersions } from './queries.ts';
import type { Quote } from './quote.ts';
import type { Repair, RepairEvent, RepairEventOf, RepairFacts, RepairRejection } from './repair.ts';

/** What every rule of the repair answers. */
export type RepairDecision = Decision<RepairEvent, RepairRejection>;

/** A repair that is registered, whatever became of it. */
export type Known = Exclude<Repair, { status: 'none' }>;

/** A repair that work can be done on. */
export type Active = Extract<Repair, { status: 'registered' | 'started' }>;

export const isActive = (repair: Repair): repair is Active =>
  repair.status === 'registered' || repair.status === 'started';

/** The refusal of a command that does not fit where the repair stands. */
export const wrongStatus = ({ status }: Repair): RepairRejection => ({ code: 'WrongStatus', status });

/** Whether two times, either of which may be missing, are the same. */
export const sameTime = (a: Date | undefined, b: Date | undefined): boolean => a?.getTime() === b?.getTime();

type Stamp = Pick<RepairEvent, 'meta'>['meta'];

/** Takes the vehicle off the lift, if it is on it. */
export const takenOff = (repair: RepairFacts, meta: Stamp): readonly RepairEventOf<'LiftChanged'>[] =>
  repair.onLift ? [{ type: 'LiftChanged', data: { repairId: repair.repairId, on: false }, meta }] : [];

/** Ends the wait for customer or parts, if there is one, so that no blocked time is left running. */
export const resumed = ({ repairId, blocked }: RepairFacts, meta: Stamp): readonly RepairEventOf<'RepairResumed'>[] =>
  blocked === undefined
    ? []
    : [{ type: 'RepairResumed', data: { repairId, since: blocked.since, by: blocked.by }, meta }];

/** Takes back whatever of a quote is drafted or released. */
export const withdrawn = (
  { repairId }: RepairFacts,
  quote: Quote,
  meta: Stamp,
): readonly RepairEventOf<'QuoteWithdrawn'>[] =>
  openVersions(quote).map(({ version }) => ({
    type: 'QuoteWithdrawn',
    data: { repairId, quoteId: quote.quoteId, version },
    meta,
  }));
