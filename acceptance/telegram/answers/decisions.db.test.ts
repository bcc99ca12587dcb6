import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../core/testing/database.ts';
import { startEdgeTelegram } from '../../networks/telegram.ts';
import { answersAt, answersEverything, type Customer, type Outcome, type Reads } from '../../people/customer.ts';
import { openDesk } from '../../people/service.ts';
import { startGarage } from '../../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(async () => {
  await answersEverything(pool, 0);
});
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});
const { asked, fresh, leads, quiet, says, standing } = answersAt({ pool, garage, telegram, from: 8300 });

/** What else may be the newest thing that was said, and how it comes. */
const newest: Readonly<Record<string, (who: Customer) => Promise<unknown>>> = {
  'the quote': async () => undefined,
  'its reminder': async (who) => {
    await garage.skips(11);
    await who.hears(/nog geen antwoord|wacht.*antwoord|waiting for your answer|have no answer/s);
    await quiet();
  },
  '"all of it?"': (who) => says(who, who.reads === 'nl' ? 'oké' : 'ok', 'asks "all of it?"'),
  '"these lines?"': (who) =>
    says(who, who.reads === 'nl' ? 'alleen de remblokken' : 'only the brake pads', 'asks "these lines?"'),
  '"not at all?"': (who) => says(who, who.reads === 'nl' ? 'te duur' : 'too expensive', 'asks "not at all?"'),
  'something else': (who) =>
    says(who, who.reads === 'nl' ? 'wanneer is hij klaar?' : 'when is it ready?', 'says how it stands'),
};

const answers = [
  ['nl', 'ja'],
  ['nl', 'is goed'],
  ['en', 'yes please'],
  ['nl', 'doe maar'],
  ['en', 'go ahead'],
  ['nl', 'akkoord met de offerte'],
  ['en', 'i approve the quote'],
  ['nl', 'nee, niet doen'],
  ['en', 'no thanks'],
] as const;

/** For "ja", "doe maar", "akkoord met de offerte" and "nee". */
const becomes: Readonly<Record<keyof typeof newest, readonly [Outcome, Outcome, Outcome, Outcome]>> = {
  'the quote': ['approves all', 'approves all', 'approves all', 'rejects all'],
  'its reminder': ['approves all', 'approves all', 'approves all', 'rejects all'],
  '"all of it?"': ['approves all', 'approves all', 'approves all', 'rejects all'],
  '"these lines?"': ['approves these lines', 'approves these lines', 'asks "all of it?"', 'asks which lines'],
  '"not at all?"': ['asks "all of it?"', 'approves all', 'asks "all of it?"', 'rejects all'],
  'something else': ['asks "all of it?"', 'asks "all of it?"', 'asks "all of it?"', 'asks "not at all?"'],
};
const column = [0, 0, 0, 1, 1, 2, 2, 3, 3] as const;

describe.each(Object.entries(becomes))('after %s', (question, outcomes) => {
  const cases = answers.map(([reads, words], at) => [reads, words, outcomes[column[at] ?? 0]] as const);
  it.each(cases)('%s: "%s" %s', async (reads, words, outcome) => {
    const who = await asked(reads);
    await newest[question]?.(who);
    await says(who, words, outcome);
  });
});

/** What somebody of the garage, or the bot, has said since the quote. */
const since: readonly (readonly [string, Reads, string, (who: Customer) => Promise<unknown>])[] = [
  [
    'a mechanic’s words',
    'nl',
    'ja',
    async (who) => {
      await garage.mechanic.types(`say ${who.plate}: lust u koffie?`);
      await who.hears('lust u koffie?');
    },
  ],
  [
    'a new promised time',
    'en',
    'sounds good',
    async (who) => {
      await garage.mechanic.types(`eta ${who.plate} tomorrow 16:00`);
      await who.hears(/16:00/);
    },
  ],
  [
    'a question that was passed on',
    'nl',
    'dat is goed',
    (who) => says(who, 'kan ik straks met pin betalen?', 'passes a question on'),
  ],
  [
    'a question that was passed on',
    'en',
    'sounds good',
    (who) => says(who, 'can I pay by card?', 'passes a question on'),
  ],
  ['a call that was promised', 'nl', 'is goed', (who) => says(who, 'BEL', 'promises a call')],
  ['a call that was promised', 'en', 'fine by me', (who) => says(who, 'CALL', 'promises a call')],
  ['somebody else who decides', 'nl', 'is goed', (who) => says(who, 'mijn man beslist', 'offers the link')],
  ['somebody else who decides', 'en', 'yes', (who) => says(who, 'my husband decides', 'offers the link')],
  ['time to think', 'nl', 'ja', (who) => says(who, 'ik overleg even', 'takes time')],
  ['time to think', 'en', 'yes', (who) => says(who, 'let me check with my wife first', 'takes time')],
  ['how it stands', 'nl', 'prima, ja', (who) => says(who, 'wanneer is hij klaar?', 'says how it stands')],
];

describe('after other words of the garage', () => {
  it.each(since)('%s (%s), "%s" is asked about, and a yes to that approves', async (_, reads, yes, happens) => {
    const who = await asked(reads);
    await happens(who);
    await quiet();
    await says(who, yes, 'asks "all of it?"');
    await says(who, reads === 'nl' ? 'ja' : 'yes', 'approves all');
  });

  it('an agent’s among them, the quote is asked anew at the hand back, and a yes to that approves', async () => {
    const { who: petra, panel, conversationOf } = await openDesk(pool, 'Petra');
    const who = await fresh('nl');
    const conversationId = await conversationOf(String(who.chat));
    const seen = { idempotencyKey: 'a', messageId: undefined };
    await panel.send(petra, conversationId, 'Zullen we u terugbellen?', seen);
    await who.hears('terugbellen');
    await panel.handBack(petra, conversationId);
    await who.hears(/uw akkoord gevraagd/);
    await quiet();
    await says(who, 'ja', 'approves all');
  });
});

describe('a reply in the network’s own way', () => {
  const reply = (message_id: number | undefined) => ({ reply_to_message: { message_id } });
  const shown = (who: Customer, words: RegExp): number =>
    who.shown().findLast(({ text }) => words.test(text))?.messageId ?? 0;

  it.each([
    [
      'the message before the quote',
      'nl',
      'ja doe maar',
      'asks "all of it?"',
      (who: Customer) => shown(who, /De monteur is/),
    ],
    [
      'the message before the quote',
      'en',
      'no thanks',
      'asks "not at all?"',
      (who: Customer) => shown(who, /The mechanic started/),
    ],
    ['a message that nobody knows', 'nl', 'akkoord', 'asks "all of it?"', () => 999_999],
    [
      'the message before the quote',
      'en',
      '1',
      'asks "these lines?"',
      (who: Customer) => shown(who, /The mechanic started/),
    ],
    [
      'the quote, which was asked again since',
      'nl',
      'ja',
      'asks "all of it?"',
      (who: Customer) => shown(who, /uw akkoord gevraagd/),
    ],
    ['the newest question', 'en', 'go ahead', 'approves all', (who: Customer) => who.shown().at(-1)?.messageId],
  ] as const)('to %s (%s): "%s" %s', async (_, reads, words, outcome, to) => {
    await asked(reads);
    const who = await asked(reads);
    await leads(who, () => who.types(words, reply(to(who))), outcome);
  });

  it('to the customer’s own words answers those', async () => {
    const who = await asked('nl');
    const own = await who.types('mooie auto is het toch');
    await quiet();
    await leads(who, () => who.types('ja', reply(own)), 'asks "all of it?"');
  });
});

describe('likely answers in a row', () => {
  it.each([
    ['nl', 'oké', 'We kunnen u ook bellen'],
    ['en', 'ok', 'We can also call you'],
  ] as const)('%s: the second offers a call, and none of them brings a person', async (reads, words, call) => {
    const who = await fresh(reads);
    expect((await says(who, words, 'asks "all of it?"')).text).not.toContain(call);
    for (const again of [words, words]) {
      const { text, buttons } = await says(who, again, 'asks "all of it?"');
      expect(text).toContain(call);
      expect(buttons.map(({ label }) => label)).toContain(reads === 'nl' ? 'Bel mij' : 'Call me');
    }
    expect((await standing(who)).items).toEqual([]);
    await says(who, reads === 'nl' ? 'ja' : 'yes', 'approves all');
  });
});

describe('a promise to the customer', () => {
  it.each([
    ['nl', 'kan ik straks met pin betalen?', 'BEL', 'Akkoord'],
    ['en', 'can I pay by card?', 'CALL', 'Approve'],
  ] as const)(
    '%s: outlives the decision: the question is answered, the call is made',
    async (reads, question, call, yes) => {
      const who = await fresh(reads);
      await says(who, question, 'passes a question on');
      await says(who, call, 'promises a call');
      await leads(who, () => who.taps(yes), 'approves all');
      expect((await standing(who)).items).toEqual(['callback', 'question']);
      await garage.mechanic.types(`say ${who.plate}: Yes, you can.`);
      await who.hears('Yes, you can.');
      await quiet();
      expect((await standing(who)).items).toEqual(['callback']);
    },
  );

  it.each([
    ['nl', 'BEL', 'laat maar, niet bellen', 'we bellen u niet'],
    ['en', 'CALL', "don't call", 'we will not call you'],
  ] as const)('%s: of a call is taken off by the customer, who reads so', async (reads, call, off, told) => {
    const who = await fresh(reads);
    await says(who, call, 'promises a call');
    await who.types(off);
    await who.hears(told);
    await quiet();
    expect((await standing(who)).items).toEqual([]);
    await says(who, reads === 'nl' ? 'akkoord met alles' : 'I approve all of it', 'asks "all of it?"');
  });

  it('of a call is not ended by STOP and START', async () => {
    const who = await fresh('nl');
    await says(who, 'BEL', 'promises a call');
    await says(who, 'STOP', 'stops all messages');
    await who.types('START');
    await who.hears('weer berichten');
    await quiet();
    expect((await standing(who)).items).toEqual(['callback']);
  });
});
