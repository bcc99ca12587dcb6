import { expect, it } from 'vitest';
import { testBrowser } from './chromium.ts';

const browser = await testBrowser();

it('browser tests run in a real browser', async () => {
  const page = await browser.newPage();
  await page.setContent('<button type="button" onclick="this.textContent = `Approved`">Approve</button>');
  await page.getByRole('button', { name: 'Approve' }).click();
  expect(await page.getByRole('button').textContent()).toBe('Approved');
  await page.close();
});
