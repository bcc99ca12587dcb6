import { afterAll, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../channels/channel.ts';
import { as, type ConversationId, type GarageId } from '../../core/ids.ts';
import { createPanelQueries } from '../../core/postgres/queries/conversations.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { startOwnNetworks } from '../networks/own.ts';
import { becomesMechanic } from '../people/mechanic.ts';
import { tokenIn, until } from '../people/person.ts';
import { watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
let refusals = 0;
let isRefused = false;
const networks = await startOwnNetworks(database);
networks.onSend = (chat) => {
  if (chat !== 'kim' || !isRefused) return;
  refusals++;
  throw new DeliveryError('blocked', 'The app is not there any more', { outcome: 'permanent' });
};
const kim = networks.telegram('kim');
const jan = networks.telegram('jan');
const { quiet } = watch(pool);
afterAll(() => networks.stop());

async function mechanicLost(): Promise<boolean | undefined> {
  const { rows } = await pool.query<{ id: string; garage_id: string }>('select id, garage_id from conversation');
  const [row] = rows;
  const garageIds = [as<GarageId>(row?.garage_id ?? '')];
  const detail = await createPanelQueries(pool).conversation(garageIds, as<ConversationId>(row?.id ?? ''));
  return detail?.repairs[0]?.mechanicLost;
}
async function owners(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ owner: string }>(`select owner from waiting_item where kind = 'question'`);
  return rows.map(({ owner }) => owner);
}

describe('a mechanic whose chat takes no more messages', () => {
  it('T33 is tried once, is shown as out of reach, and what he was asked goes to customer service', async () => {
    await becomesMechanic(kim, 'Kim', { pool });
    await kim.types('new AB-123-C, Jan Jansen, brakes squeal');
    await kim.sees(/AB-123-C.*squeal/s);
    await jan.starts(tokenIn((await kim.sees('/i/')).text));
    await jan.sees('You are signed up');
    await kim.types('start AB-123-C');
    await jan.sees('The mechanic started');
    await kim.sees('Jan Jansen is told');
    await quiet();
    expect(await mechanicLost()).toBe(false);
    isRefused = true;
    await jan.types('are the rear brakes worn too?');
    await jan.sees('passed to the mechanic');
    await until('the chat to be known as lost', mechanicLost);
    await until('customer service to have the question', async () => (await owners()).join() === 'service');
    await quiet();
    const known = refusals;
    await jan.types('and what about the discs?');
    await jan.sees('passed to a person');
    await quiet();
    expect(refusals).toBe(known);
  });

  it('is reached again as soon as he is heard', async () => {
    isRefused = false;
    await kim.types('mine');
    await kim.sees('My open repairs');
    expect(await mechanicLost()).toBe(false);
  });
});
