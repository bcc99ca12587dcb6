import { defineConfig } from 'vitest/config';

const away = ['**/node_modules/**', '**/fixtures/**', 'bench/peers/**'];
const server = './core/testing/postgres-server.ts';

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...away, '**/*.{db,browser}.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['**/*.db.test.{ts,tsx}'],
          exclude: away,
          globalSetup: server,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['**/*.browser.test.{ts,tsx}'],
          exclude: away,
          globalSetup: server,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
