import { type Browser, chromium } from '@playwright/test';
import { afterAll } from 'vitest';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.ts';

/**
 * A browser for one test file, closed after it: `const browser = await testBrowser()` at the top of a
 * `*.browser.test.ts`. A machine without one fails the file, because a skipped test proves nothing.
 */
export async function testBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
  // Chromium has no sandbox as root, and a container's /dev/shm is too small for it.
  const args = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args });
  afterAll(() => browser.close());
  return browser;
}
