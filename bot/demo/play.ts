import '../process/node-version.ts';
import { endWith, readArguments, UsageError } from '../cli/command-line.ts';
import { databaseErrors } from '../cli/on-database.ts';
import { administrator, type Installation, install } from './installation.ts';
import { playStory, startsAt } from './story.ts';
import { checkOutcome, inColour, printed } from './transcript.ts';

const usage =
  'Use: npm run demo [-- --stay [--port 3000]]; --stay leaves simulator and panel open to look around, until Ctrl-C.';

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readCommand(): { readonly stay: boolean; readonly port: number | undefined } {
  const options = { stay: { type: 'boolean' }, port: { type: 'string' } } as const;
  const { stay = false, port = '3000' } = readArguments(process.argv.slice(2), options, () => usage).values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port has to be a whole number from 0 to 65535, for example --port 3000. ${usage}`);
  return { stay, port: stay ? Number(port) : undefined };
}

function showsColours(): boolean {
  const { stdout } = process;
  return stdout.isTTY && (stdout.hasColors?.() ?? true);
}

/** Plays the story and checks the result; false when a check fails. */
async function play(installation: Installation): Promise<boolean> {
  await playStory(installation, {
    chapter: (title) => print(`\n--- ${title} ---\n`),
    tell: (line) => print(showsColours() ? inColour(line) : printed(line)),
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
    } else print('To look around in simulator and panel after it: npm run demo -- --stay');
    return right;
  } finally {
    await installation.end();
  }
}

run().then(
  (right) => process.exit(right ? 0 : 1),
  (error: unknown) => {
    endWith(error, databaseErrors);
    process.exit();
  },
);
