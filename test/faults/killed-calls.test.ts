// Guards “a killed build heals” (RELIABILITY.md: “SIGKILL at every write, rename and unlink”) in one process: from one call on nothing
// happens any more, except perhaps half a write. Each file of dist/ is whole, old or new, and the next build gives the result of a clean
// one and leaves nothing behind, whether the site is the same or has changed meanwhile.
// A soak kills at every call, otherwise at a sample of calls.

import { expect, test } from 'vitest';
import { randomRun } from '../support/random.ts';
import { type Bench, broken, openBench, type Way, ways } from './bench.ts';
import { type Call, type Fault, isChange, nameOf } from './faulty-disk.ts';
import { sampled } from './sample.ts';

const sample = randomRun('kills', { quick: 2, full: 6, soak: 4000 });

/** The draft of the list is written, closed and renamed; the lock is released. */
const lastCount = 4;

type Kill = Fault & { readonly kind: 'kill' };

/** A call at which a build is killed, and the state of the site that the next build finds. */
interface Candidate {
  readonly call: Call;
  readonly kill: Kill;
  readonly next: 0 | 1;
}

/** Returns the call at which the build was killed; null if it ended before. */
async function check(bench: Bench, way: Way, fault: Kill, next: 0 | 1): Promise<string | null> {
  await bench.enter(way);
  const before = bench.dist();
  const { calls } = await bench.build(fault);
  const call = calls.at(-1);
  const where = JSON.stringify({ ...way, next, ...fault, ...call });
  expect(broken(bench.dist(), before, bench.clean[way.to]), where).toEqual([]);
  bench.put(next);
  const healed = await bench.build();
  expect([healed.thrown, healed.result?.diagnostics, bench.dist()], where).toEqual([null, [], bench.clean[next]]);
  // Earlier runs decide which files have changed recently and are read: a call of one run may be missing in another.
  const alike = calls.filter((one) => nameOf(one) === fault.call).length;
  expect(alike, where).toBeLessThanOrEqual(fault.nth);
  return call !== undefined && alike === fault.nth ? areaOf(bench, call) : null;
}

function areaOf(bench: Bench, { path }: Call): 'emission' | 'cache' | 'site' {
  return path.startsWith(`${bench.root}/dist`) ? 'emission' : path.startsWith(bench.cache) ? 'cache' : 'site';
}

/** Calls that change something are chosen more often, and so are the few that concern the cache. */
function weightOf(bench: Bench, call: Call): number {
  return isChange(call) ? { emission: 10, cache: 100, site: 1 }[areaOf(bench, call)] : 1;
}

test.each(ways)(
  `the next build heals one to state $to, cold: $isCold (${sample.label})`,
  { timeout: 100_000 + 1000 * sample.count },
  async (way) => {
    const bench = await openBench();
    await bench.enter(way);
    const { calls } = await bench.build();
    const counts = new Map<string, number>();
    const kills = calls.flatMap((call): Candidate[] => {
      const nth = (counts.get(nameOf(call)) ?? 0) + 1;
      counts.set(nameOf(call), nth);
      const kill = (isHalfWritten: boolean): Kill => ({ kind: 'kill', call: nameOf(call), nth, isHalfWritten });
      const both = call.operation === 'write' ? [kill(false), kill(true)] : [kill(false)];
      return both.flatMap((one) => [
        { call, kill: one, next: 0 },
        { call, kill: one, next: 1 },
      ]);
    });
    const hits: { [where: string]: number } = {};
    // The last steps are a few calls: a sample of all calls would seldom have one of them.
    const emission = calls.filter((call) => isChange(call) && areaOf(bench, call) === 'emission');
    const lastCalls = new Set(emission.slice(-lastCount));
    const last = sampled(
      kills.filter(({ call }) => lastCalls.has(call)),
      { ...sample, count: 2 * sample.count },
    );
    // A sample may have none of these few calls, which every build makes.
    const storing = kills.filter(({ call }) => isChange(call) && call.path.startsWith(`${bench.cache}/store/`));
    const first = sampled(storing, { ...sample, count: 1 });
    for (const { kill, next } of [...last, ...first, ...sampled(kills, sample, ({ call }) => weightOf(bench, call))]) {
      const where = await check(bench, way, kill, next);
      if (where !== null) hits[where] = (hits[where] ?? 0) + 1;
    }
    console.log(`killed in ${JSON.stringify(hits)}`);
    // Otherwise the test has tested nothing.
    expect(hits['emission']).toBeGreaterThan(0);
    expect(hits['cache']).toBeGreaterThan(0);
  },
);
