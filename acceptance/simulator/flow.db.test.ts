import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startStage, until, wordsOf } from '../stage.ts';

const database = await testDatabase();
const stage = await startStage(database);
afterAll(() => stage.stop());

describe('a repair told, quoted, approved and finished in chat', () => {
  it('reaches a customer with buttons from registration to ready', async () => {
    await stage.says('mechanic-1', 'new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
    await stage.hears('mechanic-1', 'AB-123-C');
    await stage.opens('customer-buttons');
    await stage.hears('customer-buttons', 'digital assistant');
    await stage.says('mechanic-1', 'start AB-123-C');
    await stage.hears('customer-buttons', 'The mechanic started');
    await stage.says('mechanic-1', 'quote AB-123-C: brake pads 286.40; wipers 38');
    await stage.taps('mechanic-1', 'Send · I wait');
    const quote = await stage.hears('customer-buttons', '324.40');
    expect(wordsOf(quote)).toContain('2 things');
    await stage.taps('customer-buttons', 'Choose or ask');
    await stage.taps('customer-buttons', 'Only no. 1');
    await stage.hears('customer-buttons', /approved.*part of it/s);
    await stage.hears('mechanic-1', '286.40');
    await stage.says('mechanic-1', 'done AB-123-C');
    await stage.hears('customer-buttons', 'is ready');
  });
  it('shows what was complained about as soon as it is typed, also when nothing else changes', async () => {
    await stage.says('mechanic-1', 'new XY-987-Z, Piet Bakker, 06-87654321');
    await stage.hears('mechanic-1', /not written down yet.*XY-987-Z/s);
    await stage.taps('mechanic-1', 'Save', { complaint: 'lamp is out', amount: '' });
    const shown = await stage.hears('mechanic-1', 'Noted');
    const card = await until('the card to say so', async () =>
      (await stage.shown('mechanic-1')).map(wordsOf).find((words) => words.includes('lamp is out')),
    );
    expect(card).toContain('XY-987-Z');
    expect(wordsOf(shown)).not.toContain('not written down yet');
  });
});
