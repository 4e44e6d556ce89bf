// Where the caches of sites lie, and which of them nobody will ask for again: those of sites that are gone, and the oldest of very many.
// A cache that a process writes to is never taken away.

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDisk } from '../../system/disk.ts';
import { tryLock } from '../../system/file-lock.ts';
import { digestOf } from '../../text/digest.ts';

/** Names the site that a cache is of. */
const rootName = 'root';
const maxSites = 64;

/** In the tool's own cache: the site's folder stays as its owner fixed it. */
export function cacheFolder(root: string, toolRoot: string): string {
  const caches = join(toolRoot, 'node_modules', '.cache', 'octavo');
  return realDisk.realPath(root) === realDisk.realPath(toolRoot)
    ? join(caches, 'site')
    : join(caches, 'sites', digestOf(realDisk.realPath(root)));
}

/** To be called before a cache is opened: a new one makes room for itself. Never throws: nothing depends on it. */
export function tidyFor(cache: string, root: string, most: number = maxSites): void {
  try {
    const file = join(cache, rootName);
    if (statSync(file, { throwIfNoEntry: false })) return;
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, realDisk.realPath(root));
    tidy(join(cache, '..'), most);
  } catch {
    // A cache that can't be written is none.
  }
}

function tidy(folder: string, most: number): void {
  const known = readdirSync(folder).map((name) => siteOf(join(folder, name)));
  const [living, gone] = [known.filter(({ isGone }) => !isGone), known.filter(({ isGone }) => isGone)];
  const oldest = living.toSorted((a, b) => b.usedMs - a.usedMs).slice(most);
  for (const { cache } of [...gone, ...oldest]) remove(cache);
}

function siteOf(cache: string): { readonly cache: string; readonly isGone: boolean; readonly usedMs: number } {
  const usedMs = Math.max(...['', 'stats'].map((name) => stampOf(join(cache, name))));
  try {
    return { cache, isGone: realDisk.stat(readFileSync(join(cache, rootName), 'utf8')) === null, usedMs };
  } catch {
    // What names no site may still be one that can't be looked at: its age decides.
    return { cache, isGone: false, usedMs };
  }
}

function stampOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function remove(cache: string): void {
  try {
    if (tryLock(join(cache, 'store', 'writer')) !== null) rmSync(cache, { recursive: true, force: true });
  } catch {
    // Another user's.
  }
}
