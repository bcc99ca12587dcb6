import type { Pool } from 'pg';
import { v7 as newUuid } from 'uuid';
import { until } from '../stage.ts';
import type { Phone } from './telegram-phone.ts';

/** Mia, a mechanic whose chat is the one of this phone; she reads Dutch. */
export async function linkMia(pool: Pool, chat: number, phone: Phone): Promise<void> {
  await phone.writes('hallo');
  await until('the chat to be known', async () => {
    const { rowCount } = await pool.query('select 1 from address where chat = $1', [String(chat)]);
    return rowCount || undefined;
  });
  const staffId = newUuid();
  await pool.query(
    `insert into staff (id, organisation_id, name, role, language)
     select $1, id, 'Mia', 'mechanic', 'nl' from organisation`,
    [staffId],
  );
  await pool.query('update address set staff_id = $1 where chat = $2', [staffId, String(chat)]);
}

/** From now on this chat is where the garage's news for its workshop is posted to. */
export async function makeWorkshop(pool: Pool, chat: number, phone: Phone): Promise<void> {
  await phone.writes('hallo');
  await until('a posting place', async () => {
    const { rowCount } = await pool.query(
      `insert into garage_posts (garage_id, address_id)
       select g.id, a.id from garage g, address a where a.chat = $1 on conflict do nothing`,
      [String(chat)],
    );
    return rowCount || undefined;
  });
}
