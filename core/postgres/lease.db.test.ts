import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import type { Pool } from './database.ts';
import { type HeldLease, holdLease, leaseStands } from './lease.ts';

const { pool } = await testDatabase();
const leases: HeldLease[] = [];
afterEach(async () => {
  await Promise.all(leases.splice(0).map((lease) => lease.release()));
});

function hold(name: string, holder: string, database: Pool = pool, ttlMs = 300) {
  const seen: { epochs: number[]; lost: number; signal: AbortSignal | undefined; lease: HeldLease } = {
    epochs: [],
    lost: 0,
    signal: undefined,
    lease: { release: async () => undefined },
  };
  seen.lease = holdLease({
    pool: database,
    name,
    holder,
    ttlMs,
    onHeld: (epoch, signal) => {
      seen.epochs.push(epoch);
      seen.signal = signal;
    },
    onLost: () => seen.lost++,
  });
  leases.push(seen.lease);
  return seen;
}

describe('a lease', () => {
  it('belongs to one process, and to the next when it is given back, with the next epoch', async () => {
    const name = randomUUID();
    const one = hold(name, 'one');
    await expect.poll(() => one.epochs).toEqual([1]);
    const two = hold(name, 'two');
    expect(await leaseStands(pool, name, 1)).toBe(true);
    await one.lease.release();
    expect([one.lost, one.signal?.aborted]).toEqual([1, true]);
    await expect.poll(() => two.epochs).toEqual([2]);
    expect([await leaseStands(pool, name, 1), await leaseStands(pool, name, 2)]).toEqual([false, true]);
  });

  it('is kept as long as its process renews it', async () => {
    const name = randomUUID();
    const one = hold(name, 'one', pool, 90);
    await expect.poll(() => one.epochs).toEqual([1]);
    const { rows } = await pool.query<{ until: Date }>('select until from lease where name = $1', [name]);
    const first = rows[0]?.until ?? new Date();
    await expect
      .poll(
        async () =>
          (
            await pool.query('select from lease where name = $1 and until > $2', [
              name,
              new Date(first.getTime() + 200),
            ])
          ).rowCount,
      )
      .toBe(1);
    expect([one.epochs, one.lost]).toEqual([[1], 0]);
  });

  it('is given up by a process that cannot reach the database, before another has it', async () => {
    const name = randomUUID();
    let reachable = true;
    const flaky = {
      query: (...args: Parameters<typeof pool.query>) =>
        reachable ? pool.query(...args) : Promise.reject(new Error('away')),
    } as unknown as Pool;
    const one = hold(name, 'one', flaky);
    await expect.poll(() => one.epochs).toEqual([1]);
    reachable = false;
    const two = hold(name, 'two');
    await expect.poll(() => two.epochs, { timeout: 5_000 }).toEqual([2]);
    expect([one.lost, one.signal?.aborted]).toEqual([1, true]);
    reachable = true;
    expect(await leaseStands(pool, name, 1), 'what it still writes is fenced').toBe(false);
  });

  it('does not look at the clock of a process', async () => {
    const name = randomUUID();
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
    try {
      const ahead = hold(name, 'ahead');
      await expect.poll(() => ahead.epochs).toEqual([1]);
      Date.now = () => now() - 3_600_000;
      const behind = hold(name, 'behind');
      expect(await leaseStands(pool, name, 1)).toBe(true);
      expect([behind.epochs, ahead.lost]).toEqual([[], 0]);
    } finally {
      Date.now = now;
    }
  });
});
