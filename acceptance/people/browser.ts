import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { BOT_NAME } from '../../channels/teams/testing/playground.ts';
import { plain, until } from './person.ts';

/** Looks at a page until it is so, also on a machine that has much to do. */
export const see = expect.configure({ timeout: 15_000 });

export type Who = 'Mechanic' | 'Customer with buttons' | 'Customer with text only';

/** One person's chat on the simulator's page, as a visitor sees and uses it. */
export function chatOf(page: Page, who: Who) {
  // By their attributes: to find roles and names, a browser looks through all chats at every look.
  const region = page.locator(`[role=region][aria-label="${who}"]`);
  const log = region.locator('[role=log]');
  return {
    region,
    log,
    types: async (text: string): Promise<void> => {
      await region.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
      await region.getByRole('button', { name: 'Send', exact: true }).click();
    },
    /** Taps the newest button with this label, once there is one. */
    taps: (label: string): Promise<void> => log.getByRole('button', { name: label }).last().click(),
    opensInvitation: (): Promise<void> => region.getByRole('button', { name: 'Open invitation' }).click(),
    /** Waits until a message says so. */
    hears: (words: string | RegExp): Promise<void> => hearsIn(log.locator('li'), words),
  };
}

/** Waits until one of these entries says so; looks more often than `see`, which would be up to a second late. */
export async function hearsIn(entries: Locator, words: string | RegExp): Promise<void> {
  const found = entries.filter({ hasText: words }).last();
  await until(`an entry that says ${words}`, () => found.isVisible(), { otherwise: () => entries.allInnerTexts() });
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

/** One person at the Playground's page, as they see and use their chat with the bot. */
export type TeamsMechanic = {
  readonly page: Page;
  types(text: string): Promise<void>;
  /** Waits until a message of the bot that is no card says so. */
  hears(words: string | RegExp): Promise<void>;
  /** Waits until the newest card that says all of this stands there, and gives it. */
  sees(...words: readonly (string | RegExp)[]): Promise<Locator>;
  /** Gives the words of every card, oldest first. */
  cards(): Promise<readonly string[]>;
  /** Fills in the newest input with this label; a choice by its own label. */
  fills(label: string, value: string): Promise<void>;
  /** Taps the newest button with this label, once there is one. */
  taps(label: string): Promise<void>;
  /** As fast as a nervous finger: two taps, of which each is sent. */
  tapsTwice(label: string): Promise<void>;
  /** Goes to another chat or channel, e.g. `Werkplaats - Meldingen`; that installs the bot. */
  goesTo(name: string): Promise<void>;
  /** Writes in the channel that is shown, to the bot by name; else it would not hear of it. */
  posts(text: string): Promise<void>;
};

// Its script of 9 MB takes 3 s, and four times that on a machine that has much to do.
const bootMs = 45_000;

/** Opens the page for the Playground's person; each time that installs the bot. */
export async function mechanicIn(browser: Browser, url: string): Promise<TeamsMechanic> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  // Its fonts lie on a server of Microsoft; without them it looks the same and waits for nothing.
  await page.route(
    ({ hostname }) => hostname !== 'localhost',
    (route) => route.abort(),
  );
  await page.goto(url, { waitUntil: 'commit' });
  // It is drawn before it is connected, and forgets what is typed until then.
  await page.getByText('conversationUpdate').first().waitFor({ timeout: bootMs });
  return handOf(page, page.locator('[data-lexical-editor=true]'));
}

function handOf(page: Page, line: Locator): TeamsMechanic {
  const cards = page.locator('.ac-adaptiveCard');
  const inputs = page.locator('input, textarea, [role=radiogroup]');
  const button = (label: string) => cards.getByRole('button', { name: label, exact: true }).last();
  return {
    page,
    types: async (text) => {
      await line.fill(text);
      await see(line).not.toHaveText('');
      await line.press('Enter');
      await see(line).toHaveText('');
    },
    hears: async (words) => {
      const messages = page.locator('.fai-OutputCard, .fui-Card').filter({ hasNot: page.locator('.ac-adaptiveCard') });
      await see(messages.filter({ hasText: words }).last()).toBeVisible();
    },
    sees: async (...words) => {
      const card = words.reduce((found, hasText) => found.filter({ hasText }), cards).last();
      await see(card).toBeVisible();
      return card;
    },
    cards: async () => (await cards.allInnerTexts()).map(plain),
    fills: (label, value) => fill(cards.getByLabel(label, { exact: true }).and(inputs).last(), value),
    taps: (label) => button(label).click(),
    tapsTwice: (label) => button(label).dblclick(),
    goesTo: (name) => page.getByRole('treeitem', { name, exact: true }).click(),
    posts: async (text) => {
      const post = line.first();
      await post.click();
      await post.pressSequentially('@');
      await page.getByText(BOT_NAME, { exact: true }).first().click();
      await post.pressSequentially(` ${text}`);
      await page.getByRole('button', { name: 'Post', exact: true }).click();
    },
  };
}

async function fill(input: Locator, value: string): Promise<void> {
  const role = await input.getAttribute('role');
  if (role === 'radiogroup') await input.getByLabel(value, { exact: true }).check();
  else if (role === 'combobox') {
    await input.click();
    await input.page().getByRole('option', { name: value, exact: true }).click();
  } else await input.fill(value);
}
