import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startStage, wordsOf } from '../stage.ts';

const database = await testDatabase();
const stage = await startStage(database);
afterAll(() => stage.stop());

describe('two cars of one customer', () => {
  it('stay in one chat, and every message names its car', async () => {
    await stage.says('mechanic-1', 'new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
    await stage.hears('mechanic-1', 'AB-123-C');
    await stage.opens('customer-buttons');
    await stage.hears('customer-buttons', 'AB-123-C');
    await stage.says('mechanic-1', 'new XY-987-Z, jan jansen, +31 6 12345678, oil leak');
    await stage.hears('mechanic-1', /XY-987-Z.*Registered/s);
    await stage.says('mechanic-1', 'start XY-987-Z');
    expect(wordsOf(await stage.hears('customer-buttons', 'The mechanic started'))).toContain('XY-987-Z');
    await stage.says('mechanic-1', 'start AB-123-C');
    expect(wordsOf(await stage.hears('customer-buttons', 'The mechanic started'))).toContain('AB-123-C');
    await stage.says('mechanic-1', 'say XY-987-Z: nearly there');
    expect(wordsOf(await stage.hears('customer-buttons', 'nearly there'))).toContain('XY-987-Z');
  });

  it('are not mixed up by a yes that may mean either quote', async () => {
    await stage.says('mechanic-1', 'quote AB-123-C: brake pads 286.40');
    await stage.taps('mechanic-1', 'Send · I go on');
    await stage.hears('customer-buttons', '286.40');
    await stage.says('mechanic-1', 'quote XY-987-Z: gasket 120');
    await stage.hears('mechanic-1', /gasket.*XY-987-Z/s);
    await stage.taps('mechanic-1', 'Send · I go on');
    await stage.hears('customer-buttons', '120.00');
    await stage.says('customer-buttons', 'yes please');
    await stage.hears('customer-buttons', 'nothing has been approved');
    await stage.taps('customer-buttons', 'Approve € 120.00');
    expect(wordsOf(await stage.hears('customer-buttons', 'you *approved*'))).toContain('XY-987-Z');
    await stage.hears('mechanic-1', 'XY-987-Z: APPROVED gasket');
  });

  it('have promised times of their own, which undo takes back with one message', async () => {
    await stage.says('mechanic-1', 'eta AB-123-C tomorrow 10:00');
    expect(wordsOf(await stage.hears('customer-buttons', 'We expect to be ready'))).toContain('AB-123-C');
    await stage.says('mechanic-1', 'eta AB-123-C tomorrow 12:00');
    await stage.hears('customer-buttons', 'later than promised');
    await stage.says('mechanic-1', 'undo');
    await stage.hears('customer-buttons', 'sooner than promised');
    await stage.hears('mechanic-1', 'Undone');
  });
});
