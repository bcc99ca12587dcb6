import type { Pool } from 'pg';
import { type BenchServer, openBenchPool } from './database.ts';
import { load } from './load.ts';
import { type RunningProduct, startRunningProduct } from './product.ts';
import { aim, percentile, say, table } from './report.ts';
import { onSimulator } from './simulator.ts';
import { waitFor } from './wait.ts';

const RATES = [5, 20];
/** A conversation of this length is long already. */
const WORDS = 200;

/** (c) From a mechanic's word to `channel.send`: the post, the inbox, the turn, the delivery. */
export async function benchWord(server: BenchServer, quick: boolean): Promise<void> {
  say("## (c) From a mechanic's word to channel.send: ms\n");
  const rows: number[][] = [];
  for (const rate of RATES) {
    const latencies = await server.withDatabase((url) => measureWords(url, rate, quick ? WORDS / 2 : WORDS));
    const at = (share: number): number => percentile(latencies, share);
    rows.push([rate, latencies.length, at(0.5), at(0.9), at(0.99), Math.max(...latencies)]);
  }
  table(['words a second', 'words', 'p50', 'p90', 'p99', 'longest'], rows);
  const p99 = rows.at(-1)?.[4] ?? Number.NaN;
  aim(`p99 at 20/s: ${p99.toFixed(1)} ms (100 ms)`, p99 < 100);
  say();
}

async function measureWords(url: string, perSecond: number, words: number): Promise<readonly number[]> {
  const product = await startRunningProduct({ DATABASE_URL: url, SIMULATOR: 'on' });
  const pool = openBenchPool(url, 1);
  try {
    await registerRepair(product, pool);
    await sayWords(product, 'warm', { perSecond, seconds: 10 / perSecond });
    const posted = await sayWords(product, 'word', { perSecond, seconds: words / perSecond });
    const sent = await waitFor(async () => {
      const all = await sentAt(pool, 'word');
      return all.size === posted.length ? all : undefined;
    });
    return posted.flatMap((at, n) => {
      const left = sent.get(n);
      return left === undefined ? [] : [left - at];
    });
  } finally {
    await pool.end();
    await product.stop();
  }
}

/** One mechanic and one customer: every word waits for the one before, which is the worst case. */
async function registerRepair(product: RunningProduct, pool: Pool): Promise<void> {
  await onSimulator(product, 'mechanic-1/messages', { text: 'new AB-123-C, Jan Jansen, 06-12345678, brakes squeal' });
  await waitFor(async () => (await countTo(pool, 'mechanic-1')) > 0 || undefined);
  await onSimulator(product, 'customer-buttons/start', {});
  await waitFor(async () => (await countTo(pool, 'customer-buttons')) > 0 || undefined);
}

async function sayWords(
  product: RunningProduct,
  word: string,
  rate: { readonly perSecond: number; readonly seconds: number },
): Promise<number[]> {
  const posted: number[] = [];
  const { failed } = await load(
    product.origin,
    (n) => {
      posted.push(Date.now());
      const body = JSON.stringify({ text: `say AB-123-C: ${word} ${inLetters(n)} of many` });
      return { path: '/simulator/mechanic-1/messages', headers: { 'accept-language': 'en' }, body };
    },
    rate,
  );
  if (failed > 0) throw new Error(`${failed} of a mechanic's words were not taken`);
  return posted;
}

async function countTo(pool: Pool, chat: string): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::int as n from simulator_entry where chat = $1::text and direction = 'out'`,
    [chat],
  );
  return rows[0].n;
}

/** The simulated channel notes the time at which it was asked to send; both clocks are this machine's. */
const ALPHABET = 'abcdefghij';

/** A number in letters: digits would be read as a price, and asked back. */
function inLetters(n: number): string {
  return [...String(n)].map((digit) => ALPHABET[Number(digit)]).join('');
}
function inDigits(letters: string): number {
  return Number([...letters].map((letter) => ALPHABET.indexOf(letter)).join(''));
}

async function sentAt(pool: Pool, word: string): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ at: string; n: string }>(
    `select at, substring(content->>'text' from $1::text || ' ([a-j]+) of many') as n from simulator_entry
     where chat = 'customer-buttons' and direction = 'out' and content->>'text' ~ ($1::text || ' [a-j]+ of many')`,
    [word],
  );
  return new Map(rows.map(({ at, n }) => [inDigits(n), Date.parse(at)]));
}
