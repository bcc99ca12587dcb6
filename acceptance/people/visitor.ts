import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';

/** Looks at a page until it is so, also on a machine that has much to do. */
export const see = expect.configure({ timeout: 15_000 });

export type Who = 'Mechanic' | 'Customer with buttons' | 'Customer with text only';

/** One person's chat on the simulator's page, as a visitor sees and uses it. */
export function chatOf(page: Page, who: Who) {
  const region = page.getByRole('region', { name: who, exact: true });
  const log = region.getByRole('log');
  return {
    region,
    log,
    says: async (text: string): Promise<void> => {
      await region.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
      await region.getByRole('button', { name: 'Send', exact: true }).click();
    },
    /** Presses the newest button with this label, once there is one. */
    presses: (label: string): Promise<void> => log.getByRole('button', { name: label }).last().click(),
    opensInvitation: (): Promise<void> => region.getByRole('button', { name: 'Open invitation' }).click(),
    /** Waits until a message says so. */
    hears: async (words: string | RegExp): Promise<void> => {
      await see(log.getByRole('listitem').filter({ hasText: words }).last()).toBeVisible();
    },
  };
}

/** Opens a page of its own in a browser; `faults` collects what its scripts complain about. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(url);
  return { page, faults };
}
