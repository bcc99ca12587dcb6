import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../core/testing/database.ts';
import { startEdgeTelegram } from '../../networks/telegram.ts';
import { answersAt, answersEverything, type Customer, type Outcome, type Reads } from '../../people/customer.ts';
import { startGarage } from '../../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { clock } = telegram.edge;
const garage = await startGarage(database, telegram.settings);
beforeAll(() => answersEverything(pool, 4000));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});
const { asked, decided, hears, leads, quiet, says, settle, standing, waits } = answersAt({
  pool,
  garage,
  telegram,
  from: 8500,
});

/** Somebody who has had the question on the screen for a while. */
async function reader(reads: Reads): Promise<Customer> {
  const who = await asked(reads);
  await clock.skip(5000);
  return who;
}

/** Two seconds pass between two texts. */
async function writes(who: Customer, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await clock.skip(2000);
    await who.types(text);
    await quiet();
  }
}

const photo = { photo: [{ file_id: 'A', file_unique_id: 'a', file_size: 1 }] };

describe('what is written within the seconds after an answer of ours is one text with what came before it', () => {
  it.each([
    ['nl', ['als het onder de 300 blijft', 'doe maar'], 'asks "all of it?"'],
    ['en', ['only if it stays under 300', 'go ahead'], 'asks "all of it?"'],
    ['nl', ['niet de wissers', 'doe maar'], 'asks "all of it?"'],
    ['en', ['not the wipers', 'yes please'], 'asks "all of it?"'],
    ['nl', ['hallo', 'niet de wissers', 'doe maar'], 'asks "all of it?"'],
    ['en', ['yes', 'but only the brakes', 'go ahead'], 'asks "all of it?"'],
    ['nl', ['doe maar', 'niet de wissers'], 'asks "these lines?"'],
    ['en', ['yes', 'no'], 'asks "not at all?"'],
    ['nl', ['nee', 'toch wel', 'doe maar'], 'asks "all of it?"'],
    ['nl', ['kan ik met pin betalen?', 'ja graag'], 'asks "all of it?"'],
    ['nl', ['wat kost alleen 1?', '1'], 'asks "these lines?"'],
  ] as const)('%s: %j %s', async (reads, texts, outcome) => {
    const who = await reader(reads);
    await writes(who, ...texts.slice(0, -1));
    await leads(who, () => writes(who, texts.at(-1) ?? ''), outcome);
    await settle();
    expect(await standing(who)).toMatchObject({ quote: 'released', pending: null });
  });

  it.each([
    ['nl', ['hallo', 'akkoord'], ['akkoord'], 'approved'],
    ['nl', ['ja', 'doe maar'], ['ja', 'doe maar'], 'approved'],
    ['en', ['yes', 'go ahead'], ['yes', 'go ahead'], 'approved'],
    ['en', ['hi', 'yes'], ['yes'], 'approved'],
    ['nl', ['nee', 'niet doen'], ['nee', 'niet doen'], 'rejected'],
  ] as const)('%s: %j is one answer, and all of it stands in the evidence', async (reads, texts, phrases, outcome) => {
    const who = await reader(reads);
    const before = (await standing(who)).decisions;
    await writes(who, ...texts);
    expect(await waits(who)).toMatchObject({ texts, phrases });
    expect((await standing(who)).decisions).toBe(before);
    await settle();
    await hears(who, outcome === 'approved' ? 'approves all' : 'rejects all');
    expect(await decided(who)).toMatchObject({ how: 'words', outcome, answer_text: texts.join('\n') });
  });

  it.each([
    ['a photo', photo],
    ['a photo with words', { ...photo, caption: 'kijk' }],
    ['a sticker', { sticker: { file_id: 'S', file_unique_id: 's', emoji: '👎' } }],
    ['a place', { location: { latitude: 52, longitude: 5 } }],
  ])('%s keeps the words behind it from being an answer', async (_, content) => {
    const who = await reader('nl');
    who.sends(content);
    await quiet();
    await leads(who, () => writes(who, 'doe maar'), 'asks "all of it?"');
  });

  it.each([
    ['nl', 'als het onder de 300 blijft', 'doe maar'],
    ['en', 'not the wipers', 'i approve the quote'],
    ['nl', 'mooie auto is het toch', 'ja'],
  ] as const)('%s: but "%s" was answered long before "%s", which answers the question', async (reads, first, then) => {
    const who = await reader(reads);
    await who.types(first);
    await quiet();
    await clock.skip(60_000);
    if (first === 'not the wipers') {
      // The question was about lines, so that a yes to the whole is asked about.
      await says(who, then, 'asks "all of it?"');
      return;
    }
    await who.types(then);
    expect(await waits(who)).toMatchObject({ texts: [then] });
    await settle();
    await hears(who, 'approves all');
  });
});

describe('two quick answers', () => {
  it.each([
    ['a mechanic’s "lust u koffie?"', 'nl', ['ja', 'is goed'], 'asks "all of it?"'],
    ['a mechanic’s "lust u koffie?"', 'en', ['no', 'no thanks'], 'asks "not at all?"'],
    ['"not at all?"', 'nl', ['ja', 'is goed'], 'asks "all of it?"'],
    ['"these lines?"', 'en', ['go ahead', 'yes'], 'asks "all of it?"'],
  ] as const)(
    'to %s (%s), %j, are no answer to the question that the first of them got',
    async (what, reads, texts, outcome) => {
      const who = await reader(reads);
      if (what.startsWith('a mechanic')) {
        await garage.mechanic.types(`say ${who.plate}: lust u koffie?`);
        await who.hears('lust u koffie?');
      } else if (what === '"not at all?"') await says(who, 'te duur', 'asks "not at all?"');
      else await says(who, 'only the brake pads', 'asks "these lines?"');
      // Seconds after the words when it is about them, else at once.
      if (what !== '"these lines?"') await clock.skip(10_000);
      await writes(who, texts[0]);
      await leads(who, () => writes(who, texts[1]), outcome);
      await settle();
      expect(await standing(who)).toMatchObject({ quote: 'released', pending: null });
    },
  );
});

describe('an edit', () => {
  const edits = async (who: Customer, message: number, text: string): Promise<void> => {
    await clock.skip(1000);
    who.edits(message, text);
    await quiet();
  };

  it.each([
    ['nl', 'ja', 'nee'],
    ['en', 'yes please', 'yes please!'],
    ['nl', 'nee', 'ja doe maar'],
  ] as const)('%s: of "%s", which still waits, into "%s" takes it back and asks again', async (reads, text, into) => {
    const who = await reader(reads);
    const message = await who.types(text);
    await waits(who);
    await leads(who, () => edits(who, message, into), 'says it is edited');
    await settle();
    expect(await standing(who)).toMatchObject({ quote: 'released', pending: null });
  });

  it('of the first of two texts that wait takes both back', async () => {
    const who = await reader('nl');
    await clock.skip(2000);
    const message = await who.types('hallo');
    await writes(who, 'akkoord');
    await waits(who);
    await leads(who, () => edits(who, message, 'hallo, niet de wissers'), 'says it is edited');
  });

  it.each([
    ['nl', 'hallo', 'niet de wissers', 'doe maar'],
    ['en', 'hello', 'not the wipers', 'go ahead'],
  ] as const)('%s: of "%s" into "%s" counts for the "%s" that follows', async (reads, text, into, then) => {
    const who = await reader(reads);
    const message = await who.types(text);
    await quiet();
    await edits(who, message, into);
    await leads(who, () => writes(who, then), 'asks "all of it?"');
    await settle();
    expect(await standing(who)).toMatchObject({ quote: 'released', pending: null });
  });

  it.each([
    ['nl', 'ja', 'nee', /Dit was al genoteerd.*akkoord/s],
    ['en', 'no thanks', 'yes please', /already noted.*will not do this/s],
  ] as const)(
    '%s: of "%s", which has decided, into "%s" changes nothing, and says what stands',
    async (reads, text, into, stands) => {
      const who = await reader(reads);
      const message = await who.types(text);
      await waits(who);
      await settle();
      await hears(who, text === 'ja' ? 'approves all' : 'rejects all');
      const { decisions } = await standing(who);
      await edits(who, message, into);
      await who.hears(stands);
      await settle();
      expect(await standing(who)).toMatchObject({ quote: 'decided', decisions, pending: null });
    },
  );

  it.each([
    ['nl', 'mooie auto is het toch', 'ja', 'asks "all of it?"'],
    ['en', 'nice car isn’t it', 'go ahead', 'asks "all of it?"'],
    ['nl', 'mooie auto is het toch', 'nee, niet doen', 'asks "not at all?"'],
  ] as const)('%s: of "%s" into "%s" only %s', async (reads, text, into, outcome: Outcome) => {
    const who = await reader(reads);
    const message = await who.types(text);
    await quiet();
    await leads(who, () => edits(who, message, into), outcome);
    await settle();
    expect(await standing(who)).toMatchObject({ quote: 'released', pending: null });
  });
});
