import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const commands = [
  ['bot/cli/staff.ts', 'staff'],
  ['bot/cli/customer.ts', 'customer'],
  ['bot/cli/understand.ts', 'understand'],
  ['bot/cli/understand-confirmed.ts', 'understand:confirmed'],
  ['bot/cli/understand-print.ts', 'understand:print'],
  ['bot/cli/teams-package.ts', 'teams:package'],
  ['bot/demo/play.ts', 'demo'],
] as const;

type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Without any setting, so that nothing else than the command line can be wrong. */
function run(file: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', file, ...args],
      { cwd: checkout, env: { DATA_DIR: '/dev/null/none' } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

describe.each(commands)('%s', { timeout: 60_000 }, (file, name) => {
  it.each(['--help', '-h'])('says how it is used when it is asked with %s', async (asked) => {
    const { code, out, err } = await run(file, asked);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Use\b.*\n/);
    expect(out).toContain(`npm run ${name === 'demo' ? '' : '-s '}${name}`);
  });

  it('names an option that it does not have, and a word that means nothing', async () => {
    const option = await run(file, '--colour');
    expect(option).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^Unknown option --colour\. Use/) });
    const word = await run(file, 'sideways');
    expect(word).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/sideways.*\bUse\b/s) });
  });
});

it('names the option that was meant, with one that needs a number', async () => {
  expect(await run('bot/cli/understand.ts', '--explian')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^Unknown option --explian; did you mean --explain\?/),
  });
  expect(await run('bot/demo/play.ts', '--stay', '--port', 'three')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^--port has to be a whole number.*--port 3000/),
  });
}, 60_000);
