import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLoop } from './loop.ts';
import { silent } from './testing/fake-channel.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a loop', () => {
  it('runs at once, then when it is due, and when it is nudged', async () => {
    let runs = 0;
    const loop = createLoop({ name: 'test', run: async () => void runs++, idleMs: 1_000, log: silent });
    loop.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(runs).toBe(2);
    loop.nudge();
    await vi.advanceTimersByTimeAsync(0);
    expect([runs, loop.state()]).toEqual([3, 'running']);
    await loop.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([runs, loop.state()]).toEqual([3, 'stopped']);
  });

  it('runs again for a nudge that came while it ran', async () => {
    let runs = 0;
    const loop = createLoop({
      name: 'test',
      run: async () => {
        runs++;
        if (runs === 1) loop.nudge();
        return undefined;
      },
      idleMs: 1_000,
      log: silent,
    });
    loop.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toBe(2);
    await loop.stop();
  });

  it('that fails tries again more and more slowly, whoever nudges, and says so', async () => {
    let [runs, works] = [0, false];
    const run = async (): Promise<undefined> => {
      runs++;
      if (!works) throw new Error('away');
    };
    const loop = createLoop({ name: 'test', run, idleMs: 1_000, log: silent });
    loop.start();
    await vi.advanceTimersByTimeAsync(0);
    loop.nudge();
    await vi.advanceTimersByTimeAsync(99);
    expect([runs, loop.state()]).toEqual([1, 'failing']);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(2);
    works = true;
    await vi.advanceTimersByTimeAsync(200);
    expect([runs, loop.state()]).toEqual([3, 'running']);
    await loop.stop();
  });

  it('waits for the round that is underway when it is stopped', async () => {
    let end: (() => void) | undefined;
    const run = () =>
      new Promise<undefined>((resolve) => {
        end = () => resolve(undefined);
      });
    const loop = createLoop({ name: 'test', run, idleMs: 1_000, log: silent });
    loop.start();
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stopped).toBe(false);
    end?.();
    await stopping;
    expect(stopped).toBe(true);
  });
});
