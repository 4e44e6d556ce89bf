// The series of `warm.test.ts` find an engine that forgets which plugins there are, which files they read, or the components of directives.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Read } from '../../../src/engine/graph/rule.ts';
import { type Parse, parseHere } from '../../../src/pipeline/parse/stale-pages.ts';
import { bundleOnce, type RigOptions } from '../../support/rig.ts';
import { rounds, series, warmEqualsClean } from './random-edits.ts';

/** An engine that forgets some of what a page was parsed from. */
function forgetful(isRemembered: (read: Read, path: string) => boolean): Parse {
  return (jobs, settings, onPage) =>
    parseHere(jobs, settings, (job, page) => {
      const reads = job.reads.filter((read) => isRemembered(read, job.path));
      onPage({ ...job, reads }, page);
    });
}

const withoutDirectives: RigOptions['bundle'] = async (inputs) => {
  const bundled = await bundleOnce(inputs);
  return { ...bundled, reads: bundled.reads.filter(([, path]) => !path.startsWith('templates/directives/')) };
};

test.each([
  ['which plugins there are', { parse: forgetful(([input]) => input.name !== 'plugins') }],
  [
    'which files they read',
    { parse: forgetful(([input, argument], path) => input.name !== 'file' || argument === path) },
  ],
  ['the components of directives', { bundle: withoutDirectives }],
])('an engine that forgets %s is caught', { timeout: 280_000 }, async (_, engine) => {
  const check = fc.asyncProperty(rounds, (steps) => warmEqualsClean(steps, engine));
  const { failed } = await fc.check(check, { seed: series.seed, numRuns: series.count, endOnFailure: true });
  expect(failed).toBe(true);
});
