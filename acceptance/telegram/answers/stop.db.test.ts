import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../core/testing/database.ts';
import { startEdgeTelegram } from '../../networks/telegram.ts';
import { answersAt, answersEverything, type Customer, type Reads } from '../../people/customer.ts';
import { until } from '../../people/person.ts';
import { openDesk } from '../../people/service.ts';
import { startGarage, wordsSettleAfter } from '../../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(() => answersEverything(pool, 0));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const { bringNew, fresh, leads, quiet, quote, says, settle, standing } = answersAt({
  pool,
  garage,
  telegram,
  from: 8400,
});

function mark(who: Customer, set: string) {
  return pool.query(`update address set ${set} where chat = $1`, [String(who.chat)]);
}

/** Where a customer may be when no more messages are wanted. */
const states: readonly (readonly [string, (reads: Reads) => Promise<Customer>])[] = [
  ['a quote is open', (reads) => fresh(reads)],
  ['nothing is asked', bringNew],
  [
    'an agent speaks',
    async (reads) => {
      const who = await fresh(reads);
      const { who: petra, panel, conversationOf } = await openDesk(pool, 'Petra');
      const conversationId = await conversationOf(String(who.chat));
      await panel.send(petra, conversationId, 'Hallo!', { idempotencyKey: conversationId, messageId: undefined });
      await who.hears('Hallo!');
      await quiet();
      return who;
    },
  ],
  [
    'a yes waits',
    async (reads) => {
      const who = await fresh(reads);
      await wordsSettleAfter(pool, 4000);
      await who.types(reads === 'nl' ? 'ja' : 'yes');
      await quiet();
      expect((await standing(who)).pending).not.toBeNull();
      return who;
    },
  ],
  [
    'the address is not proven',
    async (reads) => {
      const who = await bringNew(reads);
      await mark(who, 'proven_at = null');
      return who;
    },
  ],
  [
    'the address is frozen',
    async (reads) => {
      const who = await bringNew(reads);
      await mark(who, 'proven_at = null, frozen_at = now()');
      return who;
    },
  ],
];

describe('no more messages', () => {
  describe.each(states)('when %s', (_, stateOf) => {
    it.each([
      ['nl', 'ik hoef die berichtjes niet meer te krijgen'],
      ['en', 'stop sending me these'],
      ['nl', 'STOP'],
    ] as const)('%s: are what "%s" brings, and no decision', async (reads, words) => {
      const who = await stateOf(reads);
      await who.types(words);
      await until('it to stop', async () => (await standing(who)).stopped || undefined);
      await wordsSettleAfter(pool, 0);
      await settle();
      expect(await standing(who)).toMatchObject({ stopped: true, decisions: 0, pending: null });
    });
  });

  it.each([
    ['nl', 'stuur mij geen berichten meer'],
    ['nl', 'ik wil hier geen bericht meer over ontvangen'],
    ['nl', 'haal mij van de lijst'],
    ['nl', 'afmelden graag'],
    ['en', 'I no longer wish to receive these'],
    ['en', 'please take me off this list'],
    ['en', 'no more texts please'],
    ['en', 'unsubscribe me'],
  ] as const)('%s: are what "%s" brings', async (reads, words) => {
    await says(await fresh(reads), words, 'stops all messages');
  });
});

describe('no more messages, by an edit', () => {
  it.each([
    ['nl', 'STOP'],
    ['en', 'stop sending me these'],
  ] as const)('%s: are what "%s" brings', async (reads, words) => {
    const who = await fresh(reads);
    const message = await who.types(reads === 'nl' ? 'mooie auto is het toch' : 'nice car');
    await quiet();
    await leads(who, () => who.edits(message, words), 'stops all messages');
    expect((await standing(who)).stopped).toBe(true);
  });
});

describe('"no more messages?"', () => {
  const maybe = { nl: 'ik word gek van die berichten', en: 'I am tired of these messages' };
  const askedToStop = async (reads: Reads, open = true): Promise<Customer> => {
    const who = await (open ? fresh(reads) : bringNew(reads));
    await says(who, maybe[reads], 'asks "no more messages?"');
    return who;
  };

  it.each([
    ['nl', 'ja'],
    ['en', 'yes please'],
    ['nl', 'STOP'],
    ['en', 'yes'],
  ] as const)('%s: is answered by "%s", which stops them', async (reads, words) => {
    const who = await askedToStop(reads);
    await says(who, words, 'stops all messages');
    expect((await standing(who)).stopped).toBe(true);
  });

  it('is answered by its button', async () => {
    const who = await askedToStop('nl');
    await leads(who, () => who.taps('Stop'), 'stops all messages');
    expect((await standing(who)).stopped).toBe(true);
  });

  it.each([
    ['nl', 'nee', 'ja'],
    ['en', 'no thanks', 'go ahead'],
  ] as const)('%s: and "%s" bring the quote back, which "%s" then approves', async (reads, no, yes) => {
    const who = await askedToStop(reads);
    await says(who, no, 'is not sure that it is a yes');
    await says(who, yes, 'approves all');
    expect((await standing(who)).stopped).toBe(false);
  });

  it('and its other button bring the quote back, which "ja" then approves', async () => {
    const who = await askedToStop('nl');
    await leads(who, () => who.taps('Nee'), 'is not sure that it is a yes');
    await says(who, 'ja', 'approves all');
    expect((await standing(who)).stopped).toBe(false);
  });

  it.each([
    ['nl', 'nee'],
    ['en', 'no'],
  ] as const)(
    '%s: and "%s" bring how it stands, where nothing is asked; a later yes stops nothing',
    async (reads, no) => {
      const who = await askedToStop(reads, false);
      await says(who, no, 'says how it stands');
      await who.types(reads === 'nl' ? 'ja' : 'yes');
      await quiet();
      expect((await standing(who)).stopped).toBe(false);
    },
  );

  it.each([
    ['nl', 'akkoord met de offerte'],
    ['en', 'go ahead'],
  ] as const)('%s: is not answered by "%s", which may be meant for the quote', async (reads, words) => {
    const who = await askedToStop(reads);
    await says(who, words, 'asks "all of it?"');
    expect((await standing(who)).stopped).toBe(false);
  });

  it('is not answered by a yes after something else was said', async () => {
    const who = await askedToStop('nl', false);
    await garage.mechanic.types(`eta ${who.plate} tomorrow 16:00`);
    await who.hears('16:00');
    await quiet();
    await who.types('ja');
    await quiet();
    expect((await standing(who)).stopped).toBe(false);
    await quote(who);
    await says(who, 'ja', 'approves all');
  });
});
