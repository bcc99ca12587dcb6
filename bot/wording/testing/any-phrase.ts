import fc from 'fast-check';
import { as, type CustomerId, type QuoteId, type RepairId } from '../../../core/ids.ts';
import { money } from '../../../core/money.ts';
import type {
  CustomerPhrase,
  DecidedFacts,
  QuoteFacts,
  RenderFor,
  RepairNow,
  VehicleFacts,
} from '../customer/phrase.ts';

/** Words that belong to neither language, with what people and copied text bring along. */
function foreign(most = 200) {
  return fc
    .array(
      fc.constantFrom('Zaxo', 'qurp', 'FNZ', 'wyx', '7', '2 mm', '*', '**', '\n', '\t', '\u0000', '_', '\u202e', '…'),
      {
        minLength: 1,
        maxLength: 60,
      },
    )
    .map((parts) => parts.join(' ').slice(0, most));
}

function maybe<T>(of: fc.Arbitrary<T>) {
  return fc.option(of, { nil: undefined });
}
const start = Date.UTC(2026, 0, 1);
const date = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }).map((minutes) => new Date(start + minutes * 60_000));
const amount = fc.integer({ min: 0, max: 2_000_000 }).map((minor) => money(minor, 'EUR'));
const vehicle: fc.Arbitrary<VehicleFacts> = fc.record({
  model: maybe(foreign(80)),
  plate: fc.constantFrom('AB-123-C', '12-XYZ-3', 'X'),
  garageName: maybe(foreign(80)),
});

function choices(most: number) {
  return fc
    .array(
      fc.record({
        words: fc.oneof(foreign(), fc.constant('Zaxoqurp '.repeat(30))),
        amount,
        severity: fc.constantFrom('now', 'soon', 'later'),
        finding: maybe(foreign()),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((list) => list.map((choice, index) => ({ ...choice, number: index + 1 })));
}

/** Any quote, of up to six choices; the total is the sum of its choices. */
const anyQuote: fc.Arbitrary<QuoteFacts> = fc
  .record({
    number: fc.integer({ min: 1, max: 99_999 }),
    version: fc.integer({ min: 1, max: 9 }),
    choices: choices(6),
    validUntil: date,
    readyIfApproved: maybe(date),
    readyIfDeclined: maybe(date),
    agreed: maybe(fc.record({ words: maybe(foreign()), amount })),
    approvedBefore: maybe(amount),
    tolerance: fc.constantFrom(0, 750, 1000),
  })
  .map((facts) => ({
    ...facts,
    repairId: as<RepairId>('r'),
    quoteId: as<QuoteId>('q'),
    total: money(
      facts.choices.reduce((sum, choice) => sum + choice.amount.minor, 0),
      'EUR',
    ),
  }));

const repairId = fc.constant(as<RepairId>('r'));

const state: fc.Arbitrary<RepairNow> = fc.record({
  status: fc.constantFrom('registered', 'started', 'completed', 'collected', 'cancelled'),
  since: date,
  onLift: fc.boolean(),
  promisedAt: maybe(date),
  waitsFor: fc.constantFrom(undefined, 'customer', 'parts'),
  now: date,
});

const decided: fc.Arbitrary<DecidedFacts> = fc
  .record({
    quote: anyQuote,
    mask: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    at: date,
    readyAt: maybe(date),
    again: fc.boolean(),
    byStaff: fc.boolean(),
    pays: fc.boolean(),
    other: maybe(fc.record({ name: maybe(foreign(60)) })),
  })
  .map(({ mask, other, ...facts }) => {
    const approved = facts.quote.choices.filter((_, index) => mask[index]).map(({ number }) => number);
    const declined = facts.quote.choices.map(({ number }) => number).filter((number) => !approved.includes(number));
    const outcome = approved.length === 0 ? 'rejected' : declined.length === 0 ? 'approved' : 'partly';
    const byOther = other ? { byOther: other } : {};
    return { ...facts, ...byOther, approved, declined, outcome, total: facts.quote.total };
  });

const hour = 3_600_000;
const callWindow = date.map((from) => ({ from, to: new Date(from.getTime() + hour) }));
const callWindows = callWindow.map(({ from }) =>
  [0, 2, 24].map((hours) => ({
    from: new Date(from.getTime() + hours * hour),
    to: new Date(from.getTime() + (hours + 1) * hour),
  })),
);

type FactsOf<Phrase> = Omit<Phrase, 'kind' | 'vehicle'>;

/** Facts for every phrase: a phrase without them does not compile. */
const facts: { readonly [P in CustomerPhrase as P['kind']]: fc.Arbitrary<FactsOf<P>> } = {
  introduce: fc.record({}),
  linked: fc.record({ state, offer: fc.boolean() }),
  started: fc.record({ at: date, promisedAt: maybe(date) }),
  quote: fc.record({ quote: anyQuote, replaces: maybe(fc.record({ total: amount })) }),
  reminder: fc.record({ quote: anyQuote, onLift: fc.boolean(), until: maybe(date) }),
  decided,
  'old-version': fc.record({ quote: anyQuote, before: maybe(amount) }),
  later: fc.record({ from: maybe(date), to: date, parts: fc.boolean() }),
  completed: fc.record({
    collectToday: maybe(date),
    collectFrom: maybe(date),
    toPay: maybe(amount),
    asAgreed: fc.boolean(),
    notDone: fc.array(foreign(), { maxLength: 6 }),
  }),
  reopened: fc.record({}),
  cancelled: fc.record({}),
  'unclear-quote': fc.record({
    quote: anyQuote,
    why: fc.constantFrom(
      'unclear',
      'condition',
      'ceiling',
      'acknowledgement',
      'edited',
      'not_own',
      'marked_words',
      'elsewhere',
      'several_quotes',
      'too_early',
    ),
  }),
  unclear: fc.record({}),
  'opted-out': fc.record({ openRepair: fc.boolean() }),
  'opted-in': fc.record({}),
  'passed-on': fc.record({ opensAt: maybe(date), now: date }),
  'agent-joins': fc.record({ agent: foreign() }),
  'handed-back': fc.record({ agent: foreign() }),
  'decided-elsewhere': fc.record({}),
  expired: fc.record({ quote: anyQuote }),
  'confirm-all': fc.record({ quote: anyQuote, offersCall: fc.boolean() }),
  'confirm-none': fc.record({ quote: anyQuote, offersCall: fc.boolean() }),
  'confirm-optout': fc.record({}),
  consult: fc.record({ quote: anyQuote, askAgainAt: date }),
  'confirm-lines': fc.record({ quote: anyQuote, numbers: fc.subarray([1, 2, 3, 4, 5, 6]) }),
  'choose-lines': fc.record({ quote: anyQuote }),
  'ask-or-call': fc.record({ open: fc.boolean(), decides: fc.boolean(), repairId }),
  'question-passed': fc.record({ to: fc.constantFrom('mechanic', 'service') }),
  'call-when': fc.record({ windows: callWindows }),
  'call-promised': fc.record({ window: maybe(callWindow), others: fc.oneof(fc.constant([]), callWindows) }),
  'language-set': fc.record({}),
  'slow-down': fc.record({}),
  'phone-kept': fc.record({}),
  'phone-refused': fc.record({}),
  'mechanic-says': fc.record({ words: foreign(1500) }),
  'mechanic-shows': fc.record({ count: fc.integer({ min: 1, max: 10 }), words: maybe(foreign(1500)) }),
  withdrawn: fc.record({ quote: anyQuote }),
  revoked: fc.record({ quote: anyQuote }),
  'work-begun': fc.record({ at: date }),
  'may-not-decide': fc.record({}),
  'offer-link': fc.record({ repairId }),
  'decider-link': fc.record({ until: date }),
  'forward-link': fc.record({}),
  'may-decide': fc.record({ by: maybe(foreign(60)), state }),
  'now-decides': fc.record({ name: maybe(foreign(60)), repairId, customerId: fc.constant(as<CustomerId>('c')) }),
  'say-taken': fc.record({ name: maybe(foreign(60)) }),
  'say-lost': fc.record({}),
  status: fc.record({ state }),
  'no-repair': fc.record({}),
  'invitation-refused': fc.record({
    why: fc.constantFrom('unknown', 'expired', 'used'),
    from: fc.constantFrom('garage', 'customer'),
  }),
  'wrong-number': fc.record({}),
  'media-kept': fc.record({ what: fc.constantFrom('photo', 'voice', 'file', 'other'), quote: maybe(anyQuote) }),
  correction: fc.record({ what: fc.constantFrom('started', 'completed', 'promised', 'message') }),
};

const withoutVehicle = [
  'opted-in',
  'unclear',
  'passed-on',
  'agent-joins',
  'handed-back',
  'confirm-optout',
  'question-passed',
  'call-when',
  'call-promised',
  'language-set',
  'slow-down',
  'phone-kept',
  'phone-refused',
  'no-repair',
  'invitation-refused',
  'wrong-number',
  'media-kept',
];

/** Every kind of phrase. */
export const kinds = Object.keys(facts) as readonly CustomerPhrase['kind'][];

/** The kinds that are about a vehicle. */
export const kindsWithVehicle = kinds.filter((kind) => !withoutVehicle.includes(kind));

/** Any phrase of one kind. */
export function anyPhrase(kind: CustomerPhrase['kind']): fc.Arbitrary<CustomerPhrase> {
  return fc
    .tuple(facts[kind] as fc.Arbitrary<object>, vehicle)
    .map(
      ([own, about]) =>
        ({ ...own, kind, ...(withoutVehicle.includes(kind) ? {} : { vehicle: about }) }) as CustomerPhrase,
    );
}

/** Anyone to speak to. */
export const anyReader: fc.Arbitrary<RenderFor> = fc.record({
  language: fc.constantFrom('nl', 'en'),
  buttons: fc.boolean(),
  garage: fc.record({
    name: fc.constantFrom('Garage Zaxo', 'Zaxo * Qurp'),
    addressLine: maybe(foreign(60)),
    phone: maybe(fc.constant('026 123 45 67')),
    zone: fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata'),
  }),
  now: date,
});
