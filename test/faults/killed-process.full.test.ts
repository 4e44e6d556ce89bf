// Guards “a killed build heals” (RELIABILITY.md: “SIGKILL at every write, rename and unlink”) for the program itself: SIGKILL at one of its
// file system calls, then an undisturbed build. Each file of dist/ is whole, old or new; after the second build dist/ is that of a clean
// build. A soak kills at every call, otherwise at a sample of calls.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/folder.ts';
import { randomRun } from '../support/random.ts';
import { broken, cleanTrees, type Tree, treeOf } from './bench.ts';
import { cacheOf, type Ended, launcher, run } from './program.ts';
import { sampled } from './sample.ts';
import { putState, smallSiteIn, states } from './small-site.ts';

const sample = randomRun('sigkills', { full: 4, soak: 4000 });
const preload = join(import.meta.dirname, 'kill-preload.mjs');

/** A call of a log, and its number among equal calls. */
interface Kill {
  readonly call: string;
  readonly nth: number;
  readonly isHalfWritten: boolean;
}

interface Site {
  readonly root: string;
  readonly cache: string;
  /** File system calls for the site and its cache, in order, up to the kill. */
  build(kill?: Kill): Promise<Ended & { readonly calls: readonly string[] }>;
  put(state: 0 | 1): void;
  dist(): Tree;
}

function openSiteIn(folder: string): Site {
  const root = smallSiteIn(folder);
  const cache = cacheOf(root);
  const log = join(folder, 'calls.log');
  return {
    root,
    cache,
    put: (state) => putState(root, states[state]),
    dist: () => (existsSync(join(root, 'dist')) ? treeOf(join(root, 'dist')) : {}),
    async build(kill) {
      rmSync(log, { force: true });
      const ended = await run(process.execPath, ['--import', preload, launcher, 'build', '--root', root], {
        OCTAVO_FAULT: JSON.stringify({ log, folders: [root, cache], ...kill }),
      });
      return { ...ended, calls: readFileSync(log, 'utf8').trimEnd().split('\n') };
    },
  };
}

test(`the next run heals (${sample.label})`, { timeout: 200_000 + 5000 * sample.count }, async () => {
  const [site, trees] = [openSiteIn(scratchFolder()), await cleanTrees()];
  const { report } = await site.build();
  expect(report).toMatch(/^built 5 posts and 1 page/);
  expect(site.dist()).toEqual(trees[0]);
  site.put(1);
  const there = killsOf((await site.build()).calls, 1);
  expect(site.dist()).toEqual(trees[1]);
  site.put(0);
  const back = killsOf((await site.build()).calls, 0);
  expect(site.dist()).toEqual(trees[0]);

  const hits = { emission: 0, cache: 0, site: 0 };
  let state: 0 | 1 = 0;
  const all = [...there, ...back];
  const isEmission = ({ kill: { call } }: (typeof all)[number]) => areaOf(call, site) === 'emission';
  const half = { ...sample, count: Math.ceil(sample.count / 2) };
  const [emission, others] = [all.filter(isEmission), all.filter((one) => !isEmission(one))];
  const weigh = ({ kill: { call } }: (typeof all)[number]) =>
    (areaOf(call, site) === 'site' ? 0.01 : 1) * (isChange(call) ? 10 : 1);
  const chosen = [...sampled(emission, half, weigh), ...sampled(others, half, weigh)];
  for (const [index, { to, kill }] of [...chosen, ...all].entries()) {
    // A call of one run may be missing in another: then other calls of the same kind are tried.
    const area = areaOf(kill.call, site);
    if (index >= chosen.length && (area === 'site' || hits[area] > 0)) continue;
    if (state === to) {
      site.put(to === 0 ? 1 : 0);
      await site.build();
    }
    const before = site.dist();
    site.put(to);
    const { signal, calls } = await site.build(kill);
    const where = JSON.stringify({ to, ...kill });
    if (signal === 'SIGKILL') hits[area]++;
    // Files that changed shortly before one run, but not before the other, are read in only one of them.
    else expect(calls.filter((call) => call === kill.call).length, where).toBeLessThan(kill.nth);
    expect(broken(site.dist(), before, trees[to]), where).toEqual([]);
    const healed = await site.build();
    expect([healed.signal, healed.report.slice(0, 5), site.dist()], where).toEqual([null, 'built', trees[to]]);
    state = to;
  }
  console.log(`killed in ${JSON.stringify(hits)}`);
  // Otherwise the test has tested nothing.
  expect(Math.min(hits.emission, hits.cache)).toBeGreaterThan(0);
});

function killsOf(calls: readonly string[], to: 0 | 1): { readonly to: 0 | 1; readonly kill: Kill }[] {
  const counts = new Map<string, number>();
  return calls.flatMap((call) => {
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    const kinds = call.startsWith('writeSync') ? [false, true] : [false];
    return kinds.map((isHalfWritten) => ({ to, kill: { call, nth, isHalfWritten } }));
  });
}

function isChange(call: string): boolean {
  return /^(?:write|rename|unlink|mkdir|rmdir|ftruncate|fsync)/.test(call);
}

function areaOf(call: string, { root, cache }: Site): 'emission' | 'cache' | 'site' {
  const path = call.slice(call.indexOf(' ') + 1);
  return path.startsWith(`${root}/dist`) ? 'emission' : path.startsWith(cache) ? 'cache' : 'site';
}
