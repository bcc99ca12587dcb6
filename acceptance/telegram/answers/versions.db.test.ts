import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../core/testing/database.ts';
import { startEdgeTelegram } from '../../networks/telegram.ts';
import { answersAt, answersEverything, type Customer, type Reads } from '../../people/customer.ts';
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
const { fresh, hears, leads, quiet, quote, says, settle, standing, waits } = answersAt({
  pool,
  garage,
  telegram,
  from: 8600,
});

/** Words that plainly answer, and wait. */
async function answers(who: Customer, words: string): Promise<void> {
  await clock.skip(5000);
  await who.types(words);
  await waits(who);
}

describe('a new version', () => {
  const dearer = (reads: Reads) =>
    reads === 'nl'
      ? (['remblokken 286,40; wissers 58', '344,40'] as const)
      : (['brake pads 286.40; wipers 58', '344.40'] as const);

  it.each([
    ['nl', 'ja'],
    ['en', 'no thanks'],
  ] as const)('%s: takes "%s" back that waits', async (reads, words) => {
    const who = await fresh(reads);
    await answers(who, words);
    await quote(who, ...dearer(reads));
    expect(await standing(who)).toMatchObject({ pending: null });
    await settle();
    expect(await standing(who)).toMatchObject({ decisions: 0, quote: 'released' });
  });

  it.each([
    ['nl', 'ja doe maar'],
    ['en', 'no thanks'],
  ] as const)('%s: is not answered by "%s" that was sent before it came', async (reads, text) => {
    const who = await fresh(reads);
    const date = clock.seconds();
    await clock.skip(120_000);
    await quote(who, ...dearer(reads));
    await leads(who, () => who.sends({ text, date }), 'says it was before this quote');
  });

  it.each([
    ['nl', 'ja'],
    ['en', 'go ahead'],
  ] as const)('%s: is answered by "%s" only when it has been there for a minute', async (reads, words) => {
    const who = await fresh(reads);
    await quote(who, ...dearer(reads));
    await clock.skip(20_000);
    await says(who, words, 'says it was before this quote');
    await clock.skip(60_000);
    await answers(who, words);
    await settle();
    await hears(who, 'approves all');
  });

  it.each([
    ['nl', 'akkoord met 324,40', 'asks "all of it?"'],
    ['en', '324.40 is fine', 'asks "all of it?"'],
    ['nl', 'akkoord voor € 324,40', 'asks "all of it?"'],
  ] as const)('%s: is not answered by the old total: "%s" %s', async (reads, words, outcome) => {
    const who = await fresh(reads);
    await quote(
      who,
      ...(reads === 'nl' ? (['remblokken 186,40', '186,40'] as const) : (['brake pads 186.40', '186.40'] as const)),
    );
    await clock.skip(120_000);
    await says(who, words, outcome);
    expect(await standing(who)).toMatchObject({ decisions: 0 });
  });

  it.each([
    ['nl', 'akkoord met 324,40'],
    ['en', '324.40 is fine'],
  ] as const)('%s: that is dearer is not answered by the old total, "%s"', async (reads, words) => {
    const who = await fresh(reads);
    await quote(who, ...dearer(reads));
    await clock.skip(120_000);
    await who.types(words);
    await who.hears(/344[.,]40|maximumbedrag|price limit/);
    await quiet();
    expect(await standing(who)).toMatchObject({ decisions: 0, pending: null });
  });

  it('is shown to a reply to the old one', async () => {
    const who = await fresh('nl');
    const message_id = who.shown().at(-1)?.messageId;
    await quote(who, ...dearer('nl'));
    await clock.skip(120_000);
    const { text } = await leads(
      who,
      () => who.types('ja', { reply_to_message: { message_id } }),
      'shows the new version',
    );
    expect(text).toContain('344,40');
  });
});

describe('a quote that no longer stands', () => {
  it.each([
    ['nl', 'ja', 'akkoord met de offerte'],
    ['en', 'no thanks', 'go ahead'],
  ] as const)(
    '%s: because it was withdrawn takes "%s" back that waits, and is not answered by "%s"',
    async (reads, words, then) => {
      const who = await fresh(reads);
      await answers(who, words);
      await garage.mechanic.types(`withdraw ${who.plate}`);
      await leads(who, () => undefined, 'says it is withdrawn');
      await settle();
      await says(who, then, 'says it is withdrawn');
      await says(who, words, 'says it is withdrawn');
      expect(await standing(who)).toMatchObject({ decisions: 0, quote: 'withdrawn' });
    },
  );

  it.each([
    ['nl', 'ik overleg even', 'takes time'],
    ['nl', 'mijn man beslist', 'offers the link'],
  ] as const)(
    '%s: is told of to a yes, although "%s" was the last thing that was said to us before',
    async (reads, words, outcome) => {
      const who = await fresh(reads);
      await says(who, words, outcome);
      await garage.mechanic.types(`withdraw ${who.plate}`);
      await leads(who, () => undefined, 'says it is withdrawn');
      await says(who, 'ja', 'says it is withdrawn');
    },
  );

  it('because it has expired is not answered by words', async () => {
    const dutch = await fresh('nl');
    const english = await fresh('en');
    await garage.skips(5 * 24 * 60);
    for (const [who, words] of [
      [dutch, 'ja doe maar'],
      [english, 'no thanks'],
      [dutch, '1'],
    ] as const) {
      if (words !== '1') await leads(who, () => undefined, 'says it has expired');
      await says(who, words, 'says it has expired');
      expect(await standing(who)).toMatchObject({ decisions: 0, quote: 'expired' });
    }
  });
});
