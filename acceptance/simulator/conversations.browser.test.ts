import { describe, expect, it } from 'vitest';
import { testBrowser } from '../../core/testing/chromium.ts';
import { makeDatabase } from '../../core/testing/database.ts';
import { freePort, startGarage, wordsSettleAfter } from '../product.ts';
import { openBook } from './conversations/book.ts';
import { playCustomer } from './conversations/play.ts';

const browser = await testBrowser();

/** A Monday morning in winter. */
const monday = new Date('2027-01-11T08:35:00+01:00');

/** A product whose clock stands at that morning, on a database that nobody has used. */
async function openGarage() {
  const { drop, ...database } = await makeDatabase();
  await database.pool.query(`insert into installation (name, value) values ('clock_offset_ms', to_jsonb($1::bigint))`, [
    monday.getTime() - Date.now(),
  ]);
  const garage = await startGarage(database, { PORT: String(await freePort()) });
  await wordsSettleAfter(database.pool, 0);
  return { garage, close: () => garage.stop().finally(drop) };
}

describe('what customers see', () => {
  const book = openBook(process.env.WRITE_CONVERSATIONS === '1');
  it.concurrent.each(['nl', 'en'] as const)(
    'is played in a browser, message by message: %s',
    async (lang) => {
      const { garage, close } = await openGarage();
      try {
        expect(await playCustomer({ browser, garage, book, lang, monday })).toEqual([]);
      } finally {
        await close();
      }
    },
    240_000,
  );
  it('is what docs/conversations.md shows', () => {
    const { fresh, kept } = book.close();
    expect(fresh).toBe(kept);
  });
});
