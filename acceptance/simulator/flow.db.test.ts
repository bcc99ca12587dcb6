import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startGarage } from '../product.ts';

const database = await testDatabase();
const garage = await startGarage(database);
const { mechanic, jan } = garage;
afterAll(() => garage.stop());

describe('a repair told, quoted, approved and finished in chat', () => {
  it('reaches a customer with buttons from registration to ready', async () => {
    await mechanic.types('new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
    await mechanic.hears('AB-123-C');
    await jan.opens();
    await jan.hears('digital assistant');
    await mechanic.types('start AB-123-C');
    await jan.hears('The mechanic started');
    await mechanic.types('quote AB-123-C: brake pads 286.40; wipers 38');
    await mechanic.taps('Send · I wait');
    const quote = await jan.hears('324.40');
    expect(quote.text).toContain('2 things');
    expect(quote.text).toContain('No price has been agreed yet for the work you came for.');
    expect(quote.text).not.toContain('It will not be more');
    await jan.taps('Choose or ask');
    await jan.taps('Only no. 1');
    await jan.hears(/approved.*part of it/s);
    await mechanic.hears('286.40');
    await mechanic.types('done AB-123-C');
    await mechanic.hears('What does it cost together?');
    await mechanic.taps('Done', { amount: '485.40' });
    expect((await jan.hears('is ready')).text).toContain('485.40');
  });
  it('shows what was complained about as soon as it is typed, also when nothing else changes', async () => {
    await mechanic.types('new XY-987-Z, Piet Bakker, 06-87654321');
    await mechanic.hears(/not written down yet.*XY-987-Z/s);
    await mechanic.taps('Save', { complaint: 'lamp is out', amount: '' });
    const shown = await mechanic.hears('Noted');
    const card = await mechanic.sees('lamp is out');
    expect(card.text).toContain('XY-987-Z');
    expect(shown.text).not.toContain('not written down yet');
  });
});
