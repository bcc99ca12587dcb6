import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../../bot/workers/testing/until.ts';
import { DeliveryError } from '../../channels/channel.ts';
import { as, type ConversationId, type GarageId } from '../../core/ids.ts';
import { createPanelQueries } from '../../core/postgres/queries/conversations.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { startCardStage } from '../card-stage.ts';

const database = await testDatabase();
const { pool } = database;
let refusals = 0;
let isRefused = false;
const stage = await startCardStage(database, async ({ chat }) => {
  if (chat !== 'kim' || !isRefused) return undefined;
  refusals++;
  throw new DeliveryError('blocked', 'The app is not there any more', { outcome: 'permanent' });
});
afterAll(() => stage.stop());

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
    await stage.hires('kim');
    await stage.says('kim', 'new AB-123-C, Jan Jansen, brakes squeal');
    await stage.sees('kim', /\/i\/.*squeal/s);
    await stage.opens('Jan', 'kim');
    await stage.says('kim', 'start AB-123-C');
    await stage.sees('Jan', 'The mechanic started');
    await stage.sees('kim', 'Jan Jansen is told');
    await stage.settles();
    expect(await mechanicLost()).toBe(false);
    isRefused = true;
    await stage.says('Jan', 'are the rear brakes worn too?');
    await stage.sees('Jan', 'passed to the mechanic');
    await until(mechanicLost);
    await until(async () => (await owners()).join() === 'service');
    await stage.settles();
    const known = refusals;
    await stage.says('Jan', 'and what about the discs?');
    await stage.sees('Jan', 'passed to a person');
    await stage.settles();
    expect(refusals).toBe(known);
  });

  it('is reached again as soon as he is heard', async () => {
    isRefused = false;
    await stage.says('kim', 'mine');
    await stage.sees('kim', 'My open repairs');
    expect(await mechanicLost()).toBe(false);
  });
});
