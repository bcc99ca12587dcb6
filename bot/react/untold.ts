import { assertNever } from '../../core/decision.ts';
import type { CustomerId } from '../../core/ids.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import { hasMoved } from '../../core/repair/watch.ts';
import { type AnyQuote, lastTold, openQuoteIn, quoteMessagesOf, wasShown } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import type { Step } from '../step.ts';
import { tell } from '../step.ts';
import { completedPhrase, quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { askQuote, watchQuote } from './quote.ts';
import { laterPhrase, notify, startedPhrase } from './repair.ts';

type Options = { readonly evenQuiet: boolean };

/**
 * Tells what is still true and was not told yet: one message rather than several, nothing outdated.
 */
export function untold(scene: Scene, view: RepairView, { evenQuiet }: Options): readonly Step[] {
  const steps = [...endedQuotes(scene, view), ...state(scene, view)];
  return evenQuiet ? steps.map((step) => (step.do === 'tell' ? { ...step, evenQuiet } : step)) : steps;
}

/** Only the newest news counts: "ready" makes "started" outdated, and so does a quote. */
function state(scene: Scene, view: RepairView): readonly Step[] {
  const { repair } = view;
  switch (repair.status) {
    case 'registered':
      return quote(scene, view);
    case 'started': {
      const asked = quote(scene, view);
      if (asked.length > 0) return asked;
      if (isBackAtWork(view)) return notify(view, () => ({ kind: 'reopened', vehicle: vehicleFacts(view) }));
      const begun = started(view, repair.startedAt);
      return begun.length > 0 ? begun : moved(scene, view);
    }
    case 'completed':
      return isTold(view, 'completed', repair.completedAt)
        ? []
        : notify(view, (customerId) => completedPhrase(scene, view, customerId));
    case 'cancelled':
      return view.told.size === 0 || isTold(view, 'cancelled', repair.cancelledAt)
        ? []
        : notify(view, () => ({ kind: 'cancelled', vehicle: vehicleFacts(view) }));
    case 'collected':
      return [];
    default:
      return assertNever(repair);
  }
}

function isTold(view: RepairView, kind: string, since: Date): boolean {
  const at = lastTold(view, kind);
  return at !== undefined && at >= since;
}

/** True if "ready" was said and not taken back since. */
function isBackAtWork(view: RepairView): boolean {
  const ready = lastTold(view, 'completed');
  const taken = lastTold(view, 'reopened', 'correction');
  return ready !== undefined && (taken === undefined || taken < ready);
}

/** Any of these messages since then has told that work has begun. */
function started(view: RepairView, at: Date): readonly Step[] {
  const since = lastTold(view, 'started', 'linked', 'status', 'quote', 'decided', 'completed');
  return since && since >= at ? [] : notify(view, () => startedPhrase(view, at));
}

/** Tells a promised time that differs from the one that was told. */
function moved({ garage }: Scene, view: RepairView): readonly Step[] {
  const { promisedTold, repair } = view;
  const { promisedAt } = repair;
  const { calendar, settings } = garage;
  const differs = promisedAt && hasMoved(calendar.zone, promisedTold, promisedAt, settings.tellLaterByMs);
  return differs ? notify(view, () => laterPhrase(view, promisedTold, promisedAt)) : [];
}

/** Asks the deciders who have not seen the open quote. */
function quote(scene: Scene, view: RepairView): readonly Step[] {
  const open = openQuoteIn(view);
  if (!open || open.version.standing.validUntil <= scene.now) return [];
  const seen = quoteMessagesOf(open);
  const unasked = scene.people.filter(
    ({ customerId, addresses }) =>
      mayDecide(view.repair, customerId) &&
      !addresses.some(({ addressId }) => seen.some((one) => one.addressId === addressId)),
  );
  if (unasked.length === 0) return [];
  return [...unasked.map(({ customerId }) => askQuote(scene, open, customerId)), ...watchQuote(scene, view)];
}

/** Tells the end of a quote that was seen, unless a newer quote says so itself. */
function endedQuotes(scene: Scene, view: RepairView): readonly Step[] {
  if (view.repair.status !== 'registered' && view.repair.status !== 'started') return [];
  return view.repair.quotes.flatMap((one) => {
    const version = one.versions.findLast(({ version }) =>
      view.shown.some((shown) => shown.quoteId === one.quoteId && shown.version === version),
    );
    if (!version || one.versions.some(({ standing }) => standing.status === 'released')) return [];
    const { status } = version.standing;
    if (status !== 'withdrawn' && status !== 'expired') return [];
    const ended: AnyQuote = { view, quote: one, version };
    const asked = lastShown(view, ended);
    return asked && !isTold(view, status, asked) ? ended.view.repair.contacts.flatMap(sayTo(scene, ended, status)) : [];
  });
}

/** Returns when this version last reached a screen. */
function lastShown({ shown }: RepairView, { quote: { quoteId }, version: { version } }: AnyQuote): Date | undefined {
  return shown.reduce<Date | undefined>((last, one) => {
    const at = one.quoteId === quoteId && one.version === version ? one.sentAt : undefined;
    return at && (!last || at > last) ? at : last;
  }, undefined);
}

function sayTo(scene: Scene, ended: AnyQuote, kind: 'withdrawn' | 'expired') {
  return ({ customerId, decides }: { readonly customerId: CustomerId; readonly decides: boolean }): readonly Step[] => {
    const { view, quote: one, version } = ended;
    const addresses = scene.people.find((person) => person.customerId === customerId)?.addresses ?? [];
    if (!decides || !wasShown(ended, addresses)) return [];
    const phrase: CustomerPhrase = {
      kind,
      vehicle: vehicleFacts(view),
      quote: quoteFacts(scene, view, one, version),
    };
    const about = { repairId: view.repair.repairId, quoteId: one.quoteId, version: version.version };
    return [tell(customerId, phrase, 'notification', { about })];
  };
}
