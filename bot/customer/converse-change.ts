import type { QuoteId } from '../../core/ids.ts';
import { mayDecide, quoteOf, standingDecision } from '../../core/repair/queries.ts';
import type { QuoteDecision } from '../../core/repair/quote.ts';
import { type AnyQuote, openRepairs } from '../react/open-quotes.ts';
import { sayWhatBecame } from '../react/refused.ts';
import type { Step } from '../react/step.ts';
import { command } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { passOn } from './converse-person.ts';
import { answer, to, type Visit } from './visit.ts';

type Decided = AnyQuote & { readonly decision: QuoteDecision };

function decidedBy({ scene, person }: Visit): readonly Decided[] {
  return openRepairs(scene)
    .filter(({ repair }) => mayDecide(repair, person.customerId))
    .flatMap((view) =>
      view.repair.quotes.flatMap((quote) => {
        const standing = standingDecision(quote);
        return standing ? [{ view, quote, version: standing.version, decision: standing.decision }] : [];
      }),
    );
}

/** What this person decided last. */
export function lastDecided(visit: Visit): Decided | undefined {
  return decidedBy(visit).reduce<Decided | undefined>(
    (last, one) => (last && last.decision.decidedAt > one.decision.decidedAt ? last : one),
    undefined,
  );
}

/** A change of mind: the same question again, until the mechanic has begun. */
export function changeMind(visit: Visit, quoteId: QuoteId): readonly Step[] {
  const { scene, person, address } = visit;
  const view = scene.repairs.find(({ repair }) => quoteOf(repair, quoteId));
  const quote = view && quoteOf(view.repair, quoteId);
  const version = quote?.versions.at(-1);
  if (!view || !quote || !version) return passOn(visit);
  if (!standingDecision(quote)) return sayWhatBecame(scene, { view, quote, version }, to(visit));
  const { repairId, status } = view.repair;
  if (quote.workBegunAt) {
    const begun = { kind: 'work-begun', vehicle: vehicleFacts(view), at: quote.workBegunAt } as const;
    return [answer(visit, begun, { about: { repairId } })];
  }
  if (status !== 'registered' && status !== 'started') return passOn(visit);
  const by = { kind: 'customer', customerId: person.customerId, addressId: address.addressId } as const;
  return [command({ type: 'RevokeDecision', data: { repairId, quoteId }, meta: { at: scene.now, by } })];
}
