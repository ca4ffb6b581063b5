import { defineConfig } from 'vitest/config';

const LIMIT_MS = 120_000;
/** Suites that start whole networks: one after the other, since each fills the machine. */
const WHOLE = ['tests/chain/**/*.test.ts', 'tests/e2e/**/*.test.ts', 'tests/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/build.setup.ts'],
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...WHOLE, 'tests/bench/**'],
          testTimeout: LIMIT_MS,
          hookTimeout: LIMIT_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'whole',
          include: WHOLE,
          testTimeout: LIMIT_MS,
          hookTimeout: LIMIT_MS,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
