import { spawnSync } from 'node:child_process';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.ts';

/** Runs apt-get and says whether it worked; another install may hold its lock for minutes. */
function apt(...words: string[]): boolean {
  return (
    spawnSync('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=400', ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  );
}

// Before the browser tests: a machine where we may install gets a browser, every other is told how.
if ((await findChromium()) === undefined) {
  const mayInstall = process.getuid?.() === 0 && process.env.CHROMIUM_PATH === undefined;
  const installed = mayInstall && apt('update') && apt('install', '--no-install-recommends', 'chromium');
  if (!(installed && (await findChromium()))) {
    process.stderr.write(`${HOW_TO_GET_CHROMIUM}\n`);
    process.exitCode = 1;
  }
}
