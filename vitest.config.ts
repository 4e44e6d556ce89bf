import { availableParallelism } from 'node:os';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Files that put something in the place of a module, or stand at Node's own doors: each in a thread of its own. */
const alone = [
  'test/pipeline/images/cards.test.ts',
  'test/pipeline/parse/native-parser.test.ts',
  'test/pipeline/images/generated-images.test.ts',
  'test/content/unused.test.ts',
  'test/fuzz/front-matter.test.ts',
];

/** Whatever else the machine does meanwhile: these are for what never comes, not for what comes late. */
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** Libraries as the program has them: those for development check themselves at each step, which takes twice as long. */
const asShipped: Plugin = {
  name: 'as-shipped',
  config: {
    order: 'post',
    handler(config) {
      const resolve = { conditions: ['node'] };
      // What this file says is joined to what vitest says; here it stands in its place.
      Object.assign((config.resolve ??= {}), resolve);
      Object.assign(((config.ssr ??= {}).resolve ??= {}), resolve);
      Object.assign((((config.environments ??= {})['ssr'] ??= {}).resolve ??= {}), resolve);
    },
  },
};

// All run side by side in threads that live as long as the run, as loading the parsers takes longer than most files of tests.
export default defineConfig({
  test: {
    reporters: ['default'],
    // Many wait for processes and browsers: a thread more than there are cores keeps these busy. By default it is one less.
    maxWorkers: availableParallelism() + 1,
    globalSetup: 'test/support/run.ts',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: [asShipped],
        test: {
          name: 'node',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/browser/**', ...alone],
          pool: 'threads',
          isolate: false,
          ...patient,
        },
      },
      { plugins: [asShipped], test: { name: 'alone', include: alone, pool: 'threads', ...patient } },
      {
        plugins: [asShipped],
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/support/run-chromium.ts',
          pool: 'threads',
          isolate: false,
          ...patient,
        },
      },
    ],
  },
});
