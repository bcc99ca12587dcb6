import type { Pool } from 'pg';
import type { SentMessage } from '../bot-api.ts';
import { pause } from '../children.ts';
import { type BenchServer, openBenchPool } from '../database.ts';
import { processorTime } from '../processor.ts';
import type { RunningProduct } from '../product.ts';
import { aim, percentile, say, table } from '../report.ts';
import { type ApprovalWatch, createApprovalWatch, measureDecisions } from './decisions.ts';
import { bringInMechanics, type Garage } from './garage.ts';
import { startTeams } from './product.ts';
import { createTapping, type Tapped } from './taps.ts';

const RATES = [5, 10, 20];
const DECISIONS_PER_SECOND = 5;
const SHARES = [0.5, 0.9, 0.99];

/** (h) The mechanic's tap in Teams until its answer, and the customer's decision until the edit of the mechanic's card. */
export async function benchTeams(server: BenchServer, quick: boolean): Promise<void> {
  say('## (h) Teams: ms\n');
  const mechanics = quick ? 40 : 100;
  await server.withDatabase((url) => measureTeams(url, mechanics, quick ? 10 : 30));
  say(`${mechanics} mechanics with a car each, whose customers are on Telegram.\n`);
}

async function measureTeams(url: string, size: number, seconds: number): Promise<void> {
  const watch = createApprovalWatch();
  const teams = await startTeams(watch.onCall);
  const told = new Map<number, SentMessage[]>();
  const hear = (message: SentMessage) => void told.set(message.chat, [...(told.get(message.chat) ?? []), message]);
  const pool = openBenchPool(url, 1);
  const product = await teams.startProduct(url, hear);
  try {
    const garage: Garage = { origin: product.origin, teams, size, told };
    await bringInMechanics(pool, garage);
    await reportTaps(pool, product, garage, seconds);
    await reportDecisions(garage, watch);
    await product.stop();
    await reportFirstTap(url, garage, hear);
  } finally {
    await product.stop();
    await pool.end();
    await teams.stop();
  }
}

type Run = Tapped & {
  readonly perSecond: number;
  /** ms of processor time for each tap, with all that follows from it. */
  readonly node: number | undefined;
  readonly postgres: number | undefined;
};

async function reportTaps(pool: Pool, product: RunningProduct, garage: Garage, seconds: number): Promise<void> {
  const tap = createTapping(garage);
  await tap(product.origin, { perSecond: 20, seconds: 5 });
  const before = await liftsMoved(pool);
  const runs: Run[] = [];
  for (const perSecond of RATES) {
    const began = await processorTime(product.child.pid, pool);
    const tapped = await tap(product.origin, { perSecond, seconds });
    const ended = await processorTime(product.child.pid, pool);
    const each = (part: 'node' | 'postgres') => began && ended && (ended[part] - began[part]) / (perSecond * seconds);
    runs.push({ ...tapped, perSecond, node: each('node'), postgres: each('postgres') });
  }
  table(
    [
      ...['taps a second', 'taps', 'p50', 'p90', 'p99', 'longest', 'working on it', 'not answered'],
      ...['processor time a tap: Node', 'PostgreSQL'],
    ],
    runs.map(({ perSecond, latencies, working, failed, node, postgres }) => [
      ...[perSecond, perSecond * seconds, ...SHARES.map((share) => percentile(latencies, share))],
      ...[Math.max(...latencies), working, failed, node, postgres],
    ]),
  );
  const p99 = percentile(runs.at(-1)?.latencies ?? [], 0.99);
  aim(`p99 of the answer at 20/s: ${p99.toFixed(0)} ms (300 ms)`, p99 < 300);
  const count = (one: (run: Run) => number): number => runs.reduce((sum, run) => sum + one(run), 0);
  const late = count(({ working, failed }) => working + failed);
  aim(`taps answered with "working on it" or not at all: ${late} (0)`, late === 0);
  const lost = Math.max(0, count(({ latencies }) => latencies.length) - late - ((await liftsMoved(pool)) - before));
  aim(`answered taps without their effect: ${lost} (0)`, lost === 0);
  say();
}

/** What is loaded and fetched only once a process. */
async function reportFirstTap(url: string, garage: Garage, hear: (message: SentMessage) => void): Promise<void> {
  const product = await garage.teams.startProduct(url, hear);
  try {
    await pause(5_000);
    const taps = await createTapping(garage)(product.origin, { perSecond: 1, seconds: 2 });
    const [first = Number.NaN, second = Number.NaN] = taps.latencies;
    say(
      `The first tap of a process, 5 s after its start: ${first.toFixed(0)} ms; the second: ${second.toFixed(0)} ms.\n`,
    );
  } finally {
    await product.stop();
  }
}

async function liftsMoved(pool: Pool): Promise<number> {
  const { rows } = await pool.query(`select count(*)::int as n from repair_event where type = 'LiftChanged'`);
  return rows[0].n;
}

async function reportDecisions(garage: Garage, watch: ApprovalWatch): Promise<void> {
  const { latencies, lost } = await measureDecisions(garage, watch, DECISIONS_PER_SECOND);
  table(
    ["customers' decisions a second", 'decisions', 'p50', 'p90', 'p99', 'longest', 'edits lost'],
    [
      [
        ...[DECISIONS_PER_SECOND, garage.size, ...SHARES.map((share) => percentile(latencies, share))],
        ...[Math.max(...latencies), lost],
      ],
    ],
  );
  aim(`edits lost: ${lost} (0)`, lost === 0);
  say();
}
