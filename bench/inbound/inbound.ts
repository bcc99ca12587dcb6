import { fileURLToPath } from 'node:url';
import { startChild } from '../children.ts';
import type { BenchServer } from '../database.ts';
import { load } from '../load.ts';
import { aim, percentile, ratio, say, table } from '../report.ts';
import { startTelegramProduct, telegramTexts } from '../telegram.ts';

const RATES = [200, 500];

type Figures = { readonly p50: number; readonly p99: number; readonly failed: number };

/** (b) From the post of a webhook to its answer, which comes after the commit. */
export async function benchInbound(server: BenchServer, quick: boolean): Promise<void> {
  say('## (b) Inbound post, acknowledged after the commit: ms\n');
  const seconds = quick ? 3 : 10;
  const bare = await server.withDatabase((url) => measureBare(url, seconds));
  const web = await server.withDatabase((url) => measureProduct(url, 'web', seconds));
  const whole = await server.withDatabase((url) => measureProduct(url, 'web,worker', seconds));
  const rows = [
    ['bare Hono route, one insert', bare],
    ['Pitstop Chat, Telegram webhook (ROLES=web)', web],
    ['Pitstop Chat, turns in the same process (ROLES=web,worker)', whole],
  ] as const;
  table(
    ['', ...RATES.flatMap((rate) => [`p50 at ${rate}/s`, `p99 at ${rate}/s`, 'failed'])],
    rows.map(([who, figures]) => [who, ...figures.flatMap(({ p50, p99, failed }) => [p50, p99, failed])]),
  );
  for (const [n, rate] of RATES.entries()) {
    const [own, other] = [web[n], bare[n]];
    if (!own || !other) continue;
    aim(`p50 at ${rate}/s: ${ratio(own.p50, other.p50)} the bare route (1.3x)`, own.p50 < 1.3 * other.p50);
    aim(
      `p99 at ${rate}/s: ${own.p99.toFixed(1)} ms (50 ms), ${ratio(own.p99, other.p99)} the bare route`,
      own.p99 < 50,
    );
  }
  say();
}

async function measureBare(url: string, seconds: number): Promise<Figures[]> {
  const child = startChild(fileURLToPath(new URL('./bare.ts', import.meta.url)), [], { DATABASE_URL: url });
  try {
    return await measure(await child.printed(/at (http:\S+)/), seconds);
  } finally {
    await child.stop();
  }
}

async function measureProduct(url: string, roles: string, seconds: number): Promise<Figures[]> {
  const product = await startTelegramProduct({ DATABASE_URL: url, ROLES: roles });
  try {
    return await measure(product.origin, seconds);
  } finally {
    await product.stop();
  }
}

/** Both rates, after a while that warms the process up. */
async function measure(origin: string, seconds: number): Promise<Figures[]> {
  await load(origin, telegramTexts(1), { perSecond: 100, seconds: 2 });
  const figures: Figures[] = [];
  for (const [n, perSecond] of RATES.entries()) {
    const { latencies, failed } = await load(origin, telegramTexts(1_000 + n * 1_000_000), { perSecond, seconds });
    figures.push({ p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), failed });
  }
  return figures;
}
