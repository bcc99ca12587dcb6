import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testBrowser } from '../core/testing/chromium.ts';
import { testDatabase } from '../core/testing/database.ts';
import { readConfig } from './config.ts';
import { startProduct } from './main.ts';
import { openBook } from './testing/conversation-book.ts';
import { chapters } from './testing/conversation-chapters.ts';
import { playCustomer } from './testing/conversation-play.ts';
import { freePort } from './testing/free-port.ts';

const browser = await testBrowser();
const { url: databaseUrl, pool } = await testDatabase();
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

/** A Monday morning in winter. */
const monday = new Date('2027-01-11T08:35:00+01:00');
await pool.query(
  `insert into installation (name, value) values ('clock_offset_ms', to_jsonb($1::bigint)) on conflict do nothing`,
  [monday.getTime() - Date.now()],
);
const product = await startProduct(
  readConfig({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 's'.repeat(40),
    PORT: String(await freePort()),
    SIMULATOR: 'on',
  }),
  pino({ level: 'silent' }),
);
afterAll(() => product.stop());

describe('what customers see', () => {
  const book = openBook(chapters, process.env.WRITE_CONVERSATIONS === '1');
  it.each(['nl', 'en'] as const)(
    'is played in a browser, message by message: %s',
    async (lang) => {
      const faults = await playCustomer({ browser, url: product.url, pool, book, lang, monday });
      expect(faults).toEqual([]);
    },
    180_000,
  );
  it('is what docs/conversations.md shows', () => {
    const { fresh, kept } = book.close();
    expect(fresh).toBe(kept);
  });
});
