/** Loads the reading of customers' words in a process of its own, and prints what that took. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
const before = heap();
const started = performance.now();
const { understand } = await import('../../bot/customer/understanding/understand.ts');
understand('ja doe maar', { lines: [] });
const took = performance.now() - started;
process.stdout.write(`loaded ${took.toFixed(1)} ms ${((heap() - before) / 1e6).toFixed(2)} MB\n`);
