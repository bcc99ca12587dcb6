import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const away = ['**/node_modules/**', '**/fixtures/**', 'bench/peers/**'];
const server = './core/testing/postgres-server.ts';
/** They kill, starve and restart whole processes or look at the whole server, and say nothing true while others are busy on it. */
const faults = [
  'acceptance/faults/**/*.db.test.ts',
  'core/postgres/embedded/*.db.test.ts',
  // A second, and a snapshot that transactions of other databases of the same server hold back.
  'core/postgres/{lease,feed,channel-records}.db.test.ts',
];
const real = { globalSetup: server, hookTimeout: 60_000 };
/** A worker loads the product once for all of its files, so a file stops all that it starts, and leaves no mock and no fake clock. */
const loadedOnce = { isolate: false };
/** Most tests wait for a database, so that one core can serve two of them. */
const together = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          ...together,
          ...loadedOnce,
          name: 'unit',
          // Some load a whole SDK, which takes seconds while another test has the processor.
          testTimeout: 20_000,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...away, '**/*.{db,browser}.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          ...together,
          ...real,
          ...loadedOnce,
          name: 'database',
          include: ['**/*.db.test.{ts,tsx}'],
          exclude: [...away, ...faults],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...real,
          ...loadedOnce,
          name: 'browser',
          include: ['**/*.browser.test.{ts,tsx}'],
          exclude: away,
          testTimeout: 60_000,
          // A browser takes a whole core, and what it waits for is held back by the transactions of others on the same server.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          ...real,
          name: 'faults',
          include: faults,
          exclude: away,
          testTimeout: 30_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
