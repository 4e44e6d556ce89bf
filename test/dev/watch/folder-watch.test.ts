// Events in a real folder that chokidar alone misses: it drops events that it takes for duplicates and keeps watching folders that have been
// replaced.

import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { watchFolder } from '../../../src/dev/watch/folder-watch.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

interface Watched {
  readonly root: string;
  /** Paths of events since the last call, each once, sorted. */
  readonly seen: () => string[];
  /** How often `onLost` was called. */
  readonly losses: () => number;
}

async function watched(files: readonly string[], isPolling = false): Promise<Watched> {
  const root = join(scratchFolder(), 'content');
  writeFiles(root, Object.fromEntries(files.map((path) => [path, 'x'])));
  let paths = new Set<string>();
  let losses = 0;
  const fail = (message: string) => {
    throw new Error(message);
  };
  const watch = watchFolder(
    root,
    {
      onEvent: (path) => paths.add(relative(root, path)),
      onLost: () => losses++,
      onLimit: () => fail('the limit for watched files is reached'),
      onProblem: fail,
    },
    isPolling,
  );
  onTestFinished(() => watch.close());
  await watch.ready;
  return {
    root,
    seen() {
      const before = [...paths].toSorted();
      paths = new Set();
      return before;
    },
    losses: () => losses,
  };
}

const soon = { timeout: 5000, interval: 10 };

test('a second save right after the first is seen', async () => {
  const { root, seen } = await watched(['a.md']);
  for (let time = 0; time < 5; time++) {
    writeFiles(root, { 'a.md': `text ${time}` });
    await expect.poll(seen, soon).toContain('a.md');
    // Wait until no more events of this save come. chokidar drops duplicates for longer than that.
    while (seen().length > 0) await pause(5);
  }
});

test.each([
  ['deleted and created again', (path: string) => rmSync(path, { recursive: true })],
  ['moved away and created again', (path: string) => renameSync(path, `${path}-before`)],
])('a folder that is %s is noticed', async (_, takeAway) => {
  const { root, seen, losses } = await watched(['posts/a/index.md']);
  takeAway(join(root, 'posts/a'));
  mkdirSync(join(root, 'posts/a'));
  await expect.poll(losses, soon).toBe(1);
  expect(seen()).toContain('posts/a');
});

test('the watched folder itself, replaced, is noticed', async () => {
  const { root, losses } = await watched(['a.md']);
  renameSync(root, `${root}-before`);
  mkdirSync(root);
  await expect.poll(losses, soon).toBe(1);
});

test('a folder that is deleted for good is noticed, and the watch is not lost', async () => {
  const { root, seen, losses } = await watched(['posts/a/index.md', 'posts/b.md']);
  rmSync(join(root, 'posts/a'), { recursive: true });
  const all = new Set<string>();
  await expect
    .poll(
      () =>
        seen()
          .reduce((sum, path) => sum.add(path), all)
          .has('posts/a'),
      soon,
    )
    .toBe(true);
  await pause(200);
  writeFiles(root, { 'posts/b.md': 'y' });
  await expect.poll(seen, soon).toContain('posts/b.md');
  expect(losses()).toBe(0);
});

test('a watch that polls sees a change, a new file and a removed one', async () => {
  const { root, seen } = await watched(['a.md', 'b.md', 'kept.md'], true);
  const paths = new Set<string>();
  let attempts = 0;
  // The first look at a file may come after a change, so there is more than one.
  await expect
    .poll(
      () => {
        for (const path of seen()) paths.add(path.replace(/^new.*/, 'new'));
        attempts++;
        writeFiles(root, { 'a.md': 'x'.repeat(attempts + 1), [`new-${attempts}.md`]: 'x' });
        if (attempts > 3) rmSync(join(root, 'b.md'), { force: true });
        return ['a.md', 'b.md', 'new'].every((path) => paths.has(path));
      },
      { timeout: 60_000, interval: 300 },
    )
    .toBe(true);
  expect(paths.has('kept.md')).toBe(false);
});
