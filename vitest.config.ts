import { defineConfig } from 'vitest/config';

// Two projects: what runs in Node alone, and what drives a browser (`npm run test:browser` runs only these).
export default defineConfig({
  test: {
    reporters: ['default'],
    // By default one core is left free, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/browser/**'],
          pool: 'threads',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          pool: 'threads',
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
