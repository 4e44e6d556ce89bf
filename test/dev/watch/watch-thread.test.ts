// What becomes of the watcher when its thread dies: it is started again, what it may have missed is looked at, and nobody waits for the dead.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { watchFolders } from '../../../src/dev/watch/watch.ts';
import { watchInThread } from '../../../src/dev/watch/watch-thread.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

/** A thread that says of each folder that it is watched and that its `a.md` changed; the first `deaths` of them die of it. */
function threadDying(deaths: number, log: string): string {
  return `
    import { appendFileSync, readFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    const log = ${JSON.stringify(log)};
    appendFileSync(log, 'started ');
    const isDoomed = readFileSync(log, 'utf8').split(' ').length - 1 <= ${deaths};
    parentPort.on('message', ({ type, id, folder }) => {
      if (type === 'watch' && isDoomed) throw new Error('no luck');
      if (type === 'close') return parentPort.postMessage({ type: 'closed', id });
      parentPort.postMessage({ type: 'ready', id });
      parentPort.postMessage({ type: 'events', id, seen: [[folder + '/a.md', false]] });
    });`;
}

async function watchedWith(deaths: number) {
  const folder = scratchFolder();
  const log = join(folder, 'log');
  writeFiles(folder, { log: '', 'thread.mjs': threadDying(deaths, log), 'content/a.md': 'x' });
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

test('one that lives says what happened', async () => {
  const { changes, problems } = await watchedWith(0);
  await expect.poll(() => changes, soon).toEqual([['content/a.md']]);
  expect(problems).toEqual([]);
});

test('one that dies is started again, and everything is looked at', async () => {
  const { changes, problems, starts } = await watchedWith(2);
  await expect.poll(starts, soon).toBe(3);
  await expect.poll(() => changes.at(-1), soon).toBe(null);
  expect(problems).toEqual(Array(2).fill('the watcher failed, it is started again: no luck'));
});

test('one that dies again and again is left alone in the end, and can be closed', async () => {
  const { problems, starts, close } = await watchedWith(99);
  await expect.poll(() => problems.at(-1), soon).toBe('the watcher failed, start `dev` again: no luck');
  await close();
  expect([starts(), problems.length]).toEqual([4, 4]);
});
