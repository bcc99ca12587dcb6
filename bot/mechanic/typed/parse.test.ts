import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MechanicLine } from './line.ts';
import { parseLine } from './parse.ts';

const clock = { now: new Date('2026-11-23T08:00:00Z'), zone: 'Europe/Amsterdam' };
const options = {
  currency: 'EUR',
  pricesIncludeVat: true,
  vatRate: 2100,
  openPlates: ['AB123C', 'XX99YY', '12ABC3'],
} as const;
function parse(text: string) {
  return parseLine(text, clock, options);
}
function doubtsOf(line: MechanicLine) {
  return 'doubts' in line ? line.doubts.map(({ kind }) => kind) : [];
}
const halfPastFour = new Date('2026-11-23T15:30:00Z');
const tuesdayTen = new Date('2026-11-24T09:00:00Z');

/** English, Dutch, and what both mean. */
const rows: readonly (readonly [string, string, object])[] = [
  [
    'new AB-123-C, Jan, 06-12345678, brakes squeal, € 199',
    'nieuw AB-123-C, Jan, 06-12345678, brakes squeal, € 199',
    { kind: 'new', plateText: 'AB-123-C', name: 'Jan', phone: '+31612345678', complaint: 'brakes squeal' },
  ],
  ['start 123', 'begin 123', { kind: 'start', plateText: '123', doubts: [] }],
  ['start', 'begin', { kind: 'start', plateText: undefined, doubts: [] }],
  [
    'found AB-123-C: pads 2 mm !',
    'gevonden AB-123-C: pads 2 mm nu',
    { kind: 'found', plateText: 'AB-123-C', findings: [{ text: 'pads 2 mm', severity: 'now' }] },
  ],
  [
    'quote 123: pads 286.40 ! ; wipers 38 later ; ready 16:30 ; else 15:00',
    'offerte 123: pads 286,40 nu / wipers 38,- later / klaar 16:30 / anders 15:00',
    {
      kind: 'quote',
      plateText: '123',
      lines: [
        { number: 1, description: 'pads', severity: 'now', price: { amount: { minor: 286_40 } } },
        { number: 2, description: 'wipers', severity: 'later', price: { amount: { minor: 38_00 } } },
      ],
      readyIfApproved: halfPastFour,
      readyIfDeclined: new Date('2026-11-23T14:00:00Z'),
      doubts: [],
    },
  ],
  ['withdraw 123', 'intrekken 123', { kind: 'withdraw', plateText: '123', doubts: [] }],
  ['busy 123', 'bezig 123', { kind: 'busy', plateText: '123', doubts: [] }],
  [
    'wait AB-123-C parts tue 10:00',
    'wacht AB-123-C onderdelen di 10:00',
    { kind: 'wait', plateText: 'AB-123-C', parts: true, what: undefined, at: tuesdayTen, doubts: [] },
  ],
  [
    'wait 123 parts',
    'wacht 123 op onderdelen',
    { kind: 'wait', plateText: '123', parts: true, at: undefined, doubts: [] },
  ],
  ['on 123', 'verder 123', { kind: 'on', plateText: '123', doubts: [] }],
  ['eta 123 16:30', 'tijd 123 16:30', { kind: 'eta', plateText: '123', at: halfPastFour, doubts: [] }],
  ['eta 123 tomorrow 10:00', 'tijd 123 morgen 10:00', { kind: 'eta', plateText: '123', at: tuesdayTen, doubts: [] }],
  ['eta tue 10:00', 'tijd di 10:00', { kind: 'eta', plateText: undefined, at: tuesdayTen, doubts: [] }],
  ['lift 123 on', 'brug 123 op', { kind: 'lift', plateText: '123', onLift: true, doubts: [] }],
  ['lift AB-123-C off', 'brug AB-123-C af', { kind: 'lift', plateText: 'AB-123-C', onLift: false, doubts: [] }],
  ['done 123', 'klaar 123', { kind: 'done', plateText: '123', price: undefined, doubts: [] }],
  [
    'done AB-123-C 485,40',
    'klaar AB-123-C € 485,40',
    { kind: 'done', plateText: 'AB-123-C', price: { amount: { minor: 485_40 } }, doubts: [] },
  ],
  [
    'price 123 199',
    'prijs 123 € 199',
    { kind: 'agree', plateText: '123', price: { amount: { minor: 199_00 } }, doubts: [] },
  ],
  ['price AB-123-C', 'prijs AB-123-C', { kind: 'agree', plateText: 'AB-123-C', price: undefined, doubts: [] }],
  ['reopen 123', 'toch niet klaar 123', { kind: 'reopen', plateText: '123', doubts: [] }],
  ['cancel 123', 'annuleer 123', { kind: 'cancel', plateText: '123', doubts: [] }],
  ['collected 123', 'opgehaald 123', { kind: 'collected', plateText: '123', doubts: [] }],
  ['say 123: Tot zo\nMia', 'zeg 123: Tot zo\nMia', { kind: 'say', plateText: '123', text: 'Tot zo\nMia', doubts: [] }],
  ['note 123: key 7', 'notitie 123: key 7', { kind: 'note', plateText: '123', text: 'key 7', doubts: [] }],
  ['undo', 'herstel', { kind: 'undo', plateText: undefined, doubts: [] }],
  ['mine', 'mijn', { kind: 'mine' }],
  ['all', 'alles', { kind: 'all' }],
  ['take 123', 'neem 123', { kind: 'take', plateText: '123', doubts: [] }],
  ['help', 'hulp', { kind: 'help' }],
  ['link 4F9-K2', 'koppel 4F9-K2', { kind: 'link', code: '4F9-K2' }],
  ['language nl', 'taal nl', { kind: 'language', language: 'nl' }],
  ['language english', 'taal engels', { kind: 'language', language: 'en' }],
  ['language', 'taal', { kind: 'language', language: undefined }],
  ['english', 'engels', { kind: 'language', language: 'en' }],
];

describe('a mechanic’s line', () => {
  it.each(rows)('%s = %s', (english, dutch, meaning) => {
    expect(parse(english)).toMatchObject(meaning);
    expect(parse(dutch)).toMatchObject(meaning);
    expect(parse(`  ${dutch.replace(/^\S+/, (word) => word.toUpperCase())} `)).toMatchObject(meaning);
  });
  it.each(rows.filter(([, , meaning]) => 'plateText' in meaning && meaning.plateText !== undefined))(
    'may have its plate first: %s',
    (english, dutch, meaning) => {
      const plateText = (meaning as { plateText: string }).plateText;
      for (const typed of [english, dutch]) {
        const without = typed.replace(new RegExp(` ${plateText}[,:]?`), '');
        if (plateText !== '123' || !typed.startsWith('new'))
          expect(parse(`${plateText} ${without}`)).toMatchObject(meaning);
      }
    },
  );
  it.each(['AB-123-C', 'ab123c', 'AB 123 C', 'ab 123 c', '123', '12-abc-3'])(
    'that is a plate shows its car: %s',
    (text) => expect(parse(text)).toEqual({ kind: 'show', plateText: text }),
  );
  it.each(['ab123c', 'AB 123 C', 'ab 123 c', 'XX-99-YY', '99YY', '1-ABC-234', 'B-AB 1234'])(
    'knows the plate %s',
    (plate) => {
      expect(parse(`start ${plate}`)).toEqual({ kind: 'start', plateText: plate, doubts: [] });
      expect(parse(`${plate} start`)).toEqual({ kind: 'start', plateText: plate, doubts: [] });
    },
  );
  it('leaves a near miss of a plate to be offered', () =>
    expect(parse('12O klaar')).toEqual({ kind: 'done', plateText: '12O', price: undefined, doubts: [] }));
});

describe('done', () => {
  it.each([
    'AB123C klaar 16:30',
    'klaar 16:30',
    'klaar AB123C om 16.30',
    'klaar 16u',
    'klaar 16',
    'klaar 1630',
    'klaar morgen',
    'done tomorrow 10:00',
  ])('with a time is asked back, never completed: %s', (text) => {
    const line = parse(text);
    expect(line.kind).toBe('done');
    expect(doubtsOf(line)).toContain('done-or-eta');
    expect(line).toMatchObject({ price: undefined });
  });
  it.each(['AB123C klaar bijna', 'klaar AB123C?', 'klaar AB123C, XX99YY', 'AB123C klaar niet'])(
    'with other words is asked back: %s',
    (text) => expect(doubtsOf(parse(text))).toEqual(['unread']),
  );
  it.each(['done brakes', 'klaar?', 'klaar voor vandaag denk', 'done with the pads'])(
    'in a sentence without a car is only offered: %s',
    (text) => {
      const line = parse(text);
      if (line.kind === 'plain') expect(line).toMatchObject({ plateText: undefined, suggestion: 'done' });
      else expect(doubtsOf(line)).toContain('done-or-eta');
    },
  );
  it('with a doubtful amount is asked back', () => expect(doubtsOf(parse('klaar 123 1.286'))).toEqual(['amount']));
  it('tells an amount from a part of a plate by the open repairs', () => {
    expect(parse('done 123')).toMatchObject({ plateText: '123', price: undefined });
    expect(parse('done 485')).toMatchObject({ plateText: undefined, price: { amount: { minor: 485_00 } } });
  });
});

describe('words of the mechanic’s own', () => {
  it.each([
    'say 300 km nog',
    'zeg 12 minuten',
    'say op 30 km',
    'note 2 mm',
    'note 5W30 bijgevuld',
    'found 2 mm',
    'quote 5W30 olie 45',
  ])('are not taken for a plate: %s', (text) => expect(parse(text)).toMatchObject({ plateText: undefined }));
  it('to the customer that name a price are asked back', () =>
    expect(doubtsOf(parse('zeg AB-123-C: wordt ongeveer 300'))).toEqual(['price-in-text']));
  it.each(['kan het wachten?', 'de remmen zijn slecht', 'ok', '300', '', ' ', '1:', '👍'])(
    'without a command go nowhere: "%s"',
    (text) =>
      expect(parse(text)).toEqual({ kind: 'plain', text: text.trim(), plateText: undefined, suggestion: undefined }),
  );
  it('keep the car that they name', () => {
    expect(parse('AB123C rijdt slecht')).toMatchObject({ kind: 'plain', text: 'rijdt slecht', plateText: 'AB123C' });
    expect(parse('de Golf AB-123-C rijdt slecht')).toMatchObject({ kind: 'plain', plateText: 'AB-123-C' });
  });
  it.each([
    ['stard 123', 'start'],
    ['AB123C klar', 'done'],
    ['nieuwe auto', 'new'],
    ['oferte 123: pads 38', 'quote'],
    ['gevondne pads', 'found'],
    ['herstel de bumper', 'undo'],
    ['neem contact op', 'take'],
    ['wacht even', 'wait'],
    ['on the lift', 'on'],
    ['lift is kapot', 'lift'],
    ['tijd voor pauze', 'eta'],
    ['new tyres needed', 'new'],
    ['mijn collega komt', 'mine'],
    ['koppel de aanhanger los', 'link'],
  ])('that are nearly a command have it offered: %s', (text, suggestion) =>
    expect(parse(text)).toMatchObject({ kind: 'plain', suggestion }),
  );
});

describe('a promised time', () => {
  it('that is over today is asked back', () =>
    expect(parse('eta 123 8:30')).toMatchObject({
      at: undefined,
      doubts: [{ kind: 'past', at: new Date('2026-11-23T07:30:00Z') }],
    }));
  it('that cannot be read is asked back', () => expect(doubtsOf(parse('tijd AB123C einde middag'))).toEqual(['time']));
  it('may lack its time or all of it', () => {
    expect(parse('tijd morgen')).toMatchObject({ at: undefined, day: '2026-11-24', doubts: [] });
    expect(parse('eta AB123C')).toMatchObject({ at: undefined, day: undefined, doubts: [] });
  });
  it('of a car that waits for something else than parts is asked back', () =>
    expect(parse('wacht AB123C op klant')).toMatchObject({
      parts: false,
      what: 'op klant',
      doubts: [{ kind: 'unread' }],
    }));
});

describe('whatever is typed', () => {
  const words = rows.flatMap(([english, dutch]) => `${english} ${dutch}`.split(' '));
  const lines = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 12 })
      .map((some) => some.join(' ')),
  );
  it('never throws, and a line that has a question mark or a time behind done never completes', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('', '?', ' ?', ' 16:30'), (text, end) => {
        expect(parse(text + end)).toHaveProperty('kind');
        const line = parse(`klaar AB123C ${text}${end}`);
        if (end !== '' && line.kind === 'done') expect(line.doubts.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
  const heads = ['quote AB-123-C: a', 'done AB-123-C a', 'wait AB-123-C a', 'lift AB-123-C a', 'say AB-123-C: a', 'a'];
  it.each(['!', '?', '.', ',', ')', '(', ':', '-', '~', '=', '€'])('is read alike with few and many %s', (sign) => {
    const [few, many] = [sign.repeat(9), sign.repeat(28_000)];
    for (const head of heads)
      for (const end of ['z', ' z', ''])
        expect(JSON.stringify(parse(head + many + end)).replaceAll(many, few)).toBe(
          JSON.stringify(parse(head + few + end)),
        );
  });
  it.each([' ', '\n', '\t', '\u00a0'])('is read alike with one and many of white space %j', (space) => {
    for (const head of heads)
      expect(JSON.stringify(parse(`${head}${space.repeat(28_000)}+ z`)).replace(/(?: |\\n)+/g, ' ')).toBe(
        JSON.stringify(parse(`${head}${space} + z`)).replace(/(?: |\\n)+/g, ' '),
      );
  });
  it('is read soon, however long it is and whatever it repeats', () => {
    const pieces = [
      'a + ',
      '1 ',
      'a1-',
      '06-',
      '1.',
      '1,23',
      '12 + ',
      'klaar ',
      'klaar 16:30 ',
      '1/ ',
      '€ ',
      '! ',
      '38 nu ',
    ];
    const began = performance.now();
    for (const piece of pieces)
      for (const head of ['offerte 123: ', 'nieuw AB123C ', 'klaar AB123C ', 'zeg ', ''])
        parse(head + piece.repeat(28_000 / piece.length));
    // Far above what it takes; one pattern that backtracks over a message of this length takes longer alone.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('signs that nobody sees', () => {
  it('keep no plate from being found', () => {
    expect(parse('start \u2068AB-123-C\u2069')).toMatchObject({ kind: 'start', plateText: 'AB-123-C', doubts: [] });
    expect(parse('zeg \u2068AB-123-C\u2069: tot zo')).toMatchObject({ plateText: 'AB-123-C', text: 'tot zo' });
    expect(parse('say AB\u2013123\u2013C: see you')).toMatchObject({ plateText: 'AB-123-C', text: 'see you' });
  });
  it.each([
    'start ＡＢ－１２３－Ｃ',
    'start (AB-123-C)',
    'start kenteken AB-123-C',
    '\u2068start\u2069 AB\u200d-123-C',
    'ＡＢ１２３Ｃ begin',
  ])('and other keyboards keep no plate from being found: %s', (typed) =>
    expect(parse(typed)).toMatchObject({ kind: 'start', doubts: [] }),
  );
  it('do not hide the second plate of a new car', () =>
    expect(parse('AB-123-C new Jan Jansen, lekt, 12-XTG-3')).toMatchObject({ kind: 'new', plateText: undefined }));
  it.each(['\u2067می‌خواهم\u2069 \u200fשלום', 'tot zo 👨‍🔧', '❤️‍🔥', 'می‌خواهم'])(
    'stay in words that go on: %s',
    (words) => expect(parse(`zeg AB-123-C: ${words}`)).toMatchObject({ text: words }),
  );
});
