// Guards “a killed build heals” (RELIABILITY.md: “SIGKILL at every write, rename and unlink”), in process: from one call on nothing
// happens any more, half a write perhaps excepted. Each file of dist/ is old or new and whole, and the next build makes what a clean
// one does, leaving nothing behind: the next of the same site, and of one that has become something else meanwhile.
// A soak kills at every call, else at a sample.

import { expect, test } from 'vitest';
import { randomRun } from '../support/random.ts';
import { type Bench, broken, openBench, type Way, ways } from './bench.ts';
import { type Call, type Fault, isChange, nameOf } from './faulty-disk.ts';
import { sampled } from './sample.ts';

const sample = randomRun('kills', { quick: 2, full: 6, soak: 4000 });

/** The draft of the list is written, closed and given its name; the lock goes. */
const lastCount = 4;

type Kill = Fault & { readonly kind: 'kill' };

/** One call of a build, how it ends there, and the state of the site that the next build finds. */
interface Candidate {
  readonly call: Call;
  readonly kill: Kill;
  readonly next: 0 | 1;
}

/** Says where the kill hit; null where the build was done before. */
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
  // Which files are young, and are read for it, hangs on the runs before: a call of one run may not be in another.
  const alike = calls.filter((one) => nameOf(one) === fault.call).length;
  expect(alike, where).toBeLessThanOrEqual(fault.nth);
  return call !== undefined && alike === fault.nth ? areaOf(bench, call) : null;
}

function areaOf(bench: Bench, { path }: Call): 'emission' | 'cache' | 'site' {
  return path.startsWith(`${bench.root}/dist`) ? 'emission' : path.startsWith(bench.cache) ? 'cache' : 'site';
}

/** Calls that change something are hit more often, and the few of the cache among them. */
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
    // What is done last is done by few calls, and the least of it is done anew.
    const emission = calls.filter((call) => isChange(call) && areaOf(bench, call) === 'emission');
    const lastCalls = new Set(emission.slice(-lastCount));
    const last = kills.filter(({ call }) => lastCalls.has(call));
    // A sample may have none of these few, which every build does.
    const storing = kills.filter(({ call }) => isChange(call) && call.path.startsWith(`${bench.cache}/store/`));
    const first = sampled(storing, { ...sample, count: 1 });
    for (const { kill, next } of [...last, ...first, ...sampled(kills, sample, ({ call }) => weightOf(bench, call))]) {
      const where = await check(bench, way, kill, next);
      if (where !== null) hits[where] = (hits[where] ?? 0) + 1;
    }
    console.log(`killed in ${JSON.stringify(hits)}`);
    // Otherwise nothing was tested.
    expect(hits['emission']).toBeGreaterThan(0);
    expect(hits['cache']).toBeGreaterThan(0);
  },
);
