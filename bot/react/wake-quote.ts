import { isOpen } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import type { NewId } from '../../core/ids.ts';
import { sameLocalDay } from '../../core/local-time.ts';
import { nextQuoteWake, waitingQuote } from '../../core/repair/ladder.ts';
import type { Step as Due } from '../../core/repair/watch.ts';
import { wasShown } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { asksQuote, byTimer, command, raise, redAt, tell } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { askQuote, earlier, minutesAt } from './ask-quote.ts';
import { askedFacts, otherAddress } from './asked-facts.ts';
import { redraw, refresh } from './mechanic.ts';
import { type OpenQuote, openQuoteIn } from './open-quotes.ts';
import type { Step } from './step.ts';

/** The ladder of an open question: reminder, call, next address, expiry. Nothing here ever answers for the customer. */
export function wakeQuote(
  scene: Scene,
  view: RepairView | undefined,
  newId: NewId,
): { readonly steps: readonly Step[]; readonly again: Date | undefined } {
  const open = view && openQuoteIn(view);
  if (!open) return { steps: [], again: undefined };
  const { settings, calendar: real } = scene.garage;
  // Simulated people never sleep, but a real address among theirs does.
  const sleepless = scene.people.every(({ addresses }) => addresses.every(({ simulated }) => simulated));
  const calendar = open.view.simulated && sleepless ? { ...real, quiet: undefined } : real;
  const quote = waitingQuote(open.view.repair);
  const asked = askedFacts(scene, open);
  const { due, again } = nextQuoteWake(quote, asked, settings.watch, calendar, scene.now);
  const steps = due.flatMap((step) => carryOut(step, scene, open, newId));
  // Over, or the card says that the customer waits.
  if (again === undefined || asked.questionOpen) return { steps, again };
  return { steps: [...steps, ...cardNow(scene, open.view, due)], again: earlier(again, minutesAt(scene, open)) };
}

/** The card says that the customer was reminded, and while the garage is open how long the answer takes. */
function cardNow(scene: Scene, view: RepairView, due: readonly Due[]): readonly Step[] {
  if (due.some((step) => step.do === 'remind')) return redraw(view);
  return isOpen(scene.garage.calendar, scene.now) && !asksFacts(view) ? refresh(view) : [];
}

function carryOut(due: Due, scene: Scene, open: OpenQuote, newId: NewId): readonly Step[] {
  const { repairId, onLift } = open.view.repair;
  switch (due.do) {
    case 'expire': {
      const data = { repairId, quoteId: open.quote.quoteId, version: open.version.version };
      return [command({ type: 'ExpireQuote', data, meta: byTimer(scene) })];
    }
    case 'remind':
      return remind(scene, open);
    case 'next-channel': {
      const next = otherAddress(scene, open);
      return next ? [askQuote(scene, open, next.customerId, { answerTo: next.address.addressId })] : [];
    }
    case 'call':
      return raise(scene, newId, { kind: 'call', owner: 'service', repairId, dueAt: redAt(scene, onLift) });
    case 'ask-promise':
    case 'ask-closing':
    case 'collect':
      return [];
    default:
      return assertNever(due);
  }
}

/** Somebody may be typing into the card of a new car; drawn anew it would lose that. */
function asksFacts({ repair, complaint }: RepairView): boolean {
  return repair.status === 'registered' && (complaint === undefined || repair.agreedAmount === undefined);
}

/** Whoever was asked is asked the same once more. */
function remind(scene: Scene, open: OpenQuote): readonly Step[] {
  const { view, quote, version } = open;
  const { contacts } = view.repair;
  const onLift = waitingQuote(view.repair)?.onLift ?? false;
  const { validUntil } = version.standing;
  const today = sameLocalDay(scene.garage.calendar.zone, validUntil, scene.now);
  const phrase: CustomerPhrase = {
    kind: 'reminder',
    vehicle: vehicleFacts(view),
    quote: quoteFacts(scene, view, quote, version),
    onLift,
    // Until when the lift is kept free nobody has said.
    until: onLift || today ? undefined : validUntil,
  };
  return contacts
    .filter(({ decides, customerId }) => {
      const person = scene.people.find((one) => one.customerId === customerId);
      return decides && person !== undefined && wasShown(open, person.addresses);
    })
    .map(({ customerId }) => tell(customerId, phrase, 'reminder', asksQuote(open, 'reminder')));
}
