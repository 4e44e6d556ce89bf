import { availableParallelism } from 'node:os';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { SkipReporter } from './test/support/skip-reporter.ts';

/** Long limits, because they end only what would never end: a busy machine must not fail a test. */
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** Libraries as the program has them: those for development check themselves at each step, which takes twice as long. */
const asShipped: Plugin = {
  name: 'as-shipped',
  config: {
    order: 'post',
    handler(config) {
      const resolve = { conditions: ['node'] };
      // Vitest would append a plugin's values to its own defaults; assigning them here replaces those.
      Object.assign((config.resolve ??= {}), resolve);
      Object.assign(((config.ssr ??= {}).resolve ??= {}), resolve);
      Object.assign((((config.environments ??= {})['ssr'] ??= {}).resolve ??= {}), resolve);
    },
  },
};

/** Tests that load no browser and start no program. Most share threads, because loading the parsers takes longer than most files. */
const shared = { pool: 'threads', isolate: false, setupFiles: 'test/support/setup.ts', ...patient } as const;
/** Tests that mock modules or guard Node's own modules: each file has a thread to itself. */
const isolated = { ...shared, isolate: true } as const;

/** The modes are told apart by file name; `test/README.md` describes them. */
export default defineConfig(({ mode }) => {
  const isQuick = mode !== 'full' && mode !== 'soak';
  const env = { OCTAVO_TESTS: isQuick ? 'quick' : mode };
  const named = (name: string, include: string[], exclude: string[], options: object) => ({
    plugins: [asShipped],
    test: { name, include, exclude, env, ...options },
  });
  const full = named('full', ['test/**/*.full.test.ts'], ['test/browser/**', '**/*.isolated.full.test.ts'], {
    ...shared,
    globalSetup: 'test/support/run.ts',
  });
  return {
    test: {
      reporters: ['dot', new SkipReporter()],
      silent: 'passed-only',
      // Many tests wait for processes and browsers: one thread more than there are cores keeps the cores busy.
      maxWorkers: availableParallelism() + 1,
      sequence: { sequencer: LongestFirst },
      projects: [
        named(
          'quick',
          ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          ['test/browser/**', '**/*.{full,isolated}.test.ts'],
          shared,
        ),
        named(
          'isolated',
          ['test/**/*.isolated.test.ts', ...(isQuick ? [] : ['test/**/*.isolated.full.test.ts'])],
          [],
          isolated,
        ),
        named(
          'browser',
          isQuick ? ['test/browser/*.test.ts'] : ['test/browser/**/*.test.ts'],
          isQuick ? ['**/*.full.test.ts'] : [],
          { ...shared, globalSetup: ['test/support/run.ts', 'test/support/run-chromium.ts'] },
        ),
        ...(isQuick ? [] : [full]),
      ],
    },
  };
});
