import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The browser that tests drive: CHROMIUM_PATH, else the first that the machine has; undefined when it has none. */
export async function findChromium(): Promise<string | undefined> {
  const given = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const places = given ? [given] : [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC];
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return undefined;
}

/** How a person gets a browser for the tests, in one sentence. */
export const HOW_TO_GET_CHROMIUM =
  'The browser tests need Chromium: install it (for example "sudo apt-get install chromium") or set CHROMIUM_PATH, for example CHROMIUM_PATH=/usr/bin/chromium.';
