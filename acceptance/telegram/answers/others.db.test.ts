import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineOf } from '../../../core/postgres/queries/timeline.ts';
import { testDatabase } from '../../../core/testing/database.ts';
import { startEdgeTelegram } from '../../networks/telegram.ts';
import { answersAt, answersEverything, type Customer, type Reads } from '../../people/customer.ts';
import { openDesk } from '../../people/service.ts';
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
const parts = { pool, garage, telegram, from: 8700 };
const { decided, fresh, hears, leads, quiet, says, settle, standing, waits } = answersAt(parts);

/** Words that plainly answer, and wait. */
async function answers(who: Customer, words: string): Promise<void> {
  await clock.skip(5000);
  await who.types(words);
  await waits(who);
}

let others = 8900;
/** A customer and somebody else who decides as well; both have the quote on their screens. */
async function pair(reads: Reads): Promise<readonly [Customer, Customer]> {
  const who = await fresh(reads);
  await who.types('link');
  const { text } = await who.hears(/Stuur deze link door|Forward this link/);
  others += 1;
  const phone = telegram.phone(others, reads);
  await phone.starts(/(?:start=|\/i\/)([\w-]+)/.exec(text)?.[1]);
  await phone.hears(reads === 'nl' ? '324,40' : '324.40');
  await who.hears(/kan nu ook beslissen|can now decide/);
  await quiet();
  // The link was said since the quote.
  await who.starts();
  await hears(who, 'asks again');
  await clock.skip(5000);
  // The repair is told by the customer's chat.
  return [who, { ...who, ...phone, chat: who.chat }];
}

describe('two people who decide', () => {
  it('each answer what was put to them: "not at all?" of the one is no question of the other', async () => {
    const [jan, piet] = await pair('nl');
    await says(piet, 'te duur', 'asks "not at all?"');
    await answers(jan, 'ja');
    await settle();
    await hears(jan, 'approves all');
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
    await piet.hears(/akkoord/);
    await piet.types('nee');
    await piet.hears(/al genoteerd/);
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
  });

  it('each answer what was put to them: what else was said to the one leaves the other’s question the newest', async () => {
    const [jan, piet] = await pair('en');
    await says(jan, 'when is it ready?', 'says how it stands');
    await clock.skip(5000);
    await says(jan, 'yes', 'asks "all of it?"');
    await answers(piet, 'go ahead');
    await settle();
    await hears(piet, 'approves all');
    await jan.hears(/approved/);
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
  });

  it.each([
    ['nl', 'ja doe maar', 'nee, niet doen', 'approved'],
    ['en', 'no thanks', 'yes please', 'rejected'],
  ] as const)('%s: "%s" of the one waits on when the other says "%s"', async (reads, first, second, outcome) => {
    const [jan, piet] = await pair(reads);
    await answers(jan, first);
    await piet.types(second);
    await hears(piet, 'asks again');
    expect(await waits(jan)).toMatchObject({ texts: [first] });
    await settle();
    expect(await decided(jan)).toMatchObject({ outcome, answer_text: first });
    expect(await standing(jan)).toMatchObject({ decisions: 1, pending: null });
  });

  it.each([
    ['time to think', 'nl', 'ik overleg even', 'takes time'],
    ['a question', 'en', 'is that really necessary?', 'passes a question on'],
    ['no more messages', 'nl', 'STOP', 'stops all messages'],
  ] as const)('%s of the one takes no words of the other back', async (_, reads, words, outcome) => {
    const [jan, piet] = await pair(reads);
    await answers(jan, reads === 'nl' ? 'ja' : 'yes');
    await piet.types(words);
    await hears(piet, outcome);
    await waits(jan);
    await settle();
    await hears(jan, 'approves all');
  });

  it('are decided for by the first valid answer: a tap overtakes words that wait', async () => {
    const [jan, piet] = await pair('nl');
    await answers(jan, 'ja');
    await leads(piet, () => piet.taps('Niets doen'), 'rejects all');
    await settle();
    expect(await standing(jan)).toMatchObject({ decisions: 1, pending: null });
    expect(await decided(jan)).toMatchObject({ outcome: 'rejected', how: 'button' });
  });

  it('are decided for by the first valid answer: a number overtakes words that wait', async () => {
    const [jan, piet] = await pair('en');
    await answers(jan, 'yes');
    await says(piet, '2', 'approves these lines');
    await settle();
    expect(await standing(jan)).toMatchObject({ decisions: 1, pending: null });
  });

  it('become one: words of the other that wait decide nothing any more', async () => {
    const [jan, piet] = await pair('nl');
    await answers(piet, 'ja');
    await jan.types('alleen ik beslis');
    await jan.hears('beslist niet meer mee');
    await settle();
    expect(await standing(jan)).toMatchObject({ decisions: 0, pending: null });
    await says(piet, 'ja', 'says that they may not decide');
  });
});

describe('an agent who has the conversation', () => {
  const takes = async (who: Customer) => {
    const { who: petra, panel, conversationOf } = await openDesk(pool, 'Petra');
    const conversationId = await conversationOf(String(who.chat));
    const { newestMessageId: messageId } = await timelineOf(pool, conversationId, 50);
    await panel.send(petra, conversationId, 'Kan ik helpen?', { idempotencyKey: conversationId, messageId });
    await who.hears('Kan ik helpen?');
    await quiet();
    return async (): Promise<void> => {
      await panel.handBack(petra, conversationId);
      await who.hears(/uw akkoord gevraagd|your approval/);
      await quiet();
    };
  };

  it.each([
    ['nl', 'ja'],
    ['en', 'no thanks'],
  ] as const)('%s: ends "%s" that waits; it counts again when it is said after the hand back', async (reads, words) => {
    const who = await fresh(reads);
    await answers(who, words);
    const handBack = await takes(who);
    expect(await standing(who)).toMatchObject({ pending: null });
    await settle();
    await handBack();
    await settle();
    expect(await standing(who)).toMatchObject({ decisions: 0, quote: 'released' });
    await answers(who, words);
    await settle();
    await hears(who, words === 'ja' ? 'approves all' : 'rejects all');
  });

  it.each([
    ['nl', ['ja', 'doe maar', '1', 'akkoord met de offerte', 'nee']],
    ['en', ['yes', 'go ahead', '2', 'I approve the quote', 'no']],
  ] as const)('%s: is whom %j are for: nothing is decided and nothing said', async (reads, texts) => {
    const who = await fresh(reads);
    const handBack = await takes(who);
    const said = who.shown().length;
    for (const text of texts) await who.types(text);
    await settle();
    expect(await standing(who)).toMatchObject({ decisions: 0, pending: null });
    expect(who.shown()).toHaveLength(said);
    await handBack();
    await settle();
    expect(await standing(who)).toMatchObject({ decisions: 0, pending: null });
  });

  it('has heard what is no part of an answer after the hand back', async () => {
    const who = await fresh('nl');
    const handBack = await takes(who);
    await clock.skip(5000);
    await who.types('ja');
    await quiet();
    await handBack();
    await clock.skip(2000);
    await says(who, 'is goed', 'asks "all of it?"');
  });

  it('was meant by what was written before the hand back, although it comes after', async () => {
    const who = await fresh('nl');
    const handBack = await takes(who);
    const date = clock.seconds();
    await clock.skip(10_000);
    await handBack();
    await leads(who, () => who.sends({ text: 'ja', date }), 'says it was before this quote');
  });

  it('stops no button', async () => {
    const who = await fresh('en');
    await takes(who);
    await leads(who, () => who.taps('Approve'), 'approves all');
  });
});
