import type { Pool } from 'pg';
import { openBenchPool } from '../database.ts';
import { load } from '../load.ts';
import type { RunningProduct } from '../product.ts';
import { onSimulator } from '../simulator.ts';
import { startTelegramProduct, telegramText } from '../telegram.ts';
import { waitFor } from '../wait.ts';

/** Below what Telegram's pace lets out, so that nothing piles up. */
const PER_SECOND = 20;

/** The chat of the nth customer. */
export function chatOf(n: number): number {
  return 10_000 + n;
}

/**
 * Customers on Telegram, each with a car in repair, through the doors that people use: the simulator's mechanic brings the cars
 * in and starts on them, and every customer follows the link of an invitation.
 */
export async function bringInCustomers(url: string, customers: number): Promise<void> {
  const linked = new Set<number>();
  const told = new Set<number>();
  const product = await startTelegramProduct({ DATABASE_URL: url, SIMULATOR: 'on' }, ({ chat, text }) => {
    if (text.includes('You are signed up')) linked.add(chat);
    if (text.includes('The mechanic started')) told.add(chat);
  });
  const pool = openBenchPool(url, 1);
  try {
    // At night the garage would keep to itself that it has started.
    await pool.query('update garage set quiet_from = null, quiet_to = null');
    for (let n = 0; n < customers; n++) await says(product, `new ${plateOf(n)}, Jan Jansen, brakes squeal`);
    await followLinks(product, await waitFor(async () => fully(await invitations(pool), customers), 60_000));
    await waitFor(async () => fully([...linked], customers));
    for (let n = 0; n < customers; n++) await says(product, `start ${plateOf(n)}`);
    await waitFor(async () => fully([...told], customers), 60_000);
  } finally {
    await pool.end();
    await product.stop();
  }
}

function says(product: RunningProduct, text: string): Promise<void> {
  return onSimulator(product, 'mechanic-1/messages', { text });
}

function plateOf(n: number): string {
  return `GB-${100 + n}-D`;
}

function fully<T>(found: readonly T[], wanted: number): readonly T[] | undefined {
  return found.length === wanted ? found : undefined;
}

/** What stands behind `/i/` on the mechanic's cards. */
async function invitations(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ token: string }>(
    `select distinct substring(content::text from '/i/([A-Za-z0-9_-]+)') as token from simulator_entry
     where chat = 'mechanic-1' and direction = 'out' and content::text like '%/i/%'`,
  );
  return rows.map(({ token }) => token);
}

async function followLinks({ origin }: RunningProduct, tokens: readonly string[]): Promise<void> {
  const { failed } = await load(
    origin,
    (n) => telegramText(n + 1, { chat: chatOf(n), language: 'en', text: `/start ${tokens[n]}` }),
    { perSecond: PER_SECOND, seconds: tokens.length / PER_SECOND },
  );
  if (failed > 0) throw new Error(`${failed} links were not taken`);
}
