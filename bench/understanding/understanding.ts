import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { understand } from '../../bot/customer/understanding/understand.ts';
import { ROOT } from '../children.ts';
import { aim, percentile, say, table } from '../report.ts';

const FIXTURES = new URL('../../bot/customer/understanding/fixtures/', import.meta.url);

type Language = 'nl' | 'en';
type Line = { readonly lang: Language; readonly text: string };

/** (g) Understanding a customer's words: every labelled message, one after the other, in this process. */
export async function benchUnderstanding(quick: boolean): Promise<void> {
  say('## (g) Understanding a message: microseconds a line\n');
  const lines = await labelledLines();
  const rounds = quick ? 20 : 100;
  // Before that the compiler is what is measured.
  measure(lines, rounds / 2);
  const took = measure(lines, rounds);
  const row = (name: string, wanted: readonly Language[]) => {
    const own = lines.filter(({ lang }) => wanted.includes(lang));
    const times = own.flatMap((line) => took.get(line) ?? []);
    const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
    // What else the machine does is in no median, so this tells a line that is slow from one that was held up.
    const medians = own.map((line) => percentile(took.get(line) ?? [], 0.5));
    return [name, own.length, percentile(times, 0.5), percentile(times, 0.99), mean, percentile(medians, 0.99)];
  };
  table(
    ['', 'lines', 'p50', 'p99', 'mean', "p99 of the lines' medians"],
    [row('Dutch', ['nl']), row('English', ['en']), row('both', ['nl', 'en'])],
  );
  say(`Each line ${rounds} times, without the lines of a quote.\n`);
  const all = lines.flatMap((line) => took.get(line) ?? []);
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
  const starts = await startUps();
  const load = percentile(
    starts.map(({ ms }) => ms),
    0.5,
  );
  table(
    ['loading it in a process of its own', 'ms', 'MB'],
    starts.map(({ ms, mb }, at) => [`start ${at + 1}`, ms, mb]),
  );
  aim('a message is read in under 100 microseconds', mean < 100);
  aim('it is loaded in under 100 ms', load < 100);
  say();
}

const STARTS = 5;
const run = promisify(execFile);

async function startUps(): Promise<readonly { readonly ms: number; readonly mb: number }[]> {
  const starts: { ms: number; mb: number }[] = [];
  for (let at = 0; at < STARTS; at++) {
    const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', 'bench/understanding/start.ts'], {
      cwd: ROOT,
    });
    const [, ms, mb] = /loaded ([\d.]+) ms (-?[\d.]+) MB/u.exec(stdout) ?? [];
    starts.push({ ms: Number(ms), mb: Number(mb) });
  }
  return starts;
}

async function labelledLines(): Promise<readonly Line[]> {
  const files = (await readdir(FIXTURES)).filter((file) => file.endsWith('.tsv'));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, FIXTURES), 'utf8')));
  return texts.flatMap((text) =>
    text.split('\n').flatMap((line): Line[] => {
      const [lang, , words] = line.split('\t');
      return words !== undefined && (lang === 'nl' || lang === 'en') ? [{ lang, text: words }] : [];
    }),
  );
}

/** Microseconds of every line in every round; a round has all lines in their order, as no two customers write the same. */
function measure(lines: readonly Line[], rounds: number): ReadonlyMap<Line, readonly number[]> {
  const took = new Map(lines.map((line) => [line, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const line of lines) {
      const started = performance.now();
      understand(line.text, { lines: [] });
      const ended = performance.now();
      took.get(line)?.push((ended - started) * 1_000);
    }
  return took;
}
