import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../core/testing/database.ts';
import { startEdgeTelegram } from '../../networks/telegram.ts';
import { answersAt, answersEverything } from '../../people/customer.ts';
import { startGarage } from '../../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(() => answersEverything(pool, 0));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const quotes = {
  nl: { lines: 'accu 129; remblokken 286,40; uitlaat 340', total: '755,40' },
  en: { lines: 'battery 129; brake pads 286.40; exhaust 340', total: '755.40' },
};
const { asked, fresh, leads, quiet, says, standing } = answersAt({ pool, garage, telegram, from: 8100, quotes });

describe('words that once decided a quote of three lines ask a question', () => {
  it.each([
    // Of the car, the part or the price it is said that they are good, or they are asked for.
    ['en', 'my car is fine', 'asks "all of it?"'],
    ['nl', 'onze wagen is helemaal prima', 'asks "all of it?"'],
    ['en', 'those wipers are fine', 'asks "all of it?"'],
    ['nl', 'ik wil graag onze bus', 'asks "all of it?"'],
    ['en', 'replace the truck', 'asks "all of it?"'],
    ['nl', 'vervang de bus maar', 'asks "all of it?"'],
    ['nl', 'repareer de prijs', 'asks "all of it?"'],
    // A sign says yes or no, and not to what.
    ['nl', '👍', 'asks "all of it?"'],
    ['en', '👎', 'asks "not at all?"'],
    // Another quote.
    ['nl', 'akkoord met de oude raming', 'asks "all of it?"'],
    ['en', 'go ahead with the old proposal', 'asks "all of it?"'],
    ['en', 'the old figure is fine', 'asks "all of it?"'],
    // A yes beside something that is told.
    ['nl', 'ja die slang is kapot', 'asks "all of it?"'],
    ['en', "sure, I'm at the doctor", 'asks "all of it?"'],
    ['nl', 'doe gewoon even', 'asks "all of it?"'],
    ['en', 'you may go on', 'asks "all of it?"'],
    ['nl', 'voer het onderhoud maar uit', 'asks "all of it?"'],
    ['en', 'go ahead with the valet', 'asks "all of it?"'],
    ['en', 'no extra work', 'asks "not at all?"'],
    ['en', 'no servicing thanks', 'asks "not at all?"'],
    // Somebody else's words.
    ['nl', 'Piet: ja doe maar', 'asks "all of it?"'],
    ['nl', 'Doorgestuurd bericht:\nja doe maar', 'asks "all of it?"'],
    ['en', 'Forwarded message:\ngo ahead', 'asks "all of it?"'],
    ['en', 'Peter Smith: go ahead', 'asks "all of it?"'],
    ['nl', 'baas: akkoord', 'asks "all of it?"'],
    ['en', 'boss: approved', 'asks "all of it?"'],
    ['nl', 'Mohammed: akkoord', 'asks "all of it?"'],
    ['nl', 'dit is een test, akkoord', 'asks "all of it?"'],
    ['nl', 'Akkoord!! (dit is een automatisch bericht)', 'asks "all of it?"'],
    ['nl', 'ja doe maar (was voor mijn vrouw)', 'asks "all of it?"'],
    // One line, with or without.
    ['nl', 'doe die accu maar', 'asks "these lines?"'],
    ['en', 'fit that battery please', 'asks "these lines?"'],
    ['nl', 'vervang die remblokken maar', 'asks "these lines?"'],
    ['en', 'that battery is fine', 'asks "these lines?"'],
    ['nl', 'doe maar zonder die uitlaat', 'asks "these lines?"'],
    ['nl', 'die remblokken hoeft niet', 'asks "these lines?"'],
    ['nl', 'nee, die uitlaat hoef ik niet', 'asks "these lines?"'],
    ['nl', 'ja doe maar zonder die wissers', 'asks which lines'],
    ['nl', 'doe die ene maar', 'asks which lines'],
    // A person decides, or is to be called.
    ['nl', 'mijn man beslist, die heeft 06-11223344', 'offers the link'],
    ['nl', 'bel mijn man even', 'promises a call'],
  ] as const)('%s: "%s" %s', async (reads, words, outcome) => {
    await says(await asked(reads), words, outcome);
  });

  it.each([
    [
      'nl',
      [
        'die accu is goed',
        'doe die uitlaat maar niet',
        'ja maar die uitlaat hoeft niet',
        'ik zit in een vergadering tot 3 uur',
      ],
    ],
    [
      'en',
      [
        'do that battery',
        'go ahead with the battery',
        'yes the clutch is worn',
        "I'll have that repaired",
        "don't wait, go ahead?",
      ],
    ],
    [
      'nl',
      ['zet die kachel maar aan', 'onze auto doet helemaal niks', 'onderhoud liever niet', 'App van Anna: is goed'],
    ],
    ['en', ['it does not work', 'do those ones', 'change the bid please', 'that one is ok', 'go ahead... not']],
    [
      'nl',
      [
        'wij willen graag de raming',
        'ik wil de begroting graag vandaag',
        'vernieuw het bestek',
        'maak de raming maar',
        'ja, ik ben op reis',
        'zeker, de kinderen zijn op school',
        'akkoord met het stallen',
        'aanbakken graag',
        'verdichten aub',
        'kwallen graag',
      ],
    ],
    [
      'en',
      [
        'please tackle the maintenance',
        'go ahead with the servicing please',
        'our truck is perfect',
        "I'm pleased with the vehicle",
        "I'd like the vehicle please",
        'we want the proposal please',
        'sort out the estimate',
        'please make the quotation',
        "we'll get those fixed",
        'go ahead with the tracking',
        'carrion please',
        'doorman please',
      ],
    ],
    [
      'nl',
      [
        'monteer die accu maar',
        'die remblokken mag je doen',
        'maak die remmen maar',
        'doe die accu maar niet',
        'laat die accu maar',
        'doe maar niet die accu',
        'die ventielen hoeft niet',
        'ja maar die filter hoeft niet',
      ],
    ],
    [
      'nl',
      [
        'Piet de Vries: ja doe maar',
        'Hij: ja doe maar',
        'monteur: doe maar',
        'Anna stuurde: is goed',
        'Siri: ja doe maar',
        'mijn vrouw: doe maar',
        'Piet zei: ja doe maar',
        'Piet: ja',
      ],
    ],
  ] as const)('%s: whatever is asked about %j, nothing is decided and nothing waits', async (reads, texts) => {
    const who = await asked(reads);
    const { decisions } = await standing(who);
    for (const words of texts) {
      await asked(reads);
      await who.types(words);
      await quiet();
      expect(await standing(who), words).toMatchObject({ decisions, pending: null, quote: 'released' });
    }
  });
});

describe('a plain yes that follows one of them', () => {
  it.each([
    ['nl', 'bel mijn man even', 'promises a call', 'is goed', 'asks "all of it?"'],
    ['nl', 'doe die accu maar', 'asks "these lines?"', 'ja', 'approves these lines'],
    ['en', 'fit that battery please', 'asks "these lines?"', 'i approve the quote', 'asks "all of it?"'],
    ['nl', 'ja doe maar zonder die wissers', 'asks which lines', '1 2', 'approves these lines'],
    ['en', 'my car is fine', 'asks "all of it?"', 'no', 'rejects all'],
  ] as const)('%s: after "%s", which %s, "%s" %s', async (reads, words, outcome, then, becomes) => {
    const who = await asked(reads);
    await says(who, words, outcome);
    await says(who, then, becomes);
  });
});

describe('a quote of one line', () => {
  it.each([
    ['nl', 'accu 129', '129,00', 'ja maar niet de accu'],
    ['en', 'battery 129', '129.00', 'the battery is fine'],
  ] as const)('%s: is not decided by words about it, and is by a plain answer', async (reads, line, total, words) => {
    const who = await fresh(reads, line, total);
    await who.types(words);
    await quiet();
    expect(await standing(who)).toMatchObject({ decisions: 0, pending: null });
    await who.starts();
    await quiet();
    await leads(who, () => who.types(reads === 'nl' ? 'ja' : 'yes please'), 'approves all');
  });
});
