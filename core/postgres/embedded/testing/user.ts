import { startEmbedded } from '../server.ts';

// A process of its own that uses the embedded database until it gets SIGTERM: what tests start,
// stop and kill.
const [dataDir = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined };
const database = await startEmbedded({ dataDir, log });
const stay = setInterval(() => undefined, 60_000);

process.on('SIGTERM', async () => {
  await database.stop();
  clearInterval(stay);
});
process.stdout.write(`${database.url}\n`);
