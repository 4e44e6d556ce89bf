// Warm equals clean with a site's own plugins and directives: after random edits of plugins, their options, what they import and read, components
// of directives, posts and the theme, the site and its diagnostics are those of a clean build.
// A seed repeats a run: OCTAVO_SEED=… npx vitest run test/pipeline/plugins/warm.test.ts

import fc from 'fast-check';
import { test } from 'vitest';
import { rounds, series, warmEqualsClean } from './random-edits.ts';

test(`after any edits of plugins and what they are made of (${series.label})`, {
  timeout: 280_000 + 60_000 * series.count,
}, async () => {
  await fc.assert(
    fc.asyncProperty(rounds, (steps) => warmEqualsClean(steps)),
    { seed: series.seed, numRuns: series.count, endOnFailure: true },
  );
});
