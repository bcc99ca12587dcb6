import { type Browser, chromium } from '@playwright/test';
import { afterAll } from 'vitest';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.ts';

let launched: Promise<Browser> | undefined;

/**
 * Returns the browser of this worker, started at the first call; its windows are closed after the file:
 * `const browser = await testBrowser()` at the top of a `*.browser.test.ts`. It ends with the worker.
 * A machine without one fails the file, because a skipped test proves nothing.
 */
export async function testBrowser(): Promise<Browser> {
  launched ??= launch();
  const browser = await launched;
  afterAll(() => Promise.all(browser.contexts().map((context) => context.close())));
  return browser;
}

async function launch(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
  // Chromium has no sandbox as root, and a container's /dev/shm is too small for it.
  const args = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, args });
}
