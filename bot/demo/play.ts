import '../node-version.ts';
import { parseArgs } from 'node:util';
import { administrator, type Installation, install } from './installation.ts';
import { playStory, startsAt } from './story.ts';
import { checkOutcome, printed } from './transcript.ts';

const usage = 'Use: npm run demo [-- --stay [--port 3000]]';

/** A wrong command line; ends the command with exit code 2. */
class UsageError extends Error {}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readCommand(): { readonly stay: boolean; readonly port: number | undefined } {
  try {
    const { values } = parseArgs({ options: { stay: { type: 'boolean', default: false }, port: { type: 'string' } } });
    return { stay: values.stay, port: values.stay ? Number(values.port ?? '3000') : undefined };
  } catch {
    throw new UsageError(usage);
  }
}

/** Plays the story and checks the result; false when a check fails. */
async function play(installation: Installation): Promise<boolean> {
  await playStory(installation, {
    chapter: (title) => print(`\n--- ${title} ---\n`),
    tell: (line) => print(printed(line)),
  });
  const checks = await checkOutcome(installation);
  print('\n--- What is on record ---\n');
  for (const { rule, holds } of checks) print(`${holds ? 'ok    ' : 'WRONG '} ${rule}`);
  return checks.every(({ holds }) => holds);
}

/** Ignores further signals: npm passes on a Ctrl-C that this process already got. */
function untilStopped(): Promise<undefined> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve(undefined));
    process.on('SIGTERM', () => resolve(undefined));
  });
}

async function run(): Promise<boolean> {
  const { stay, port } = readCommand();
  const started = performance.now();
  const stopped = untilStopped();
  print('A morning in the garage, on a database of its own: Monday 23 November 2026.');
  const installation = await install(startsAt, port);
  try {
    // Ctrl-C must not leave the database running.
    const right = await Promise.race([play(installation), stopped]);
    if (right === undefined) return false;
    print(`\nPlayed in ${Math.round((performance.now() - started) / 1000)} seconds.`);
    if (stay) {
      print(`\n  simulator  ${installation.url}/simulator?lang=en`);
      print(`  panel      ${installation.url}/admin/ (${administrator.email}, ${administrator.password})`);
      print('Ctrl-C stops it and throws the database away.');
      await stopped;
    }
    return right;
  } finally {
    await installation.end();
  }
}

run().then(
  (right) => process.exit(right ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'It did not work.'}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
