// Warm equals clean: after every edit of a random series, with the real store on disk, dist/ and the diagnostics are those of a clean build
// of the same folder. A seed repeats a run: OCTAVO_SEED=… npx vitest run test/pipeline/warm.test.ts

import fc from 'fast-check';
import { test } from 'vitest';
import { edits, series, warmEqualsClean } from './site-edits.ts';

test(`after any edits, restarts, damage to cache and dist/ (${series.label})`, {
  timeout: 280_000 + 20_000 * series.count,
}, async () => {
  await fc.assert(
    fc.asyncProperty(edits, (steps) => warmEqualsClean(steps.map((step) => [step]))),
    { seed: series.seed, numRuns: series.count, endOnFailure: true },
  );
});
