import { Pool } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { createNotifier } from './notifier.ts';

const { pool, url } = await testDatabase();
const otherPool = new Pool({ connectionString: url, max: 2 });
otherPool.on('error', () => undefined);
const [here, there] = [createNotifier({ pool }), createNotifier({ pool: otherPool })];
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await otherPool.end();
});

describe('a nudge', () => {
  it('is heard at once in its own process, by who still listens to that queue', () => {
    const heard: string[] = [];
    here.on('inbox', () => heard.push('first'));
    const stop = here.on('inbox', () => heard.push('second'));
    here.on('delivery', () => heard.push('another queue'));
    stop();
    here.nudge('inbox');
    expect(heard).toEqual(['first']);
  });

  it('reaches another process, also after its connection broke', async () => {
    let heard = 0;
    there.on('feed', () => heard++);
    there.start();
    await expect.poll(() => heard, { timeout: 5_000 }).toBe(1);
    here.nudge('feed');
    await expect.poll(() => heard, { timeout: 5_000 }).toBe(2);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`,
    );
    await expect.poll(() => heard, { timeout: 5_000 }).toBe(3);
    here.nudge('feed');
    await expect.poll(() => heard, { timeout: 5_000 }).toBe(4);
  });
});
