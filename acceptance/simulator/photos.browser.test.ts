import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { testBrowser } from '../../core/testing/chromium.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { chatOf, openPage, see } from '../people/browser.ts';
import { freePort, startGarage } from '../product.ts';

const browser = await testBrowser();
const garage = await startGarage(await testDatabase(), { PORT: String(await freePort()) });
afterAll(() => garage.stop());

it('a mechanic attaches a photo, and the customer sees it above the quote with its buttons', async () => {
  const { page, faults } = await openPage(browser, `${garage.url}/simulator?lang=en`);
  const mechanic = chatOf(page, 'Mechanic');
  const jan = chatOf(page, 'Customer with buttons');
  await mechanic.types('new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
  await see(mechanic.log.getByRole('heading', { name: 'AB-123-C' }).last()).toBeVisible();
  await jan.opensInvitation();
  await jan.hears('This is our digital assistant, not a person');

  const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c00' } })
    .jpeg()
    .toBuffer();
  await mechanic.region.getByLabel('Photo').setInputFiles({ name: 'pads.jpg', mimeType: 'image/jpeg', buffer });
  await see(mechanic.log.getByRole('heading', { name: 'Photo with AB-123-C' })).toBeVisible();
  await mechanic.types('quote: brake pads 286.40 !; wipers 38 later');
  await mechanic.hears('1 photo goes with it');
  await mechanic.taps('Send · I wait');

  const shown = jan.log.getByRole('listitem').filter({ has: page.getByRole('img', { name: /^Photo/ }) });
  await see(shown.getByRole('img')).toHaveJSProperty('naturalWidth', 60);
  await jan.hears('Together € 324.40');
  const last = jan.log.locator('ol > li').last();
  await see(last).toContainText('Together € 324.40');
  await see(last.getByRole('button', { name: 'Approve € 324.40' })).toBeVisible();
  await jan.taps('Approve € 324.40');
  await jan.hears(/you approved/);
  // The quote's text changes to say so; its picture stays.
  await see(shown).toHaveCount(1);
  await mechanic.hears('AB-123-C: APPROVED');
  expect(faults).toEqual([]);
});
