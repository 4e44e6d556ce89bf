// What the watcher makes of events: when a change is passed on, and what is given time to be finished. Time is the test's own.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FolderEvents } from '../../../src/dev/watch/folder-watch.ts';
import { watchFolders } from '../../../src/dev/watch/watch.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** At a moment: files written (null: deleted), and events for them. */
type Step = readonly [atMs: number, files: { readonly [path: string]: string | null }];

/** Who was told of what, and when. */
async function toldOf(steps: readonly Step[]): Promise<string[]> {
  const root = scratchFolder();
  writeFiles(root, { 'content/old.md': 'old' });
  let events: FolderEvents | null = null;
  const told: string[] = [];
  const startMs = performance.now();
  const watcher = watchFolders(
    [{ name: 'content', folder: join(root, 'content') }],
    {
      onChange: (change) => told.push(`${Math.round(performance.now() - startMs)}: ${change?.paths.join(' ')}`),
      onProblem: (why) => told.push(why),
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
  return told;
}

const old = 'content/old.md';
const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`content/p${at}.md`, '']));

const cases: readonly (readonly [what: string, steps: readonly Step[], told: readonly string[]])[] = [
  ['a save is passed on as soon as it has settled', [[0, { [old]: 'new' }]], [`2: ${old}`]],
  [
    'two files saved together are one change',
    [
      [0, { [old]: 'new' }],
      [1, { 'content/other.md': 'x' }],
    ],
    [`3: ${old} content/other.md`],
  ],
  [
    'a file emptied and then written is one change, passed on when it is written',
    [
      [0, { [old]: '' }],
      [20, { [old]: 'new' }],
    ],
    [`22: ${old}`],
  ],
  ['one that stays empty is passed on in the end', [[0, { [old]: '' }]], [`60: ${old}`]],
  [
    'one that is written in blocks is waited for until it ends within one',
    [
      [0, { [old]: 'x'.repeat(4096) }],
      [10, { [old]: 'x'.repeat(8192) }],
      [30, { [old]: 'x'.repeat(9000) }],
    ],
    [`32: ${old}`],
  ],
  [
    'a page taken away and put back is one change',
    [
      [0, { [old]: null }],
      [30, { [old]: 'new' }],
    ],
    [`32: ${old}`],
  ],
  ['a page that stays away is gone a moment later', [[0, { [old]: null }]], [`60: ${old}`]],
  [
    'nobody waits for files that were nothing before',
    [[0, { [old]: 'new', 'content/draft': null }]],
    [`2: ${old} content/draft`],
  ],
  ['nor for single files where many changed', [[0, many]], [`30: ${Object.keys(many).join(' ')}`]],
  [
    'patience is not begun anew by what comes in between',
    [
      [0, { [old]: '' }],
      [30, { 'content/other.md': '' }],
    ],
    [`60: ${old} content/other.md`],
  ],
];

test.each(cases)('%s', async (_, steps, told) => {
  expect(await toldOf(steps)).toEqual(told);
});
