// When the watcher reports a change, and which files it waits for. The timers are fake.

import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FolderEvents } from '../../../src/dev/watch/folder-watch.ts';
import { watchFolders } from '../../../src/dev/watch/watch-site.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** At this time, files are written (null: deleted) and reported. */
type Step = readonly [atMs: number, files: { readonly [path: string]: string | null }];

/** The reported changes, each with its time in ms. */
async function changesOf(steps: readonly Step[]): Promise<string[]> {
  const root = scratchFolder();
  writeFiles(root, { 'content/old.md': 'old' });
  let events: FolderEvents | null = null;
  const changes: string[] = [];
  const startMs = performance.now();
  const watcher = watchFolders(
    [{ name: 'content', folder: join(root, 'content') }],
    {
      onChange: (change) => changes.push(`${Math.round(performance.now() - startMs)}: ${change?.paths.join(' ')}`),
      onProblem: (why) => changes.push(why),
      isPage: (path) => path === 'content/old.md',
    },
    (_, given) => {
      events = given;
      return { ready: Promise.resolve(), close: async () => {} };
    },
  );
  for (const [atMs, files] of steps) {
    vi.advanceTimersByTime(startMs + atMs - performance.now());
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(root, path), { force: true });
      else writeFiles(root, { [path]: text });
      (events as FolderEvents | null)?.onEvent(join(root, path), false);
    }
  }
  vi.advanceTimersByTime(2000);
  await watcher.close();
  return changes;
}

test('at the limit for watched files every folder is polled, and that is said once', async () => {
  const root = scratchFolder();
  writeFiles(root, { 'content/a.md': '', 'public/b.txt': '' });
  const problems: string[] = [];
  const watches: [folder: string, isPolling: boolean, events: FolderEvents][] = [];
  const watcher = watchFolders(
    ['content', 'public'].map((name) => ({ name, folder: join(root, name) })),
    { onChange: () => {}, onProblem: (message) => problems.push(message) },
    (folder, events, isPolling) => {
      watches.push([relative(root, folder), isPolling, events]);
      return { ready: Promise.resolve(), close: async () => {} };
    },
  );
  for (const [, , events] of watches.slice(0, 2)) events.onLimit();
  await vi.advanceTimersByTimeAsync(10);
  expect(watches.map(([folder, isPolling]) => `${folder} ${isPolling}`)).toEqual([
    'content false',
    'public false',
    'content true',
    'public true',
  ]);
  expect(problems).toEqual([expect.stringContaining('fs.inotify.max_user_watches')]);
  await watcher.close();
});

test('`--poll` polls from the start', async () => {
  const root = scratchFolder();
  writeFiles(root, { 'content/a.md': '' });
  const isPollings: boolean[] = [];
  const watcher = watchFolders(
    [{ name: 'content', folder: join(root, 'content') }],
    { onChange: () => {}, onProblem: () => {}, isPolling: true },
    (_, __, isPolling) => {
      isPollings.push(isPolling);
      return { ready: Promise.resolve(), close: async () => {} };
    },
  );
  await watcher.close();
  expect(isPollings).toEqual([true]);
});

const old = 'content/old.md';
const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`content/p${at}.md`, '']));

const cases: readonly (readonly [what: string, steps: readonly Step[], changes: readonly string[]])[] = [
  ['a save is reported once it has settled', [[0, { [old]: 'new' }]], [`2: ${old}`]],
  [
    'two files saved together are one change',
    [
      [0, { [old]: 'new' }],
      [1, { 'content/other.md': 'x' }],
    ],
    [`3: ${old} content/other.md`],
  ],
  [
    'a file that is emptied and then written is one change, reported when it is written',
    [
      [0, { [old]: '' }],
      [20, { [old]: 'new' }],
    ],
    [`22: ${old}`],
  ],
  ['a file that stays empty is reported in the end', [[0, { [old]: '' }]], [`60: ${old}`]],
  [
    'a file that is written in blocks is reported when it ends inside of a block',
    [
      [0, { [old]: 'x'.repeat(4096) }],
      [10, { [old]: 'x'.repeat(8192) }],
      [30, { [old]: 'x'.repeat(9000) }],
    ],
    [`32: ${old}`],
  ],
  [
    'a page that is removed and put back is one change',
    [
      [0, { [old]: null }],
      [30, { [old]: 'new' }],
    ],
    [`32: ${old}`],
  ],
  ['a page that stays away is reported a moment later', [[0, { [old]: null }]], [`60: ${old}`]],
  [
    'a missing file that was no page does not delay a change',
    [[0, { [old]: 'new', 'content/draft': null }]],
    [`2: ${old} content/draft`],
  ],
  ['an empty file does not delay a change of many files', [[0, many]], [`30: ${Object.keys(many).join(' ')}`]],
  [
    'later events do not extend the wait for an empty file',
    [
      [0, { [old]: '' }],
      [30, { 'content/other.md': '' }],
    ],
    [`60: ${old} content/other.md`],
  ],
];

test.each(cases)('%s', async (_, steps, changes) => {
  expect(await changesOf(steps)).toEqual(changes);
});
