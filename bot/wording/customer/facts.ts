import { closesAt, nextOpening } from '../../../core/calendar.ts';
import type { Actor, CustomerId } from '../../../core/ids.ts';
import { type Money, sameAmount, sum } from '../../../core/money.ts';
import { mayDecide, releasedVersion, repairTotal, standingDecision } from '../../../core/repair/guard.ts';
import { choiceNumbers } from '../../../core/repair/lines.ts';
import type { Quote, QuoteLine, QuoteVersion, Severity } from '../../../core/repair/repair.ts';
import { firstNameOf, openQuoteIn, openRepairs } from '../../../core/scene/queries.ts';
import type { Garage, RepairView, Scene } from '../../../core/scene/scene.ts';
import type {
  ChoiceFacts,
  CustomerPhrase,
  DecidedFacts,
  GarageFacts,
  QuoteFacts,
  RepairNow,
  VehicleFacts,
} from './phrase.ts';

export function garageFacts({ name, addressLine, phone, calendar }: Garage): GarageFacts {
  return {
    name,
    addressLine,
    phone,
    zone: calendar.zone,
  };
}

/** The car of a message; every question names it. */
export function vehicleFacts({ vehicle: { model, plate } }: RepairView): VehicleFacts {
  return {
    model,
    plate,
    garageName: undefined,
  };
}

export function quoteFacts(scene: Scene, view: RepairView, quote: Quote, version: QuoteVersion): QuoteFacts {
  return {
    repairId: view.repair.repairId,
    quoteId: quote.quoteId,
    number: quote.number,
    version: version.version,
    choices: choiceFacts(view, version),
    total: version.total,
    validUntil: validUntil(version) ?? scene.now,
    readyIfApproved: version.readyIfApproved,
    readyIfDeclined: version.readyIfDeclined,
    agreed: view.repair.agreedAmount && {
      words: view.words.get('agreed') ?? view.complaint,
      amount: view.repair.agreedAmount,
    },
    approvedBefore: approvedBefore(view, quote, version.total.currency),
    tolerance: scene.garage.rules.tolerance,
  };
}

/** Lines that belong together are one choice. */
export function choiceFacts({ words }: RepairView, { lines, total }: QuoteVersion): readonly ChoiceFacts[] {
  return choiceNumbers(lines).map((number) => {
    const own = lines.filter((line) => line.number === number);
    return {
      number,
      words: own.flatMap(({ lineId }) => words.get(lineId) ?? []).join(' + '),
      amount: sum(
        own.map(({ amount }) => amount),
        total.currency,
      ),
      severity: mostUrgent(own),
      finding: own.flatMap(({ findingId }) => (findingId && words.get(findingId)) || []).join(', ') || undefined,
    };
  });
}

const urgency: readonly Severity[] = ['now', 'soon', 'later'];
function mostUrgent(lines: readonly QuoteLine[]): Severity {
  return urgency.find((severity) => lines.some((line) => line.severity === severity)) ?? 'later';
}

function validUntil({ standing }: QuoteVersion): Date | undefined {
  if (standing.status === 'decided') return standing.released.validUntil;
  return standing.status === 'released' || standing.status === 'expired' ? standing.validUntil : undefined;
}

function approvedBefore({ repair }: RepairView, quote: Quote, currency: Money['currency']): Money | undefined {
  const totals = repair.quotes
    .filter(({ quoteId }) => quoteId !== quote.quoteId)
    .flatMap((other) => standingDecision(other)?.decision.total ?? []);
  const before = sum(totals, currency);
  return before.minor > 0 ? before : undefined;
}

export function repairNow({ now }: Scene, view: RepairView): RepairNow {
  const { repair } = view;
  const waits = openQuoteIn(view) ? 'customer' : undefined;
  return {
    status: repair.status,
    since: since(view),
    onLift: repair.onLift,
    promisedAt: repair.promisedAt,
    waitsFor: waits ?? repair.blocked?.by,
    now,
  };
}

function since({ repair }: RepairView): Date {
  if (repair.status === 'started') return repair.startedAt;
  if (repair.status === 'completed') return repair.completedAt;
  if (repair.status === 'collected') return repair.collectedAt;
  return repair.status === 'cancelled' ? repair.cancelledAt : repair.registeredAt;
}

/** Repeats the decision on a quote for one reader; undefined if there is none. */
export function decidedPhrase(
  scene: Scene,
  view: RepairView,
  quote: Quote,
  again: boolean,
  reader: CustomerId,
): CustomerPhrase | undefined {
  const standing = standingDecision(quote);
  if (!standing) return undefined;
  const { version, decision } = standing;
  const { outcome, approved, declined, total, decidedAt, by } = decision;
  const facts: DecidedFacts = {
    at: decidedAt,
    outcome,
    quote: quoteFacts(scene, view, quote, version),
    approved,
    declined,
    total,
    readyAt: readyAfter(version, outcome),
    again,
    byStaff: by.kind === 'staff',
    pays: paysFor(view, reader),
    ...decidedByOther(scene, view, by, reader),
  };
  return { kind: 'decided', vehicle: vehicleFacts(view), ...facts };
}

function paysFor({ repair: { contacts } }: RepairView, customerId: CustomerId): boolean {
  return contacts.some((one) => one.customerId === customerId && one.pays);
}

/** A decision that staff wrote down was given by the payer, as far as we know. */
function decidedByOther(scene: Scene, view: RepairView, by: Actor, reader: CustomerId): Pick<DecidedFacts, 'byOther'> {
  if (by.kind === 'customer')
    return by.customerId === reader ? {} : { byOther: { name: firstNameOf(scene, by.customerId) } };
  return paysFor(view, reader) ? {} : { byOther: { name: undefined } };
}

/**
 * Returns when the vehicle is ready. A part of the work takes as long as all of it, because nobody
 * says otherwise.
 */
export function readyAfter(version: QuoteVersion, outcome: DecidedFacts['outcome']): Date | undefined {
  return outcome === 'rejected' ? version.readyIfDeclined : version.readyIfApproved;
}

/** "Your car is ready", with the amount for those who may know it. */
export function completedPhrase(
  { now, garage: { calendar } }: Scene,
  view: RepairView,
  customerId: RepairView['customerId'],
): CustomerPhrase {
  const { repair } = view;
  const amount = repair.status === 'completed' ? repair.amount : undefined;
  const agreed = repairTotal(repair);
  const knows = mayDecide(repair, customerId) || paysFor(view, customerId);
  const collectToday = closesAt(calendar, now);
  return {
    kind: 'completed',
    vehicle: vehicleFacts(view),
    collectToday,
    collectFrom: nextOpening(calendar, collectToday ?? now),
    toPay: knows ? amount : undefined,
    asAgreed: amount !== undefined && agreed !== undefined && sameAmount(amount, agreed),
    notDone: knows ? declinedWords(view) : [],
  };
}

function declinedWords(view: RepairView): readonly string[] {
  return view.repair.quotes.flatMap((quote) => {
    const standing = standingDecision(quote);
    if (!standing || releasedVersion(quote)) return [];
    return choiceFacts(view, standing.version)
      .filter(({ number }) => standing.decision.declined.includes(number))
      .map(({ words }) => words);
  });
}

/** Asks an unproven address if this is the customer; undefined if it was asked already. */
export function introduce(scene: Scene, view: RepairView | undefined): CustomerPhrase | undefined {
  const unproven = scene.people
    .flatMap(({ addresses }) => addresses)
    .filter(({ proven, frozen }) => !proven && !frozen);
  const asked = unproven.some(({ addressId }) => scene.asked.get(addressId)?.kind === 'my-car');
  return asked ? undefined : introduction(scene, view);
}

/** Asks "Did you bring us this car?", as often as needed; undefined without a car. */
export function introduction(scene: Scene, view?: RepairView): CustomerPhrase | undefined {
  const about = view ?? openRepairs(scene)[0] ?? scene.repairs[0];
  return about && { kind: 'introduce', vehicle: vehicleFacts(about) };
}
