import { openBenchPool } from '../database.ts';
import { load } from '../load.ts';
import type { RunningProduct } from '../product.ts';
import { inviteMechanics } from '../teams/garage.ts';
import { startTelegramProduct, telegramText } from '../telegram.ts';
import { waitFor } from '../wait.ts';

/** Each car has a mechanic, because Telegram lets out no more than a message a second to one chat. */
function mechanicOf(n: number): number {
  return 50_000 + n;
}

/** Below what Telegram's pace lets out, so that nothing piles up. */
const PER_SECOND = 20;

/** The chat of the nth customer. */
export function chatOf(n: number): number {
  return 10_000 + n;
}

/**
 * Customers on Telegram, each with a car in repair, through the doors that people use: mechanics bring the cars in and
 * start on them, and every customer follows the link of an invitation.
 */
export async function bringInCustomers(url: string, customers: number): Promise<void> {
  const linked = new Set<number>();
  const told = new Set<number>();
  const links = new Map<number, string>();
  const atWork = new Set<number>();
  const product = await startTelegramProduct({ DATABASE_URL: url }, ({ chat, text }) => {
    const [, link] = /\/i\/([\w-]+)/.exec(text) ?? [];
    if (chat >= mechanicOf(0) && link) links.set(chat - mechanicOf(0), link);
    if (text.includes('This chat is yours')) atWork.add(chat);
    if (text.includes('You are signed up')) linked.add(chat);
    if (text.includes('The mechanic started')) told.add(chat);
  });
  const pool = openBenchPool(url, 1);
  try {
    // At night the garage would keep to itself that it has started.
    await pool.query('update garage set quiet_from = null, quiet_to = null');
    const codes = await inviteMechanics(pool, customers);
    const all = async (chat: (n: number) => number, text: (n: number) => string) =>
      post(product, customers, chat, text);
    await all(mechanicOf, (n) => `link ${codes[n]}`);
    await waitFor(async () => fully(atWork, customers), 60_000);
    await all(mechanicOf, (n) => `new ${plateOf(n)}, Jan Jansen, brakes squeal`);
    await waitFor(async () => fully(links, customers), 60_000);
    await all(chatOf, (n) => `/start ${links.get(n)}`);
    await waitFor(async () => fully(linked, customers), 60_000);
    await all(mechanicOf, (n) => `start ${plateOf(n)}`);
    await waitFor(async () => fully(told, customers), 60_000);
  } finally {
    await pool.end();
    await product.stop();
  }
}

let nextId = 0;

/** Each of so many people writes one line. */
async function post(
  { origin }: RunningProduct,
  people: number,
  chat: (n: number) => number,
  text: (n: number) => string,
): Promise<void> {
  const { failed } = await load(
    origin,
    (n) => telegramText(++nextId, { chat: chat(n), language: 'en', text: text(n) }),
    { perSecond: PER_SECOND, seconds: people / PER_SECOND },
  );
  if (failed > 0) throw new Error(`${failed} lines were not taken`);
}

function plateOf(n: number): string {
  return `GB-${100 + n}-D`;
}

function fully(found: { readonly size: number }, wanted: number): true | undefined {
  return found.size === wanted || undefined;
}
