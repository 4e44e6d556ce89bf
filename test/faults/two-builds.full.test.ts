// Guards “two builds at once” (RELIABILITY.md: “a lock with process id and stale-lock recovery; the result equals a clean build”) with the
// real program: builds that start together, next to `dev`, while the site changes, while another holds the lock, and with stale locks.
// Each succeeds, `dist/` is that of a clean build, and the cache is valid: the next build does nothing.
// A cache of another user, which can't be read or can't be written, causes a warning at most.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { lockName } from '../../src/pipeline/output/build-lock.ts';
import { startDevProcess } from '../dev/dev-process.ts';
import { scratchFolder } from '../support/folder.ts';
import { cleanTrees, treeOf } from './bench.ts';
import { cacheOf, canDrop, type Ended, launcher, nobody, run } from './program.ts';
import { putState, smallSiteIn, states } from './small-site.ts';

const timeout = 120_000;
const gone = '4194304 1';

function openSiteIn(folder: string) {
  const root = smallSiteIn(folder);
  return { root, cache: cacheOf(root), dist: () => treeOf(join(root, 'dist')) };
}

function build(root: string, before: readonly string[] = []): Promise<Ended> {
  const [command, ...args] = [...before, process.execPath, launcher, 'build', '--root', root, '--json'];
  return run(command, args);
}

function codesOf({ code, report }: Ended): unknown[] {
  expect(report).toMatch(/^\{/);
  const { diagnostics }: { diagnostics: { code: string }[] } = JSON.parse(report);
  return [code, ...diagnostics.map((one) => one.code)];
}

async function untilThere(file: string): Promise<void> {
  while (!existsSync(file)) await pause(1);
}

async function isSound(root: string): Promise<void> {
  const { report } = await build(root);
  expect(JSON.parse(report)).toMatchObject({ diagnostics: [], rules: {}, written: [], removed: [] });
}

test('builds at the same time, with stale locks', { timeout }, async () => {
  const clean = await cleanTrees();
  const { root, cache, dist } = openSiteIn(scratchFolder());
  for (const state of [0, 1] as const) {
    putState(root, states[state]);
    for (const lock of [join(root, 'dist/.octavo-lock'), join(cache, 'store/writer')]) {
      mkdirSync(join(lock, '..'), { recursive: true });
      writeFileSync(lock, gone);
      utimesSync(lock, 1, 1);
    }
    const ended = await Promise.all([build(root), build(root), build(root)]);
    expect(ended.map(codesOf), ended.map(({ report }) => report).join()).toEqual([[0], [0], [0]]);
    expect(dist()).toEqual(clean[state]);
    expect(existsSync(join(cache, 'store/writer'))).toBe(false);
  }
  // Files that changed shortly before the end of one build are read by the next.
  await build(root);
  await isSound(root);
});

test('builds of a site that changes while it is written', { timeout }, async () => {
  const clean = await cleanTrees();
  const { root, dist } = openSiteIn(scratchFolder());
  const first = build(root);
  await untilThere(join(root, 'dist', lockName));
  putState(root, states[1]);
  const [, second] = await Promise.all([first, build(root)]);
  // The second build has seen all changes.
  expect(codesOf(second)).toEqual([0]);
  expect(dist()).toEqual(clean[1]);
});

test('a build while another holds the lock, and after that is gone', { timeout }, async () => {
  const clean = await cleanTrees();
  const { root, cache, dist } = openSiteIn(scratchFolder());
  const startedMs = performance.now();
  // Everything but `dist/` is cached by now, so the next build has little to do before it writes.
  expect(codesOf(await build(root))).toEqual([0]);
  const tookMs = performance.now() - startedMs;
  expect(existsSync(cache)).toBe(true);
  putState(root, states[1]);
  const lock = join(root, 'dist', lockName);
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void holder.kill('SIGKILL'));
  writeFileSync(lock, String(holder.pid));
  const before = dist();
  const waiting = build(root);
  // Twice the time that writing everything would take.
  const hasEnded = await Promise.race([waiting.then(() => true), pause(2 * tookMs, false)]);
  expect([hasEnded, dist()]).toEqual([false, before]);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(codesOf(await waiting)).toEqual([0]);
  expect(dist()).toEqual(clean[1]);
});

test('a build next to `dev`', { timeout }, async () => {
  const clean = await cleanTrees();
  const { root, dist } = openSiteIn(scratchFolder());
  const dev = startDevProcess(root);
  await dev.origin();
  for (const state of [0, 1] as const) {
    putState(root, states[state]);
    expect(codesOf(await build(root))).toEqual([0]);
    expect(dist()).toEqual(clean[state]);
  }
  dev.child.kill('SIGTERM');
  await dev.ended();
  expect(codesOf(await build(root))).toEqual([0]);
  expect(dist()).toEqual(clean[1]);
});

test.skipIf(!canDrop).each([
  ['read', 0o000, [['cache/not-kept'], ['cache/not-kept']]],
  // The cache of the first state can be read; that of the second can't be written.
  ['written', 0o555, [[], ['cache/not-kept']]],
] as const)('a cache that can’t be %s', { timeout }, async (_, mode, notes) => {
  const clean = await cleanTrees();
  const { root, cache, dist } = openSiteIn(scratchFolder());
  chmodSync(join(root, '..'), 0o755);
  await build(root);
  for (const path of ['dist', ...Object.keys(treeOf(join(root, 'dist'))).map((one) => `dist/${one}`)])
    for (let at = join(root, path); at !== root; at = join(at, '..')) chownSync(at, 65_534, 65_534);
  chmodSync(cache, mode);
  for (const state of [0, 1] as const) {
    putState(root, states[state]);
    expect(codesOf(await build(root, ['setpriv', ...nobody]))).toEqual([0, ...(notes[state] ?? [])]);
    expect(dist()).toEqual(clean[state]);
  }
  chmodSync(cache, 0o755);
});
