import { describe, expect, it } from 'vitest';
import type { Language } from '../../core/customer/address.ts';
import type { ChoiceFacts, CustomerPhrase, DecidedFacts, RepairNow } from './customer/phrase.ts';
import { render } from './customer/render.ts';
import { at, euro, garage, now, quoteOf, vehicle } from './testing/any-phrase.ts';

function said(phrase: CustomerPhrase, language: Language = 'nl', buttons = true, when = now) {
  const { text, choices } = render(phrase, { language, buttons, garage, now: when });
  return { text: text.replaceAll('\u00a0', ' '), choices };
}
function choice(number: number, minor: number, severity: ChoiceFacts['severity'] = 'later'): ChoiceFacts {
  return {
    number,
    words: `Werk ${number}`,
    amount: euro(minor),
    severity,
    finding: undefined,
  };
}
function quote(facts: Parameters<typeof quoteOf>[1] = {}, ...choices: ChoiceFacts[]): CustomerPhrase {
  return {
    kind: 'quote',
    vehicle,
    quote: quoteOf(choices.length > 0 ? choices : [choice(1, 5000)], facts),
    replaces: undefined,
  };
}

describe('a quote', () => {
  it('leaves out what nobody said', () => {
    expect(said(quote()).text).toBe(
      [
        '*VW Golf AB-123-C* · uw akkoord gevraagd',
        'Werk 1: *€ 50,00* incl. btw. Kan later.',
        'Voor het werk waarvoor u kwam is nog geen prijs afgesproken.',
        'Geldig t/m di 24 nov 17:30. (Offerte 2041, versie 1)',
      ].join('\n'),
    );
  });

  it('guarantees no amount, and claims no whole, while the work that the car came for has no price', () => {
    const open = [quote(), quote({ approvedBefore: euro(10000) }), quote({}, choice(1, 5000), choice(2, 3800))];
    const renewed = { ...quote(), replaces: { total: euro(9000) } } as CustomerPhrase;
    for (const phrase of [...open, renewed]) {
      const nl = said(phrase).text;
      expect(nl).toContain('Voor het werk waarvoor u kwam is nog geen prijs afgesproken.');
      expect(nl).not.toMatch(/Meer wordt het niet|; samen/u);
      const en = said(phrase, 'en').text;
      expect(en).toContain('No price has been agreed yet for the work you came for.');
      expect(en).not.toMatch(/It will not be more|; together/u);
    }
    const agreed = { words: 'Remmen piepen', amount: euro(19900) };
    expect(said(quote({ agreed })).text).toContain('Meer wordt het niet zonder uw akkoord.');
    expect(said(quote({ agreed })).text).not.toContain('geen prijs afgesproken');
  });

  it('that grew says what is new', () => {
    const grown = quote({}, choice(1, 90000), choice(2, 9000), choice(3, 6000));
    const phrase = { ...grown, replaces: { total: euro(90000), added: [2, 3] } } as CustomerPhrase;
    expect(said(phrase).text).toContain('Erbij gekomen: 2. Werk 2 · 3. Werk 3. De vorige vervalt.');
    expect(said(phrase, 'en').text).toContain('Added: 2. Werk 2 · 3. Werk 3. The earlier one no longer applies.');
  });

  it('says of another time that the price stays only where there is one', () => {
    const later = { kind: 'later', vehicle, from: at('16:30'), to: at('17:30'), parts: false } as const;
    expect(said(later).text).toContain('De prijs verandert niet.');
    expect(said({ ...later, unpriced: true }).text).not.toContain('De prijs verandert niet.');
    expect(said({ ...later, to: at('15:00'), unpriced: true }, 'en').text).not.toContain('The price does not change.');
  });

  it('is a guide price where the garage may exceed it', () => {
    expect(said(quote({ tolerance: 1000 })).text).toContain(
      'Richtprijs: het kan hooguit 10 % meer worden; daarboven vragen we u eerst.',
    );
    expect(said(quote({ tolerance: 1000 })).text).not.toContain('Meer wordt het niet');
    expect(said(quote({ tolerance: 1000 }), 'en').text).toContain('Guide price: it can be at most 10 % more;');
  });

  it('adds up what was agreed and what was approved before', () => {
    const agreed = { words: 'Remmen piepen', amount: euro(19900) };
    expect(said(quote({ agreed, approvedBefore: euro(10000) })).text).toContain(
      'Komt bij het afgesproken werk (Remmen piepen) van € 199,00 en het eerder goedgekeurde werk van € 100,00; samen € 349,00.',
    );
    expect(said(quote({ approvedBefore: euro(10000) })).text).toContain(
      'Komt bij het eerder goedgekeurde werk van € 100,00. Voor het werk',
    );
  });

  it('names both days when they differ', () => {
    const both = { readyIfApproved: at('10:00', 24), readyIfDeclined: at('15:00') };
    expect(said(quote(both)).text).toContain(
      'Wel doen: klaar morgen (di 24 nov) 10:00. Niet doen: klaar vandaag 15:00.',
    );
  });

  it('has buttons that name quote, version and selection', () => {
    expect(said(quote({ version: 3 })).choices.map(({ action }) => action)).toEqual([
      { do: 'decide', quoteId: 'q', version: 3, selection: { kind: 'all' } },
      { do: 'decide', quoteId: 'q', version: 3, selection: { kind: 'none' } },
      { do: 'ask-or-call', repairId: 'r' },
    ]);
  });

  it('drops the amount from a button that would not hold it', () => {
    const labels = (minor: number) => said(quote({}, choice(1, minor))).choices.map(({ label }) => label);
    expect(labels(99_999_900)[0]).toBe('Akkoord €\u00a0999.999,00');
    expect(labels(100_000_000)[0]).toBe('Akkoord');
  });

  it('in a new version says what became of the price', () => {
    const against = (minor: number) =>
      said({ kind: 'quote', vehicle, quote: quoteOf([choice(1, 5000)]), replaces: { total: euro(minor) } }).text;
    expect(against(4000)).toContain('(was € 40,00, dus € 10,00 meer)');
    expect(against(6000)).toContain('(was € 60,00, dus € 10,00 minder)');
    expect(against(5000)).toContain('(dat was het ook)');
  });

  it('does not claim that nothing was approved where something was', () => {
    const renewed = quoteOf([choice(1, 5000)], { approvedBefore: euro(100) });
    for (const language of ['nl', 'en'] as const) {
      const { text } = said({ kind: 'quote', vehicle, quote: renewed, replaces: { total: euro(1) } }, language);
      expect(text).not.toMatch(/U had nog niets goedgekeurd|You had not approved anything/u);
      const reminded = said({ kind: 'reminder', vehicle, quote: renewed, onLift: true, until: undefined }, language);
      expect(reminded.text).not.toMatch(/doen we niets|do nothing/u);
    }
  });
});

describe('the longest quote', () => {
  it.each([
    ['nl', true],
    ['nl', false],
    ['en', true],
    ['en', false],
  ] as const)('of six lines in %s, buttons %s, is still one message', (language, buttons) => {
    const long = 'Zaxoqurp '.repeat(30);
    const six = [1, 2, 3, 4, 5, 6].map((n) => ({ ...choice(n, 2_000_000, 'soon'), words: long, finding: long }));
    const facts = quoteOf(six, {
      number: 99_999,
      version: 10,
      readyIfApproved: at('10:00', 24),
      readyIfDeclined: at('15:00', 25),
      agreed: { words: long, amount: euro(2_000_000) },
      approvedBefore: euro(2_000_000),
      tolerance: 750,
    });
    const about = { model: long, plate: 'AB-123-C', garageName: long };
    const { text } = said(
      { kind: 'quote', vehicle: about, quote: facts, replaces: { total: euro(1_234_567) } },
      language,
      buttons,
    );
    expect(text.length).toBeLessThanOrEqual(1000);
    for (const { number } of six) expect(text).toMatch(new RegExp(`^${number}\\. Zaxo`, 'mu'));
  });
});

describe('choosing lines', () => {
  const labels = (...choices: ChoiceFacts[]) =>
    said({ kind: 'choose-lines', vehicle, quote: quoteOf(choices) }).choices.map(({ label }) => label);

  it('offers what must be done now, each line alone, all, none and a question', () => {
    expect(labels(choice(1, 100, 'now'), choice(2, 200))).toEqual([
      'Alleen wat nu moet',
      'Alleen nr. 1',
      'Alleen nr. 2',
      'Alles',
      'Niets',
      'Ik heb een vraag',
    ]);
  });

  it('offers no "now" where everything or nothing is urgent', () => {
    expect(labels(choice(1, 100, 'now'), choice(2, 200, 'now'))[0]).toBe('Alleen nr. 1');
    expect(labels(choice(1, 100), choice(2, 200))[0]).toBe('Alleen nr. 1');
  });

  it('has eight choices at most', () => {
    expect(labels(...[1, 2, 3, 4, 5, 6].map((n) => choice(n, 100, n === 1 ? 'now' : 'later')))).toHaveLength(8);
  });
});

describe('an unclear text', () => {
  const unclear = (why: 'several_quotes' | 'condition') =>
    said({ kind: 'unclear-quote', vehicle, quote: quoteOf([choice(1, 5000)]), why }, 'nl', false).text;

  it('says that nothing has been approved, whatever was unclear', () => {
    expect(unclear('condition')).toContain('*nog niets goedgekeurd*');
  });

  it('is not invited to answer in words while words cannot bind', () => {
    expect(unclear('several_quotes')).not.toContain('*JA*');
    expect(unclear('several_quotes')).toContain('*BEL*');
  });
});

describe('an echo', () => {
  const facts: DecidedFacts = {
    at: at('14:03'),
    outcome: 'rejected',
    quote: quoteOf([choice(1, 5000), choice(2, 700, 'now')]),
    approved: [],
    declined: [1, 2],
    total: euro(0),
    readyAt: undefined,
    again: false,
    byStaff: false,
    pays: true,
  };
  const echo = (change: Partial<DecidedFacts> = {}, language: Language = 'nl') =>
    said({ kind: 'decided', vehicle, ...facts, ...change }, language).text;

  it('of a rejection says that the agreed work goes on', () => {
    expect(echo()).toContain('Wat we al hadden afgesproken, gaat gewoon door.');
    expect(echo()).not.toMatch(/annul|stopp/u);
    expect(echo()).toContain('Ons advies blijft: niet te lang wachten met nr. 2.');
  });

  it('gives no advice on what may wait', () => {
    expect(echo({ quote: quoteOf([choice(1, 5000), choice(2, 700)]) })).not.toContain('advies');
  });

  it('says when it repeats, and when staff wrote it down', () => {
    expect(echo({ again: true })).toContain('Dit was al genoteerd om 14:03:');
    expect(echo({ byStaff: true })).toContain('Genoteerd namens u om 14:03:');
    expect(echo({ byStaff: true }, 'en')).toContain('Noted on your behalf at 14:03:');
  });
});

describe('a time that moves', () => {
  it('is not excused for when it is sooner', () => {
    const sooner = said({ kind: 'later', vehicle, from: at('16:30'), to: at('15:00'), parts: true }).text;
    expect(sooner).toContain('sneller dan beloofd: niet vandaag 16:30, maar *vandaag rond 15:00*.');
    expect(sooner).not.toContain('excuses');
  });

  it('is not promised once it has gone by', () => {
    const started: CustomerPhrase = { kind: 'started', vehicle, at: at('8:40'), promisedAt: at('9:00') };
    expect(said(started, 'nl', true, at('9:30')).text).not.toContain('We verwachten');
  });
});

describe('a status', () => {
  const state: RepairNow = {
    status: 'started',
    since: at('8:40'),
    onLift: false,
    promisedAt: at('16:30'),
    waitsFor: 'parts',
    now,
  };
  it('says where the car is, what it waits for and when it is expected', () => {
    expect(said({ kind: 'status', vehicle, state }).text).toBe(
      '*VW Golf AB-123-C*\nStand nu: de monteur werkt sinds 8:40 aan deze reparatie. We wachten op een onderdeel. ' +
        'We verwachten vandaag rond 16:30 klaar te zijn.',
    );
  });

  it('promises nothing for a car that is ready', () => {
    expect(said({ kind: 'status', vehicle, state: { ...state, status: 'completed' } }).text).not.toContain(
      'verwachten',
    );
  });
});

describe('a greeting', () => {
  it.each([
    ['8:00', 'Goedemorgen.'],
    ['12:00', 'Goedemiddag.'],
    ['18:00', 'Goedenavond.'],
  ])('at %s is %s', (time, greeting) => {
    expect(said({ kind: 'introduce', vehicle }, 'nl', true, at(time)).text).toContain(`\n${greeting} `);
  });
});

describe('a vehicle', () => {
  it('without a model is its plate, with the garage where an account serves several', () => {
    const about = { model: undefined, plate: 'AB-123-C', garageName: 'De Brug Zuid' };
    expect(said({ kind: 'reopened', vehicle: about }).text.split('\n')[0]).toBe('*AB-123-C* · De Brug Zuid');
  });
});

describe('what cannot be changed any more', () => {
  it('says since when, and offers a call', () => {
    const { text, choices } = said({ kind: 'work-begun', vehicle, at: at('14:20') });
    expect(text).toContain('om 14:20 aan dit werk begonnen. Sindsdien kan wijzigen niet meer.');
    expect(choices.map(({ action }) => action)).toEqual([{ do: 'call-me' }]);
  });
});

describe('the mechanic’s words', () => {
  it('are quoted, on one line', () => {
    expect(said({ kind: 'mechanic-says', vehicle, words: 'Band is\n*lek*' }).text).toBe(
      '*VW Golf AB-123-C*\nDe monteur schrijft: “Band is \u2217lek\u2217”',
    );
  });
  it('stand below his photos, which need none', () => {
    const shows = (count: number, words: string | undefined) =>
      said({ kind: 'mechanic-shows', vehicle, count, words }).text;
    expect(shows(1, 'Kijk,\n*lek*')).toBe('*VW Golf AB-123-C*\nDe monteur stuurt een foto: “Kijk, \u2217lek\u2217”');
    expect(shows(2, undefined)).toBe("*VW Golf AB-123-C*\nDe monteur stuurt 2 foto's.");
  });
});
