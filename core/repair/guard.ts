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

export function isActive(repair: Repair): repair is Active {
  return repair.status === 'registered' || repair.status === 'started';
}

/** The refusal of a command that does not fit where the repair stands. */
export function wrongStatus({ status }: Repair): RepairRejection {
  return { code: 'WrongStatus', status };
}

/** Whether two times, either of which may be missing, are the same. */
export function sameTime(a: Date | undefined, b: Date | undefined): boolean {
  return a?.getTime() === b?.getTime();
}

type Stamp = Pick<RepairEvent, 'meta'>['meta'];

/** Takes the vehicle off the lift, if it is on it. */
export function takenOff(repair: RepairFacts, meta: Stamp): readonly RepairEventOf<'LiftChanged'>[] {
  return repair.onLift ? [{ type: 'LiftChanged', data: { repairId: repair.repairId, on: false }, meta }] : [];
}

/** Ends the wait for customer or parts, if there is one, so that no blocked time is left running. */
export function resumed({ repairId, blocked }: RepairFacts, meta: Stamp): readonly RepairEventOf<'RepairResumed'>[] {
  return blocked === undefined
    ? []
    : [{ type: 'RepairResumed', data: { repairId, since: blocked.since, by: blocked.by }, meta }];
}

/** Takes back whatever of a quote is drafted or released. */
export function withdrawn(
  { repairId }: RepairFacts,
  quote: Quote,
  meta: Stamp,
): readonly RepairEventOf<'QuoteWithdrawn'>[] {
  return openVersions(quote).map(({ version }) => ({
    type: 'QuoteWithdrawn',
    data: { repairId, quoteId: quote.quoteId, version },
    meta,
  }));
}
