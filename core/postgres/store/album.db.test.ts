import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { as, type MessageId } from '../../ids.ts';
import { testDatabase } from '../../testing/database.ts';
import { inTransaction } from '../database.ts';
import { filesOver } from './files.ts';

const { pool } = await testDatabase();
const garageId = randomUUID();
const [mia, noor] = [randomUUID(), randomUUID()];
let last = 0;

/** A message of a mechanic's, later than the ones before it. */
async function message(addressId: string, album: string | undefined, kept: boolean): Promise<MessageId> {
  last += 1;
  const id = `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`;
  await pool.query(
    `insert into message (id, garage_id, address_id, direction, by, body, content, at, recorded_at)
     values ($1, $2, $3, 'in', '{"kind":"system","part":"bot"}', '', $4::jsonb, now(), now())`,
    [id, garageId, addressId, JSON.stringify({ kind: 'media', ...(album ? { album } : {}) })],
  );
  if (kept) await pool.query('insert into message_media (message_id, n) values ($1, 1)', [id]);
  return as<MessageId>(id);
}

function album(id: MessageId) {
  return inTransaction(pool, (tx) => filesOver(tx).albumOf(id));
}

describe('an album', () => {
  it('is what one chat sent together, in order, with where each photo is', async () => {
    const first = await message(mia, 'a', true);
    await message(noor, 'a', true);
    await message(mia, 'b', true);
    await message(mia, undefined, true);
    const film = await message(mia, 'a', false);
    const newest = await message(mia, 'a', true);
    const repairId = randomUUID();
    await pool.query(
      'insert into repair_photo (garage_id, message_id, repair_id, n, sent_at) values ($1, $2, $3, 1, now())',
      [garageId, first, repairId],
    );
    expect(await album(newest)).toEqual([
      { messageId: first, kept: true, repairId, sent: true },
      { messageId: film, kept: false, repairId: undefined, sent: false },
      { messageId: newest, kept: true, repairId: undefined, sent: false },
    ]);
  });
  it('of one photo is that photo', async () => {
    const alone = await message(mia, undefined, true);
    expect(await album(alone)).toEqual([{ messageId: alone, kept: true, repairId: undefined, sent: false }]);
  });
});
