import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { startProduct } from '../../bot/main.ts';
import { testBrowser } from '../../core/testing/chromium.ts';
import { makeDatabase } from '../../core/testing/database.ts';
import { freePort } from '../free-port.ts';
import { openBook } from './conversations/book.ts';
import { chapters } from './conversations/chapters.ts';
import { playCustomer } from './conversations/play.ts';

const browser = await testBrowser();
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

/** A Monday morning in winter. */
const monday = new Date('2027-01-11T08:35:00+01:00');

/** A product whose clock stands at that morning, on a database that nobody has used. */
async function openGarage() {
  const { url: databaseUrl, pool, drop } = await makeDatabase();
  await pool.query(`insert into installation (name, value) values ('clock_offset_ms', to_jsonb($1::bigint))`, [
    monday.getTime() - Date.now(),
  ]);
  const settings = { DATABASE_URL: databaseUrl, AUTH_SECRET: 's'.repeat(40), SIMULATOR: 'on' };
  const product = await startProduct(
    readConfig({ ...settings, PORT: String(await freePort()) }),
    pino({ level: 'silent' }),
  );
  return { url: product.url, pool, close: () => product.stop().finally(drop) };
}

describe('what customers see', () => {
  const book = openBook(chapters, process.env.WRITE_CONVERSATIONS === '1');
  it.each(['nl', 'en'] as const)(
    'is played in a browser, message by message: %s',
    async (lang) => {
      const { url, pool, close } = await openGarage();
      try {
        expect(await playCustomer({ browser, url, pool, book, lang, monday })).toEqual([]);
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
