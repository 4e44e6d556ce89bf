// Warm equals clean where pages are parsed in threads.

import fc from 'fast-check';
import { test } from 'vitest';
import { parseInPool } from '../../src/pipeline/parse/parse-pool.ts';
import { compiledWorker } from '../support/rig.ts';
import { rounds, series, warmEqualsClean } from './site-edits.ts';

test(`after any rounds of edits (${series.label})`, { timeout: 280_000 + 20_000 * series.count }, async () => {
  const file = compiledWorker();
  const parse = parseInPool({ workers: 2, cores: 2, file });
  const numRuns = Math.ceil(series.count / 15);
  await fc.assert(
    fc.asyncProperty(rounds, (steps) => warmEqualsClean(steps, parse)),
    { seed: series.seed, numRuns, endOnFailure: true },
  );
});
