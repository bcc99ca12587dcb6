import { pause } from './children.ts';
import { load } from './load.ts';
import { aim, say, table } from './report.ts';
import { startTelegramProduct, telegramTexts } from './telegram.ts';

const PER_SECOND = 100;

/** (e) Resident memory of the Node process with everything on: all roles, simulator, Telegram, embedded database beside it. */
export async function benchMemory(quick: boolean): Promise<void> {
  say('## (e) Memory of the Node process: MB resident\n');
  const product = await startTelegramProduct({ SIMULATOR: 'on' });
  try {
    await pause(quick ? 3_000 : 10_000);
    const idle = await product.memory();
    const seconds = quick ? 5 : 20;
    const { failed } = await load(product.origin, telegramTexts(1), { perSecond: PER_SECOND, seconds });
    const loaded = await product.memory();
    if (!idle || !loaded) {
      say('Not measured: this system has no /proc.\n');
      return;
    }
    table(
      ['idle', `after ${seconds} s of ${PER_SECOND} messages/s`, 'highest', 'posts failed'],
      [[idle.now, loaded.now, loaded.highest, failed]],
    );
    aim(`idle: ${idle.now.toFixed(0)} MB (180 MB)`, idle.now < 180);
    aim(`under load, at its highest: ${loaded.highest.toFixed(0)} MB (300 MB)`, loaded.highest < 300);
    say();
  } finally {
    await product.stop();
  }
}
