import type { Language } from '../../../core/customer/address.ts';
import type { QuoteId, RepairId } from '../../../core/ids.ts';
import { as } from '../../../core/ids.ts';
import { type Money, money } from '../../../core/money.ts';
import type { ChoiceFacts, CustomerPhrase, GarageFacts, QuoteFacts, RepairNow } from '../customer/phrase.ts';

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
