// Guards “two builds at once” (RELIABILITY.md: “a lock with process id and stale-lock recovery; the result equals a clean build”): real
// processes over one site, from nothing and after an evening's work. Each ends well, what they leave is what one of them alone
// would have left, and nothing else stays behind.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lockName } from '../../src/build/lock.ts';
import { scratchFolder } from '../support/folder.ts';
import { type Tree, treeOf } from './bench.ts';
import { cacheOf, type Ended, launcher, run } from './program.ts';
import { putState, states } from './small-site.ts';

const timeout = 200_000;

function siteIn(folder: string, state: 0 | 1): string {
  const root = join(folder, 'site');
  putState(root, states[state]);
  cacheOf(root);
  return root;
}

function build(root: string): Promise<Ended> {
  return run(process.execPath, [launcher, 'build', '--root', root]);
}

async function clean(state: 0 | 1): Promise<Tree> {
  const root = siteIn(scratchFolder(), state);
  const { code, report } = await build(root);
  expect(code, report).toBe(0);
  return treeOf(join(root, 'dist'));
}

test('of one site, all from nothing and then all after changes', { timeout }, async () => {
  const trees = [await clean(0), await clean(1)] as const;
  const root = siteIn(scratchFolder(), 0);
  for (const state of [0, 1] as const) {
    putState(root, states[state]);
    const ended = await Promise.all([build(root), build(root), build(root)]);
    const report = ended.map((one) => one.report).join('\n');
    expect([ended.map(({ code }) => code), treeOf(join(root, 'dist'))], report).toEqual([[0, 0, 0], trees[state]]);
  }
});

test('of a site that becomes another while it is written', { timeout }, async () => {
  const tree = await clean(1);
  const root = siteIn(scratchFolder(), 0);
  const lock = join(root, 'dist', lockName);
  const first = build(root);
  await Promise.race([first, untilThere(lock)]);
  putState(root, states[1]);
  const [, { code, report }] = await Promise.all([first, build(root)]);
  // Whoever comes second has seen all that there was to see.
  expect([code, treeOf(join(root, 'dist'))], report).toEqual([0, tree]);
});

test('where the other has the lock until it ends, and where it is gone', { timeout }, async () => {
  const tree = await clean(0);
  const root = siteIn(scratchFolder(), 0);
  const lock = join(root, 'dist', lockName);
  mkdirSync(join(root, 'dist'));
  const other = run(process.execPath, ['-e', holder, lock]);
  await untilThere(lock);
  let isWritten = false;
  const ours = build(root);
  // Ended by what it waits for, or by the first file that should not be there yet.
  await Promise.race([
    other,
    (async () => {
      while (!isWritten && existsSync(lock)) {
        isWritten = readdirSync(join(root, 'dist')).some((name) => name !== lockName);
        await pause(20);
      }
    })(),
  ]);
  expect(isWritten).toBe(false);
  const { code, report } = await ours;
  expect([code, treeOf(join(root, 'dist'))], report).toEqual([0, tree]);

  const { id } = JSON.parse((await run(process.execPath, ['-p', '`{"id":${process.pid}}`'])).report) as { id: number };
  writeFileSync(lock, `${id}`);
  putState(root, states[1]);
  const next = await build(root);
  expect([next.code, existsSync(lock)], next.report).toEqual([0, false]);
});

async function untilThere(file: string): Promise<void> {
  for (let looks = 0; looks < 20_000 && !existsSync(file); looks++) await pause(1);
}

/** Has the lock for as long as a build takes, and is killed with it in its hands. */
const holder = `require('node:fs').writeFileSync(process.argv[1], String(process.pid));
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000);`;
