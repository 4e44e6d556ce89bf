// Caches of sites that are gone do not accumulate, and a cache that is in use is never removed.

import { existsSync, mkdirSync, realpathSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, pruneSiteCaches } from '../../../src/pipeline/cache/cache-folders.ts';
import { tryLock } from '../../../src/system/file-lock.ts';
import { scratchFolder } from '../../support/folder.ts';

function openCaches() {
  const folder = realpathSync(scratchFolder());
  const cacheOf = (name: string) => cacheFolder(join(folder, name), folder);
  const enter = (name: string, most?: number) => {
    mkdirSync(join(folder, name), { recursive: true });
    pruneSiteCaches(cacheOf(name), join(folder, name), most);
  };
  return { folder, cacheOf, enter };
}

test('caches of sites that are gone are removed, except one that is being written', () => {
  const { folder, cacheOf, enter } = openCaches();
  for (const name of ['stays', 'goes', 'busy']) enter(name);
  const [stays, goes, busy] = [cacheOf('stays'), cacheOf('goes'), cacheOf('busy')];
  const release = tryLock(join(busy, 'store/writer'));
  for (const name of ['goes', 'busy']) rmSync(join(folder, name), { recursive: true });
  enter('next');
  expect([stays, goes, busy].map((cache) => existsSync(cache))).toEqual([true, false, true]);
  release?.();
  enter('last');
  expect([stays, goes, busy].map((cache) => existsSync(cache))).toEqual([true, false, false]);
});

test('of too many caches the oldest is removed', () => {
  const { cacheOf, enter } = openCaches();
  const names = ['a', 'b', 'c'];
  for (const [index, name] of names.entries()) {
    enter(name);
    utimesSync(cacheOf(name), 1000 - index, 1000 - index);
  }
  enter('d', 3);
  expect(names.map((name) => existsSync(cacheOf(name)))).toEqual([true, true, false]);
});
