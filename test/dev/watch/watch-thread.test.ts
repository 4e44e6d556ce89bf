// A watcher thread that crashes: it is restarted, everything it may have missed is checked again, and nothing waits for it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { watchFolders } from '../../../src/dev/watch/watch-site.ts';
import { watchInThread } from '../../../src/dev/watch/watch-thread.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

/** A thread that reports for each folder that it is watched and that its `a.md` changed. The first `crashes` threads crash instead. */
function crashingThread(crashes: number, log: string): string {
  return `
    import { appendFileSync, readFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    const log = ${JSON.stringify(log)};
    appendFileSync(log, 'started ');
    const isCrashing = readFileSync(log, 'utf8').split(' ').length - 1 <= ${crashes};
    parentPort.on('message', ({ type, id, folder }) => {
      if (type === 'watch' && isCrashing) throw new Error('no luck');
      if (type === 'close') return parentPort.postMessage({ type: 'closed', id });
      parentPort.postMessage({ type: 'ready', id });
      parentPort.postMessage({ type: 'events', id, seen: [[folder + '/a.md', false]] });
    });`;
}

async function watchedWith(crashes: number) {
  const folder = scratchFolder();
  const log = join(folder, 'log');
  writeFiles(folder, { log: '', 'thread.mjs': crashingThread(crashes, log), 'content/a.md': 'x' });
  const changes: (readonly string[] | null)[] = [];
  const problems: string[] = [];
  const watcher = watchFolders(
    [{ name: 'content', folder: join(folder, 'content') }],
    { onChange: (change) => changes.push(change?.paths ?? null), onProblem: (message) => problems.push(message) },
    watchInThread(pathToFileURL(join(folder, 'thread.mjs'))),
  );
  onTestFinished(() => watcher.close());
  await watcher.ready;
  return {
    changes,
    problems,
    close: () => watcher.close(),
    starts: () => readFileSync(log, 'utf8').split(' ').length - 1,
  };
}

const soon = { timeout: 10_000, interval: 10 };

test('a thread reports what happened', async () => {
  const { changes, problems } = await watchedWith(0);
  await expect.poll(() => changes, soon).toEqual([['content/a.md']]);
  expect(problems).toEqual([]);
});

test('a thread that crashes is restarted, and everything is checked again', async () => {
  const { changes, problems, starts } = await watchedWith(2);
  await expect.poll(starts, soon).toBe(3);
  await expect.poll(() => changes.at(-1), soon).toBe(null);
  expect(problems).toEqual(Array(2).fill('the file watcher crashed, it is restarted: no luck'));
});

test('a thread that keeps crashing is given up, and can be closed', async () => {
  const { problems, starts, close } = await watchedWith(99);
  await expect.poll(() => problems.at(-1), soon).toBe('the file watcher crashed, restart the dev server: no luck');
  await close();
  expect([starts(), problems.length]).toEqual([4, 4]);
});
