// Where the caches of sites are, and which of them are removed: those of sites that are gone, and the oldest if there are very many.
// A cache that a process is writing to must never be removed.

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleCache, userCache } from '../../system/cache-home.ts';
import { realDisk } from '../../system/disk.ts';
import { tryLock } from '../../system/file-lock.ts';
import { digestOf } from '../../text/digest.ts';

/** The file that has the path of the site. */
const rootName = 'root';
const maxCaches = 64;

/**
 * An installed tool keeps a site's cache in the site's own `node_modules`, or else in the user's cache folder. The repository keeps it in
 * its own `node_modules`, so that other sites stay as they are.
 */
export function cacheFolder(root: string, toolRoot: string, isInstalled = false): string {
  if (isInstalled) {
    const own = moduleCache(root);
    const user = own === null ? userCache() : null;
    // A folder that can't be written is reported when the cache is saved.
    if (user === null) return join(own ?? join(root, 'node_modules', '.cache', 'octavo'), 'site');
    return join(user, 'sites', digestOf(realDisk.realPath(root)));
  }
  const caches = join(toolRoot, 'node_modules', '.cache', 'octavo');
  return realDisk.realPath(root) === realDisk.realPath(toolRoot)
    ? join(caches, 'site')
    : join(caches, 'sites', digestOf(realDisk.realPath(root)));
}

/** Must be called before a cache is opened: a new cache makes room for itself. Never throws: nothing depends on it. */
export function pruneSiteCaches(cache: string, root: string, maxCount: number = maxCaches): void {
  try {
    const file = join(cache, rootName);
    if (statSync(file, { throwIfNoEntry: false })) return;
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, realDisk.realPath(root));
    prune(join(cache, '..'), maxCount);
  } catch {
    // A cache that can't be written is not used.
  }
}

function prune(folder: string, maxCount: number): void {
  const caches = readdirSync(folder).map((name) => cacheInfo(join(folder, name)));
  const [inUse, unused] = [caches.filter(({ isGone }) => !isGone), caches.filter(({ isGone }) => isGone)];
  const oldest = inUse.toSorted((a, b) => b.usedMs - a.usedMs).slice(maxCount);
  for (const { cache } of [...unused, ...oldest]) remove(cache);
}

function cacheInfo(cache: string): { readonly cache: string; readonly isGone: boolean; readonly usedMs: number } {
  const usedMs = Math.max(...['', 'stats'].map((name) => mtimeMsOf(join(cache, name))));
  try {
    return { cache, isGone: realDisk.stat(readFileSync(join(cache, rootName), 'utf8')) === null, usedMs };
  } catch {
    // It may be the cache of a site that can't be read now: its age decides.
    return { cache, isGone: false, usedMs };
  }
}

function mtimeMsOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function remove(cache: string): void {
  try {
    if (tryLock(join(cache, 'store', 'writer')) !== null) rmSync(cache, { recursive: true, force: true });
  } catch {
    // It belongs to another user.
  }
}
