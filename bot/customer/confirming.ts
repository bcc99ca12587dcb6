import type { OpenQuote } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { asksQuote } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import { answer, takeBack, type Visit } from './visit.ts';

/** "All of it?", to words that are likely a yes: the quote asked again, so that a plain yes to it binds. */
export function confirmAll(visit: Visit, open: OpenQuote): readonly Step[] {
  const { about, asks } = asksQuote(open, 'again');
  return [
    ...takeBack(visit),
    answer(visit, { kind: 'confirm-all', ...facts(visit, open) }, { about, asks: { ...asks, targeted: true } }),
  ];
}

/** "Not at all?", to words that are likely a no: a plain no binds, a bare yes could mean either. */
export function confirmNone(visit: Visit, open: OpenQuote): readonly Step[] {
  const { about } = asksQuote(open, 'again');
  const { quoteId } = open.quote;
  const asks = { kind: 'confirm-none', quoteId, version: open.version.version } as const;
  return [...takeBack(visit), answer(visit, { kind: 'confirm-none', ...facts(visit, open) }, { about, asks })];
}

function facts(visit: Visit, { view, quote, version }: OpenQuote) {
  return {
    vehicle: vehicleFacts(view),
    quote: quoteFacts(visit.scene, view, quote, version),
    offersCall: wasTargeted(visit),
  };
}

/** A second question of this kind in a row offers a call. */
function wasTargeted({ scene, address }: Visit): boolean {
  const asked = scene.asked.get(address.addressId);
  return asked?.kind === 'confirm-none' || (asked?.kind === 'quote' && asked.targeted === true);
}
