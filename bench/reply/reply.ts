import { pause } from '../children.ts';
import type { BenchServer } from '../database.ts';
import { load } from '../load.ts';
import { aim, percentile, say, table } from '../report.ts';
import { startTelegramProduct, telegramText } from '../telegram.ts';
import { waitFor } from '../wait.ts';
import { type Answered, createAnswers } from './answers.ts';
import { bringInCustomers, chatOf } from './customers.ts';

/** Both under the pace of a Telegram account, 25 messages a second: above it the pace is what would be measured. */
const RATES = [5, 20];

type Run = { readonly perSecond: number; readonly seconds: number };

/** (f) From the post of a webhook to the request of the reply: inbox, turn and delivery in one process with all roles. */
export async function benchReply(server: BenchServer, quick: boolean): Promise<void> {
  say('## (f) From the webhook post to the HTTP request of the reply: ms\n');
  const customers = quick ? 100 : 200;
  const runs = RATES.map((perSecond) => ({ perSecond, seconds: quick ? 10 : 30 }));
  const answered = await server.withDatabase((url) => measureReplies(url, customers, runs));
  table(
    ['posts a second', 'posts', 'p50', 'p90', 'p99', 'longest', 'replies lost', 'replies too many'],
    answered.map(({ latencies, lost, surplus }, n) => [
      RATES[n],
      latencies.length + lost,
      ...[0.5, 0.9, 0.99].map((share) => percentile(latencies, share)),
      Math.max(...latencies),
      lost,
      surplus,
    ]),
  );
  const lost = answered.reduce((sum, run) => sum + run.lost, 0);
  aim(`replies lost: ${lost} (0)`, lost === 0);
  say();
  say(`${customers} customers take turns to ask. A rate above 25/s would measure the pace of a Telegram account.\n`);
}

async function measureReplies(url: string, customers: number, runs: readonly Run[]): Promise<Answered[]> {
  await bringInCustomers(url, customers);
  const answers = createAnswers();
  const product = await startTelegramProduct({ DATABASE_URL: url }, answers.came);
  // Above every id with which the customers were linked.
  let id = 1_000_000;
  const ask = async (run: Run): Promise<Answered> => {
    await load(
      product.origin,
      (n, due) => {
        const chat = chatOf(n % customers);
        answers.asked(chat, due);
        return telegramText(++id, { chat, language: 'en', text: 'when is it ready?' });
      },
      run,
    );
    // What is still open then is lost.
    await waitFor(async () => answers.open() === 0 || undefined).catch(() => undefined);
    // A reply that comes twice comes a little later.
    await pause(1_000);
    return answers.end();
  };
  try {
    await ask({ perSecond: 20, seconds: 5 });
    const answered: Answered[] = [];
    for (const run of runs) answered.push(await ask(run));
    return answered;
  } finally {
    await product.stop();
  }
}
