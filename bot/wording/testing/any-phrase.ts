import fc from 'fast-check';
import type { Language } from '../../../core/customer/address.ts';
import { as, type CustomerId, type QuoteId, type RepairId } from '../../../core/ids.ts';
import { type Money, money } from '../../../core/money.ts';
import type {
  ChoiceFacts,
  CustomerPhrase,
  DecidedFacts,
  GarageFacts,
  QuoteFacts,
  RenderFor,
  RepairNow,
  VehicleFacts,
} from '../customer/phrase.ts';

export const garage: GarageFacts = {
  name: 'Garage De Brug',
  addressLine: 'Dorpsstraat 1, Arnhem',
  phone: '026 123 45 67',
  zone: 'Europe/Amsterdam',
};
/** A Monday morning in winter, one hour ahead of UTC. */
export const now = new Date('2026-11-23T08:30:00Z');
export function at(time: string, day = 23): Date {
  return new Date(`2026-11-${day}T${time.padStart(5, '0')}:00+01:00`);
}
export function euro(minor: number): Money {
  return money(minor, 'EUR');
}
export const vehicle = { model: 'VW Golf', plate: 'AB-123-C', garageName: undefined };

type Words = Readonly<
  Record<'pads' | 'padsFound' | 'padsShort' | 'advice' | 'wipers' | 'streaking' | 'order', string>
> &
  Readonly<Record<'discs' | 'cracked', string>>;

const words: Readonly<Record<Language, Words>> = {
  nl: {
    pads: 'Remblokken voor',
    padsFound: 'de remblokken voor zijn nog 2 mm, dat is het minimum',
    padsShort: 'nog 2 mm (minimum)',
    advice: 'de remblokken zijn op het minimum',
    wipers: 'Ruitenwissers',
    streaking: 'strepen',
    order: 'beurt',
    discs: 'Remblokken en remschijven voor',
    cracked: 'er is ook een remschijf gescheurd',
  },
  en: {
    pads: 'Front brake pads',
    padsFound: 'the front brake pads are down to 2 mm, the minimum',
    padsShort: '2 mm left (minimum)',
    advice: 'the brake pads are at the minimum',
    wipers: 'Wiper blades',
    streaking: 'streaking',
    order: 'service',
    discs: 'Front pads and discs',
    cracked: 'a brake disc is cracked too',
  },
};

export function quoteOf(choices: readonly ChoiceFacts[], facts: Partial<QuoteFacts> = {}): QuoteFacts {
  return {
    repairId: as<RepairId>('r'),
    quoteId: as<QuoteId>('q'),
    number: 2041,
    version: 1,
    choices,
    total: euro(choices.reduce((sum, { amount }) => sum + amount.minor, 0)),
    validUntil: at('17:30', 24),
    readyIfApproved: undefined,
    readyIfDeclined: undefined,
    agreed: undefined,
    approvedBefore: undefined,
    tolerance: 0,
    ...facts,
  };
}

function quotes(say: Words) {
  const pads = { number: 1, words: say.pads, amount: euro(28640), severity: 'now', finding: say.padsFound } as const;
  const padsShort = { ...pads, finding: say.padsShort };
  const wipers = {
    number: 2,
    words: say.wipers,
    amount: euro(3800),
    severity: 'later',
    finding: say.streaking,
  } as const;
  const discs = { number: 1, words: say.discs, amount: euro(41200), severity: 'now', finding: say.cracked } as const;
  const both = { readyIfApproved: at('16:30'), readyIfDeclined: at('15:00') };
  const agreed = { words: say.order, amount: euro(19900) };
  return {
    one: quoteOf([pads], { ...both, agreed }),
    two: quoteOf([padsShort, wipers], { ...both, agreed }),
    declined: quoteOf([{ ...pads, finding: say.advice }], { ...both, agreed }),
    second: quoteOf([discs], { version: 2, readyIfApproved: at('17:00') }),
  };
}

type Samples = Readonly<Record<string, CustomerPhrase>>;

function aboutQuotes(say: Words): Samples {
  const { one, two, declined, second } = quotes(say);
  const echo = { kind: 'decided', vehicle, at: at('14:03'), again: false, byStaff: false, pays: true } as const;
  const before = euro(28640);
  return {
    '3': { kind: 'quote', vehicle, quote: one, replaces: undefined },
    '4': { kind: 'quote', vehicle, quote: two, replaces: undefined },
    '5a': { kind: 'reminder', vehicle, quote: one, onLift: true, until: at('14:30') },
    '5b': { kind: 'reminder', vehicle, quote: one, onLift: false, until: at('15:00') },
    '6a': {
      ...echo,
      outcome: 'approved',
      quote: two,
      approved: [1, 2],
      declined: [],
      total: euro(32440),
      readyAt: at('16:30'),
    },
    '6b': {
      ...echo,
      outcome: 'partly',
      quote: two,
      approved: [1],
      declined: [2],
      total: euro(28640),
      readyAt: at('16:30'),
    },
    '6c': {
      ...echo,
      outcome: 'rejected',
      quote: declined,
      approved: [],
      declined: [1],
      total: euro(0),
      readyAt: at('15:00'),
    },
    '7a': { kind: 'quote', vehicle, quote: second, replaces: { total: before } },
    '7b': { kind: 'old-version', vehicle, quote: second, before },
    '10a': { kind: 'unclear-quote', vehicle, quote: one, why: 'unclear' },
    '14': { kind: 'expired', vehicle, quote: one },
    '15': { kind: 'consult', vehicle, quote: two, askAgainAt: at('14:30') },
    '16': { kind: 'confirm-lines', vehicle, quote: two, numbers: [1] },
    '17a': { kind: 'confirm-all', vehicle, quote: two, offersCall: false },
    '17b': { kind: 'confirm-all', vehicle, quote: one, offersCall: true },
    '17c': { kind: 'confirm-none', vehicle, quote: two, offersCall: false },
  };
}

function aboutRepairs(say: Words): Samples {
  const state: RepairNow = {
    status: 'started',
    since: at('8:40'),
    onLift: true,
    promisedAt: undefined,
    waitsFor: undefined,
    now,
  };
  return {
    '1a': { kind: 'introduce', vehicle },
    '1b': { kind: 'linked', vehicle, state },
    '2': { kind: 'started', vehicle, at: at('8:40'), promisedAt: at('16:30') },
    '8': { kind: 'later', vehicle, from: at('16:30'), to: at('10:00', 24), parts: true },
    '9': {
      kind: 'completed',
      vehicle,
      collectToday: at('17:30'),
      collectFrom: at('8:00', 24),
      toPay: euro(48540),
      asAgreed: true,
      notDone: [say.wipers],
    },
    '10b': { kind: 'unclear' },
    '11': { kind: 'opted-out', vehicle, openRepair: true },
    '12a': { kind: 'passed-on', opensAt: undefined, now },
    '12b': { kind: 'passed-on', opensAt: at('8:00', 24), now },
    '12c': { kind: 'agent-joins', agent: 'Anna' },
    '12d': { kind: 'handed-back', agent: 'Anna' },
    '13': { kind: 'decided-elsewhere', vehicle },
    '17d': { kind: 'confirm-optout' },
  };
}

/** The facts behind each core message, by its number. */
export function samples(language: Language): Samples {
  return {
    ...aboutRepairs(words[language]),
    ...aboutQuotes(words[language]),
  };
}

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
const anyVehicle: fc.Arbitrary<VehicleFacts> = fc.record({
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
  quote: fc.record({
    quote: anyQuote,
    replaces: maybe(fc.record({ total: amount, added: fc.subarray([1, 2, 3, 4, 5, 6]) })),
  }),
  reminder: fc.record({ quote: anyQuote, onLift: fc.boolean(), until: maybe(date) }),
  decided,
  'old-version': fc.record({ quote: anyQuote, before: maybe(amount) }),
  later: fc.record({ from: maybe(date), to: date, parts: fc.boolean(), unpriced: fc.boolean() }),
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
  'call-promised': fc.record({
    window: maybe(callWindow),
    others: fc.oneof(fc.constant([]), callWindows),
    phone: maybe(fc.constantFrom('+31612345678', '+4915112345678')),
  }),
  'call-off': fc.record({ wasPromised: fc.boolean() }),
  'language-set': fc.record({}),
  'offer-language': fc.record({}),
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
  'which-chat': fc.record({
    name: maybe(foreign(60)),
    cars: fc.array(fc.constantFrom('AB-123-C', 'XY-987-Z'), { maxLength: 5 }),
    invitationId: fc.constant('i'),
  }),
  follows: fc.record({ state }),
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
  'call-off',
  'language-set',
  'offer-language',
  'slow-down',
  'phone-kept',
  'phone-refused',
  'no-repair',
  'invitation-refused',
  'which-chat',
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
    .tuple(facts[kind] as fc.Arbitrary<object>, anyVehicle)
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
