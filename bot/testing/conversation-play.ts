import type { Pool } from 'pg';
import { playPeople, playWords } from './conversation-people.ts';
import { playAsking, playChange, playFirst, playQuote } from './conversation-repair.ts';
import { type ConversationSetting, stageOn } from './conversation-stage.ts';
import { openPage } from './visitor.ts';

/** Plays every chapter in one language on a page of its own; returns what the page's scripts complained about. */
export const playCustomer = async (setting: ConversationSetting): Promise<readonly string[]> => {
  const { browser, url, pool, lang } = setting;
  await startAnew(pool);
  const { page, faults } = await openPage(browser, `${url}/simulator?lang=${lang}`, {
    viewport: { width: 1240, height: 4_000 },
    bypassCSP: true,
    colorScheme: 'light',
  });
  const stage = stageOn(setting, page);
  await stage.clockTo(0, '8:35');
  for (const play of [playFirst, playQuote, playChange, playAsking, playWords, playPeople]) await play(stage);
  return faults;
};

/** The people of the page belong to nobody again, so that the second language begins like the first. */
const startAnew = async (pool: Pool): Promise<void> => {
  await pool.query(`update customer set phone = null`);
  await pool.query(
    `update address set customer_id = null, proven_at = null, asked = null, opted_out_at = null, frozen_at = null,
       language = null, language_chosen_at = null where staff_id is null`,
  );
};
