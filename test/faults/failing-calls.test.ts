// Guards “a failed build changes nothing” (RELIABILITY.md: “a failure injected at every file-system call of a small site”): whichever
// call fails, and with which error, the build either succeeds with the right bytes or reports what is wrong; each file of dist/ is whole,
// old or new, and untouched if the site itself could not be read; and the next build gives the result of a clean one.
// A soak tries every call with every error code, otherwise a sample is tried.

import { describe, expect, test } from 'vitest';
import { isError } from '../../src/model/diagnostic.ts';
import { randomRun } from '../support/random.ts';
import { type Bench, broken, openBench, type Way, ways } from './bench.ts';
import { type Fault, isChange } from './faulty-disk.ts';
import { sampled } from './sample.ts';

const codes = {
  once: ['EIO', 'ENOSPC', 'EMFILE', 'EACCES'],
  'from then on': ['ENOSPC', 'EMFILE', 'EROFS', 'EIO'],
} as const;

const sample = randomRun('failures', { quick: 2, full: 4, soak: 4000 });

/** One build with a fault, then one without. */
async function check(bench: Bench, way: Way, fault: Fault): Promise<void> {
  await bench.enter(way);
  const before = bench.dist();
  const clean = bench.clean[way.to];
  const { result, thrown, calls } = await bench.build(fault);
  const call = fault.kind === 'error' ? calls[fault.at - 1] : null;
  const where = JSON.stringify({ ...way, ...fault, ...call });
  // Users see a thrown error as a stack trace.
  expect(thrown, where).toBeNull();
  const errors = result?.diagnostics.filter(isError) ?? [];
  const { '.octavo-lock': lock, ...now } = bench.dist();
  // A lock that can't be removed belongs to a process that is gone.
  const isStuck = calls.some(({ path, isRefused }) => isRefused && path.endsWith('.octavo-lock'));
  if (!isStuck && result?.report) expect(lock, where).toBeUndefined();
  if (result?.report) expect([errors, now], where).toEqual([[], clean]);
  else {
    expect(errors, where).not.toEqual([]);
    for (const { code, message } of errors)
      expect(`${code} ${message}`, where).toMatch(/^[a-z-]+\/[a-z-]+ [^\n]{10,}$/);
    expect(broken(now, before, clean), where).toEqual([]);
    // A file that can't be read is found before anything is written.
    if (result?.files === null) expect(now, where).toEqual(before);
  }
  const healed = await bench.build();
  expect([healed.thrown, healed.result?.diagnostics, bench.dist()], where).toEqual([null, [], clean]);
}

describe.each(['once', 'from then on'] as const)(`a call fails %s (${sample.label})`, (often) => {
  test.each(ways)('in a build to state $to, cold: $isCold', { timeout: 100_000 + 1000 * sample.count }, async (way) => {
    const bench = await openBench();
    await bench.enter(way);
    const { calls } = await bench.build();
    expect(calls.length).toBeGreaterThan(300);
    const faults = calls.flatMap((_, index) =>
      codes[often].map((code): Fault => ({ kind: 'error', at: index + 1, code, isLasting: often !== 'once' })),
    );
    const weightOf = (fault: Fault) => (fault.kind === 'error' && isChange(calls[fault.at - 1]) ? 4 : 1);
    for (const fault of sampled(faults, sample, weightOf)) await check(bench, way, fault);
  });
});

test('partial reads and writes are continued', async () => {
  const bench = await openBench();
  for (const way of ways) {
    await bench.enter(way);
    const { result, calls } = await bench.build({ kind: 'short' });
    expect(calls.filter(({ operation }) => operation === 'write').length).toBeGreaterThan(30);
    expect([result?.diagnostics, bench.dist()]).toEqual([[], bench.clean[way.to]]);
  }
});
